#include <cmath>
#include <numbers>
#include <string>

#include <boost/describe/enum_to_string.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "recognition/faces/mesh.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;

constexpr std::size_t kForehead = 10, kChin = 152, kCheekLeft = 234, kCheekRight = 454, kNose = 1;
constexpr float kMiddle = 96;

/// A flat face of 100 × 120 px in a crop of 192, told by the points that pose, mouth and eyes are read from.
Mesh frontal() {
  Mesh mesh{.points = std::vector<MeshPoint>(468), .to_crop = {}, .presence = 0.98F};
  const auto put = [&](std::size_t index, float x, float y) { mesh.points[index] = {.x = x, .y = y, .z = 0}; };
  put(kForehead, 0, -60);
  put(kChin, 0, 60);
  put(kCheekLeft, -50, 0);
  put(kCheekRight, 50, 0);
  put(33, -35, -20);  // eyes: outer and inner corners
  put(133, -15, -20);
  put(362, 15, -20);
  put(263, 35, -20);
  put(61, -20, 30);  // mouth: corners, inner corners, inner lips
  put(291, 20, 30);
  put(78, -18, 30);
  put(308, 18, 30);
  put(13, 0, 30);
  put(14, 0, 30);
  return mesh;
}

constexpr float kDegree = std::numbers::pi_v<float> / 180;

/// Turned about the vertical axis to the picture's right: the right cheek goes away from the camera.
void turn_right(Mesh& mesh, float degrees) {
  const float c = std::cos(degrees * kDegree);
  const float s = std::sin(degrees * kDegree);
  for (MeshPoint& p : mesh.points)
    p = {.x = c * p.x - s * p.z, .y = p.y, .z = s * p.x + c * p.z};
}
/// Tilted back: the forehead goes away from the camera, the chin comes near.
void look_up(Mesh& mesh, float degrees) {
  const float c = std::cos(degrees * kDegree);
  const float s = std::sin(degrees * kDegree);
  for (MeshPoint& p : mesh.points)
    p = {.x = p.x, .y = c * p.y + s * p.z, .z = -s * p.y + c * p.z};
}
/// Tilted clockwise in the crop.
void tilt(Mesh& mesh, float degrees) {
  const float c = std::cos(degrees * kDegree);
  const float s = std::sin(degrees * kDegree);
  for (MeshPoint& p : mesh.points)
    p = {.x = c * p.x - s * p.y, .y = s * p.x + c * p.y, .z = p.z};
}

void expect_pose(const Mesh& mesh, float roll, float yaw, float pitch) {
  const Pose pose = pose_of(mesh);
  EXPECT_NEAR(pose.roll, roll, 0.01);
  EXPECT_NEAR(pose.yaw, yaw, 0.01);
  EXPECT_NEAR(pose.pitch, pitch, 0.01);
}

TEST(PoseOf, IsNoughtForAFrontalFace) {
  expect_pose(frontal(), 0, 0, 0);
}

TEST(PoseOf, IsPositiveToTheRightUpAndClockwise) {
  Mesh right = frontal();
  turn_right(right, 30);
  expect_pose(right, 0, 30, 0);
  Mesh left = frontal();
  turn_right(left, -25);
  expect_pose(left, 0, -25, 0);
  Mesh up = frontal();
  look_up(up, 20);
  expect_pose(up, 0, 0, 20);
  Mesh down = frontal();
  look_up(down, -35);
  expect_pose(down, 0, 0, -35);
  Mesh tilted = frontal();
  tilt(tilted, 15);
  expect_pose(tilted, 15, 0, 0);
}

/// The crop was turned until the eyes were level: a face that lies level in it is as tilted as the crop is turned.
TEST(PoseOf, AddsTheTurnOfTheCrop) {
  Mesh mesh = frontal();
  const std::array eyes = {Point{100, 100}, Point{100 + std::cos(20 * kDegree), 100 + std::sin(20 * kDegree)}};
  FaceBox box{.left = 50, .top = 50, .width = 100, .height = 100, .score = 1, .points = {eyes[0], eyes[1]}};
  mesh.to_crop = level_square(box, 1.5F, 192);
  expect_pose(mesh, 20, 0, 0);
}

// --- landmarks ----------------------------------------------------------------------------------

