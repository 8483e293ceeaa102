#include "domain/geometry.h"

#include <algorithm>

namespace spotter {

BoundingBox hull_of(const std::vector<Point>& points) {
  if (points.empty()) return {};
  const auto [left, right] = std::ranges::minmax(points, {}, &Point::x);
  const auto [top, bottom] = std::ranges::minmax(points, {}, &Point::y);
  return {.width = right.x - left.x, .height = bottom.y - top.y, .left = left.x, .top = top.y};
}

float intersection_over_union(const BoundingBox& a, const BoundingBox& b) {
  const float width = std::min(a.right(), b.right()) - std::max(a.left, b.left);
  const float height = std::min(a.bottom(), b.bottom()) - std::max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const float both = width * height;
  return both / (a.area() + b.area() - both);
}

}  // namespace spotter
