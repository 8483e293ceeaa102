#include "recognition/text/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace spotter {
namespace {

constexpr float kSideways = 1.5F;
constexpr float kAloneUpsideDown = 0.9F;
constexpr float kVotedUpsideDown = 0.5F;
constexpr std::size_t kVoters = 5;
constexpr float kSmallMinority = 0.2F;
constexpr float kShortInLineHeights = 2.2F;

float length_of(const TextBox& box) {
  return std::max(width_of(box.quad), height_of(box.quad));
}
float thickness_of(const TextBox& box) {
  return std::min(width_of(box.quad), height_of(box.quad));
}

float median(std::vector<float> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

/// A box as it lies once the picture is turned upright.
struct Placed {
  std::size_t index = 0;
  float left = 0, right = 0, top = 0, bottom = 0;
  float middle_x() const { return (left + right) / 2; }
  float middle_y() const { return (top + bottom) / 2; }
  float width() const { return right - left; }
  float height() const { return bottom - top; }
};

Point turned(Point p, int quarter_turns) {
  switch (quarter_turns) {
    case 1:
      return {.x = p.y, .y = -p.x};
    case 2:
      return {.x = -p.x, .y = -p.y};
    case 3:
      return {.x = -p.y, .y = p.x};
    default:
      return p;
  }
}

Placed placed(std::size_t index, const Quad& quad, int quarter_turns) {
  Placed out{.index = index, .left = 1e9F, .right = -1e9F, .top = 1e9F, .bottom = -1e9F};
  for (const Point& corner : quad) {
    const Point p = turned(corner, quarter_turns);
    out.left = std::min(out.left, p.x);
    out.right = std::max(out.right, p.x);
    out.top = std::min(out.top, p.y);
    out.bottom = std::max(out.bottom, p.y);
  }
  return out;
}

/// A place to cut a page into two columns; nothing where it is one.
struct Cut {
  bool found = false;
  float x = 0;
};

Cut find_cut(const std::vector<Placed>& boxes, float line_height) {
  constexpr std::size_t kLeastLines = 3;
  constexpr float kLeastWidthInLineHeights = 8;
  std::vector<Placed> by_left = boxes;
  std::ranges::sort(by_left, {}, &Placed::left);
  float reach = -1e9F;
  for (std::size_t i = 0; i < by_left.size(); ++i) {
    if (i >= kLeastLines && by_left.size() - i >= kLeastLines && by_left[i].left - reach > line_height) {
      const auto widths = [](auto from, auto to) {
        std::vector<float> out;
        for (; from != to; ++from)
          out.push_back(from->width());
        return out;
      };
      const auto at = by_left.begin() + static_cast<std::ptrdiff_t>(i);
      if (median(widths(by_left.begin(), at)) > kLeastWidthInLineHeights * line_height &&
          median(widths(at, by_left.end())) > kLeastWidthInLineHeights * line_height)
        return {.found = true, .x = (reach + by_left[i].left) / 2};
    }
    reach = std::max(reach, by_left[i].right);
  }
  return {};
}

/// One column, from top to bottom: boxes whose middles are within half a line height are one line.
void read_column(std::vector<Placed> boxes, float line_height, std::vector<std::size_t>& order) {
  std::ranges::sort(boxes, {}, &Placed::middle_y);
  for (std::size_t begin = 0; begin < boxes.size();) {
    std::size_t end = begin + 1;
    while (end < boxes.size() && boxes[end].middle_y() - boxes[begin].middle_y() <= line_height / 2)
      ++end;
    const auto first = boxes.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = boxes.begin() + static_cast<std::ptrdiff_t>(end);
    std::ranges::sort(first, last, {}, &Placed::left);
    for (auto it = first; it != last; ++it)
      order.push_back(it->index);
    begin = end;
  }
}

void read_columns(std::vector<Placed> boxes, float line_height, std::vector<std::size_t>& order) {
  const Cut cut = find_cut(boxes, line_height);
  if (!cut.found) {
    read_column(std::move(boxes), line_height, order);
    return;
  }
  std::vector<Placed> left;
  std::vector<Placed> right;
  for (const Placed& box : boxes)
    (box.middle_x() < cut.x ? left : right).push_back(box);
  read_column(std::move(left), line_height, order);
  read_columns(std::move(right), line_height, order);
}

}  // namespace

int LineTurn::quarter_turns() const {
  return (sideways ? 1 : 0) + (flipped ? 2 : 0);
}

bool is_sideways(const Quad& quad) {
  return height_of(quad) >= kSideways * width_of(quad);
}

void vote_directions(const std::vector<TextBox>& boxes, std::vector<LineTurn>& turns) {
  if (boxes.size() < kVoters) {
    for (LineTurn& turn : turns)
      turn.flipped = turn.upside_down > kAloneUpsideDown;
    return;
  }
  std::array<float, 2> length{};
  std::array<float, 2> upside_down{};
  std::vector<float> heights;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const std::size_t group = turns[i].sideways ? 1 : 0;
    length.at(group) += length_of(boxes[i]);
    upside_down.at(group) += length_of(boxes[i]) * turns[i].upside_down;
    heights.push_back(thickness_of(boxes[i]));
  }
  const bool sideways = length[1] > length[0];
  const std::size_t majority = sideways ? 1 : 0;
  const bool flip = upside_down.at(majority) > kVotedUpsideDown * length.at(majority);
  const bool small_minority = length.at(1 - majority) < kSmallMinority * (length[0] + length[1]);
  const float line_height = median(heights);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    LineTurn& turn = turns[i];
    const bool follows = small_minority && length_of(boxes[i]) < kShortInLineHeights * line_height;
    if (turn.sideways == sideways || follows) {
      turn.sideways = sideways;
      turn.flipped = flip;
    } else {
      turn.flipped = turn.upside_down > kAloneUpsideDown;
    }
  }
}

int main_turn(const std::vector<TextBox>& boxes, const std::vector<LineTurn>& turns) {
  std::array<float, 4> length{};
  for (std::size_t i = 0; i < boxes.size(); ++i)
    length.at(static_cast<std::size_t>(turns[i].quarter_turns())) += length_of(boxes[i]);
  return static_cast<int>(std::ranges::max_element(length) - length.begin());
}

std::vector<std::size_t> reading_order(const std::vector<TextBox>& boxes, int quarter_turns) {
  std::vector<Placed> all;
  std::vector<float> heights;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    all.push_back(placed(i, boxes[i].quad, quarter_turns));
    heights.push_back(all.back().height());
  }
  std::vector<std::size_t> order;
  read_columns(std::move(all), median(heights), order);
  return order;
}

}  // namespace spotter
