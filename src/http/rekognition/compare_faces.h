#pragma once
// CompareFaces without the pictures.

#include "aws/rekognition/detect.h"
#include "domain/similarity.h"

namespace spotter::rekognition {

/// The largest face of `source` against every face of `target`, faces below the bar of QualityFilter (NONE) aside.
/// Matches by descending similarity, from SimilarityThreshold (80) on; the others are unmatched. Nothing where
/// there is no face to compare, or none in `target`.
std::optional<CompareFacesResponse> compare(const CompareFacesRequest& request, const Findings& source,
                                            const Findings& target, const SimilarityScale& scale);

}  // namespace spotter::rekognition
