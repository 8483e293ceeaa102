#pragma once
// The durable log of changes that server-sent events are read from.

#include <chrono>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/change.h"

namespace spotter {

class ChangeLog {
 public:
  virtual ~ChangeLog() = default;
  /// Adds a change; the log gives it its sequence number.
  virtual Result<void> append(const Change& change, Deadline deadline) = 0;
  /// Changes after `sequence`, oldest first.
  virtual Result<std::vector<Change>> read(std::int64_t after_sequence, int limit, Deadline deadline) = 0;
  /// The newest sequence number; 0 for an empty log.
  virtual Result<std::int64_t> newest(Deadline deadline) = 0;
  /// Keeps only the newest `count`.
  virtual Result<void> trim(std::int64_t count, Deadline deadline) = 0;
};

}  // namespace spotter
