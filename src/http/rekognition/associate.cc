// AssociateFaces and DisassociateFaces.

#include <fmt/format.h>

#include "app/associate_faces.h"
#include "http/rekognition/collection_view.h"
#include "http/rekognition/operations.h"
#include "http/rekognition/request_token.h"

namespace spotter::rekognition {
namespace {

constexpr float kLeastMatch = 75;

using Unassociated = UnsuccessfulFaceAssociationReason;
using NotFreed = UnsuccessfulFaceDisassociationReason;

/// By the faces that the user has now.
Outcome<UserStatus> status_now(const Call& call, const std::string& collection_id, const std::string& user_id) {
  const auto user = call.api.ports.collections.user(collection_id, user_id, call.deadline);
  if (!user) return std::unexpected(error_in(collection_id, user.error(), user_id));
  return status_of(user->faces);
}

void add(AssociateFacesResponse& response, const JudgedFace& face, bool resumed) {
  const std::string& id = face.changed.face_id;
  auto& failed = response.unsuccessful_face_associations;
  if (face.too_unlike) {
    failed.push_back({.face_id = id, .confidence = face.too_unlike, .reasons = {Unassociated::LOW_MATCH_CONFIDENCE}});
    return;
  }
  switch (face.changed.change) {
    case FaceChange::face_not_found:
      failed.push_back({.face_id = id, .reasons = {Unassociated::FACE_NOT_FOUND}});
      break;
    case FaceChange::of_another_user:
    case FaceChange::of_a_user:
      failed.push_back(
          {.face_id = id, .user_id = face.changed.user_id, .reasons = {Unassociated::ASSOCIATED_TO_A_DIFFERENT_USER}});
      break;
    case FaceChange::already:  // is passed over, except where this same call may have done it
      if (resumed) response.associated_faces.push_back({.face_id = id});
      break;
    case FaceChange::done:
      response.associated_faces.push_back({.face_id = id});
      break;
  }
}

void add(DisassociateFacesResponse& response, const FaceChanged& face, bool resumed) {
  auto& failed = response.unsuccessful_face_disassociations;
  switch (face.change) {
    case FaceChange::face_not_found:
      failed.push_back({.face_id = face.face_id, .reasons = {NotFreed::FACE_NOT_FOUND}});
      break;
    case FaceChange::of_another_user:
    case FaceChange::of_a_user:
      failed.push_back(
          {.face_id = face.face_id, .user_id = face.user_id, .reasons = {NotFreed::ASSOCIATED_TO_A_DIFFERENT_USER}});
      break;
    case FaceChange::already:
      if (resumed) response.disassociated_faces.push_back({.face_id = face.face_id});
      break;
    case FaceChange::done:
      response.disassociated_faces.push_back({.face_id = face.face_id});
      break;
  }
}

Outcome<AssociateFacesResponse> associate(const Call& call, const FaceMatching& matching,
                                          const AssociateFacesRequest& request, bool resumed) {
  const auto judged = spotter::associate_faces(call.api.ports.collections, matching,
                                               {.collection = request.collection_id,
                                                .user = request.user_id,
                                                .face_ids = request.face_ids,
                                                .least_similarity = request.user_match_threshold.value_or(kLeastMatch)},
                                               call.deadline);
  if (!judged && judged.error().code == Errc::too_large)
    return std::unexpected(
        aws::Error{.code = "ServiceQuotaExceededException",
                   .message = fmt::format("The user id: {} has at most {} faces", request.user_id, kMostFacesOfUser)});
  if (!judged) return std::unexpected(error_in(request.collection_id, judged.error(), request.user_id));
  AssociateFacesResponse response;
  for (const JudgedFace& face : *judged)
    add(response, face, resumed);
  SPOTTER_ASSIGN(response.user_status, status_now(call, request.collection_id, request.user_id));
  return response;
}

Outcome<DisassociateFacesResponse> disassociate(const Call& call, const DisassociateFacesRequest& request,
                                                bool resumed) {
  const auto changed =
      call.api.ports.collections.disassociate(request.collection_id, request.user_id, request.face_ids, call.deadline);
  if (!changed) return std::unexpected(error_in(request.collection_id, changed.error(), request.user_id));
  DisassociateFacesResponse response;
  for (const FaceChanged& face : *changed)
    add(response, face, resumed);
  SPOTTER_ASSIGN(response.user_status, status_now(call, request.collection_id, request.user_id));
  return response;
}

}  // namespace

Outcome<AssociateFacesResponse> associate_faces(const Call& call, AssociateFacesRequest request) {
  SPOTTER_ASSIGN(const FaceMatching* matching, matching_of(call));
  return once<AssociateFacesResponse, AssociateFacesRequest>(
      call, "AssociateFaces", std::move(request),
      [&](const AssociateFacesRequest& asked, bool resumed) { return associate(call, *matching, asked, resumed); });
}

Outcome<DisassociateFacesResponse> disassociate_faces(const Call& call, DisassociateFacesRequest request) {
  return once<DisassociateFacesResponse, DisassociateFacesRequest>(
      call, "DisassociateFaces", std::move(request),
      [&](const DisassociateFacesRequest& asked, bool resumed) { return disassociate(call, asked, resumed); });
}

}  // namespace spotter::rekognition
