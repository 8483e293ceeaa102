// What every queue promises, run by each adapter.

#include <memory>
#include <thread>

#include <gtest/gtest.h>

#include "adapters/event_queue/memory.h"
#include "adapters/event_queue/sqlite.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using namespace std::chrono_literals;

struct Adapter {
  const char* name;
  std::unique_ptr<EventQueue> (*make)(const Clock&, Ids&);
};
const Adapter kMemory{"memory", [](const Clock& clock, Ids& ids) -> std::unique_ptr<EventQueue> {
                        return std::make_unique<MemoryEventQueue>(clock, ids);
                      }};
const Adapter kSqlite{"sqlite", [](const Clock& clock, Ids& ids) -> std::unique_ptr<EventQueue> {
                        return std::move(*SqliteEventQueue::open(*SqliteDatabase::open(":memory:"), clock, ids));
                      }};

Event event_of(const std::string& key) {
  return {.kind = EventKind::created,
          .bucket = "uploads",
          .key = key,
          .e_tag = "tag",
          .sequencer = "01",
          .run = "",
          .time = noon()};
}

class EventQueueContract : public ::testing::TestWithParam<Adapter> {
 protected:
  static constexpr auto kVisibility = 30s;

  EventQueue& queue() { return *queue_; }
  void send(const std::string& key, std::chrono::milliseconds delay = 0ms) {
    ASSERT_TRUE(queue().send(event_of(key), delay, soon()));
  }
  std::optional<Lease> receive() { return *queue().receive(kVisibility, 0ms); }
  std::string received_key() {
    const auto lease = receive();
    return lease ? lease->event.key : "nothing";
  }

  ManualClock clock_{noon()};
  SeededIds ids_;
  std::unique_ptr<EventQueue> queue_ = GetParam().make(clock_, ids_);
};

TEST_P(EventQueueContract, GivesTheEventThatWasSent) {
  Event event = event_of("a");
  event.kind = EventKind::again;
  event.run = "0190";
  ASSERT_TRUE(queue().send(event, 0ms, soon()));
  const auto lease = receive();
  ASSERT_TRUE(lease);
  EXPECT_EQ(lease->event.key, "a");
  EXPECT_EQ(lease->event.kind, EventKind::again);
  EXPECT_EQ(lease->event.run, "0190");
  EXPECT_EQ(lease->event.time, noon());
  EXPECT_EQ(lease->deliveries, 1);
}

TEST_P(EventQueueContract, GivesNothingWhenItIsEmpty) {
  EXPECT_FALSE(receive());
}

TEST_P(EventQueueContract, TheOldestComesFirst) {
  send("a");
  send("b");
  EXPECT_EQ(received_key(), "a");
  EXPECT_EQ(received_key(), "b");
}

TEST_P(EventQueueContract, ALeasedEventIsHiddenUntilItsLeaseEnds) {
  send("a");
  EXPECT_EQ(received_key(), "a");
  EXPECT_EQ(received_key(), "nothing");
  clock_.advance(kVisibility);
  const auto again = receive();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->deliveries, 2);
}

TEST_P(EventQueueContract, AnAcknowledgedEventIsGone) {
  send("a");
  ASSERT_TRUE(queue().acknowledge(*receive(), soon()));
  clock_.advance(1h);
  EXPECT_EQ(received_key(), "nothing");
}

TEST_P(EventQueueContract, OnlyTheCurrentLeaseCounts) {
  send("a");
  const Lease old = *receive();
  clock_.advance(kVisibility);
  const Lease current = *receive();
  EXPECT_EQ(queue().acknowledge(old, soon()).error().code, Errc::conflict);
  EXPECT_EQ(queue().extend(old, kVisibility, soon()).error().code, Errc::conflict);
  EXPECT_EQ(queue().release(old, 0ms, soon()).error().code, Errc::conflict);
  EXPECT_TRUE(queue().acknowledge(current, soon()));
}

TEST_P(EventQueueContract, ALeaseThatEndedCannotBeAcknowledged) {
  send("a");
  const Lease lease = *receive();
  clock_.advance(kVisibility);
  EXPECT_EQ(queue().acknowledge(lease, soon()).error().code, Errc::conflict);
  EXPECT_EQ(received_key(), "a");
}

