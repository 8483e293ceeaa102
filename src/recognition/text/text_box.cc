#include "recognition/text/text_box.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <opencv2/imgproc.hpp>

namespace spotter {
namespace {

constexpr float kLeastSidePx = 3;

float distance(const Point& a, const Point& b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

/// Corners clockwise from the top left: the two leftmost, upper first, then the two rightmost.
Quad ordered(const cv::RotatedRect& rectangle) {
  std::array<cv::Point2f, 4> corners;
  rectangle.points(corners.data());
  std::ranges::sort(corners, {}, [](const cv::Point2f& p) { return p.x; });
  if (corners[0].y > corners[1].y) std::swap(corners[0], corners[1]);
  if (corners[2].y > corners[3].y) std::swap(corners[2], corners[3]);
  const auto point = [](const cv::Point2f& p) { return Point{.x = p.x, .y = p.y}; };
  return {point(corners[0]), point(corners[2]), point(corners[3]), point(corners[1])};
}

/// Mean probability inside a rotated rectangle.
float mean_inside(const cv::Mat& map, const cv::RotatedRect& rectangle) {
  const Quad quad = ordered(rectangle);
  const auto [left, right] = std::ranges::minmax(quad, {}, &Point::x);
  const auto [top, bottom] = std::ranges::minmax(quad, {}, &Point::y);
  const int x0 = std::clamp(static_cast<int>(std::floor(left.x)), 0, map.cols - 1);
  const int x1 = std::clamp(static_cast<int>(std::ceil(right.x)), 0, map.cols - 1);
  const int y0 = std::clamp(static_cast<int>(std::floor(top.y)), 0, map.rows - 1);
  const int y1 = std::clamp(static_cast<int>(std::ceil(bottom.y)), 0, map.rows - 1);
  cv::Mat mask = cv::Mat::zeros(y1 - y0 + 1, x1 - x0 + 1, CV_8U);
  std::array<cv::Point, 4> corners;
  for (std::size_t i = 0; i < corners.size(); ++i)
    corners.at(i) = {static_cast<int>(quad.at(i).x) - x0, static_cast<int>(quad.at(i).y) - y0};
  cv::fillConvexPoly(mask, corners.data(), static_cast<int>(corners.size()), 1);
  return static_cast<float>(cv::mean(map(cv::Rect(x0, y0, mask.cols, mask.rows)), mask)[0]);
}

/// The rectangle grown on every side by area · ratio / perimeter: the network marks text shrunk by that.
cv::RotatedRect unclipped(cv::RotatedRect rectangle, float ratio) {
  const float grow = rectangle.size.area() * ratio / (2 * (rectangle.size.width + rectangle.size.height));
  rectangle.size.width += 2 * grow;
  rectangle.size.height += 2 * grow;
  return rectangle;
}

}  // namespace

float width_of(const Quad& quad) {
  return std::max(distance(quad[0], quad[1]), distance(quad[2], quad[3]));
}
float height_of(const Quad& quad) {
  return std::max(distance(quad[0], quad[3]), distance(quad[1], quad[2]));
}
Point centre_of(const Quad& quad) {
  return {.x = (quad[0].x + quad[1].x + quad[2].x + quad[3].x) / 4,
          .y = (quad[0].y + quad[1].y + quad[2].y + quad[3].y) / 4};
}

std::vector<TextBox> find_boxes(const TensorView& tensor, int width, int height, const BoxOptions& options) {
  const cv::Mat map(static_cast<int>(tensor.shape[2]), static_cast<int>(tensor.shape[3]), CV_32F,
                    const_cast<float*>(tensor.data));
  cv::Mat mask = map > options.pixel_threshold;
  cv::dilate(mask, mask, cv::Mat::ones(2, 2, CV_8U));
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(mask, contours, cv::RETR_LIST, cv::CHAIN_APPROX_SIMPLE);
  if (contours.size() > static_cast<std::size_t>(options.most_boxes))
    contours.resize(static_cast<std::size_t>(options.most_boxes));

  const float scale_x = static_cast<float>(width) / static_cast<float>(map.cols);
  const float scale_y = static_cast<float>(height) / static_cast<float>(map.rows);
  std::vector<TextBox> boxes;
  for (const auto& contour : contours) {
    const cv::RotatedRect core = cv::minAreaRect(contour);
    if (std::min(core.size.width, core.size.height) < kLeastSidePx) continue;
    const float score = mean_inside(map, core);
    if (score < options.box_threshold) continue;
    const cv::RotatedRect whole = unclipped(core, options.unclip_ratio);
    if (std::min(whole.size.width, whole.size.height) < kLeastSidePx + 2) continue;
    TextBox box{.quad = ordered(whole), .score = score};
    for (Point& corner : box.quad) {
      corner.x = std::clamp(std::round(corner.x * scale_x), 0.0F, static_cast<float>(width - 1));
      corner.y = std::clamp(std::round(corner.y * scale_y), 0.0F, static_cast<float>(height - 1));
    }
    if (width_of(box.quad) > kLeastSidePx && height_of(box.quad) > kLeastSidePx) boxes.push_back(box);
  }
  return boxes;
}

}  // namespace spotter
