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

/// A face with the image that it was found in.
struct LocatedFace {
  std::string image_id;
  Timestamp uploaded_at;  ///< of the image
  IndexedFace face;
};

class FaceIndex {
 public:
  virtual ~FaceIndex() = default;
  /// Replaces the faces of an image.
  virtual Result<void> put(const std::string& image_id, const Order& order, const std::vector<IndexedFace>& faces,
                           Deadline deadline) = 0;
  virtual Result<std::vector<IndexedFace>> get(const std::string& image_id, const Order& order, Deadline deadline) = 0;
  /// One face of a result that stands. Errors: not_found.
  virtual Result<LocatedFace> find(const std::string& face_id, Deadline deadline) = 0;
  /// Faces of the results that stand, those of the newest images first; never of erased or superseded ones.
  virtual Result<std::vector<LocatedFace>> newest(int limit, Deadline deadline) = 0;
  /// Changes whenever newest(limit) does, and costs less.
  virtual Result<std::string> newest_version(int limit, Deadline deadline) = 0;
  /// Returns how many were there.
  virtual Result<int> erase(const std::string& image_id, Deadline deadline) = 0;
};

}  // namespace spotter
