#include "app/worker.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/world.h"

namespace spotter::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

class Notes final : public WorkNotes {
 public:
  void begin(int worker, const std::string& image_id) override {
    seen.push_back(std::to_string(worker) + " begins " + image_id);
  }
  void end(int worker) override { seen.push_back(std::to_string(worker) + " ends"); }
  std::vector<std::string> seen;
};

/// Waits until a condition holds; false after 20 seconds.
bool eventually(const std::function<bool()>& condition) {
  const Deadline deadline = soon();
  while (!condition() && !deadline.expired())
    std::this_thread::sleep_for(5ms);
  return condition();
}

TEST(Worker, TakesEventsUntilItIsStoppedAndNotesWhatItWorksOn) {
  World world;
  Notes notes;
  const RecogniseImage recognise = world.recogniser();
  const std::string id = world.uploaded("image one");
  ASSERT_TRUE(relay_pending(world.store, world.queue, 0ms));
  {
    std::jthread worker([&](const std::stop_token& stop) {
      run_worker(3, world.queue, recognise, notes, world.ids, {.poll = 10ms}, stop);
    });
    EXPECT_TRUE(eventually(
        [&] { return world.queue.depth(soon())->waiting == 0 && world.queue.depth(soon())->in_flight == 0; }));
  }
  EXPECT_EQ(world.status(id), Status::done);
  EXPECT_THAT(notes.seen, ElementsAre("3 begins " + id, "3 ends"));
}

TEST(Worker, KeepsItsLeaseWhileItWorksLonger) {
  World world;
  SystemClock clock;
  MemoryEventQueue queue(clock, world.ids);
  Notes notes;
  const RecogniseImage recognise = world.recogniser();
  world.uploaded("image one");
  ASSERT_TRUE(relay_pending(world.store, queue, 0ms));
  world.labels.meanwhile = [] { std::this_thread::sleep_for(500ms); };
  {
    std::jthread worker([&](const std::stop_token& stop) {
      run_worker(0, queue, recognise, notes, world.ids, {.visibility = 150ms, .poll = 10ms}, stop);
    });
    EXPECT_TRUE(eventually([&] { return world.labels.calls == 1; }));
    EXPECT_TRUE(eventually([&] { return queue.depth(soon())->waiting + queue.depth(soon())->in_flight == 0; }));
  }
  EXPECT_EQ(world.labels.calls, 1);
}

TEST(RelayEvents, CarriesEventsInOrderAndForgetsThem) {
  World world;
  for (const char* key : {"a", "b", "c"})
    ASSERT_TRUE(world.store.put_bytes(key, as_bytes("x"), {}, soon()));
  EXPECT_EQ(*relay_pending(world.store, world.queue, 0ms), 3);
  std::vector<std::string> keys;
  while (const auto lease = *world.queue.receive(30s, 0ms))
    keys.push_back(lease->event.key);
  EXPECT_THAT(keys, ElementsAre("a", "b", "c"));
  EXPECT_EQ(*world.store.size(), 0);
}

TEST(RelayEvents, RunsUntilItIsStopped) {
  World world;
  {
    std::jthread relay([&](const std::stop_token& stop) { relay_events(world.store, world.queue, world.ids, stop); });
    ASSERT_TRUE(world.store.put_bytes("a", as_bytes("x"), {}, soon()));
    EXPECT_TRUE(eventually([&] { return world.queue.depth(soon())->waiting == 1; }));
    relay.request_stop();
    world.store.wake();
  }
  EXPECT_EQ(*world.store.size(), 0);
}

TEST(ChangeFeed, TellsOfEveryStageAndStatusInOrder) {
  World world;
  const std::string id = world.uploaded("image one");
  world.settle();
  std::vector<std::string> told;
  for (const Change& change : *world.changes.read(0, 100, 0ms))
    told.push_back(change.status + (change.stage.empty() ? "" : " " + change.stage + " " + change.outcome));
  EXPECT_THAT(told, ElementsAre("queued", "recognising", "recognising decode ", "recognising text ",
                                "recognising text ok", "recognising labels ", "recognising labels ok", "done"));
}

TEST(ChangeFeed, WhoWaitsHearsAtOnce) {
  World world;
  ImageItem item;
  item.image_id = "a";
  std::jthread announcer([&] { world.changes.announce(item); });
  EXPECT_EQ(world.changes.read(0, 10, 20s)->size(), 1U);
}

}  // namespace
}  // namespace spotter::testing
