#include "recognition/labels/box_colors.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Red on the left, navy on the right.
Picture red_and_navy() {
  constexpr int kWidth = 100;
  constexpr int kHeight = 50;
  const std::shared_ptr<std::uint8_t[]> pixels(new std::uint8_t[3 * kWidth * kHeight]);
  for (int i = 0; i < kWidth * kHeight; ++i) {
    const bool left = i % kWidth < kWidth / 2;
    pixels[3 * i] = left ? 255 : 0;
    pixels[3 * i + 1] = 0;
    pixels[3 * i + 2] = left ? 0 : 128;
  }
  return {.width = kWidth, .height = kHeight, .full_width = kWidth, .full_height = kHeight, .rgb = pixels};
}

constexpr BoundingBox kLeft{.width = 0.5F, .height = 1, .left = 0, .top = 0};
constexpr BoundingBox kRight{.width = 0.5F, .height = 1, .left = 0.5F, .top = 0};

Label label(const std::string& name, std::vector<std::string> parents, const std::vector<BoundingBox>& boxes,
            float confidence = 90) {
  Label made{.name = name, .confidence = confidence, .instances = {}, .parents = {}, .aliases = {}, .categories = {}};
  for (std::string& parent : parents)
    made.parents.push_back({.name = std::move(parent)});
  for (const BoundingBox& box : boxes)
    made.instances.push_back({.bounding_box = box, .confidence = confidence, .dominant_colors = {}});
  return made;
}

std::vector<std::string> names(const Instance& instance) {
  std::vector<std::string> out;
  for (const DominantColor& color : instance.dominant_colors.value())
    out.push_back(color.css_color);
  return out;
}

TEST(BoxColors, AreThoseInsideEachBox) {
  std::vector<Label> labels = {label("Car", {}, {kLeft, kRight})};
  add_box_colors(red_and_navy(), 10, labels);
  EXPECT_THAT(names(labels[0].instances[0]), ElementsAre("red"));
  EXPECT_THAT(names(labels[0].instances[1]), ElementsAre("navy"));
}

TEST(BoxColors, AreAtMostAsManyAsAskedFor) {
  std::vector<Label> labels = {label("Flag", {}, {{.width = 1, .height = 1, .left = 0, .top = 0}})};
  add_box_colors(red_and_navy(), 1, labels);
  EXPECT_EQ(labels[0].instances[0].dominant_colors->size(), 1U);
}

TEST(BoxColors, StandOnTheMostGeneralLabelOfABox) {
  std::vector<Label> labels = {label("Man", {"Adult", "Male", "Person"}, {kLeft}), label("Person", {}, {kLeft}),
                               label("Adult", {"Person"}, {kLeft})};
  add_box_colors(red_and_navy(), 10, labels);
  EXPECT_THAT(names(labels[0].instances[0]), IsEmpty());
  EXPECT_THAT(names(labels[1].instances[0]), ElementsAre("red"));
  EXPECT_THAT(names(labels[2].instances[0]), IsEmpty());
}

TEST(BoxColors, StandOnTheSurerOfTwoGuessesAtOneObject) {
  std::vector<Label> labels = {label("Ski", {"Sport", "Sports Equipment"}, {kLeft}, 66),
                               label("Snowboard", {"Sport"}, {kLeft}, 3), label("Person", {}, {kRight}, 40),
                               label("Woman", {"Person"}, {kRight}, 95)};
  add_box_colors(red_and_navy(), 10, labels);
  EXPECT_THAT(names(labels[0].instances[0]), ElementsAre("red"));
  EXPECT_THAT(names(labels[1].instances[0]), IsEmpty());
  EXPECT_THAT(names(labels[2].instances[0]), ElementsAre("navy"));
  EXPECT_THAT(names(labels[3].instances[0]), IsEmpty());
}

TEST(BoxColors, AreCountedForTheSurestBoxesAlone) {
  std::vector<Label> labels = {label("Bird", {}, {}, 20)};
  for (std::size_t i = 0; i < kMostColoredBoxes + 10; ++i)
    labels[0].instances.push_back(
        {.bounding_box = {.width = 0.1F, .height = 0.1F, .left = 0.01F * static_cast<float>(i), .top = 0},
         .confidence = static_cast<float>(i),
         .dominant_colors = {}});
  add_box_colors(red_and_navy(), 10, labels);
  const auto colored =
      std::ranges::count_if(labels[0].instances, [](const Instance& one) { return !one.dominant_colors->empty(); });
  EXPECT_EQ(static_cast<std::size_t>(colored), kMostColoredBoxes);
  EXPECT_THAT(names(labels[0].instances.front()), IsEmpty());
  EXPECT_THAT(names(labels[0].instances.back()), ElementsAre("red"));
}

}  // namespace
}  // namespace spotter
