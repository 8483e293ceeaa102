#pragma once
// A bounded number of callers inside, a bounded number waiting before them; all others are sent away at once.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

#include "base/clock.h"
#include "base/result.h"

namespace spotter {

/// First come, first served. Safe to call from several threads; outlives its places.
class Gate {
 public:
  /// `admitted`: inside and waiting together, at least `at_once`.
  Gate(int at_once, int admitted) : free_(at_once), admitted_(admitted) {}
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  /// Given back when it is destroyed.
  using Place = std::unique_ptr<Gate, void (*)(Gate*)>;

  /// Waits for a place. Errors: unavailable (too many wait already; the deadline passed before one was free).
  Result<Place> enter(Deadline deadline);
  /// Whether a caller who came now would be sent away. Takes no lock.
  bool full() const { return present_.load(std::memory_order_relaxed) >= admitted_; }

 private:
  struct Waiter {
    std::condition_variable called;
    bool may_enter = false;
  };

  void leave();

  std::mutex mutex_;
  int free_;
  std::deque<Waiter*> waiting_;
  const int admitted_;
  std::atomic<int> present_ = 0;
};

}  // namespace spotter
