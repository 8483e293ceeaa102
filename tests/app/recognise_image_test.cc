#include "app/recognise_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/derived_keys.h"
#include "app/erase_image.h"
#include "app/item_overflow.h"
#include "app/recognise_again.h"
#include "app/world.h"
#include "domain/json.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> stage_names(const ImageItem& item) {
  std::vector<std::string> names;
  for (const Stage& stage : item.stages)
    names.push_back(stage.name);
  return names;
}

TEST(RecogniseImage, WritesWhatItFoundWithEveryStage) {
  World world;
  const std::string id = world.uploaded("image one");
  ASSERT_EQ(world.step()->what, Handled::What::acknowledge);
  const ImageItem item = world.item(id);
  EXPECT_EQ(item.status, Status::done);
  EXPECT_EQ(item.labels.at(0).name, "Cat");
  EXPECT_THAT(stage_names(item), ElementsAre("decode", "text", "labels", "derived"));
  EXPECT_EQ(item.models.at("model"), "hash");
  EXPECT_EQ(item.recognised_at, noon());
  EXPECT_FALSE(item.error);
  EXPECT_FALSE(world.step());
}

TEST(RecogniseImage, MakesThumbnailAndSearchTerms) {
  World world;
  const std::string id = world.uploaded("image one");
  world.settle();
  const ImageItem item = world.item(id);
  EXPECT_TRUE(world.derived.head(thumbnail_key(id, item.order(), 400), soon()));
  EXPECT_TRUE(*world.table.has_terms(id, item.order(), soon()));
  EXPECT_EQ(world.table.find({.label = "cat"}, soon())->items.size(), 1U);
}

TEST(RecogniseImage, KeepsNoLabelsThatAreTooUnsure) {
  World world;
  world.labels.finds = [](Findings& findings) { findings.labels = {label_of("Cat", 99), label_of("Dog", 5)}; };
  const std::string id = world.uploaded("image one");
  world.settle();
  EXPECT_EQ(world.item(id).labels.size(), 1U);
}

TEST(RecogniseImage, APictureThatCannotBeDecodedIsRejectedWithItsReasonAndNotTriedAgain) {
  World world;
  world.decoder.error = Error{Errc::corrupt, "it is cut off"};
  const std::string id = world.uploaded("image one");
  ASSERT_EQ(world.step()->what, Handled::What::acknowledge);
  EXPECT_EQ(world.status(id), Status::rejected);
  EXPECT_EQ(world.item(id).error->stage, "decode");
  EXPECT_EQ(world.item(id).error->code, "corrupt");
  EXPECT_EQ(world.item(id).error->detail, "it is cut off");
  EXPECT_FALSE(world.step());
}

TEST(RecogniseImage, OneRecogniserFailingDoesNotLoseTheOthersResults) {
  World world;
  world.text.error = Error{Errc::internal, "out of order"};
  const std::string id = world.uploaded("image one");
  world.settle();
  const ImageItem item = world.item(id);
  EXPECT_EQ(item.status, Status::failed);
  EXPECT_EQ(item.error->stage, "text");
  EXPECT_EQ(item.labels.at(0).name, "Cat");
  EXPECT_EQ(item.attempts.errors, 5);
  EXPECT_EQ(world.text.calls, 5);
}

TEST(RecogniseImage, AnErrorIsTriedAgainWithGrowingPauses) {
  World world;
  world.labels.error = Error{Errc::internal, "out of order"};
  const std::string id = world.uploaded("image one");
  std::chrono::milliseconds before{0};
  for (int attempt = 1; attempt <= 4; ++attempt) {
    const Handled handled = *world.step();
    ASSERT_EQ(handled.what, Handled::What::retry);
    const auto longest = std::chrono::seconds(1 << (attempt - 1));
    EXPECT_LE(handled.pause, longest);
    EXPECT_GE(handled.pause, longest / 2);
    EXPECT_GE(2 * handled.pause, before);
    before = handled.pause;
    world.clock.advance(handled.pause);
  }
  EXPECT_EQ(world.item(id).attempts.errors, 4);
  world.labels.error.reset();
  ASSERT_EQ(world.step()->what, Handled::What::acknowledge);
  EXPECT_EQ(world.status(id), Status::done);
}

