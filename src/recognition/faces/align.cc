#include "recognition/faces/align.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace spotter {

Similarity Similarity::inverse() const {
  const float square = a * a + b * b;
  Similarity out{.a = a / square, .b = -b / square, .c = 0, .d = 0};
  out.c = -(out.a * c - out.b * d);
  out.d = -(out.b * c + out.a * d);
  return out;
}

float Similarity::scale() const {
  return std::hypot(a, b);
}

Similarity fit_similarity(std::span<const Point> from, std::span<const Point> to) {
  const auto mean = [](std::span<const Point> points) {
    Point sum;
    for (const Point& p : points)
      sum = {.x = sum.x + p.x, .y = sum.y + p.y};
    const auto n = static_cast<float>(points.size());
    return Point{.x = sum.x / n, .y = sum.y / n};
  };
  const Point middle_from = mean(from);
  const Point middle_to = mean(to);
  float square = 0;
  float real = 0;
  float imaginary = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const float x = from[i].x - middle_from.x;
    const float y = from[i].y - middle_from.y;
    const float u = to[i].x - middle_to.x;
    const float v = to[i].y - middle_to.y;
    square += x * x + y * y;
    real += x * u + y * v;
    imaginary += x * v - y * u;
  }
  Similarity map;
  if (square > 0) {
    map.a = real / square;
    map.b = imaginary / square;
  }
  map.c = middle_to.x - (map.a * middle_from.x - map.b * middle_from.y);
  map.d = middle_to.y - (map.b * middle_from.x + map.a * middle_from.y);
  return map;
}

namespace {

Similarity square(const FaceBox& face, float factor, float side, float angle) {
  const float scale = side / (factor * face.side());
  Similarity map{.a = scale * std::cos(angle), .b = -scale * std::sin(angle), .c = 0, .d = 0};
  const Point middle = map(face.centre());
  map.c = side / 2 - middle.x;
  map.d = side / 2 - middle.y;
  return map;
}

}  // namespace

Similarity level_square(const FaceBox& face, float factor, float side) {
  const Point& left = face.points[0];
  const Point& right = face.points[1];
  return square(face, factor, side, std::atan2(right.y - left.y, right.x - left.x));
}

Similarity upright_square(const FaceBox& face, float factor, float side) {
  return square(face, factor, side, 0);
}

void crop_into(const cv::Mat& rgb, const Similarity& map, cv::Mat& crop, Border border) {
  // Where the crop lies in the picture, and how far it shrinks.
  const Similarity back = map.inverse();
  const auto width = static_cast<float>(crop.cols);
  const auto height = static_cast<float>(crop.rows);
  std::vector<Point> corners = {back({.x = 0, .y = 0}), back({.x = width, .y = 0}), back({.x = width, .y = height}),
                                back({.x = 0, .y = height})};
  const BoundingBox hull = hull_of(corners);
  const int shrink = std::max(1, static_cast<int>(back.scale() / 2));
  Similarity step = map;
  cv::Mat source = rgb;
  if (shrink >= 2) {
    const int margin = 2 * shrink;
    const cv::Rect wanted(
        static_cast<int>(std::floor(hull.left)) - margin, static_cast<int>(std::floor(hull.top)) - margin,
        static_cast<int>(std::ceil(hull.width)) + 2 * margin, static_cast<int>(std::ceil(hull.height)) + 2 * margin);
    const cv::Rect part = wanted & cv::Rect(0, 0, rgb.cols, rgb.rows);
    const cv::Size small(part.width / shrink, part.height / shrink);
    if (small.width > 0 && small.height > 0) {
      cv::resize(rgb(cv::Rect(part.x, part.y, small.width * shrink, small.height * shrink)), source, small, 0, 0,
                 cv::INTER_AREA);
      // The middle of a small pixel is the middle of shrink × shrink picture pixels.
      const auto k = static_cast<float>(shrink);
      const Point origin =
          map({.x = static_cast<float>(part.x) + (k - 1) / 2, .y = static_cast<float>(part.y) + (k - 1) / 2});
      step = {.a = map.a * k, .b = map.b * k, .c = origin.x, .d = origin.y};
    }
  }
  const cv::Mat matrix = (cv::Mat_<double>(2, 3) << step.a, -step.b, step.c, step.b, step.a, step.d);
  cv::warpAffine(source, crop, matrix, crop.size(), cv::INTER_LINEAR,
                 border == Border::black ? cv::BORDER_CONSTANT : cv::BORDER_REPLICATE, cv::Scalar::all(0));
}

}  // namespace spotter
