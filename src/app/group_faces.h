#pragma once
// Unknown faces, grouped by person: who is like nobody in the gallery, and who of them is like each other.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "app/ports.h"
#include "domain/similarity.h"

namespace spotter {

inline constexpr int kMostFaces = 3'000;  ///< the newest are looked at

struct FaceGroups {
  std::vector<std::vector<LocatedFace>> groups;  ///< largest first; within a group the oldest face first
  int unknown = 0;
  int looked = 0;
  bool truncated = false;
};

/// Groups faces, the oldest first. Deterministic. A face joins the group whose mean is most like it; groups whose
/// faces are alike on average become one.
std::vector<std::vector<LocatedFace>> group_alike(std::vector<LocatedFace> faces, const FaceMatching& matching);

/// Keeps the last result while neither faces nor gallery change. Safe to call from several threads.
class FaceGrouping {
 public:
  Result<std::shared_ptr<const FaceGroups>> groups(const Ports& ports, const FaceMatching& matching, Deadline deadline);

 private:
  std::mutex mutex_;
  std::string version_;
  std::shared_ptr<const FaceGroups> last_;
};

}  // namespace spotter
