// DetectModerationLabels.

#include <algorithm>

#include "http/rekognition/operations.h"

namespace spotter::rekognition {
namespace {

constexpr const char* kModerationModelVersion = "7.0";
constexpr float kUsualConfidence = 50;

std::unexpected<aws::Error> unknown(const char* what) {
  return std::unexpected(aws::Error{.code = "ResourceNotFoundException", .message = what});
}

}  // namespace

// Neither people who review nor adapters are here. A request that counts on them is refused, not answered without them:
// what was to be reviewed would pass for reviewed.
Outcome<DetectModerationLabelsResponse> detect_moderation_labels(const Call& call,
                                                                 DetectModerationLabelsRequest request) {
  if (request.human_loop_config) return unknown("The flow definition of HumanLoopConfig does not exist");
  if (request.project_version) return unknown("The project version does not exist");
  SPOTTER_ASSIGN(Findings findings, look_at(call, std::move(request.image), {.moderation = true}));
  const float least = request.min_confidence.value_or(kUsualConfidence);
  DetectModerationLabelsResponse response;
  response.moderation_model_version = kModerationModelVersion;
  // A parent is at least as sure as its children: the cut takes none without them.
  for (ModerationLabel& label : findings.moderation_labels)
    if (label.confidence >= least)
      response.moderation_labels.push_back({.confidence = label.confidence,
                                            .name = std::move(label.name),
                                            .parent_name = std::move(label.parent_name),
                                            .taxonomy_level = label.taxonomy_level});
  std::ranges::copy_if(findings.content_types, std::back_inserter(response.content_types),
                       [](const ContentType& type) { return type.confidence >= kUsualConfidence; });
  return response;
}

}  // namespace spotter::rekognition
