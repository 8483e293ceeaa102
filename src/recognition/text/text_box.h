#pragma once
// Where text is: quadrilaterals in pixels, and how they are found in a map of probabilities.

#include <array>
#include <vector>

#include "domain/geometry.h"
#include "recognition/runtime/model.h"

namespace spotter {

/// Corners in pixels, clockwise from the top left as the picture stands.
using Quad = std::array<Point, 4>;

float width_of(const Quad& quad);   ///< the longer of top and bottom side
float height_of(const Quad& quad);  ///< the longer of left and right side
Point centre_of(const Quad& quad);

struct TextBox {
  Quad quad;
  float score = 0;  ///< mean probability of text inside, 0..1
};

/// The numbers of DB's post-processing (Liao et al., 2020), as PP-OCR sets them.
struct BoxOptions {
  float pixel_threshold = 0.3F;
  float box_threshold = 0.5F;
  float unclip_ratio = 1.6F;
  int most_boxes = 1000;
};

/// Boxes in a map [1, 1, height, width] of probabilities, scaled to a picture of `width` × `height` px.
std::vector<TextBox> find_boxes(const TensorView& map, int width, int height, const BoxOptions& options);

}  // namespace spotter