TEST(RecogniseImage, AnImageThatCrashedTheWorkerThriceIsGivenUp) {
  World world;
  const std::string id = world.uploaded("image one");
  ASSERT_TRUE(update_item(
      world.table, id,
      [](const ImageItem* item) {
        ImageItem next = *item;
        next.attempts.crashes = 3;
        return next;
      },
      soon()));
  world.settle();
  EXPECT_EQ(world.status(id), Status::failed);
  EXPECT_EQ(world.item(id).error->code, "crashed");
  EXPECT_EQ(world.labels.calls, 0);
}

TEST(RecogniseImage, AResultOfOlderBytesIsDroppedWhenNewerWerePutMeanwhile) {
  World world;
  world.uploaded("image one", "photo.jpg");
  world.labels.meanwhile = [&] {
    world.labels.meanwhile = nullptr;
    world.labels.finds = [](Findings& findings) { findings.labels.push_back(label_of("Old", 99)); };
    world.uploaded("image two", "photo.jpg");
  };
  ASSERT_TRUE(world.step());
  EXPECT_THAT(world.item("photo.jpg").labels, IsEmpty());
  world.labels.finds = [](Findings& findings) { findings.labels.push_back(label_of("New", 99)); };
  world.settle();
  EXPECT_EQ(world.item("photo.jpg").labels.at(0).name, "New");
  EXPECT_EQ(world.table.find({.label = "old"}, soon())->items.size(), 0U);
}

TEST(RecogniseImage, AnErasedPictureDoesNotComeBackFromARecognitionInFlight) {
  World world;
  const std::string id = world.uploaded("image one");
  world.labels.meanwhile = [&] { ASSERT_TRUE(erase_image(world.ports(), id, soon())); };
  ASSERT_TRUE(world.step());
  EXPECT_EQ(world.status(id), Status::erased);
  world.settle();
  EXPECT_EQ(world.status(id), Status::erased);
  EXPECT_THAT(world.item(id).labels, IsEmpty());
  EXPECT_THAT(world.table.find({.label = "cat"}, soon())->items, IsEmpty());
}

TEST(RecogniseImage, AnEraseThatWasCutShortIsFinished) {
  World world;
  const std::string id = world.uploaded("image one");
  ASSERT_TRUE(update_item(world.table, id, [&](const ImageItem* item) { return tombstone_of(*item, noon()); }, soon()));
  world.settle();
  EXPECT_EQ(world.store.head(id, soon()).error().code, Errc::not_found);
  EXPECT_EQ(world.status(id), Status::erased);
  EXPECT_EQ(world.labels.calls, 0);
}

TEST(RecogniseImage, AnEventThatComesAgainIsAcknowledgedWithoutWork) {
  World world;
  const std::string id = world.uploaded("image one");
  world.settle();
  const ImageItem item = world.item(id);
  const Event event{.kind = EventKind::created,
                    .bucket = "uploads",
                    .key = id,
                    .e_tag = item.e_tag,
                    .sequencer = item.sequencer,
                    .run = "",
                    .time = noon()};
  EXPECT_EQ(world.recogniser().handle(event, soon()).what, Handled::What::acknowledge);
  EXPECT_EQ(world.labels.calls, 1);
  EXPECT_EQ(world.item(id).rev, item.rev);
}

TEST(RecogniseImage, AnEventThatComesAgainMendsDerivedRecordsThatAreMissing) {
  World world;
  const std::string id = world.uploaded("image one");
  world.settle();
  const ImageItem item = world.item(id);
  ASSERT_TRUE(world.table.erase_terms(id, soon()));
  ASSERT_TRUE(world.derived.remove(thumbnail_key(id, item.order(), 400), std::nullopt, soon()));
  const Event event{.kind = EventKind::created,
                    .bucket = "uploads",
                    .key = id,
                    .e_tag = "",
                    .sequencer = item.sequencer,
                    .run = "",
                    .time = noon()};
  EXPECT_EQ(world.recogniser().handle(event, soon()).what, Handled::What::acknowledge);
  EXPECT_TRUE(*world.table.has_terms(id, item.order(), soon()));
  EXPECT_TRUE(world.derived.head(thumbnail_key(id, item.order(), 400), soon()));
  EXPECT_EQ(world.labels.calls, 1);
}

