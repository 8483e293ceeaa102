#include "domain/face_quality.h"

#include <cmath>

namespace spotter {
namespace {

struct Limits {
  float yaw = 0;         ///< degrees to either side, at most
  float pitch = 0;       ///< the same
  float brightness = 0;  ///< 0..100, at least, as what follows
  float sharpness = 0;
  float confidence = 0;
  float height = 0;  ///< of the box, in picture heights
  bool pose_needed = false;
};

constexpr Limits kLow{.yaw = 60, .pitch = 45, .brightness = 15, .sharpness = 4, .confidence = 82, .height = 0.02F};
constexpr Limits kMedium{
    .yaw = 45, .pitch = 40, .brightness = 22, .sharpness = 6, .confidence = 86, .height = 0.03F, .pose_needed = true};
constexpr Limits kHigh{
    .yaw = 25, .pitch = 25, .brightness = 35, .sharpness = 10, .confidence = 90, .height = 0.05F, .pose_needed = true};

bool is_extreme(const std::optional<Pose>& pose, const Limits& limits) {
  if (!pose) return limits.pose_needed;
  return std::abs(pose->yaw) > limits.yaw || std::abs(pose->pitch) > limits.pitch;
}

std::vector<QualityReason> outside(const FaceDetail& face, const Limits& limits) {
  std::vector<QualityReason> reasons;
  if (is_extreme(face.pose, limits)) reasons.push_back(QualityReason::extreme_pose);
  if (face.quality && face.quality->brightness < limits.brightness) reasons.push_back(QualityReason::low_brightness);
  if (face.quality && face.quality->sharpness < limits.sharpness) reasons.push_back(QualityReason::low_sharpness);
  if (face.confidence < limits.confidence) reasons.push_back(QualityReason::low_confidence);
  if (face.bounding_box.height < limits.height) reasons.push_back(QualityReason::small_bounding_box);
  return reasons;
}

}  // namespace

std::vector<QualityReason> below(const FaceDetail& face, QualityBar bar) {
  switch (bar) {
    case QualityBar::none:
      return {};
    case QualityBar::low:
      return outside(face, kLow);
    case QualityBar::medium:
      return outside(face, kMedium);
    case QualityBar::high:
      return outside(face, kHigh);
  }
  return {};
}

}  // namespace spotter
