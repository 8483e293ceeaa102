#pragma once
// Cutting a face out of a picture: turned upright, scaled, without aliasing.

#include <span>

#include <opencv2/core.hpp>

#include "domain/geometry.h"
#include "recognition/faces/yunet.h"

namespace spotter {

/// Maps picture pixels to crop pixels by turning, scaling and moving: (x, y) → (a·x - b·y + c, b·x + a·y + d).
struct Similarity {
  float a = 1, b = 0, c = 0, d = 0;

  Point operator()(const Point& p) const { return {.x = a * p.x - b * p.y + c, .y = b * p.x + a * p.y + d}; }
  Similarity inverse() const;
  float scale() const;
};

/// The one that brings `from` nearest to `to` (least squares).
Similarity fit_similarity(std::span<const Point> from, std::span<const Point> to);

/// A square of `factor` times the face's longer side around its middle, turned until the eyes are level,
/// onto a crop of `side` px.
Similarity level_square(const FaceBox& face, float factor, float side);

/// The same, upright.
Similarity upright_square(const FaceBox& face, float factor, float side);

/// What stands outside the picture.
enum class Border { black, repeated };

/// Fills the crop. A crop that shrinks the picture four times or more is averaged first, down to about twice
/// its size: sharper, and better for every network here, than averaging all the way.
void crop_into(const cv::Mat& rgb, const Similarity& map, cv::Mat& crop, Border border = Border::repeated);

}  // namespace spotter
