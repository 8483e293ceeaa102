#include <algorithm>
#include <array>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "recognition/text/layout.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TextBox box(float left, float top, float width, float height) {
  return {.quad = {Point{left, top}, Point{left + width, top}, Point{left + width, top + height},
                   Point{left, top + height}},
          .score = 0.9F};
}

/// The box as it lies once the page was turned clockwise by quarters, about the origin.
TextBox turned_clockwise(const TextBox& upright, int quarters) {
  float left = 1e9F;
  float top = 1e9F;
  float right = -1e9F;
  float bottom = -1e9F;
  for (Point p : upright.quad) {
    for (int i = 0; i < quarters; ++i)
      p = {.x = -p.y, .y = p.x};
    left = std::min(left, p.x);
    right = std::max(right, p.x);
    top = std::min(top, p.y);
    bottom = std::max(bottom, p.y);
  }
  return box(left, top, right - left, bottom - top);
}

// --- directions ---------------------------------------------------------------------------------

TEST(IsSideways, FromOneAndAHalfTimesAsTallAsWide) {
  EXPECT_FALSE(is_sideways(box(0, 0, 100, 20).quad));
  EXPECT_FALSE(is_sideways(box(0, 0, 20, 29).quad));
  EXPECT_TRUE(is_sideways(box(0, 0, 20, 30).quad));
}

TEST(LineTurn, AddsUpToQuarters) {
  EXPECT_EQ(LineTurn{}.quarter_turns(), 0);
  EXPECT_EQ((LineTurn{.sideways = true}).quarter_turns(), 1);
  EXPECT_EQ((LineTurn{.flipped = true}).quarter_turns(), 2);
  EXPECT_EQ((LineTurn{.sideways = true, .flipped = true}).quarter_turns(), 3);
}

struct Lines {
  std::vector<TextBox> boxes;
  std::vector<LineTurn> turns;

  void add(const TextBox& line, float upside_down) {
    boxes.push_back(line);
    turns.push_back({.sideways = is_sideways(line.quad), .upside_down = upside_down});
  }
  std::vector<int> voted() {
    vote_directions(boxes, turns);
    std::vector<int> quarters;
    for (const LineTurn& turn : turns)
      quarters.push_back(turn.quarter_turns());
    return quarters;
  }
};

TEST(VoteDirections, LetsFewLinesDecideAlone) {
  Lines lines;
  lines.add(box(0, 0, 100, 20), 0.95F);
  lines.add(box(0, 30, 100, 20), 0.85F);
  lines.add(box(0, 60, 20, 100), 0.95F);
  lines.add(box(40, 60, 20, 100), 0.1F);
  EXPECT_THAT(lines.voted(), ElementsAre(2, 0, 3, 1));
}

TEST(VoteDirections, TurnsAllLinesOfAPageTogether) {
  Lines lines;
  for (int i = 0; i < 4; ++i)
    lines.add(box(0, 30.0F * static_cast<float>(i), 100, 20), 0.8F);
  lines.add(box(0, 120, 100, 20), 0.1F);
  EXPECT_THAT(lines.voted(), ElementsAre(2, 2, 2, 2, 2));
}

TEST(VoteDirections, WeighsLinesByTheirLength) {
  Lines lines;
  lines.add(box(0, 0, 900, 20), 0.05F);
  for (int i = 1; i < 5; ++i)
    lines.add(box(0, 30.0F * static_cast<float>(i), 100, 20), 0.95F);
  EXPECT_THAT(lines.voted(), ElementsAre(0, 0, 0, 0, 0));
}

TEST(VoteDirections, LetsSmallBoxesOfAMinorityFollow) {
  Lines lines;
  for (int i = 0; i < 5; ++i)
    lines.add(box(0, 30.0F * static_cast<float>(i), 200, 20), 0.1F);
  lines.add(box(300, 0, 12, 30), 0.99F);  // an "I" on its own
  EXPECT_THAT(lines.voted(), ElementsAre(0, 0, 0, 0, 0, 0));
}