TEST_P(EventQueueContract, AnExtendedLeaseLastsLonger) {
  send("a");
  const Lease lease = *receive();
  clock_.advance(20s);
  ASSERT_TRUE(queue().extend(lease, kVisibility, soon()));
  clock_.advance(20s);
  EXPECT_EQ(received_key(), "nothing");
  EXPECT_TRUE(queue().acknowledge(lease, soon()));
}

TEST_P(EventQueueContract, AReleasedEventComesAgainAfterItsPause) {
  send("a");
  ASSERT_TRUE(queue().release(*receive(), 10s, soon()));
  EXPECT_EQ(received_key(), "nothing");
  clock_.advance(10s);
  EXPECT_EQ(received_key(), "a");
}

TEST_P(EventQueueContract, ADelayedEventComesLater) {
  send("later", 10s);
  send("now");
  EXPECT_EQ(received_key(), "now");
  EXPECT_EQ(received_key(), "nothing");
  clock_.advance(10s);
  EXPECT_EQ(received_key(), "later");
}

TEST_P(EventQueueContract, OneEventOfAKeyIsInWorkAtATime) {
  send("a");
  send("a");
  send("b");
  const Lease first = *receive();
  EXPECT_EQ(received_key(), "b");
  EXPECT_EQ(received_key(), "nothing");
  ASSERT_TRUE(queue().acknowledge(first, soon()));
  EXPECT_EQ(received_key(), "a");
}

TEST_P(EventQueueContract, AnEventDeliveredTooOftenIsGivenUp) {
  send("a");
  for (int i = 0; i < kMaxDeliveries; ++i) {
    ASSERT_EQ(received_key(), "a") << i;
    clock_.advance(kVisibility);
  }
  EXPECT_EQ(received_key(), "nothing");
  EXPECT_EQ(queue().depth(soon())->dead, 1);
  const auto letters = *queue().dead_letters(10, soon());
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].event.key, "a");
  EXPECT_EQ(letters[0].deliveries, kMaxDeliveries);
  ASSERT_TRUE(queue().drop_dead_letter(letters[0].token, soon()));
  EXPECT_EQ(queue().drop_dead_letter(letters[0].token, soon()).error().code, Errc::not_found);
  EXPECT_EQ(queue().depth(soon())->dead, 0);
}

TEST_P(EventQueueContract, AReleasedEventDeliveredTooOftenIsGivenUpToo) {
  send("a");
  for (int i = 0; i < kMaxDeliveries; ++i)
    ASSERT_TRUE(queue().release(*receive(), 0ms, soon()));
  EXPECT_EQ(received_key(), "nothing");
  const auto letters = *queue().dead_letters(10, soon());
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_TRUE(queue().drop_dead_letter(letters[0].token, soon()));
}

TEST_P(EventQueueContract, SaysHowDeepItIs) {
  send("a");
  send("b");
  send("c", 1h);
  static_cast<void>(receive());
  const QueueDepth depth = *queue().depth(soon());
  EXPECT_EQ(depth.waiting, 2);
  EXPECT_EQ(depth.in_flight, 1);
  EXPECT_EQ(depth.dead, 0);
}

TEST_P(EventQueueContract, WhoWaitsGetsTheEventSoon) {
  std::jthread sender([&] { send("a"); });
  const auto lease = *queue().receive(kVisibility, 20s);
  ASSERT_TRUE(lease);
  EXPECT_EQ(lease->event.key, "a");
}

TEST_P(EventQueueContract, WhoWaitsCanBeWoken) {
  std::jthread waker([&] { queue().wake(); });
  EXPECT_FALSE(*queue().receive(kVisibility, 20s));
}

TEST_P(EventQueueContract, ManyReceiversGetEachEventOnce) {
  constexpr int kEvents = 40;
  for (int i = 0; i < kEvents; ++i)
    send("key" + std::to_string(i));
  std::mutex mutex;
  std::map<std::string, int> seen;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        while (const auto lease = receive()) {
          const std::scoped_lock lock(mutex);
          ++seen[lease->event.key];
        }
      });
    }
  }
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(kEvents));
  for (const auto& [key, count] : seen)
    EXPECT_EQ(count, 1) << key;
}

INSTANTIATE_TEST_SUITE_P(Adapters, EventQueueContract, ::testing::Values(kMemory, kSqlite),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace spotter::testing
