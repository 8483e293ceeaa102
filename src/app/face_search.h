#pragma once
// Which faces and users of a collection are most like a face. The table is the truth: a search first reads what
// changed since the last one, so that a face is found as soon as its put returned and never after its removal, and
// nobody has to tell of changes. Vectors are held in memory, rounded, and all are looked at; what is returned is
// computed from the stored ones.

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

struct Alike {
  float similarity = 0;
  std::string id;  ///< of the face or user
};

/// Safe to call from several threads.
class FaceSearch {
 public:
  virtual ~FaceSearch() = default;

  /// By descending similarity, which is similarity() of the stored vectors, of users the mean of their faces'; faces of
  /// other models than the matching's are left out. Errors: not_found (collection); unavailable (a large collection is
  /// still being read, and the deadline came first).
  virtual Result<std::vector<Alike>> most_like(Compared compared, const std::string& collection,
                                               const FaceVector& vector, const FaceMatching& matching,
                                               const SimilarityRange& range, Deadline deadline) = 0;
};

}  // namespace spotter
