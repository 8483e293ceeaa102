#include "recognition/labels/detection.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tensors.h"

namespace spotter::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// --- CenterNet ----------------------------------------------------------------------------------

/// Four by four cells of an input of 64 px, two classes.
struct CenterNetOutput {
  Tensor heat{{1, 4, 4, 2}};
  Tensor wh{{1, 4, 4, 4}, 4.0F};

  std::vector<Detection> read(float floor = 0.1F) const { return read_centernet(heat.view(), wh.view(), 64, floor); }
};

TEST(ReadCentreNet, PutsTheBoxAroundThePeakByItsFourDistances) {
  CenterNetOutput output;
  output.heat.at({0, 1, 2, 1}) = 0.9F;  // at (32, 16) of 64 px
  const std::vector<float> distances = {8, 4, 16, 20};
  for (std::size_t i = 0; i < 4; ++i)
    output.wh.at({0, 1, 2, i}) = distances[i];
  const auto found = output.read();
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].class_index, 1);
  EXPECT_FLOAT_EQ(found[0].score, 0.9F);
  expect_box(found[0].box, 24.0F / 64, 12.0F / 64, 24.0F / 64, 24.0F / 64);
}

TEST(ReadCentreNet, TakesOnlyPeaksOfEachClass) {
  CenterNetOutput output;
  output.heat.at({0, 1, 1, 0}) = 0.8F;
  output.heat.at({0, 2, 2, 0}) = 0.7F;  // beside a higher one of its class
  output.heat.at({0, 2, 2, 1}) = 0.6F;  // another class
  output.heat.at({0, 3, 3, 1}) = 0.2F;
  output.heat.at({0, 0, 3, 0}) = 0.05F;  // below the floor
  const auto found = output.read();
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_FLOAT_EQ(found[0].score, 0.8F);
  EXPECT_EQ(found[0].class_index, 0);
  EXPECT_FLOAT_EQ(found[1].score, 0.6F);
  EXPECT_EQ(found[1].class_index, 1);
}

TEST(ReadCentreNet, CutsBoxesAtThePicturesEdges) {
  CenterNetOutput output;
  output.heat.at({0, 0, 0, 0}) = 0.9F;
  for (std::size_t i = 0; i < 4; ++i)
    output.wh.at({0, 0, 0, i}) = 1000;
  const auto found = output.read();
  ASSERT_THAT(found, SizeIs(1));
  expect_box(found[0].box, 0, 0, 1, 1);
}

TEST(ReadCentreNet, KeepsTheBestHundred) {
  Tensor heat({1, 32, 32, 1});
  const Tensor wh({1, 32, 32, 4}, 4.0F);
  float score = 0.2F;
  for (std::size_t y = 0; y < 32; y += 2)
    for (std::size_t x = 0; x < 32; x += 2)
      heat.at({0, y, x, 0}) = score += 0.001F;
  const auto found = read_centernet(heat.view(), wh.view(), 128, 0.1F);
  ASSERT_THAT(found, SizeIs(100));
  EXPECT_NEAR(found.front().score, 0.456, 1e-4);
  EXPECT_NEAR(found.back().score, 0.357, 1e-4);
}

// --- YOLOX --------------------------------------------------------------------------------------

/// An input of 32 px: 16 cells of 8 px, 4 of 16 px, one of 32 px; two classes.
struct YoloxOutput {
  Tensor predictions{{1, 21, 7}};

  void put(std::size_t cell, const std::vector<float>& row) {
    for (std::size_t i = 0; i < row.size(); ++i)
      predictions.at({0, cell, i}) = row[i];
  }
  std::vector<Detection> read(float floor = 0.1F) const { return read_yolox(predictions.view(), 32, 32, 16, floor); }
};

TEST(ReadYolox, PlacesCellsOfAllThreeStrides) {
  YoloxOutput output;
  output.put(5, {0.5F, 0.25F, std::log(2.0F), 0, 0.8F, 0, 0.5F});               // (1, 1) of 8 px
  output.put(16 + 2, {0.5F, -0.5F, 0, std::log(0.5F), 0.9F, 1, 0});             // (0, 1) of 16 px
  output.put(20, {0.5F, 0.25F, std::log(0.5F), std::log(0.25F), 1, 0, 0.75F});  // the one of 32 px
  const auto found = output.read();
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_EQ(found[0].class_index, 1);
  EXPECT_FLOAT_EQ(found[0].score, 0.4F);
  expect_box(found[0].box, 4.0F / 32, 6.0F / 16, 16.0F / 32, 8.0F / 16);
  EXPECT_EQ(found[1].class_index, 0);
  EXPECT_FLOAT_EQ(found[1].score, 0.9F);
  expect_box(found[1].box, 0, 4.0F / 16, 16.0F / 32, 8.0F / 16);
  EXPECT_EQ(found[2].class_index, 1);
  EXPECT_FLOAT_EQ(found[2].score, 0.75F);
  expect_box(found[2].box, 8.0F / 32, 4.0F / 16, 16.0F / 32, 8.0F / 16);
}

TEST(ReadYolox, LeavesOutWhatIsBelowTheFloor) {
  YoloxOutput output;
  output.put(0, {0, 0, 0, 0, 0.3F, 0.3F, 0.9F});  // .09 and .27
  output.put(1, {0, 0, 0, 0, 0.05F, 1, 1});
  const auto found = output.read();
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].class_index, 1);
}

// --- one list -----------------------------------------------------------------------------------

