#include <array>
#include <cmath>
#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "recognition/faces/align.h"
#include "tensors.h"

namespace spotter::testing {
namespace {

constexpr std::array kFace = {Point{30, 40}, Point{70, 38}, Point{51, 60}, Point{35, 80}, Point{66, 79}};

void expect_point(const Point& p, float x, float y, float off = 1e-3F) {
  EXPECT_NEAR(p.x, x, off);
  EXPECT_NEAR(p.y, y, off);
}

Similarity turn_and_scale(float degrees, float scale, float x, float y) {
  const float angle = degrees * std::numbers::pi_v<float> / 180;
  return {.a = scale * std::cos(angle), .b = scale * std::sin(angle), .c = x, .d = y};
}

TEST(FitSimilarity, FindsTheMapThatMadeThePoints) {
  for (const Similarity& map : {turn_and_scale(0, 1, 0, 0), turn_and_scale(0, 1, 12, -7), turn_and_scale(90, 1, 0, 0),
                                turn_and_scale(-33, 0.4F, 5, 90), turn_and_scale(170, 3, -40, 11)}) {
    std::array<Point, kFace.size()> to;
    std::ranges::transform(kFace, to.begin(), map);
    const Similarity found = fit_similarity(kFace, to);
    EXPECT_NEAR(found.a, map.a, 1e-4);
    EXPECT_NEAR(found.b, map.b, 1e-4);
    EXPECT_NEAR(found.c, map.c, 1e-2);
    EXPECT_NEAR(found.d, map.d, 1e-2);
  }
}

TEST(FitSimilarity, NeedsTwoPointsAndMovesOne) {
  const std::array from = {Point{0, 0}, Point{10, 0}};
  const std::array to = {Point{5, 5}, Point{5, 25}};  // a quarter turn, twice as large
  const Similarity map = fit_similarity(from, to);
  expect_point(map({5, 0}), 5, 15);
  EXPECT_NEAR(map.scale(), 2, 1e-5);
  const std::array one = {Point{3, 4}};
  const std::array there = {Point{10, 20}};
  expect_point(fit_similarity(one, there)({3, 4}), 10, 20);
}

TEST(FitSimilarity, ComesNearestWherePointsDoNotFit) {
  const std::array from = {Point{-1, 0}, Point{1, 0}, Point{0, 1}, Point{0, -1}};
  const std::array to = {Point{-2, 0}, Point{2, 0}, Point{0, 1}, Point{0, -1}};  // stretched along x alone
  const Similarity map = fit_similarity(from, to);
  EXPECT_NEAR(map.a, 1.5, 1e-5);
  EXPECT_NEAR(map.b, 0, 1e-5);
}

RC_GTEST_PROP(Similarity, IsUndoneByItsInverse,
              (std::int16_t degrees, std::uint8_t scale, std::int8_t x, std::int8_t y)) {
  const Similarity map = turn_and_scale(static_cast<float>(degrees), 0.1F + static_cast<float>(scale) / 50, x, y);
  const Point back = map.inverse()(map({17, -4}));
  RC_ASSERT(std::abs(back.x - 17) < 0.01F && std::abs(back.y + 4) < 0.01F);
}

TEST(LevelSquare, PutsTheFaceInTheMiddleWithLevelEyes) {
  const FaceBox face{
      .left = 100, .top = 200, .width = 80, .height = 120, .score = 1, .points = {Point{120, 240}, Point{150, 270}}};
  const Similarity map = level_square(face, 1.5F, 192);
  expect_point(map(face.centre()), 96, 96);
  const Point left = map(face.points[0]);
  const Point right = map(face.points[1]);
  EXPECT_NEAR(left.y, right.y, 1e-3);
  EXPECT_LT(left.x, right.x);
  EXPECT_NEAR(map.scale(), 192 / (1.5 * 120), 1e-5);  // 1.5 of the longer side fill the crop
}

TEST(UprightSquare, DoesNotTurn) {
  const FaceBox face{
      .left = 100, .top = 200, .width = 120, .height = 80, .score = 1, .points = {Point{120, 240}, Point{150, 270}}};
  const Similarity map = upright_square(face, 1, 60);
  EXPECT_FLOAT_EQ(map.b, 0);
  expect_point(map({100, 180}), 0, 0);
  expect_point(map({220, 300}), 60, 60);
}

// --- crop_into ----------------------------------------------------------------------------------

/// Red grows to the right, green downwards.
cv::Mat gradient(int width, int height) {
  cv::Mat rgb(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      rgb.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(x * 255 / width),
                                 static_cast<std::uint8_t>(y * 255 / height), 77};
  return rgb;
}

void expect_pixel(const cv::Mat& rgb, int x, int y, const cv::Vec3b& wanted, int off) {
  const auto& got = rgb.at<cv::Vec3b>(y, x);
  for (int c = 0; c < 3; ++c)
    EXPECT_NEAR(got[c], wanted[c], off) << "channel " << c << " at " << x << ", " << y;
}

TEST(CropInto, CopiesAPartAsItIs) {
  const cv::Mat rgb = gradient(100, 80);
  cv::Mat crop(20, 30, CV_8UC3);
  crop_into(rgb, {.a = 1, .b = 0, .c = -10, .d = -40}, crop);
  for (const auto& [x, y] : {std::pair{0, 0}, {29, 0}, {15, 19}})
    expect_pixel(crop, x, y, rgb.at<cv::Vec3b>(y + 40, x + 10), 0);
}

TEST(CropInto, TurnsThePicture) {
  const cv::Mat rgb = gradient(100, 100);
  cv::Mat crop(100, 100, CV_8UC3);
  crop_into(rgb, {.a = 0, .b = 1, .c = 99, .d = 0}, crop);  // (x, y) → (99 - y, x): a quarter clockwise
  expect_pixel(crop, 89, 20, rgb.at<cv::Vec3b>(10, 20), 1);
  expect_pixel(crop, 9, 70, rgb.at<cv::Vec3b>(90, 70), 1);
}

TEST(CropInto, KeepsPlacesWhereItShrinksALot) {
  const cv::Mat rgb = gradient(1600, 1600);
  for (const float factor : {3.0F, 4.0F, 7.0F, 16.0F}) {
    SCOPED_TRACE(factor);
    const int side = static_cast<int>(1600 / factor);
    cv::Mat crop(side, side, CV_8UC3);
    crop_into(rgb, {.a = 1 / factor, .b = 0, .c = 0, .d = 0}, crop);
    for (const auto& [x, y] : {std::pair{side / 4, side / 2}, {side / 2, side / 4}, {3 * side / 4, 3 * side / 4}})
      expect_pixel(crop, x, y,
                   rgb.at<cv::Vec3b>(static_cast<int>(static_cast<float>(y) * factor),
                                     static_cast<int>(static_cast<float>(x) * factor)),
                   3);
  }
}

TEST(CropInto, AveragesFineDetailAway) {
  cv::Mat rgb(1024, 1024, CV_8UC3);
  for (int y = 0; y < rgb.rows; ++y)
    for (int x = 0; x < rgb.cols; ++x)
      rgb.at<cv::Vec3b>(y, x) = cv::Vec3b::all(x % 2 == 0 ? 0 : 200);
  cv::Mat crop(64, 64, CV_8UC3);
  crop_into(rgb, {.a = 1.0F / 16, .b = 0, .c = 0, .d = 0}, crop);
  for (int x = 2; x < 62; ++x)
    expect_pixel(crop, x, 32, {100, 100, 100}, 2);
}

TEST(CropInto, RepeatsTheEdgeOrLeavesBlackOutsideThePicture) {
  const cv::Mat rgb = gradient(50, 50);
  cv::Mat crop(50, 50, CV_8UC3);
  crop_into(rgb, {.a = 1, .b = 0, .c = 25, .d = 0}, crop);
  expect_pixel(crop, 3, 10, rgb.at<cv::Vec3b>(10, 0), 1);
  crop_into(rgb, {.a = 1, .b = 0, .c = 25, .d = 0}, crop, Border::black);
  expect_pixel(crop, 3, 10, {0, 0, 0}, 0);
  expect_pixel(crop, 30, 10, rgb.at<cv::Vec3b>(10, 5), 1);
}

TEST(CropInto, SurvivesASquareThatLiesOutside) {
  const cv::Mat rgb = gradient(50, 50);
  cv::Mat crop(16, 16, CV_8UC3);
  crop_into(rgb, {.a = 0.1F, .b = 0, .c = 500, .d = 500}, crop, Border::black);
  expect_pixel(crop, 8, 8, {0, 0, 0}, 0);
}

}  // namespace
}  // namespace spotter::testing
