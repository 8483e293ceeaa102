#pragma once
// Reading YuNet: faces with five points each.

#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "domain/geometry.h"
#include "recognition/runtime/model.h"

namespace spotter {

/// In pixels of the picture. Points: the eyes, nose and mouth corners, left ones (as seen) first:
/// eye, eye, nose, mouth corner, mouth corner.
struct FaceBox {
  float left = 0, top = 0, width = 0, height = 0;
  float score = 0;  ///< 0..1
  std::array<Point, 5> points;

  Point centre() const { return {.x = left + width / 2, .y = top + height / 2}; }
  float side() const { return width > height ? width : height; }
};

/// `output` gives cls_8, obj_8, bbox_8, kps_8 and those of the strides 16 and 32, for an input of
/// `input_width` × `input_height` px in which the picture is `scale` times its size. Faces from `threshold`
/// on, overlapping ones (over .3) reduced to the best.
std::vector<FaceBox> read_yunet(const std::function<TensorView(std::string_view)>& output, int input_width,
                                int input_height, float scale, float threshold);

}  // namespace spotter
