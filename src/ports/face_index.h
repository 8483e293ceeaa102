#pragma once
// Vectors of the faces found in uploaded pictures, each stamped with the result it came from.

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/findings.h"
#include "domain/order.h"

namespace spotter {

struct IndexedFace {
  std::string face_id;  ///< UUIDv5 of the image, its order and the face's number
  int number = 0;       ///< place among the image's faces
  BoundingBox bounding_box;
  float confidence = 0;
  std::string models;  ///< which embedding models made the vector
  FaceVector vector;
};

class FaceIndex {
 public:
  virtual ~FaceIndex() = default;
  /// Replaces the faces of an image.
  virtual Result<void> put(const std::string& image_id, const Order& order, const std::vector<IndexedFace>& faces,
                           Deadline deadline) = 0;
  virtual Result<std::vector<IndexedFace>> get(const std::string& image_id, const Order& order, Deadline deadline) = 0;
  /// Returns how many were there.
  virtual Result<int> erase(const std::string& image_id, Deadline deadline) = 0;
};

}  // namespace spotter
