#pragma once
// Faces: where they are, what is told of each, and their vectors.

#include <memory>

#include "domain/similarity.h"
#include "ports/recogniser.h"
#include "recognition/runtime/models.h"

namespace spotter {

struct FaceOptions {
  int most_faces = 100;    ///< the largest are kept
  float threshold = 0.8F;  ///< detection score from which something is a face
  FaceDepth depth = FaceDepth::all;
  bool vectors = true;  ///< compute the vectors that faces are compared by
};

/// Slots: face_detection, face_embedding; face_mesh, iris, blendshapes, age, gender, emotion, head_pose and
/// glasses where they are filled. Errors: not_found for an empty slot that is needed.
Result<std::unique_ptr<Recogniser>> make_faces(const Models& models, const FaceOptions& options);

/// How vectors of these models are compared, from their manifests.
SimilarityScale similarity_scale(const Models& models);

/// Names the embedding models, to tell whether two vectors can be compared.
std::string embedding_models(const Models& models);

}  // namespace spotter
