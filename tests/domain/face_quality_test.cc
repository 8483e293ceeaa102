#include "domain/face_quality.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter {
namespace {

using enum QualityReason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

FaceDetail good_face() {
  FaceDetail face;
  face.bounding_box = {.width = 0.2F, .height = 0.3F, .left = 0.4F, .top = 0.1F};
  face.pose = Pose{.roll = 5, .yaw = -10, .pitch = 8};
  face.quality = ImageQuality{.brightness = 60, .sharpness = 50, .contrast = {}};
  face.confidence = 95;
  return face;
}

TEST(FaceQuality, AGoodFaceIsAboveEveryBar) {
  for (const QualityBar bar : {QualityBar::none, QualityBar::low, QualityBar::medium, QualityBar::high})
    EXPECT_THAT(below(good_face(), bar), IsEmpty());
}

TEST(FaceQuality, WithoutABarEveryFaceIsGood) {
  FaceDetail face;
  face.confidence = 1;
  EXPECT_THAT(below(face, QualityBar::none), IsEmpty());
}

TEST(FaceQuality, SaysEverythingThatIsAmiss) {
  FaceDetail face = good_face();
  face.pose->yaw = -80;
  face.quality = ImageQuality{.brightness = 3, .sharpness = 1, .contrast = {}};
  face.confidence = 70;
  face.bounding_box.height = 0.001F;
  EXPECT_THAT(below(face, QualityBar::low),
              ElementsAre(extreme_pose, low_brightness, low_sharpness, low_confidence, small_bounding_box));
}

TEST(FaceQuality, BarsRiseAboveEachOther) {
  const auto reasons = [](float yaw, QualityBar bar) {
    FaceDetail face = good_face();
    face.pose->yaw = yaw;
    return below(face, bar);
  };
  EXPECT_THAT(reasons(61, QualityBar::low), ElementsAre(extreme_pose));
  EXPECT_THAT(reasons(60, QualityBar::low), IsEmpty());
  EXPECT_THAT(reasons(50, QualityBar::medium), ElementsAre(extreme_pose));
  EXPECT_THAT(reasons(40, QualityBar::medium), IsEmpty());
  EXPECT_THAT(reasons(40, QualityBar::high), ElementsAre(extreme_pose));
}

TEST(FaceQuality, HeadTurnedUpOrDownIsExtremeButTiltIsNot) {
  FaceDetail face = good_face();
  face.pose->pitch = 50;
  EXPECT_THAT(below(face, QualityBar::low), ElementsAre(extreme_pose));
  face.pose = Pose{.roll = 90, .yaw = 0, .pitch = 0};
  EXPECT_THAT(below(face, QualityBar::high), IsEmpty());
}

TEST(FaceQuality, AFaceWithoutAPoseIsAProfileFromMediumOn) {
  FaceDetail face = good_face();
  face.pose.reset();
  EXPECT_THAT(below(face, QualityBar::low), IsEmpty());
  EXPECT_THAT(below(face, QualityBar::medium), ElementsAre(extreme_pose));
  EXPECT_THAT(below(face, QualityBar::high), ElementsAre(extreme_pose));
}

TEST(FaceQuality, WhatIsNotMeasuredDoesNotCount) {
  FaceDetail face = good_face();
  face.quality.reset();
  EXPECT_THAT(below(face, QualityBar::high), IsEmpty());
}

}  // namespace
}  // namespace spotter
