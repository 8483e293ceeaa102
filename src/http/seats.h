#pragma once
// A bounded number of requests that may hold something at once, e.g. a body in memory.

#include <atomic>
#include <memory>

namespace spotter {

/// Given back when it is destroyed; null where all were taken.
using Seat = std::shared_ptr<void>;

/// Copies share their seats. Safe to use from several threads.
class Seats {
 public:
  explicit Seats(int most) : most_(most) {}

  Seat take() {
    Seat seat(taken_.get(), [taken = taken_](void*) { --*taken; });
    return ++*taken_ > most_ ? nullptr : seat;
  }

 private:
  int most_;
  std::shared_ptr<std::atomic<int>> taken_ = std::make_shared<std::atomic<int>>(0);
};

}  // namespace spotter
