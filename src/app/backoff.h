#pragma once
// Pauses between attempts: growing, jittered, bounded; and waiting that ends when asked to stop.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "base/ids.h"

namespace spotter {

/// The pause before attempt number `attempt` (from 1): doubles from one second to a minute, jittered by half.
inline std::chrono::milliseconds pause_before(int attempt, Ids& ids) {
  constexpr double kFirstMs = 1000;
  constexpr double kLongestMs = 60'000;
  double pause = kFirstMs;
  for (int i = 1; i < attempt && pause < kLongestMs; ++i)
    pause *= 2;
  pause = std::min(pause, kLongestMs);
  return std::chrono::milliseconds(static_cast<std::int64_t>(pause * (0.5 + ids.fraction() / 2)));
}

class Backoff {
 public:
  explicit Backoff(Ids& ids) : ids_(ids) {}
  std::chrono::milliseconds next() { return pause_before(++attempts_, ids_); }
  void reset() { attempts_ = 0; }

 private:
  Ids& ids_;
  int attempts_ = 0;
};

/// Waits for `pause`, or until stop is asked for.
inline void wait_or_stop(const std::stop_token& stop, std::chrono::milliseconds pause) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, pause, [] { return false; });
}

}  // namespace spotter
