#include "http/rekognition/compare_faces.h"

#include <algorithm>
#include <functional>

#include "http/rekognition/face_answers.h"
#include "http/rekognition/operations.h"

namespace spotter::rekognition {

std::optional<CompareFacesResponse> compare(const CompareFacesRequest& request, const Findings& source,
                                            const Findings& target, const SimilarityScale& scale) {
  constexpr float kUsualThreshold = 80;
  const float least = request.similarity_threshold.value_or(kUsualThreshold);
  const QualityBar bar = bar_of(request.quality_filter.value_or(QualityFilter::NONE));
  const FaceDetail* largest = nullptr;
  for (const FaceDetail& face : source.face_details)
    if (below(face, bar).empty() && (largest == nullptr || face.bounding_box.area() > largest->bounding_box.area()))
      largest = &face;
  if (largest == nullptr || target.face_details.empty()) return std::nullopt;
  const FaceVector& wanted = source.face_vectors.at(static_cast<std::size_t>(largest - source.face_details.data()));
  CompareFacesResponse response{
      .source_image_face = {.bounding_box = largest->bounding_box, .confidence = largest->confidence},
      .face_matches = {},
      .unmatched_faces = {}};
  for (std::size_t i = 0; i < target.face_details.size(); ++i) {
    const FaceDetail& face = target.face_details[i];
    if (!below(face, bar).empty()) continue;
    const float alike = similarity(wanted, target.face_vectors.at(i), scale);
    if (alike >= least)
      response.face_matches.push_back({.similarity = alike, .face = compared_face(face)});
    else
      response.unmatched_faces.push_back(compared_face(face));
  }
  std::ranges::sort(response.face_matches, std::greater{}, &CompareFacesMatch::similarity);
  return response;
}

Outcome<CompareFacesResponse> compare_faces(const Call& call, CompareFacesRequest request) {
  const Asked asked{.faces = true, .face_vectors = true};
  SPOTTER_ASSIGN(const Findings source, look_at(call, std::move(request.source_image), asked));
  SPOTTER_ASSIGN(const Findings target, look_at(call, std::move(request.target_image), asked));
  const FaceMatching* matching = call.api.engine.face_matching();
  if (matching == nullptr) return std::unexpected(error_of(Error{Errc::unavailable, "the models are loading"}));
  auto response = compare(request, source, target, matching->scale);
  if (!response)
    return std::unexpected(
        aws::Error{.code = "InvalidParameterException", .message = "Request has invalid parameters"});
  return std::move(*response);
}

}  // namespace spotter::rekognition
