#pragma once
// Where something is in a picture. All values are ratios of the upright picture's width and height,
// origin top left, as in Rekognition's BoundingBox, Point and Geometry.

#include <vector>

#include <boost/describe/class.hpp>

namespace spotter {

struct BoundingBox {
  float width = 0;
  float height = 0;
  float left = 0;
  float top = 0;

  float right() const { return left + width; }
  float bottom() const { return top + height; }
  float area() const { return width * height; }
  friend bool operator==(const BoundingBox&, const BoundingBox&) = default;
};
BOOST_DESCRIBE_STRUCT(BoundingBox, (), (width, height, left, top))

struct Point {
  float x = 0;
  float y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};
BOOST_DESCRIBE_STRUCT(Point, (), (x, y))

struct Geometry {
  BoundingBox bounding_box;
  std::vector<Point> polygon;  ///< clockwise from the text's own top left
  friend bool operator==(const Geometry&, const Geometry&) = default;
};
BOOST_DESCRIBE_STRUCT(Geometry, (), (bounding_box, polygon))

/// The axis-aligned hull of some points; empty for none.
BoundingBox hull_of(const std::vector<Point>& points);

/// Area of the overlap over area of the union, 0..1.
float intersection_over_union(const BoundingBox& a, const BoundingBox& b);

}  // namespace spotter
