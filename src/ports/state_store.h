#pragma once
// Small shared records with an end: idempotency keys and the like.

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace spotter {

class StateStore {
 public:
  virtual ~StateStore() = default;
  /// Nothing where the record isn't there or has ended.
  virtual Result<std::optional<std::string>> get(const std::string& kind, const std::string& key,
                                                 Deadline deadline) = 0;
  /// Puts a record if none stands; returns the one that stands, nothing if it was put.
  virtual Result<std::optional<std::string>> put_if_absent(const std::string& kind, const std::string& key,
                                                           const std::string& value, Timestamp expires,
                                                           Deadline deadline) = 0;
  virtual Result<void> put(const std::string& kind, const std::string& key, const std::string& value, Timestamp expires,
                           Deadline deadline) = 0;
  virtual Result<void> remove(const std::string& kind, const std::string& key, Deadline deadline) = 0;
  /// Removes the records that have ended.
  virtual Result<int> sweep(Deadline deadline) = 0;
};

}  // namespace spotter