TEST(LandmarksOf, AreRekognitionsThirtyInItsOrder) {
  std::vector<std::string> names;
  for (const Landmark& landmark : landmarks_of(frontal(), {}, 100, 100))
    names.emplace_back(boost::describe::enum_to_string(landmark.type, ""));
  EXPECT_THAT(names, ElementsAre("eyeLeft", "eyeRight", "mouthLeft", "mouthRight", "nose", "leftEyeBrowLeft",
                                 "leftEyeBrowRight", "leftEyeBrowUp", "rightEyeBrowLeft", "rightEyeBrowRight",
                                 "rightEyeBrowUp", "leftEyeLeft", "leftEyeRight", "leftEyeUp", "leftEyeDown",
                                 "rightEyeLeft", "rightEyeRight", "rightEyeUp", "rightEyeDown", "noseLeft", "noseRight",
                                 "mouthUp", "mouthDown", "leftPupil", "rightPupil", "upperJawlineLeft",
                                 "midJawlineLeft", "chinBottom", "midJawlineRight", "upperJawlineRight"));
}

TEST(LandmarksOf, LieInRatiosOfThePicture) {
  Mesh mesh = frontal();
  mesh.points[kNose] = {.x = 3, .y = 5, .z = -20};
  mesh.to_crop = {.a = 0.5F, .b = 0, .c = -kMiddle, .d = -kMiddle};  // the crop shows half of each side, moved
  const Irises irises{.left = {150, 150}, .right = {250, 150}, .opening = {}};
  const auto landmarks = landmarks_of(mesh, irises, 400, 300);
  const auto named = [&](LandmarkType type) {
    const auto found = std::ranges::find(landmarks, type, &Landmark::type);
    return Point{.x = found->x, .y = found->y};
  };
  EXPECT_NEAR(named(LandmarkType::nose).x, (3 + 96) * 2 / 400.0, 1e-5);
  EXPECT_NEAR(named(LandmarkType::nose).y, (5 + 96) * 2 / 300.0, 1e-5);
  EXPECT_NEAR(named(LandmarkType::chinBottom).y, (60 + 96) * 2 / 300.0, 1e-5);
  EXPECT_NEAR(named(LandmarkType::upperJawlineLeft).x, (-50 + 96) * 2 / 400.0, 1e-5);
  for (const LandmarkType left : {LandmarkType::eyeLeft, LandmarkType::leftPupil})
    EXPECT_EQ(named(left), (Point{0.375F, 0.5F}));
  for (const LandmarkType right : {LandmarkType::eyeRight, LandmarkType::rightPupil})
    EXPECT_EQ(named(right), (Point{0.625F, 0.5F}));
}

// --- mouth and eyes -----------------------------------------------------------------------------

TEST(MouthOpening, IsItsHeightOverItsWidth) {
  Mesh mesh = frontal();
  EXPECT_FLOAT_EQ(mouth_opening(mesh), 0);
  mesh.points[14].y += 18;
  EXPECT_FLOAT_EQ(mouth_opening(mesh), 0.5F);
  EXPECT_FLOAT_EQ(mouth_opening({.points = std::vector<MeshPoint>(468), .to_crop = {}, .presence = 1}), 0);
}

TEST(SmileShape, IsLargerWithTheCornersUpAndApart) {
  Mesh smiling = frontal();
  smiling.points[61] = {.x = -26, .y = 24, .z = 0};
  smiling.points[291] = {.x = 26, .y = 24, .z = 0};
  Mesh sad = frontal();
  sad.points[61].y += 6;
  sad.points[291].y += 6;
  EXPECT_NEAR(smile_shape(frontal()), 0.4, 1e-5);
  EXPECT_NEAR(smile_shape(smiling), 0.06 + 0.52, 1e-5);
  EXPECT_NEAR(smile_shape(sad), -0.06 + 0.4, 1e-5);
}

TEST(GazeOf, FollowsTheIrisesBesidesTheHead) {
  const Mesh mesh = frontal();
  const Pose pose{.roll = 0, .yaw = 10, .pitch = -5};
  const EyeDirection ahead = gaze_of(mesh, {.left = {-25, -20}, .right = {25, -20}, .opening = {}}, pose);
  EXPECT_NEAR(ahead.yaw, 10, 1e-3);
  EXPECT_NEAR(ahead.pitch, -5, 1e-3);
  EXPECT_FLOAT_EQ(ahead.confidence, 98);
  // 4 of 20 px: half the eyeball's radius of .4, the sine of 30°.
  const EyeDirection right = gaze_of(mesh, {.left = {-21, -20}, .right = {29, -20}, .opening = {}}, pose);
  EXPECT_NEAR(right.yaw, 40, 1e-3);
  EXPECT_NEAR(right.pitch, -5, 1e-3);
  const EyeDirection up = gaze_of(mesh, {.left = {-25, -24}, .right = {25, -24}, .opening = {}}, pose);
  EXPECT_NEAR(up.yaw, 10, 1e-3);
  EXPECT_NEAR(up.pitch, 25, 1e-3);
}

}  // namespace
}  // namespace spotter::testing
