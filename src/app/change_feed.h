#pragma once
// Tells listeners in this process of changes at once, and of those that other processes made soon after.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "domain/item.h"
#include "ports/change_log.h"

namespace spotter {

class ChangeFeed {
 public:
  ChangeFeed(ChangeLog& log, const Clock& clock) : log_(log), clock_(clock) {}

  /// Writes a change down and wakes listeners. A change that can't be written is logged and dropped: the
  /// item itself says what is true.
  void announce(const ImageItem& item, const std::string& stage = "", const std::string& outcome = "");

  /// Changes after `sequence`; waits up to `wait` for the first.
  Result<std::vector<Change>> read(std::int64_t after_sequence, int limit, std::chrono::milliseconds wait);
  Result<std::int64_t> newest() { return log_.newest(Deadline::after(kPatience)); }
  Result<void> trim(std::int64_t count) { return log_.trim(count, Deadline::after(kPatience)); }

  /// Waits until something may have changed, at most `wait`.
  void wait_for_any(std::chrono::milliseconds wait);
  /// Wakes all who wait (at shutdown).
  void wake();

 private:
  static constexpr std::chrono::seconds kPatience{5};

  ChangeLog& log_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t generation_ = 0;
};

}  // namespace spotter
