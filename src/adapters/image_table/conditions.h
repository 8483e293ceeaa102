#pragma once
// The WHERE of a list of images, one condition a filter, and whether an image is open for review, in SQLite's terms.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/result.h"
#include "domain/query.h"
#include "domain/terms.h"

namespace spotter {

inline std::int64_t millis(Timestamp time) {
  return time.time_since_epoch().count();
}
inline Timestamp time_of(std::int64_t millis) {
  return Timestamp(std::chrono::milliseconds(millis));
}
inline std::int64_t number_of(TermKind kind) {
  return static_cast<std::int64_t>(kind);
}

/// Texts of a statement with their values, in the order in which they are bound.
class Conditions {
 public:
  using Value = std::variant<std::int64_t, double, std::string>;

  /// An expression of the result, before all conditions.
  void show(const std::string& expression, std::vector<Value> values);
  void add(const std::string& condition, std::vector<Value> values);
  /// The image has a term that passes `condition`, and the term belongs to the item as it stands.
  void add_term(const std::string& condition, std::vector<Value> values, double min_confidence);
  const std::string& shown() const { return shown_; }
  const std::string& where() const { return where_; }
  int bind(SQLite::Statement& statement) const;

 private:
  std::string shown_;
  std::string where_;
  std::vector<Value> values_;
};

Result<Conditions> conditions_of(const ImageQuery& query);
Result<void> add_conditions(Conditions& conditions, const ImageQuery& query);
/// Shows the state of each image's review, or the empty text.
Conditions review_shown(const ModerationPolicy& policy);

}  // namespace spotter
