#include "app/gate.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fixtures.h"

namespace spotter {
namespace {

using testing::soon;

Deadline now() {
  return Deadline::after(std::chrono::milliseconds(0));
}

/// Until as many are inside or waiting as are admitted.
void wait_until_full(const Gate& gate) {
  const Deadline deadline = soon();
  while (!gate.full()) {
    ASSERT_FALSE(deadline.expired());
    std::this_thread::yield();
  }
}

TEST(Gate, LetsInAsManyAsItIsTold) {
  Gate gate(2, 2);
  auto first = gate.enter(now());
  EXPECT_TRUE(first);
  EXPECT_FALSE(gate.full());
  auto second = gate.enter(now());
  EXPECT_TRUE(second);
  EXPECT_TRUE(gate.full());
}

TEST(Gate, SendsAwayAtOnceWhoWouldWaitBehindTooMany) {
  Gate gate(1, 1);
  auto inside = gate.enter(now());
  ASSERT_TRUE(inside);
  const auto refused = gate.enter(Deadline::never());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unavailable);
  EXPECT_TRUE(gate.full());
  inside->reset();
  EXPECT_FALSE(gate.full());
  EXPECT_TRUE(gate.enter(now()));
}

TEST(Gate, PassesAPlaceOnToWhoWaits) {
  Gate gate(1, 2);
  std::optional<Result<Gate::Place>> inside = gate.enter(now());
  std::atomic<bool> entered = false;
  std::jthread waiting([&] {
    const auto place = gate.enter(soon());
    entered = place.has_value();
  });
  wait_until_full(gate);
  EXPECT_FALSE(entered);
  EXPECT_EQ(gate.enter(soon()).error().code, Errc::unavailable);
  inside.reset();
  waiting.join();
  EXPECT_TRUE(entered);
  EXPECT_FALSE(gate.full());
}

TEST(Gate, WaitsNoLongerThanTheDeadline) {
  Gate gate(1, 2);
  auto inside = gate.enter(now());
  const auto late = gate.enter(now());
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Errc::unavailable);
  // Whoever gave up takes no place with him.
  EXPECT_FALSE(gate.full());
  inside->reset();
  EXPECT_TRUE(gate.enter(now()));
}

TEST(Gate, HoldsItsBoundUnderManyThreads) {
  constexpr int kAtOnce = 3;
  Gate gate(kAtOnce, 6);
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  std::atomic<int> entered = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 12; ++i)
      threads.emplace_back([&] {
        for (int round = 0; round < 200; ++round) {
          const auto place = gate.enter(round % 3 == 0 ? now() : soon());
          if (!place) continue;
          const int here = ++inside;
          int seen = most;
          while (here > seen && !most.compare_exchange_weak(seen, here)) {
          }
          ++entered;
          std::this_thread::yield();
          --inside;
        }
      });
  }
  EXPECT_LE(most, kAtOnce);
  EXPECT_GT(entered, 0);
  // No place was lost or made: exactly as many as at first are free.
  std::vector<Result<Gate::Place>> places;
  for (int i = 0; i < kAtOnce; ++i)
    EXPECT_TRUE(places.emplace_back(gate.enter(now())));
  EXPECT_FALSE(gate.enter(now()));
}

}  // namespace
}  // namespace spotter
