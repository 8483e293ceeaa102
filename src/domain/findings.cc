#include "domain/findings.h"

#include <algorithm>

namespace spotter {

void drop_unsure(Findings& findings, float least_label, float least_moderation) {
  std::erase_if(findings.labels, [&](const Label& label) { return label.confidence < least_label; });
  for (Label& label : findings.labels)
    std::erase_if(label.instances, [&](const Instance& instance) { return instance.confidence < least_label; });
  std::erase_if(findings.moderation_labels,
                [&](const ModerationLabel& label) { return label.confidence < least_moderation; });
}

ComparedFace compared_face(const FaceDetail& face) {
  constexpr std::size_t kFirstFive = 5;
  ComparedFace out{.bounding_box = face.bounding_box,
                   .confidence = face.confidence,
                   .landmarks = {},
                   .pose = face.pose,
                   .quality = face.quality,
                   .emotions = face.emotions,
                   .smile = face.smile};
  const auto count = static_cast<std::ptrdiff_t>(std::min(face.landmarks.size(), kFirstFive));
  out.landmarks.assign(face.landmarks.begin(), face.landmarks.begin() + count);
  return out;
}

}  // namespace spotter
