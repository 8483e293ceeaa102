#pragma once
// Time. Wall-clock time comes from an injected Clock; how long something may take is a Deadline.

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace spotter {

/// Wall-clock time in milliseconds, UTC.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Timestamp now() const override;
};

/// A clock that tests move by hand.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Timestamp start) : now_(start) {}
  Timestamp now() const override { return now_; }
  void advance(std::chrono::milliseconds by) { now_ += by; }

 private:
  Timestamp now_;
};

/// ISO 8601 in UTC with milliseconds: `2026-11-24T01:46:00.123Z`.
std::string to_iso8601(Timestamp time);
/// The same, where the time of day, its fraction and the Z may be missing. Errors: invalid.
Result<Timestamp> from_iso8601(std::string_view text);

/// The moment by which a call must have returned, on the monotonic clock.
class Deadline {
 public:
  using Steady = std::chrono::steady_clock;

  static Deadline after(std::chrono::milliseconds span) { return Deadline(Steady::now() + span); }
  static Deadline never() { return Deadline(Steady::time_point::max()); }

  bool expired() const { return Steady::now() >= at_; }
  Steady::time_point at() const { return at_; }
  std::chrono::milliseconds remaining() const {
    if (at_ == Steady::time_point::max()) return std::chrono::hours(24 * 365);
    return std::max(std::chrono::milliseconds(0),
                    std::chrono::duration_cast<std::chrono::milliseconds>(at_ - Steady::now()));
  }
  Deadline sooner_of(Deadline other) const { return Deadline(std::min(at_, other.at_)); }

 private:
  explicit Deadline(Steady::time_point at) : at_(at) {}
  Steady::time_point at_;
};

/// Milliseconds since it was made: for stage times and histograms.
class Stopwatch {
 public:
  double elapsed_ms() const {
    return std::chrono::duration<double, std::milli>(Deadline::Steady::now() - start_).count();
  }

 private:
  Deadline::Steady::time_point start_ = Deadline::Steady::now();
};

}  // namespace spotter
