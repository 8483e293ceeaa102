#include "recognition/faces/mesh.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace spotter {
namespace {

// Corners of the eyes: outer and inner, upper and lower lid. "Left" is left in the picture.
constexpr std::size_t kLeftEyeLeft = 33, kLeftEyeRight = 133, kLeftEyeUp = 159, kLeftEyeDown = 145;
constexpr std::size_t kRightEyeLeft = 362, kRightEyeRight = 263, kRightEyeUp = 386, kRightEyeDown = 374;
constexpr std::size_t kMouthLeft = 61, kMouthRight = 291, kLipInnerUp = 13, kLipInnerDown = 14;
constexpr std::size_t kInnerMouthLeft = 78, kInnerMouthRight = 308;
constexpr std::size_t kForehead = 10, kChin = 152, kCheekLeft = 234, kCheekRight = 454;

constexpr std::array<std::pair<LandmarkType, std::size_t>, 26> kNamed = {{
    {LandmarkType::mouthLeft, kMouthLeft},
    {LandmarkType::mouthRight, kMouthRight},
    {LandmarkType::nose, 1},
    {LandmarkType::leftEyeBrowLeft, 70},
    {LandmarkType::leftEyeBrowRight, 107},
    {LandmarkType::leftEyeBrowUp, 105},
    {LandmarkType::rightEyeBrowLeft, 336},
    {LandmarkType::rightEyeBrowRight, 300},
    {LandmarkType::rightEyeBrowUp, 334},
    {LandmarkType::leftEyeLeft, kLeftEyeLeft},
    {LandmarkType::leftEyeRight, kLeftEyeRight},
    {LandmarkType::leftEyeUp, kLeftEyeUp},
    {LandmarkType::leftEyeDown, kLeftEyeDown},
    {LandmarkType::rightEyeLeft, kRightEyeLeft},
    {LandmarkType::rightEyeRight, kRightEyeRight},
    {LandmarkType::rightEyeUp, kRightEyeUp},
    {LandmarkType::rightEyeDown, kRightEyeDown},
    {LandmarkType::noseLeft, 129},
    {LandmarkType::noseRight, 358},
    {LandmarkType::mouthUp, 0},
    {LandmarkType::mouthDown, 17},
    {LandmarkType::upperJawlineLeft, kCheekLeft},
    {LandmarkType::midJawlineLeft, 172},
    {LandmarkType::chinBottom, kChin},
    {LandmarkType::midJawlineRight, 397},
    {LandmarkType::upperJawlineRight, kCheekRight},
}};

float distance(const MeshPoint& a, const MeshPoint& b) {
  return std::hypot(a.x - b.x, a.y - b.y, a.z - b.z);
}

float opening(const Mesh& mesh, std::size_t up, std::size_t down, std::size_t left, std::size_t right) {
  const float width = distance(mesh.points[left], mesh.points[right]);
  return width > 0 ? distance(mesh.points[up], mesh.points[down]) / width : 0;
}

float degrees(float radians) {
  return radians * 180 / std::numbers::pi_v<float>;
}

struct Offset {
  float x = 0, y = 0;  ///< of the iris from the eye's middle, in widths of the eye, the eye's corners level
};

Offset iris_offset(const Point& iris, const Point& left, const Point& right) {
  const float dx = right.x - left.x;
  const float dy = right.y - left.y;
  const float square = dx * dx + dy * dy;
  if (square <= 0) return {};
  const float x = iris.x - (left.x + right.x) / 2;
  const float y = iris.y - (left.y + right.y) / 2;
  return {.x = (x * dx + y * dy) / square, .y = (y * dx - x * dy) / square};
}

}  // namespace

std::vector<Landmark> landmarks_of(const Mesh& mesh, const Irises& irises, int width, int height) {
  const auto landmark = [&](LandmarkType type, const Point& p) {
    return Landmark{.type = type, .x = p.x / static_cast<float>(width), .y = p.y / static_cast<float>(height)};
  };
  std::vector<Landmark> out = {landmark(LandmarkType::eyeLeft, irises.left),
                               landmark(LandmarkType::eyeRight, irises.right)};
  for (const auto& [type, index] : kNamed)
    out.push_back(landmark(type, mesh.in_picture(index)));
  // Rekognition names the pupils again, before the jaw.
  constexpr std::ptrdiff_t kJawPoints = 5;
  const auto jaw = out.end() - kJawPoints;
  out.insert(jaw, {landmark(LandmarkType::leftPupil, irises.left), landmark(LandmarkType::rightPupil, irises.right)});
  return out;
}

Pose pose_of(const Mesh& mesh) {
  const auto between = [&](std::size_t from, std::size_t to) {
    const MeshPoint& a = mesh.points[from];
    const MeshPoint& b = mesh.points[to];
    return MeshPoint{.x = b.x - a.x, .y = b.y - a.y, .z = b.z - a.z};
  };
  const MeshPoint across = between(kCheekLeft, kCheekRight);
  const MeshPoint down = between(kForehead, kChin);
  // z grows away from the camera: a chin that is nearer than the forehead looks up.
  // The crop is level; the picture may not be: roll is the crop's turn and what is left of tilt in it.
  const float turn = std::atan2(mesh.to_crop.b, mesh.to_crop.a);
  return {.roll = degrees(std::atan2(across.y, across.x) - turn),
          .yaw = degrees(std::atan2(across.z, std::hypot(across.x, across.y))),
          .pitch = -degrees(std::atan2(down.z, std::hypot(down.x, down.y)))};
}

float mouth_opening(const Mesh& mesh) {
  return opening(mesh, kLipInnerUp, kLipInnerDown, kInnerMouthLeft, kInnerMouthRight);
}

float smile_shape(const Mesh& mesh) {
  const float face = distance(mesh.points[kCheekLeft], mesh.points[kCheekRight]);
  if (face <= 0) return 0;
  const float corners = (mesh.points[kMouthLeft].y + mesh.points[kMouthRight].y) / 2;
  const float middle = (mesh.points[kLipInnerUp].y + mesh.points[kLipInnerDown].y) / 2;
  return (middle - corners) / face + distance(mesh.points[kMouthLeft], mesh.points[kMouthRight]) / face;
}

EyeDirection gaze_of(const Mesh& mesh, const Irises& irises, const Pose& pose) {
  // An eyeball's radius is about 0.4 of the eye's width: the iris' offset over it is the sine of the angle.
  constexpr float kRadius = 0.4F;
  const Offset left = iris_offset(irises.left, mesh.in_picture(kLeftEyeLeft), mesh.in_picture(kLeftEyeRight));
  const Offset right = iris_offset(irises.right, mesh.in_picture(kRightEyeLeft), mesh.in_picture(kRightEyeRight));
  const auto angle = [&](float offset) { return degrees(std::asin(std::clamp(offset / kRadius, -1.0F, 1.0F))); };
  return {.yaw = pose.yaw + angle((left.x + right.x) / 2),
          .pitch = pose.pitch - angle((left.y + right.y) / 2),
          .confidence = mesh.presence * 100};
}

}  // namespace spotter