TEST(RecogniseImage, TheSameBytesUnderAnotherKeyShareTheFindings) {
  World world;
  const std::string first = world.uploaded("image one");
  world.settle();
  world.uploaded("image one", "another.jpg");
  world.settle();
  EXPECT_EQ(world.labels.calls, 1);
  EXPECT_EQ(world.item("another.jpg").labels.at(0).name, "Cat");
  EXPECT_EQ(world.item("another.jpg").stages.at(1).outcome, Outcome::shared);
  EXPECT_NE(first, "another.jpg");
}

TEST(RecogniseImage, FindingsOfOtherModelsOrAnotherGalleryAreNotShared) {
  World world;
  world.uploaded("image one");
  world.settle();
  ASSERT_TRUE(
      world.gallery->put({.id = "ada", .name = "Ada", .urls = {}, .known_gender = {}, .photographs = {}}, soon()));
  world.uploaded("image one", "another.jpg");
  world.settle();
  EXPECT_EQ(world.labels.calls, 2);
}

TEST(RecogniseImage, RecognisingAgainReplacesTheFindingsAndLeavesTheImageDoneMeanwhile) {
  World world;
  const std::string id = world.uploaded("image one");
  world.settle();
  world.labels.finds = [](Findings& findings) { findings.labels.push_back(label_of("Lynx", 99)); };
  world.labels.meanwhile = [&] {
    EXPECT_EQ(world.status(id), Status::done);
    EXPECT_EQ(world.table.find({.label = "cat"}, soon())->items.size(), 1U);
  };
  ASSERT_TRUE(recognise_again(world.ports(), id, soon()));
  world.settle();
  EXPECT_EQ(world.item(id).labels.at(0).name, "Lynx");
  EXPECT_THAT(world.item(id).run, Not(IsEmpty()));
  EXPECT_THAT(world.table.find({.label = "cat"}, soon())->items, IsEmpty());
  EXPECT_EQ(world.derived.list(thumbnails_of(id), "", 10, soon())->objects.size(), 1U);
}

TEST(RecogniseImage, RecognisingAgainThatFailsKeepsTheOldFindingsAndSaysSo) {
  World world;
  const std::string id = world.uploaded("image one");
  world.settle();
  world.labels.error = Error{Errc::internal, "out of order"};
  ASSERT_TRUE(recognise_again(world.ports(), id, soon()));
  world.settle();
  EXPECT_EQ(world.status(id), Status::done);
  EXPECT_EQ(world.item(id).labels.at(0).name, "Cat");
  EXPECT_EQ(world.item(id).error->detail, "out of order");
  EXPECT_TRUE(needs_attention(world.item(id)));
  EXPECT_EQ(world.table.find({.label = "cat"}, soon())->items.size(), 1U);
}

TEST(RecogniseImage, AnOlderRunDoesNotOverwriteANewerOne) {
  World world;
  const std::string id = world.uploaded("image one");
  world.settle();
  ASSERT_TRUE(recognise_again(world.ports(), id, soon()));
  ASSERT_TRUE(recognise_again(world.ports(), id, soon()));
  const Lease older = **world.queue.receive(std::chrono::seconds(30), std::chrono::milliseconds(0));
  // The newer run is brought to its end first, by another worker.
  Event newer = older.event;
  newer.run = "ffff";
  ASSERT_EQ(world.recogniser().handle(newer, soon()).what, Handled::What::acknowledge);
  ASSERT_EQ(world.recogniser().handle(older.event, soon()).what, Handled::What::acknowledge);
  EXPECT_EQ(world.item(id).run, "ffff");
}

TEST(RecogniseImage, ARemovedObjectTakesItsItemWithIt) {
  World world;
  const std::string id = world.uploaded("image one");
  world.settle();
  ASSERT_TRUE(world.store.remove(id, std::nullopt, soon()));
  world.settle();
  EXPECT_EQ(world.status(id), Status::erased);
  EXPECT_THAT(world.derived.list("", "", 10, soon())->objects, IsEmpty());
}

TEST(RecogniseImage, ARemovalThatArrivesAfterANewPutIsNoRemoval) {
  World world;
  world.uploaded("image one", "photo.jpg");
  world.settle();
  ASSERT_TRUE(world.store.remove("photo.jpg", std::nullopt, soon()));
  world.uploaded("image two", "photo.jpg");
  world.settle();
  EXPECT_EQ(world.status("photo.jpg"), Status::done);
  EXPECT_EQ(world.item("photo.jpg").labels.at(0).name, "Cat");
}

