// Two things at once on one key, and crashes between two steps: what comes between is made to come there.
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/derived_keys.h"
#include "app/erase_image.h"
#include "app/meanwhile_table.h"
#include "app/recognise_again.h"
#include "app/sweep.h"
#include "app/thumbnail.h"
#include "app/world.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Interleaved : World {
  MeanwhileTable watched{table};

  Interleaved() {
    labels.finds = [](Findings& findings) {
      findings.labels.push_back(label_of("Cat", 99));
      findings.face_details.push_back({.confidence = 90});
      findings.face_vectors.push_back({.parts = {{1.0F}}});
    };
  }
  Ports watched_ports() { return ports_with(store, watched); }
  /// The next event, handled while `meanwhile` happens right after object and item were looked at.
  void handle_next(std::function<void()> meanwhile) {
    ASSERT_TRUE(relay_pending(store, queue, std::chrono::milliseconds(0)));
    const auto lease = *queue.receive(std::chrono::seconds(30), std::chrono::milliseconds(0));
    ASSERT_TRUE(lease);
    watched.after = std::move(meanwhile);
    const RecogniseImage recognise(watched_ports(), setup, options);
    ASSERT_EQ(recognise.handle(lease->event, soon()).what, Handled::What::acknowledge);
    ASSERT_TRUE(queue.acknowledge(*lease, soon()));
  }
  /// What a crash leaves of an erasing: the tombstone is there, and so is the object.
  void erase_by_half(const std::string& id) {
    ASSERT_TRUE(store.release_claim(id, soon()));
    ASSERT_TRUE(
        update_item(table, id, [&](const ImageItem* item) { return tombstone_of(*item, clock.now()); }, soon()));
  }
  std::vector<std::string> keys(ObjectStore& bucket) {
    std::vector<std::string> keys;
    for (const ObjectInfo& object : bucket.list("", "", 100, soon())->objects)
      keys.push_back(object.key);
    return keys;
  }
};

TEST(Interleavings, APictureThatIsPutWhileTheRemovalBeforeItIsHandledStays) {
  Interleaved world;
  world.uploaded("image one", "photo.jpg");
  world.settle();
  ASSERT_TRUE(erase_image(world.ports(), "photo.jpg", soon()));
  world.handle_next([&] { world.uploaded("image two", "photo.jpg"); });
  EXPECT_THAT(world.keys(world.store), ElementsAre("photo.jpg"));
  world.settle();
  EXPECT_EQ(world.status("photo.jpg"), Status::done);
  EXPECT_TRUE(world.upload("image two")->duplicate) << "its claim on the bytes is kept";
}

TEST(Interleavings, APictureThatIsPutWhileAnEraseCutShortIsFinishedStays) {
  Interleaved world;
  world.uploaded("image one", "photo.jpg");
  world.erase_by_half("photo.jpg");
  world.handle_next([&] { world.uploaded("image two", "photo.jpg"); });
  world.settle();
  EXPECT_EQ(world.status("photo.jpg"), Status::done);
  EXPECT_THAT(world.keys(world.store), ElementsAre("photo.jpg"));
}

TEST(Interleavings, TheSweepFinishesAnEraseThatWasCutShortAfterRecognition) {
  Interleaved world;
  const std::string id = world.uploaded("image one");
  world.settle();
  const Order order = world.item(id).order();
  world.erase_by_half(id);
  ASSERT_TRUE(sweep_once(world.ports(), {}, soon()));
  world.settle();
  EXPECT_THAT(world.keys(world.store), IsEmpty());
  EXPECT_THAT(world.keys(world.derived), IsEmpty());
  EXPECT_FALSE(*world.table.has_terms(id, order, soon()));
  EXPECT_THAT(*world.faces->get(id, order, soon()), IsEmpty());
  EXPECT_EQ(world.status(id), Status::erased);
}

