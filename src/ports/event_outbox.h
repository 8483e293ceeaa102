#pragma once
// The events that a store has recorded together with its changes and that are still to be sent on.

#include <chrono>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "domain/event.h"

namespace spotter {

struct OutboxRow {
  std::int64_t id = 0;
  Event event;
};

class EventOutbox {
 public:
  virtual ~EventOutbox() = default;
  /// Rows in the order of the changes; waits up to `wait` for the first.
  virtual Result<std::vector<OutboxRow>> pending(int limit, std::chrono::milliseconds wait) = 0;
  /// Forgets a row that was sent.
  virtual Result<void> sent(std::int64_t id) = 0;
  virtual Result<std::int64_t> size() = 0;
  /// Wakes those who wait (at shutdown).
  virtual void wake() = 0;
};

}  // namespace spotter
