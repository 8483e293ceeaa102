#include "domain/geometry.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace spotter::testing {
namespace {

BoundingBox box(float left, float top, float width, float height) {
  return {.width = width, .height = height, .left = left, .top = top};
}

BoundingBox any_box() {
  const auto side = rc::gen::inRange(0, 64);
  return box(static_cast<float>(*side) / 64, static_cast<float>(*side) / 64, static_cast<float>(*side) / 64,
             static_cast<float>(*side) / 64);
}

TEST(BoundingBox, KnowsItsOtherSidesAndArea) {
  const BoundingBox one = box(0.25F, -0.125F, 0.5F, 0.75F);
  EXPECT_FLOAT_EQ(one.right(), 0.75F);
  EXPECT_FLOAT_EQ(one.bottom(), 0.625F);
  EXPECT_FLOAT_EQ(one.area(), 0.375F);
}

TEST(Hull, HoldsAllPointsAndNoMore) {
  EXPECT_EQ(hull_of({{0.5F, 0.25F}, {0.25F, 0.75F}, {0.375F, 0.125F}}), box(0.25F, 0.125F, 0.25F, 0.625F));
  EXPECT_EQ(hull_of({{-0.5F, 1.5F}, {1.25F, -0.25F}}), box(-0.5F, -0.25F, 1.75F, 1.75F));
}

TEST(Hull, OfOnePointHasNoSizeAndOfNoneIsEmpty) {
  EXPECT_EQ(hull_of({{0.5F, 0.25F}}), box(0.5F, 0.25F, 0, 0));
  EXPECT_EQ(hull_of({}), BoundingBox());
}

TEST(IntersectionOverUnion, IsTheSharedPartOfBoth) {
  EXPECT_FLOAT_EQ(intersection_over_union(box(0, 0, 1, 1), box(0, 0, 1, 1)), 1);
  EXPECT_FLOAT_EQ(intersection_over_union(box(0, 0, 1, 1), box(0.5F, 0, 1, 1)), 1.0F / 3);
  EXPECT_FLOAT_EQ(intersection_over_union(box(0, 0, 1, 1), box(0.25F, 0.25F, 0.5F, 0.5F)), 0.25F);
}

TEST(IntersectionOverUnion, OfBoxesApartOrTouchingIsZero) {
  EXPECT_EQ(intersection_over_union(box(0, 0, 0.25F, 0.25F), box(0.5F, 0.5F, 0.25F, 0.25F)), 0);
  EXPECT_EQ(intersection_over_union(box(0, 0, 0.5F, 1), box(0.5F, 0, 0.5F, 1)), 0);
  EXPECT_EQ(intersection_over_union(box(0, 0, 1, 0.5F), box(0, 0.5F, 1, 0.5F)), 0);
}

TEST(IntersectionOverUnion, OfEmptyBoxesIsZeroAndNotNan) {
  EXPECT_EQ(intersection_over_union({}, {}), 0);
  EXPECT_EQ(intersection_over_union(box(0.5F, 0.5F, 0, 0), box(0, 0, 1, 1)), 0);
}

TEST(IntersectionOverUnion, IsTheSameBothWaysAndAtMostOne) {
  EXPECT_TRUE(rc::check([] {
    const BoundingBox a = any_box();
    const BoundingBox b = any_box();
    const float value = intersection_over_union(a, b);
    RC_ASSERT(value == intersection_over_union(b, a));
    RC_ASSERT(value >= 0.0F && value <= 1.0F);
    RC_ASSERT((value == 1.0F) == (a == b && a.area() > 0));
  }));
}

}  // namespace
}  // namespace spotter::testing
