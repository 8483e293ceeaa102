// ListFaces and DeleteFaces.

#include <algorithm>

#include "base/hash.h"
#include "http/rekognition/collection_view.h"
#include "http/rekognition/operations.h"
#include "http/rekognition/paging.h"

namespace spotter::rekognition {
namespace {

constexpr int kFacesOfPage = 1000;

/// A text that is the same for the same filter, in whatever order ids are named.
std::string text_of(const FaceFilter& filter) {
  std::vector<std::string> ids = filter.face_ids;
  std::ranges::sort(ids);
  const auto repeats = std::ranges::unique(ids);
  ids.erase(repeats.begin(), repeats.end());
  std::string all = filter.user_id.value_or("");
  for (const std::string& id : ids)
    all += " " + id;
  return sha256_hex(as_bytes(all));
}

UnsuccessfulFaceDeletion undeleted(const FaceChanged& face) {
  const bool missing = face.change == FaceChange::face_not_found;
  return {.face_id = face.face_id,
          .user_id = face.user_id,
          .reasons = {missing ? UnsuccessfulFaceDeletionReason::FACE_NOT_FOUND
                              : UnsuccessfulFaceDeletionReason::ASSOCIATED_TO_AN_EXISTING_USER}};
}

}  // namespace

Outcome<ListFacesResponse> list_faces(const Call& call, ListFacesRequest request) {
  FaceFilter filter{.user_id = request.user_id, .face_ids = {}};
  if (request.face_ids) filter.face_ids = *request.face_ids;
  const PagedList list{.operation = "ListFaces", .collection = request.collection_id, .filter = text_of(filter)};
  const int size = page_size(request.max_results, kFacesOfPage);
  SPOTTER_ASSIGN(const std::string after, begin_of_page(call, list, request.next_token));
  auto read = call.api.ports.collections.faces(request.collection_id, filter, after, size + 1, call.deadline);
  if (!read) return std::unexpected(error_in(request.collection_id, read.error()));
  ListFacesResponse response{.faces = {}, .next_token = {}, .face_model_version = kFaceModelVersion};
  SPOTTER_ASSIGN(response.next_token,
                 cut_page(call, list, *read, size, [](const CollectionFace& one) { return one.face_id; }));
  std::ranges::transform(*read, std::back_inserter(response.faces), face_view);
  return response;
}

Outcome<DeleteFacesResponse> delete_faces(const Call& call, DeleteFacesRequest request) {
  auto changed = call.api.ports.collections.remove_faces(request.collection_id, request.face_ids, call.deadline);
  if (!changed) return std::unexpected(error_in(request.collection_id, changed.error()));
  DeleteFacesResponse response;
  for (FaceChanged& face : *changed) {
    if (face.change == FaceChange::done) {
      response.deleted_faces.push_back(std::move(face.face_id));
    } else {
      response.unsuccessful_face_deletions.push_back(undeleted(face));
    }
  }
  return response;
}

}  // namespace spotter::rekognition
