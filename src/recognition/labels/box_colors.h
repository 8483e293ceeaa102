#pragma once
// Dominant colours of the boxes of labels.

#include <vector>

#include "domain/findings.h"
#include "domain/picture.h"

namespace spotter {

/// Boxes whose colours are counted, the surest; all others get none.
inline constexpr std::size_t kMostColoredBoxes = 30;

/// Sets `dominant_colors` of every box, at most `limit` each. The same box stands on several labels (Person, Man,
/// Adult): the surest one's most general ancestor gets the colours, the others an empty list, as Rekognition does.
void add_box_colors(const Picture& picture, int limit, std::vector<Label>& labels);

}  // namespace spotter
