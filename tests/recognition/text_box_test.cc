#include "recognition/text/text_box.h"

#include <cmath>
#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "tensors.h"

namespace spotter::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int kColumns = 128;
constexpr int kRows = 64;

/// A map of probabilities to draw on.
struct Map {
  Tensor tensor{{1, 1, kRows, kColumns}};
  cv::Mat mat{kRows, kColumns, CV_32F, tensor.values.data()};

  void rectangle(int left, int top, int right, int bottom, double p) {
    cv::rectangle(mat, {left, top}, {right, bottom}, cv::Scalar(p), cv::FILLED);
  }
  std::vector<TextBox> boxes(int width = kColumns, int height = kRows, const BoxOptions& options = {}) const {
    return find_boxes(tensor.view(), width, height, options);
  }
};

void expect_corner(const Point& corner, float x, float y, float off) {
  EXPECT_NEAR(corner.x, x, off);
  EXPECT_NEAR(corner.y, y, off);
}

TEST(FindBoxes, GrowsALinesCoreAndScalesItToThePicture) {
  Map map;
  map.rectangle(20, 20, 80, 30, 0.9);
  const auto boxes = map.boxes(2 * kColumns, 2 * kRows);
  ASSERT_THAT(boxes, SizeIs(1));
  // 60 × 10 px are dilated by one px, grow by area · 1.6 / perimeter = 671 · 1.6 / 144 = 7.46 px to each side, and
  // are doubled.
  const Quad& quad = boxes[0].quad;
  expect_corner(quad[0], 2 * 12.54F, 2 * 12.54F, 1);
  expect_corner(quad[1], 2 * 88.46F, 2 * 12.54F, 1);
  expect_corner(quad[2], 2 * 88.46F, 2 * 38.46F, 1);
  expect_corner(quad[3], 2 * 12.54F, 2 * 38.46F, 1);
  EXPECT_GT(boxes[0].score, 0.75F);
  EXPECT_LE(boxes[0].score, 0.9F);
}

TEST(FindBoxes, FollowsALineThatIsTurned) {
  for (const double degrees : {-30.0, 15.0, 40.0}) {
    SCOPED_TRACE(degrees);
    Map map;
    const cv::RotatedRect core({64, 32}, {56, 8}, static_cast<float>(degrees));
    std::array<cv::Point2f, 4> corners;
    core.points(corners.data());
    std::vector<cv::Point> polygon(corners.begin(), corners.end());
    cv::fillConvexPoly(map.mat, polygon, cv::Scalar(0.95));
    const auto boxes = map.boxes();
    ASSERT_THAT(boxes, SizeIs(1));
    constexpr float kWidth = 58;  // drawing on whole pixels and dilating them add one px each
    constexpr float kHeight = 10;
    constexpr float kGrow = kWidth * kHeight * 1.6F / (2 * (kWidth + kHeight));
    const Quad& quad = boxes[0].quad;
    EXPECT_NEAR(width_of(quad), kWidth + 2 * kGrow, 2);
    EXPECT_NEAR(height_of(quad), kHeight + 2 * kGrow, 2);
    expect_corner(centre_of(quad), 64, 32, 1.5F);
    // From the top left: the upper side runs along the line, clockwise.
    const double angle = std::atan2(quad[1].y - quad[0].y, quad[1].x - quad[0].x) * 180 / std::numbers::pi;
    EXPECT_NEAR(angle, degrees, 4);
    EXPECT_GT(quad[3].y, quad[0].y);
    EXPECT_GT(quad[2].y, quad[1].y);
  }
}

TEST(FindBoxes, FindsEachLineOnce) {
  Map map;
  map.rectangle(10, 8, 110, 14, 0.9);
  map.rectangle(10, 38, 50, 44, 0.9);
  map.rectangle(70, 38, 110, 44, 0.9);
  EXPECT_THAT(map.boxes(), SizeIs(3));
  EXPECT_THAT(map.boxes(kColumns, kRows, {.most_boxes = 2}), SizeIs(2));
}

TEST(FindBoxes, LeavesOutSpecksAndWhatIsHardlyText) {
  Map specks;
  specks.rectangle(20, 20, 21, 20, 0.95);
  specks.rectangle(60, 40, 60, 41, 0.95);
  EXPECT_THAT(specks.boxes(), IsEmpty());
  Map faint;
  faint.rectangle(20, 20, 80, 30, 0.4);  // each pixel is over .3, their mean below .5
  EXPECT_THAT(faint.boxes(), IsEmpty());
  EXPECT_THAT(faint.boxes(kColumns, kRows, {.box_threshold = 0.3F}), SizeIs(1));
  EXPECT_THAT(Map{}.boxes(), IsEmpty());
}

TEST(FindBoxes, StaysInsideThePicture) {
  Map map;
  map.rectangle(0, 0, 60, 12, 0.9);
  map.rectangle(70, 50, kColumns - 1, kRows - 1, 0.9);
  const auto boxes = map.boxes(500, 250);
  ASSERT_THAT(boxes, SizeIs(2));
  for (const TextBox& box : boxes)
    for (const Point& corner : box.quad) {
      EXPECT_GE(corner.x, 0);
      EXPECT_LE(corner.x, 499);
      EXPECT_GE(corner.y, 0);
      EXPECT_LE(corner.y, 249);
    }
}

}  // namespace
}  // namespace spotter::testing
