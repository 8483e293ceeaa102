#pragma once
// Which faces and users of a collection are most like a face. Exact for small collections; an approximate index in
// memory, made from the table, for large ones. Deletion holds at once; an index that is being built is not waited
// for: the search is exact meanwhile.

#include <memory>
#include <string>
#include <vector>

#include "domain/similarity.h"
#include "ports/collections.h"

namespace spotter {

struct SimilarityRange {
  float least = 80;  ///< inclusive
  int most = 80;     ///< results
};

struct FoundFace {
  float similarity = 0;
  std::string face_id;
};

struct FoundUser {
  float similarity = 0;
  std::string user_id;
};

/// Told of every change after it was written. Safe to call from several threads.
class FaceSearch {
 public:
  virtual ~FaceSearch() = default;

  /// By descending similarity. Errors: not_found (collection).
  virtual Result<std::vector<FoundFace>> faces_like(const std::string& collection, const FaceVector& vector,
                                                    const FaceMatching& matching, const SimilarityRange& range,
                                                    Deadline deadline) = 0;
  /// Users by the mean vector of their faces.
  virtual Result<std::vector<FoundUser>> users_like(const std::string& collection, const FaceVector& vector,
                                                    const FaceMatching& matching, const SimilarityRange& range,
                                                    Deadline deadline) = 0;

  virtual void faces_put(const std::string& collection, const std::vector<CollectionFace>& faces) = 0;
  virtual void faces_removed(const std::string& collection, const std::vector<std::string>& face_ids) = 0;
  /// Its users or their faces changed.
  virtual void users_changed(const std::string& collection) = 0;
  virtual void collection_removed(const std::string& collection) = 0;
};

}  // namespace spotter
