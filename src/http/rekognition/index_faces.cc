// IndexFaces.

#include "app/index_faces.h"

#include <algorithm>

#include <fmt/format.h>

#include "http/rekognition/collection_view.h"
#include "http/rekognition/face_answers.h"
#include "http/rekognition/operations.h"

namespace spotter::rekognition {
namespace {

std::vector<Reason> reasons_of(const FaceLeftOut& face) {
  if (face.reasons.empty()) return {Reason::EXCEEDS_MAX_FACES};
  std::vector<Reason> reasons;
  for (const QualityReason reason : face.reasons)
    reasons.push_back(quality_reason<Reason>(reason));
  return reasons;
}

IndexFacesResponse response_of(const IndexFacesRequest& request, const Findings& findings, const FaceChoice& choice,
                               const std::vector<CollectionFace>& kept) {
  const auto detail_of = [&](std::size_t place) {
    return only_asked(findings.face_details[place], request.detection_attributes);
  };
  IndexFacesResponse response{.face_records = {}, .face_model_version = kFaceModelVersion, .unindexed_faces = {}};
  for (std::size_t i = 0; i < kept.size(); ++i)
    response.face_records.push_back({.face = face_view(kept[i]), .face_detail = detail_of(choice.indexed[i])});
  for (const FaceLeftOut& face : choice.left_out)
    response.unindexed_faces.push_back({.reasons = reasons_of(face), .face_detail = detail_of(face.face)});
  return response;
}

aws::Error error_of_keeping(const IndexFacesRequest& request, const Error& error) {
  if (error.code == Errc::too_large)
    return {.code = "ServiceQuotaExceededException",
            .message = fmt::format("The collection id: {} has at most {} faces", request.collection_id,
                                   kMostFacesOfCollection)};
  return error_in(request.collection_id, error);
}

}  // namespace

Outcome<IndexFacesResponse> index_faces(const Call& call, IndexFacesRequest request) {
  SPOTTER_TRY(collection_of(call, request.collection_id));
  SPOTTER_ASSIGN(const FaceMatching* matching, matching_of(call));
  SPOTTER_ASSIGN(const Bytes bytes, image_bytes(call, std::move(request.image)));
  const Asked asked{
      .faces = true, .face_attributes = asks_for_more(request.detection_attributes), .face_vectors = true};
  SPOTTER_ASSIGN(Findings findings, look_at(call, BytesView(bytes), asked));
  sort_by_size(findings);
  const auto most = static_cast<std::size_t>(request.max_faces.value_or(kMostFacesOfPicture));
  const FaceChoice choice =
      choose_faces(findings.face_details, bar_of(request.quality_filter.value_or(QualityFilter::AUTO)), most);
  const IndexedPicture picture{.collection = request.collection_id,
                               .image_id = image_id_of(bytes),
                               .external_image_id = request.external_image_id,
                               .models = matching->models};
  const auto kept = spotter::index_faces(call.api.ports.collections, picture, findings, choice, call.deadline);
  if (!kept) return std::unexpected(error_of_keeping(request, kept.error()));
  return response_of(request, findings, choice, *kept);
}

}  // namespace spotter::rekognition
