#include "app/inbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/world.h"

namespace spotter::testing {
namespace {

using ::testing::IsEmpty;

struct FailedWorld : World {
  std::string id;
  FailedWorld() {
    labels.error = Error{Errc::internal, "out of order"};
    id = uploaded("image one");
    settle();
  }
};

TEST(Inbox, TellsWhatFailedAtWhichStageAndWhy) {
  FailedWorld world;
  const auto page = list_inbox(world.ports(), 10, "", soon());
  ASSERT_EQ(page->entries.size(), 1U);
  EXPECT_EQ(page->entries[0].image_id, world.id);
  EXPECT_EQ(page->entries[0].stage, "labels");
  EXPECT_EQ(page->entries[0].code, "internal");
  EXPECT_EQ(page->entries[0].detail, "out of order");
  EXPECT_EQ(page->entries[0].errors, 5);
}

TEST(Inbox, ARetryResumesTheImage) {
  FailedWorld world;
  world.labels.error.reset();
  ASSERT_TRUE(retry_from_inbox(world.ports(), world.id, soon()));
  EXPECT_EQ(world.status(world.id), Status::queued);
  world.settle();
  EXPECT_EQ(world.status(world.id), Status::done);
  EXPECT_FALSE(world.item(world.id).error);
  EXPECT_THAT(list_inbox(world.ports(), 10, "", soon())->entries, IsEmpty());
}

TEST(Inbox, ARetryThatFailsAgainIsBackWithFiveNewAttempts) {
  FailedWorld world;
  ASSERT_TRUE(retry_from_inbox(world.ports(), world.id, soon()));
  world.settle();
  EXPECT_EQ(world.status(world.id), Status::failed);
  EXPECT_EQ(world.labels.calls, 10);
}

TEST(Inbox, ASkippedImageStaysFailedAndLeavesTheInbox) {
  FailedWorld world;
  ASSERT_TRUE(skip_in_inbox(world.ports(), world.id, soon()));
  EXPECT_EQ(world.status(world.id), Status::failed);
  EXPECT_THAT(list_inbox(world.ports(), 10, "", soon())->entries, IsEmpty());
  EXPECT_EQ(skip_in_inbox(world.ports(), world.id, soon()).error().code, Errc::not_found);
}

TEST(Inbox, AnEventThatWasGivenUpIsShownAndCanBeSentAgain) {
  World world;
  const std::string id = world.uploaded("image one");
  ASSERT_TRUE(relay_pending(world.store, world.queue, std::chrono::milliseconds(0)));
  for (int i = 0; i < kMaxDeliveries; ++i) {
    ASSERT_TRUE(world.queue.receive(std::chrono::seconds(1), std::chrono::milliseconds(0)));
    world.clock.advance(std::chrono::seconds(1));
  }
  EXPECT_FALSE(*world.queue.receive(std::chrono::seconds(1), std::chrono::milliseconds(0)));
  const auto page = list_inbox(world.ports(), 10, "", soon());
  ASSERT_EQ(page->entries.size(), 1U);
  EXPECT_EQ(page->entries[0].code, "undeliverable");
  ASSERT_TRUE(retry_from_inbox(world.ports(), id, soon()));
  world.settle();
  EXPECT_EQ(world.status(id), Status::done);
  EXPECT_THAT(list_inbox(world.ports(), 10, "", soon())->entries, IsEmpty());
}

TEST(Inbox, SaysThatThereIsNoSuchImage) {
  World world;
  EXPECT_EQ(retry_from_inbox(world.ports(), "nothing", soon()).error().code, Errc::not_found);
  EXPECT_EQ(skip_in_inbox(world.ports(), "nothing", soon()).error().code, Errc::not_found);
}

}  // namespace
}  // namespace spotter::testing
