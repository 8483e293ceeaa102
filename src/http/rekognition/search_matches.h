#pragma once
// From what the search found to what a response shows.

#include <optional>
#include <string>
#include <vector>

#include "http/rekognition/collection_view.h"

namespace spotter::rekognition {

/// The faces most like one, with what the collection keeps of them. `besides` is left out.
struct FaceQuery {
  std::string collection;
  FaceVector vector;
  std::optional<int> most;     ///< 80 where it is left out
  std::optional<float> least;  ///< similarity; 80 where it is left out
  std::string besides = {};    ///< a face or user
};
Outcome<std::vector<FaceMatch>> face_matches(const Call& call, const FaceMatching& matching, const FaceQuery& query);
Outcome<std::vector<UserMatch>> user_matches(const Call& call, const FaceMatching& matching, const FaceQuery& query);

/// The vector of a kept face; without parts where other models made it. Errors: ResourceNotFoundException (the
/// collection); InvalidParameterException (the face).
Outcome<FaceVector> vector_of_face(const Call& call, const FaceMatching& matching, const std::string& collection_id,
                                   const std::string& face_id);

}  // namespace spotter::rekognition
