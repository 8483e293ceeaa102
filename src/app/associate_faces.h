#pragma once
// Faces of a collection become a user's: they must be like the faces that the user has, if it has any.

#include <optional>
#include <string>
#include <vector>

#include "domain/similarity.h"
#include "ports/collections.h"

namespace spotter {

inline constexpr int kMostFacesOfUser = 100;

struct Association {
  std::string collection;
  std::string user;
  std::vector<std::string> face_ids;
  float least_similarity = 75;  ///< to the mean of the user's faces; inclusive
};

struct JudgedFace {
  FaceChanged changed;
  /// The face stays free: its similarity to the user, which is too low. 0 where other models made its vector.
  std::optional<float> too_unlike;
};

/// One answer for each different id, in the order given. All faces are compared with what the user had before; a user
/// without faces takes all. Errors: not_found (collection or user); too_large (over kMostFacesOfUser: none is taken).
Result<std::vector<JudgedFace>> associate_faces(Collections& collections, const FaceMatching& matching,
                                                const Association& association, Deadline deadline);

}  // namespace spotter
