#pragma once
// How alike two faces are, 0..100, from their vectors.

#include <string>
#include <vector>

#include "domain/findings.h"
#include "domain/person.h"

namespace spotter {

/// How the cosine of one embedding model is spread over pairs of different people.
struct CosineSpread {
  float mean = 0;
  float deviation = 1;
};

/// What turns the cosines of all embedding models into one similarity. Each cosine becomes a z-score
/// (how many deviations above that of strangers); their mean is put through the curve (z, similarity).
struct SimilarityScale {
  std::vector<CosineSpread> parts;
  std::vector<Point> curve;
};

/// How faces are told to be of one person: by which models, on which scale, from which similarity on.
struct FaceMatching {
  SimilarityScale scale;
  std::string models;  ///< vectors of others are not comparable
  float least_similarity = 80;
};

/// 0..100. Vectors of other models than the scale's are not comparable: 0.
float similarity(const FaceVector& a, const FaceVector& b, const SimilarityScale& scale);

/// The mean of several vectors of one person, each part L2-normalised.
FaceVector mean_of(const std::vector<const FaceVector*>& vectors);

/// The mean of a person's vectors by these models; without parts where there are none.
FaceVector vector_of(const Person& person, const std::string& models);

/// y at x on a curve of points with ascending x; the first or last y outside it; x itself on an empty curve.
float on_curve(const std::vector<Point>& curve, float x);

}  // namespace spotter
