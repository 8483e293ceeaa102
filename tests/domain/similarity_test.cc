#include "domain/similarity.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;
using ::testing::IsEmpty;

/// z of 0 is 0, of 4 is 50, of 8 is 100.
const SimilarityScale kOne = {.parts = {{.mean = 0.2F, .deviation = 0.1F}}, .curve = {{0, 0}, {4, 50}, {8, 100}}};
const SimilarityScale kTwo = {.parts = {{.mean = 0.2F, .deviation = 0.1F}, {.mean = 0, .deviation = 0.5F}},
                              .curve = {{0, 0}, {4, 50}, {8, 100}}};

FaceVector vector(std::vector<std::vector<float>> parts) {
  return {.parts = std::move(parts)};
}

/// A unit vector whose cosine with (1, 0) is this.
std::vector<float> at_cosine(float cosine) {
  return {cosine, std::sqrt(1 - cosine * cosine)};
}

TEST(Similarity, OfTheSameVectorIsWhatTheCurveGivesForACosineOfOne) {
  const FaceVector face = vector({{1, 0}});
  EXPECT_FLOAT_EQ(similarity(face, face, kOne), 100);  // z = (1 - 0.2) / 0.1 = 8
}

TEST(Similarity, PutsTheCosineOnItsScaleAndThenOnTheCurve) {
  const FaceVector face = vector({{1, 0}});
  EXPECT_FLOAT_EQ(similarity(face, vector({at_cosine(0.2F)}), kOne), 0);
  EXPECT_NEAR(similarity(face, vector({at_cosine(0.6F)}), kOne), 50, 1e-3);
  EXPECT_NEAR(similarity(face, vector({at_cosine(0.4F)}), kOne), 25, 1e-3);
  EXPECT_FLOAT_EQ(similarity(face, vector({{-1, 0}}), kOne), 0);
}

TEST(Similarity, OfSeveralModelsIsByTheMeanOfTheirScales) {
  // z: (0.6 - 0.2) / 0.1 = 4 and (1 - 0) / 0.5 = 2; their mean is 3.
  EXPECT_NEAR(similarity(vector({{1, 0}, {1, 0}}), vector({at_cosine(0.6F), {1, 0}}), kTwo), 37.5, 1e-3);
}

TEST(Similarity, OfVectorsOfOtherModelsIsZero) {
  const FaceVector face = vector({{1, 0}});
  EXPECT_EQ(similarity(face, vector({{1, 0, 0}}), kOne), 0);
  EXPECT_EQ(similarity(face, vector({{1, 0}, {1, 0}}), kOne), 0);
  EXPECT_EQ(similarity(face, face, kTwo), 0);
  EXPECT_EQ(similarity(face, vector({}), kOne), 0);
  EXPECT_EQ(similarity(vector({}), vector({}), {.parts = {}, .curve = {{0, 90}}}), 0);
}

TEST(Similarity, IsTheSameBothWays) {
  EXPECT_TRUE(rc::check([](std::int16_t a, std::int16_t b) {
    const FaceVector one = vector({at_cosine(static_cast<float>(a) / 32768)});
    const FaceVector other = vector({at_cosine(static_cast<float>(b) / 32768)});
    const float value = similarity(one, other, kOne);
    RC_ASSERT(value == similarity(other, one, kOne));
    RC_ASSERT(value >= 0.0F && value <= 100.0F);
  }));
}

TEST(OnCurve, GoesStraightBetweenThePoints) {
  const std::vector<Point> curve = {{1, 10}, {3, 30}, {4, 80}};
  EXPECT_FLOAT_EQ(on_curve(curve, 1), 10);
  EXPECT_FLOAT_EQ(on_curve(curve, 2), 20);
  EXPECT_FLOAT_EQ(on_curve(curve, 3), 30);
  EXPECT_FLOAT_EQ(on_curve(curve, 3.5F), 55);
  EXPECT_FLOAT_EQ(on_curve(curve, 4), 80);
}

TEST(OnCurve, KeepsItsEndsOutside) {
  const std::vector<Point> curve = {{1, 10}, {3, 30}};
  EXPECT_FLOAT_EQ(on_curve(curve, -100), 10);
  EXPECT_FLOAT_EQ(on_curve(curve, 100), 30);
  EXPECT_FLOAT_EQ(on_curve({{5, 42}}, 0), 42);
  EXPECT_FLOAT_EQ(on_curve({{5, 42}}, 9), 42);
}

TEST(OnCurve, TakesTheFirstPointOfAStep) {
  const std::vector<Point> curve = {{0, 0}, {1, 10}, {1, 90}, {2, 100}};
  EXPECT_FLOAT_EQ(on_curve(curve, 1), 10);
  EXPECT_FLOAT_EQ(on_curve(curve, 1.5F), 95);
}

TEST(OnCurve, WithoutPointsChangesNothing) {
  EXPECT_FLOAT_EQ(on_curve({}, 7.25F), 7.25F);
}

TEST(MeanOf, IsNormalisedPartByPart) {
  const FaceVector a = vector({{1, 0}, {0, 1}});
  const FaceVector b = vector({{0, 1}, {0, 1}});
  const FaceVector mean = mean_of({&a, &b});
  const float half = std::sqrt(0.5F);
  ASSERT_EQ(mean.parts.size(), 2U);
  EXPECT_THAT(mean.parts[0], ElementsAre(FloatNear(half, 1e-6F), FloatNear(half, 1e-6F)));
  EXPECT_THAT(mean.parts[1], ElementsAre(0.0F, 1.0F));
}

TEST(MeanOf, WeighsEachVectorTheSame) {
  const FaceVector a = vector({{1, 0}});
  const FaceVector b = vector({{0, 1}});
  EXPECT_THAT(mean_of({&a, &a, &a, &b}).parts.at(0),
              ElementsAre(FloatNear(3 / std::sqrt(10.0F), 1e-6F), FloatNear(1 / std::sqrt(10.0F), 1e-6F)));
}

TEST(MeanOf, OfOneIsThatOneAndOfNoneIsEmpty) {
  const FaceVector a = vector({{0.6F, 0.8F}});
  EXPECT_THAT(mean_of({&a}).parts.at(0), ElementsAre(FloatNear(0.6F, 1e-6F), FloatNear(0.8F, 1e-6F)));
  EXPECT_THAT(mean_of({}).parts, IsEmpty());
}

TEST(MeanOf, PassesOverVectorsOfOtherModels) {
  const FaceVector a = vector({{1, 0}});
  const FaceVector other = vector({{0, 1, 0}});
  EXPECT_THAT(mean_of({&a, &other}).parts.at(0), ElementsAre(1.0F, 0.0F));
}

TEST(MeanOf, OfOppositesIsZeroAndNotNan) {
  const FaceVector a = vector({{1, 0}});
  const FaceVector b = vector({{-1, 0}});
  EXPECT_THAT(mean_of({&a, &b}).parts.at(0), ElementsAre(0.0F, 0.0F));
}

}  // namespace
}  // namespace spotter::testing