TEST(WithoutOverlaps, KeepsTheBestOfOneClass) {
  const BoundingBox box{0.4F, 0.4F, 0.1F, 0.1F};
  const BoundingBox near{0.4F, 0.4F, 0.12F, 0.1F};
  const BoundingBox far{0.4F, 0.4F, 0.4F, 0.1F};  // a ninth is shared: IoU 1/7
  const auto kept = without_overlaps({{1, 0.5F, near}, {1, 0.9F, box}, {2, 0.6F, near}, {1, 0.4F, far}}, 0.5F);
  ASSERT_THAT(kept, SizeIs(3));
  EXPECT_EQ(kept[0].box, box);
  EXPECT_EQ(kept[1].class_index, 2);
  EXPECT_EQ(kept[2].box, far);
  EXPECT_THAT(without_overlaps({{1, 0.9F, box}, {1, 0.4F, far}}, 0.1F), SizeIs(1));
}

TEST(Calibrated, IsPlattScaling) {
  EXPECT_NEAR(calibrated(0.3F, 1, 0), 0.3, 1e-6);
  EXPECT_NEAR(calibrated(0.5F, 7, 1.66), 1 / (1 + std::exp(-1.66)), 1e-6);
  EXPECT_NEAR(calibrated(0.2F, 2.53, 1.66), 1 / (1 + std::exp(-(2.53 * std::log(0.25) + 1.66))), 1e-6);
}

TEST(Calibrated, IsFiniteAtBothEnds) {
  EXPECT_GE(calibrated(0, 2, 1), 0);
  EXPECT_LT(calibrated(0, 2, 1), 1e-6);
  EXPECT_LE(calibrated(1, 2, 1), 1);
  EXPECT_GT(calibrated(1, 2, 1), 0.999);
}

RC_GTEST_PROP(Calibrated, KeepsTheOrder, (std::uint16_t a, std::uint16_t b)) {
  const float low = static_cast<float>(std::min(a, b)) / 65535;
  const float high = static_cast<float>(std::max(a, b)) / 65535;
  RC_ASSERT(calibrated(low, 1.7, -0.4) <= calibrated(high, 1.7, -0.4));
}

TEST(Fused, WeighsBoxesOfTwoDetectorsByTheirScores) {
  // The boxes share .3 × .4 of .4 × .4 each: IoU .12 / .2 = .6.
  const auto found = fused({{{3, 0.8F, {0.4F, 0.4F, 0, 0}}}, {{3, 0.4F, {0.4F, 0.4F, 0.1F, 0}}}}, 0.55F);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].class_index, 3);
  EXPECT_FLOAT_EQ(found[0].score, 0.6F);                  // (.8 + .4) / 2
  expect_box(found[0].box, 0.04F / 1.2F, 0, 0.4F, 0.4F);  // left: (.8 · 0 + .4 · .1) / 1.2
}

TEST(Fused, HalvesWhatOneOfTwoDetectorsSees) {
  const auto found = fused({{{3, 0.8F, {0.4F, 0.4F, 0, 0}}}, {}}, 0.55F);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_FLOAT_EQ(found[0].score, 0.4F);
  expect_box(found[0].box, 0, 0, 0.4F, 0.4F);
}

TEST(Fused, CountsADetectorOnceInABox) {
  const BoundingBox box{0.4F, 0.4F, 0, 0};
  const auto found = fused({{{3, 0.8F, box}, {3, 0.6F, box}}, {{3, 0.2F, box}}}, 0.55F);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_FLOAT_EQ(found[0].score, 0.5F);  // (.8 + .2) / 2
}

TEST(Fused, KeepsOtherClassesAndOtherPlacesApart) {
  const auto found = fused(
      {{{3, 0.8F, {0.4F, 0.4F, 0, 0}}}, {{4, 0.6F, {0.4F, 0.4F, 0, 0}}, {3, 0.7F, {0.4F, 0.4F, 0.5F, 0.5F}}}}, 0.55F);
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_FLOAT_EQ(found[0].score, 0.4F);
  EXPECT_FLOAT_EQ(found[1].score, 0.35F);
  EXPECT_FLOAT_EQ(found[2].score, 0.3F);
  EXPECT_EQ(found[2].class_index, 4);
}

TEST(Fused, LeavesOneDetectorsListAsItIs) {
  const auto found = fused({{{3, 0.8F, {0.4F, 0.4F, 0, 0}}, {3, 0.9F, {0.3F, 0.3F, 0.6F, 0.6F}}}}, 0.55F);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_FLOAT_EQ(found[0].score, 0.9F);
  EXPECT_FLOAT_EQ(found[1].score, 0.8F);
  expect_box(found[1].box, 0, 0, 0.4F, 0.4F);
}

TEST(Explained, LowersWhatLiesWhereASurerObjectOfAnotherClassDoes) {
  const BoundingBox box{0.4F, 0.4F, 0.1F, 0.1F};
  const auto found =
      explained({{1, 0.5F, box}, {2, 0.9F, box}, {3, 0.7F, {0.1F, 0.1F, 0.8F, 0.8F}}, {2, 0.6F, box}}, 0.8F, 0.006F);
  ASSERT_THAT(found, SizeIs(4));
  EXPECT_FLOAT_EQ(found[0].score, 0.9F);
  EXPECT_FLOAT_EQ(found[1].score, 0.7F);  // elsewhere
  EXPECT_FLOAT_EQ(found[2].score, 0.6F);  // the same class
  EXPECT_EQ(found[3].class_index, 1);
  EXPECT_NEAR(found[3].score, 0.05, 1e-6);  // .5 · (1 - .9)
}

TEST(Explained, DropsBoxesThatAreThinnerThanALine) {
  EXPECT_THAT(explained({{1, 0.9F, {0.005F, 0.4F, 0, 0}}, {1, 0.9F, {0.4F, 0.005F, 0, 0}}}, 0.8F, 0.006F), IsEmpty());
}

}  // namespace
}  // namespace spotter::testing