TEST(VoteDirections, LetsALongLineOfAMinorityDecideAlone) {
  Lines lines;
  for (int i = 0; i < 5; ++i)
    lines.add(box(0, 30.0F * static_cast<float>(i), 200, 20), 0.1F);
  lines.add(box(300, 0, 20, 150), 0.99F);
  lines.add(box(340, 0, 20, 150), 0.6F);
  EXPECT_THAT(lines.voted(), ElementsAre(0, 0, 0, 0, 0, 3, 1));
}

TEST(MainTurn, IsThatOfMostOfTheTextByLength) {
  const std::vector<TextBox> boxes = {box(0, 0, 50, 20), box(0, 30, 60, 20), box(100, 0, 20, 200)};
  EXPECT_EQ(main_turn(boxes, {{}, {}, {.sideways = true}}), 1);
  EXPECT_EQ(main_turn(boxes, {{}, {}, {.sideways = true, .flipped = true}}), 3);
  EXPECT_EQ(main_turn({boxes[0], boxes[1]}, {{.flipped = true}, {.flipped = true}}), 2);
  EXPECT_EQ(main_turn({}, {}), 0);
}

// --- reading order ------------------------------------------------------------------------------

TEST(ReadingOrder, GoesDownOneColumnAndAlongEachLine) {
  const std::vector<TextBox> boxes = {
      box(0, 100, 80, 20), box(120, 3, 80, 20), box(0, 50, 200, 20), box(0, 0, 100, 20), box(100, 98, 80, 20),
  };
  EXPECT_THAT(reading_order(boxes, 0), ElementsAre(3, 1, 2, 0, 4));
}

/// Two columns of four long lines each; line i of a column is box 2 · i (left) or 2 · i + 1 (right).
std::vector<TextBox> two_columns() {
  std::vector<TextBox> boxes;
  for (int i = 0; i < 4; ++i) {
    boxes.push_back(box(0, 30.0F * static_cast<float>(i), 300, 20));
    boxes.push_back(box(350, 30.0F * static_cast<float>(i) + 4, 300, 20));
  }
  return boxes;
}

TEST(ReadingOrder, ReadsTheLeftColumnBeforeTheRight) {
  EXPECT_THAT(reading_order(two_columns(), 0), ElementsAre(0, 2, 4, 6, 1, 3, 5, 7));
}

TEST(ReadingOrder, ReadsATableRowByRow) {
  std::vector<TextBox> boxes;  // short cells: eight line heights make a column
  for (int i = 0; i < 4; ++i) {
    boxes.push_back(box(0, 30.0F * static_cast<float>(i), 100, 20));
    boxes.push_back(box(350, 30.0F * static_cast<float>(i), 100, 20));
  }
  EXPECT_THAT(reading_order(boxes, 0), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
}

TEST(ReadingOrder, IsThatOfThePageOnceItIsUpright) {
  for (int quarters = 0; quarters < 4; ++quarters) {
    std::vector<TextBox> page;
    for (const TextBox& upright : two_columns())
      page.push_back(turned_clockwise(upright, quarters));
    EXPECT_THAT(reading_order(page, quarters), ElementsAre(0, 2, 4, 6, 1, 3, 5, 7)) << quarters;
  }
}

TEST(ReadingOrder, IsEmptyForNoBoxes) {
  EXPECT_THAT(reading_order({}, 0), IsEmpty());
}

RC_GTEST_PROP(ReadingOrder, NamesEachBoxOnce,
              (const std::vector<std::array<std::uint8_t, 4>>& sizes, std::uint8_t turn)) {
  std::vector<TextBox> boxes;
  for (const auto& size : sizes)
    boxes.push_back(box(size[0] * 4.0F, size[1] * 4.0F, 1.0F + size[2], 1.0F + size[3] % 30));
  const auto order = reading_order(boxes, turn % 4);
  RC_ASSERT(order.size() == boxes.size());
  const std::set<std::size_t> named(order.begin(), order.end());
  RC_ASSERT(named.size() == boxes.size());
  RC_ASSERT(std::ranges::all_of(named, [&](std::size_t i) { return i < boxes.size(); }));
}

}  // namespace
}  // namespace spotter::testing