TEST(RecogniseImage, FaceVectorsAreKeptOnlyWhereThatIsWanted) {
  const auto with_face = [](Findings& findings) {
    findings.face_details.push_back({.bounding_box = {.width = 0.5F}, .confidence = 90});
    findings.face_vectors.push_back({.parts = {{1.0F}}});
  };
  World keeping;
  keeping.labels.finds = with_face;
  const std::string kept = keeping.uploaded("image one");
  keeping.settle();
  EXPECT_EQ(keeping.faces->get(kept, keeping.item(kept).order(), soon())->size(), 1U);
  World discreet;
  discreet.options.derived.keep_faces = false;
  discreet.labels.finds = with_face;
  const std::string not_kept = discreet.uploaded("image one");
  discreet.settle();
  EXPECT_THAT(*discreet.faces->get(not_kept, discreet.item(not_kept).order(), soon()), IsEmpty());
}

TEST(RecogniseImage, AnItemTooLargeForTheTableKeepsItsTailsElsewhere) {
  World world;
  world.labels.finds = [](Findings& findings) {
    for (int i = 0; i < 3000; ++i)
      findings.text_detections.push_back({.detected_text = std::string(200, 'x'),
                                          .type = TextTypes::WORD,
                                          .id = i,
                                          .parent_id = {},
                                          .confidence = 90,
                                          .geometry = {}});
    findings.labels.push_back(label_of("Text", 99));
  };
  const std::string id = world.uploaded("image one");
  world.settle();
  ImageItem item = world.item(id);
  ASSERT_EQ(item.status, Status::done);
  ASSERT_TRUE(item.overflow);
  EXPECT_THAT(item.overflow->lists, ElementsAre("textDetections"));
  EXPECT_LT(item.text_detections.size(), 3000U);
  EXPECT_LE(dynamodb_size(to_json(item)), kMaxItemBytes);
  EXPECT_EQ(item.labels.size(), 1U);
  ASSERT_TRUE(load_overflow(world.ports(), item, soon()));
  EXPECT_EQ(item.text_detections.size(), 3000U);
}

/// A table that is out of reach.
class BrokenTable final : public ImageTable {
 public:
  Result<ImageItem> get(const std::string&, Deadline) override { return out(); }
  Result<PutOutcome> put(const ImageItem&, const std::string&, Deadline) override { return out(); }
  Result<void> forget(const std::string&, const std::string&, Deadline) override { return out(); }
  Result<void> put_terms(const std::string&, const Order&, const std::vector<Term>&, Deadline) override {
    return out();
  }
  Result<void> erase_terms(const std::string&, Deadline) override { return out(); }
  Result<bool> has_terms(const std::string&, const Order&, Deadline) override { return out(); }
  Result<ImagePage> find(const ImageQuery&, Deadline) override { return out(); }
  Result<PageStarts> page_starts(const ImageQuery&, Deadline) override { return out(); }
  Result<Facets> facets(const ImageQuery&, Deadline) override { return out(); }
  Result<ImageItem> find_same(const std::string&, const std::string&, const std::string&, Deadline) override {
    return out();
  }
  Result<ImageCounts> count(Deadline) override { return out(); }

 private:
  static std::unexpected<Error> out() { return fail(Errc::unavailable, "the table is out of reach"); }
};

TEST(RecogniseImage, LeavesTheEventOnTheQueueWhenTheTableIsUnavailable) {
  World world;
  const std::string id = world.uploaded("image one");
  ASSERT_TRUE(relay_pending(world.store, world.queue, std::chrono::milliseconds(0)));
  const Lease lease = **world.queue.receive(std::chrono::seconds(30), std::chrono::milliseconds(0));
  BrokenTable broken;
  const Ports ports = world.ports_with(world.store, broken);
  const Handled handled = RecogniseImage(ports, world.setup, world.options).handle(lease.event, soon());
  EXPECT_EQ(handled.what, Handled::What::outage);
  EXPECT_THAT(handled.reason, HasSubstr("out of reach"));
  EXPECT_EQ(world.item(id).attempts.errors, 0);
  EXPECT_EQ(world.labels.calls, 0);
}

}  // namespace
}  // namespace spotter::testing
