#pragma once
// What all stores of collections do with a list of ids that a caller gave.

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace spotter {

/// Each id once, where it came first.
inline std::vector<std::string> different(const std::vector<std::string>& ids) {
  std::set<std::string> seen;
  std::vector<std::string> kept;
  std::ranges::copy_if(ids, std::back_inserter(kept), [&](const std::string& id) { return seen.insert(id).second; });
  return kept;
}

}  // namespace spotter
