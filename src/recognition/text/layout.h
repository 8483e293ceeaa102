#pragma once
// How the lines of a picture lie: which way the text runs, and in which order it is read.

#include <vector>

#include "recognition/text/text_box.h"

namespace spotter {

/// Quarter turns, counter-clockwise, that bring a box's text upright: 0..3.
struct LineTurn {
  bool sideways = false;  ///< taller than wide: the crop is turned by a quarter first
  float upside_down = 0;  ///< probability that it then stands on its head
  int quarter_turns() const;
  bool flipped = false;
};

/// Whether a box is so tall that its text runs down: height at least 1.5 times the width.
bool is_sideways(const Quad& quad);

/// Decides for each line whether it is flipped. With five lines or more they vote: the majority of upright
/// and sideways lines (by length) is flipped together, and small boxes of a small minority follow it.
/// Fewer lines decide alone, from a probability of .9.
void vote_directions(const std::vector<TextBox>& boxes, std::vector<LineTurn>& turns);

/// The order in which boxes are read: columns from left to right, in each lines from top to bottom, in each
/// line from left to right; as seen once the picture is turned by `quarter_turns` counter-clockwise.
std::vector<std::size_t> reading_order(const std::vector<TextBox>& boxes, int quarter_turns);

/// The turn that most of the text needs, by length.
int main_turn(const std::vector<TextBox>& boxes, const std::vector<LineTurn>& turns);

}  // namespace spotter
