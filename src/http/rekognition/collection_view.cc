#include "http/rekognition/collection_view.h"

#include <fmt/format.h>

namespace spotter::rekognition {

aws::Error no_collection(const std::string& collection_id) {
  return {.code = "ResourceNotFoundException",
          .message = fmt::format("The collection id: {} does not exist", collection_id)};
}

aws::Error no_user(const std::string& user_id) {
  return {.code = "ResourceNotFoundException", .message = fmt::format("The user id: {} does not exist", user_id)};
}

aws::Error no_face() {
  return {.code = "InvalidParameterException", .message = "faceId was not found in the collection"};
}

aws::Error error_in(const std::string& collection_id, const Error& error, const std::string& user_id) {
  if (error.code != Errc::not_found) return error_of(error);
  if (error.detail.starts_with("user ")) return no_user(user_id);
  if (error.detail.starts_with("face ")) return no_face();
  return no_collection(collection_id);
}

Outcome<Collection> collection_of(const Call& call, const std::string& collection_id) {
  auto collection = call.api.ports.collections.get(collection_id, call.deadline);
  if (!collection) return std::unexpected(error_in(collection_id, collection.error()));
  return std::move(*collection);
}

Outcome<const FaceMatching*> matching_of(const Call& call) {
  const FaceMatching* matching = call.api.engine.face_matching();
  if (matching == nullptr)
    return std::unexpected(error_of(Error{Errc::unavailable, call.api.engine.readiness().reason}));
  return matching;
}

Face face_view(const CollectionFace& face) {
  return {.face_id = face.face_id,
          .bounding_box = face.bounding_box,
          .image_id = face.image_id,
          .external_image_id = face.external_image_id,
          .confidence = face.confidence,
          .index_faces_model_version = kFaceModelVersion,
          .user_id = face.user_id};
}

UserStatus status_of(int faces) {
  return faces > 0 ? UserStatus::ACTIVE : UserStatus::CREATED;
}

}  // namespace spotter::rekognition
