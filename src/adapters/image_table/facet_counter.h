#pragma once
// Counts what images hold, one image after the other; shared by the adapters.

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/query.h"
#include "domain/terms.h"

namespace spotter {

/// The shown names of an image's terms as one text, and back to the counter: a line each, its kind first.
std::string pack_names(const std::vector<Term>& terms);

class FacetCounter {
 public:
  /// `review` may be empty.
  void add(std::string_view status, std::string_view review, Timestamp uploaded_at, std::string_view packed_names);
  /// Most frequent first, months newest first; at most `limit` values of each.
  Facets take(int limit) const;

 private:
  struct HashText {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Counts = std::unordered_map<std::string, std::int64_t, HashText, std::equal_to<>>;
  static void count(Counts& counts, std::string_view name);
  Counts& counts_of(char kind);

  std::int64_t total_ = 0;
  Counts labels_;
  Counts people_;
  Counts moderation_;
  Counts statuses_;
  Counts reviews_;
  std::map<std::chrono::year_month, std::int64_t, std::greater<>> months_;
};

}  // namespace spotter
