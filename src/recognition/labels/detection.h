#pragma once
// Objects with boxes: reading the detectors' outputs and making one list of several.

#include <vector>

#include "domain/geometry.h"
#include "recognition/runtime/model.h"

namespace spotter {

/// One object of a vocabulary's class. `score` is 0..1: a detector's own, then calibrated, then fused.
struct Detection {
  int class_index = 0;
  float score = 0;
  BoundingBox box;
};

/// CenterNet: `heat` [1, rows, columns, classes] with the sigmoid applied, `wh` [1, rows, columns, 4] the
/// distances to the left, top, right and bottom side in pixels of a stretched `input_side`² input.
/// A detection is a cell whose score is the largest of its 3 × 3 neighbours; the best 100 above `floor`.
std::vector<Detection> read_centernet(const TensorView& heat, const TensorView& wh, int input_side, float floor);

/// YOLOX: `predictions` [1, cells, 5 + classes] over the strides 8, 16 and 32 of an `input_side`² input, in
/// which the picture lies at the top left, `content_width` × `content_height` px large.
std::vector<Detection> read_yolox(const TensorView& predictions, int input_side, float content_width,
                                  float content_height, float floor);

/// Keeps the best of those of one class that overlap by more than `limit` (intersection over union).
std::vector<Detection> without_overlaps(std::vector<Detection> detections, float limit);

/// Platt scaling: sigmoid(a · logit(score) + b).
float calibrated(float score, double a, double b);

/// Weighted boxes fusion (Solovyev et al., 2021) of several detectors' lists: boxes of one class that
/// overlap by more than `limit` become one, weighted by their scores; its score is the sum of each
/// detector's best, divided by the number of detectors.
std::vector<Detection> fused(const std::vector<std::vector<Detection>>& lists, float limit);

/// Drops boxes thinner than `least_side`, and lowers the score of one that lies where a surer one of another
/// class does (overlap over `limit`): it is the same object, and can only be one of them. score · (1 - the
/// surer one's score).
std::vector<Detection> explained(std::vector<Detection> detections, float limit, float least_side);

}  // namespace spotter