TEST(Interleavings, TheSweepLeavesAPictureThatWasPutAfterTheErase) {
  Interleaved world;
  world.uploaded("image one", "photo.jpg");
  ASSERT_TRUE(erase_image(world.ports(), "photo.jpg", soon()));
  ASSERT_TRUE(world.store.put_bytes("photo.jpg", as_bytes("image two"), {}, soon()));
  ASSERT_TRUE(sweep_once(world.ports(), {}, soon()));
  EXPECT_THAT(world.keys(world.store), ElementsAre("photo.jpg"));
}

TEST(Interleavings, NewBytesThatAreRejectedLeaveNothingOfTheOlderResult) {
  Interleaved world;
  world.uploaded("image one", "photo.jpg");
  world.settle();
  const Order older = world.item("photo.jpg").order();
  ASSERT_EQ(world.faces->get("photo.jpg", older, soon())->size(), 1U);
  world.decoder.error = Error{Errc::corrupt, "it is cut off"};
  auto body = *world.store.stage();
  ASSERT_TRUE(body->append(as_bytes("image two")));
  ASSERT_TRUE(world.store.put("photo.jpg", std::move(body), {}, soon()));
  world.settle();
  EXPECT_EQ(world.status("photo.jpg"), Status::rejected);
  EXPECT_FALSE(*world.table.has_terms("photo.jpg", older, soon()));
  EXPECT_THAT(*world.faces->get("photo.jpg", older, soon()), IsEmpty());
  EXPECT_THAT(world.keys(world.derived), IsEmpty());
}

TEST(Interleavings, ACrashAfterTheItemWasWrittenLeavesNoThumbnailOfOlderBytes) {
  Interleaved world;
  world.uploaded("image one", "photo.jpg");
  world.settle();
  const std::string older = world.keys(world.derived).at(0);
  world.uploaded("image two", "photo.jpg");
  ASSERT_TRUE(relay_pending(world.store, world.queue, std::chrono::milliseconds(0)));
  const auto lease = *world.queue.receive(std::chrono::seconds(30), std::chrono::milliseconds(0));
  ASSERT_EQ(world.recogniser().handle(lease->event, soon()).what, Handled::What::acknowledge);
  // As if the crash had come before the old thumbnail was removed and the event acknowledged.
  ASSERT_TRUE(world.derived.put_bytes(older, as_bytes("old"), {}, soon()));
  ASSERT_TRUE(world.queue.release(*lease, std::chrono::milliseconds(0), soon()));
  world.settle();
  EXPECT_THAT(world.keys(world.derived), ElementsAre(thumbnail_key("photo.jpg", world.item("photo.jpg").order(), 400)));
}

TEST(Interleavings, AnEraseDuringRecognitionLeavesNoDerivedRecordEvenBeforeItsRemovalIsHandled) {
  Interleaved world;
  const std::string id = world.uploaded("image one");
  world.text.meanwhile = [&] { ASSERT_TRUE(erase_image(world.ports(), id, soon())); };
  ASSERT_EQ(world.step()->what, Handled::What::acknowledge);
  EXPECT_EQ(world.status(id), Status::erased);
  EXPECT_THAT(world.keys(world.derived), IsEmpty());
}

TEST(Interleavings, AThumbnailMadeWhileItsImageIsErasedIsNotKept) {
  Interleaved world;
  const std::string id = world.uploaded("image one");
  world.settle();
  const ImageItem seen = world.item(id);
  world.watched.before = [&] { ASSERT_TRUE(erase_image(world.ports(), id, soon())); };
  ASSERT_TRUE(thumbnail(world.watched_ports(), world.decoder, {}, seen, 160, soon()));
  EXPECT_THAT(world.keys(world.derived), IsEmpty());
}

TEST(Interleavings, ErasingOneImageLeavesTheDerivedObjectsOfAnotherWhoseKeyGoesOn) {
  Interleaved world;
  world.uploaded("image one", "holiday");
  world.uploaded("image two", "holiday/beach");
  world.settle();
  ASSERT_TRUE(erase_image(world.ports(), "holiday", soon()));
  const std::string left = thumbnail_key("holiday/beach", world.item("holiday/beach").order(), 400);
  EXPECT_THAT(world.keys(world.derived), ElementsAre(left));
}

}  // namespace
}  // namespace spotter::testing
