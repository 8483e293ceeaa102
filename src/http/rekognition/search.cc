// SearchFaces and SearchUsers: by a face or user of the collection.

#include "http/rekognition/operations.h"
#include "http/rekognition/search_matches.h"

namespace spotter::rekognition {
namespace {

/// The mean of a user's faces, as others are compared with it; without parts where it has none.
Outcome<FaceVector> vector_of_user(const Call& call, const FaceMatching& matching, const std::string& collection_id,
                                   const std::string& user_id) {
  const auto faces = call.api.ports.collections.faces_of(collection_id, user_id, call.deadline);
  if (!faces) return std::unexpected(error_in(collection_id, faces.error(), user_id));
  return mean_of(*faces, matching.models);
}

}  // namespace

Outcome<SearchFacesResponse> search_faces(const Call& call, SearchFacesRequest request) {
  SPOTTER_ASSIGN(const FaceMatching* matching, matching_of(call));
  SPOTTER_ASSIGN(FaceVector vector, vector_of_face(call, *matching, request.collection_id, request.face_id));
  SearchFacesResponse response{
      .searched_face_id = request.face_id, .face_matches = {}, .face_model_version = kFaceModelVersion};
  SPOTTER_ASSIGN(response.face_matches, face_matches(call, *matching,
                                                     {.collection = request.collection_id,
                                                      .vector = std::move(vector),
                                                      .most = request.max_faces,
                                                      .least = request.face_match_threshold,
                                                      .besides = request.face_id}));
  return response;
}

Outcome<SearchUsersResponse> search_users(const Call& call, SearchUsersRequest request) {
  if (request.user_id.has_value() == request.face_id.has_value())
    return std::unexpected(
        aws::Error{.code = "InvalidParameterException", .message = "Request has invalid parameters"});
  SPOTTER_ASSIGN(const FaceMatching* matching, matching_of(call));
  FaceQuery query{.collection = request.collection_id,
                  .vector = {},
                  .most = request.max_users,
                  .least = request.user_match_threshold,
                  .besides = request.user_id.value_or("")};
  SearchUsersResponse response{
      .user_matches = {}, .face_model_version = kFaceModelVersion, .searched_face = {}, .searched_user = {}};
  if (request.user_id) {
    SPOTTER_ASSIGN(query.vector, vector_of_user(call, *matching, request.collection_id, *request.user_id));
    response.searched_user = SearchedUser{*request.user_id};
  } else {
    SPOTTER_ASSIGN(query.vector, vector_of_face(call, *matching, request.collection_id, *request.face_id));
    response.searched_face = SearchedFace{*request.face_id};
  }
  SPOTTER_ASSIGN(response.user_matches, user_matches(call, *matching, query));
  return response;
}

}  // namespace spotter::rekognition
