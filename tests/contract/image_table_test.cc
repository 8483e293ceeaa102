// What every table promises, run by each adapter.

#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/image_table/memory.h"
#include "adapters/image_table/sqlite.h"
#include "adapters/review_store/sqlite.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

struct Adapter {
  const char* name;
  std::unique_ptr<ImageTable> (*make)(Ids&, const std::shared_ptr<SqliteDatabase>&, ReviewStore&);
};
const Adapter kMemory{"memory",
                      [](Ids& ids, const auto& /*database*/, ReviewStore& reviews) -> std::unique_ptr<ImageTable> {
                        return std::make_unique<MemoryImageTable>(ids, reviews);
                      }};
const Adapter kSqlite{"sqlite",
                      [](Ids& ids, const auto& database, ReviewStore& /*reviews*/) -> std::unique_ptr<ImageTable> {
                        return std::move(*SqliteImageTable::open(database, ids));
                      }};

ImageItem item_named(const std::string& id) {
  ImageItem item;
  item.image_id = id;
  item.bucket = "uploads";
  item.source = "source";
  item.sequencer = "01";
  item.sha256 = "hash of " + id;
  item.file_name = id;
  item.uploaded_at = noon();
  return item;
}

ImageItem done_item(const std::string& id, const std::string& label, float confidence) {
  ImageItem item = item_named(id);
  item.status = Status::done;
  item.labels.push_back({.name = label,
                         .confidence = confidence,
                         .instances = {},
                         .parents = {},
                         .aliases = {{"Alias of " + label}},
                         .categories = {}});
  return item;
}

Label label_named(const std::string& name) {
  return {.name = name, .confidence = 90, .instances = {}, .parents = {}, .aliases = {}, .categories = {}};
}

std::vector<std::string> texts_of(const std::vector<FacetValue>& values) {
  std::vector<std::string> texts;
  for (const FacetValue& value : values)
    texts.push_back(value.name + " " + std::to_string(value.count));
  return texts;
}

class ImageTableContract : public ::testing::TestWithParam<Adapter> {
 protected:
  ImageTable& table() { return *table_; }
  /// Writes an item whatever is there.
  ImageItem write(const ImageItem& item) {
    return **update_item(table(), item.image_id, [&](const ImageItem*) { return item; }, soon());
  }
  /// Writes an item with its search terms.
  ImageItem index(const ImageItem& item) {
    EXPECT_TRUE(table().put_terms(item.image_id, item.order(), terms_of(item), soon()));
    return write(item);
  }
  std::vector<std::string> ids_of(const ImageQuery& query) {
    std::vector<std::string> ids;
    for (const ImageItem& item : table().find(query, soon())->items)
      ids.push_back(item.image_id);
    return ids;
  }

  SeededIds ids_;
  std::shared_ptr<SqliteDatabase> database_ = *SqliteDatabase::open(":memory:");
  std::unique_ptr<ReviewStore> reviews_ = *SqliteReviewStore::open(database_);
  std::unique_ptr<ImageTable> table_ = GetParam().make(ids_, database_, *reviews_);
};

TEST_P(ImageTableContract, GivesBackTheWholeItem) {
  ImageItem item = done_item("a", "Cat", 99.5F);
  item.width = 640;
  item.error = ItemError{.stage = "labels", .code = "internal", .detail = "so so"};
  item.stages.push_back(
      {.name = "decode", .started_at = noon(), .duration_ms = 1.5, .outcome = Outcome::ok, .error = {}});
  item.models["centernet"] = "abc";
  write(item);
  const ImageItem read = *table().get("a", soon());
  EXPECT_EQ(read.status, Status::done);
  EXPECT_EQ(read.labels.at(0).name, "Cat");
  EXPECT_EQ(read.labels.at(0).confidence, 99.5F);
  EXPECT_EQ(read.width, 640);
  EXPECT_EQ(read.error->detail, "so so");
  EXPECT_EQ(read.stages.at(0).duration_ms, 1.5);
  EXPECT_EQ(read.models.at("centernet"), "abc");
  EXPECT_EQ(read.uploaded_at, noon());
}

TEST_P(ImageTableContract, SaysThatAnItemIsNotThere) {
  EXPECT_EQ(table().get("nothing", soon()).error().code, Errc::not_found);
}

TEST_P(ImageTableContract, PutsANewItemOnlyWhereNoneIs) {
  const PutOutcome first = *table().put(item_named("a"), "", soon());
  EXPECT_TRUE(first.written);
  EXPECT_FALSE(first.rev.empty());
  const PutOutcome second = *table().put(item_named("a"), "", soon());
  EXPECT_FALSE(second.written);
  ASSERT_TRUE(second.current);
  EXPECT_EQ(second.current->rev, first.rev);
}

TEST_P(ImageTableContract, OverwritesOnlyTheRevisionThatIsMeant) {
  const std::string rev = table().put(item_named("a"), "", soon())->rev;
  ImageItem next = item_named("a");
  next.status = Status::done;
  const PutOutcome written = *table().put(next, rev, soon());
  EXPECT_TRUE(written.written);
  EXPECT_NE(written.rev, rev);
  EXPECT_FALSE(table().put(item_named("a"), rev, soon())->written);
  EXPECT_EQ(table().get("a", soon())->status, Status::done);
}

TEST_P(ImageTableContract, AnItemThatIsGoneIsNoRevision) {
  const PutOutcome outcome = *table().put(item_named("a"), "some rev", soon());
  EXPECT_FALSE(outcome.written);
  EXPECT_FALSE(outcome.current);
}

TEST_P(ImageTableContract, TwoWritersAtOnceLoseNothing) {
  write(item_named("a"));
  bool meddled = false;
  const auto result = update_item(
      table(), "a",
      [&](const ImageItem* current) {
        ImageItem next = *current;
        if (!meddled) {
          meddled = true;
          ImageItem other = *current;
          other.file_name = "by the other";
          EXPECT_TRUE(table().put(other, current->rev, soon())->written);
        }
        next.content_type = "image/png";
        return next;
      },
      soon());
  ASSERT_TRUE(result && *result);
  EXPECT_EQ((*result)->file_name, "by the other");
  EXPECT_EQ((*result)->content_type, "image/png");
}

TEST_P(ImageTableContract, ForgetsAnItemOfTheRevisionThatIsMeant) {
  const ImageItem item = write(item_named("a"));
  ASSERT_TRUE(table().forget("a", "another rev", soon()));
  EXPECT_TRUE(table().get("a", soon()));
  ASSERT_TRUE(table().forget("a", item.rev, soon()));
  EXPECT_FALSE(table().get("a", soon()));
}

TEST_P(ImageTableContract, ListsTheNewestFirst) {
  for (int i = 0; i < 3; ++i) {
    ImageItem item = item_named("image" + std::to_string(i));
    item.uploaded_at = noon() + std::chrono::minutes(i);
    write(item);
  }
  EXPECT_THAT(ids_of({}), ElementsAre("image2", "image1", "image0"));
}

TEST_P(ImageTableContract, PagesThroughAllWithoutRepeatingOne) {
  for (int i = 0; i < 7; ++i)
    write(item_named("image" + std::to_string(i)));  // all of one moment
  std::vector<std::string> seen;
  ImageQuery query{.limit = 3};
  do {
    const ImagePage page = *table().find(query, soon());
    for (const ImageItem& item : page.items)
      seen.push_back(item.image_id);
    query.cursor = page.cursor;
  } while (!query.cursor.empty());
  EXPECT_THAT(seen, ElementsAre("image6", "image5", "image4", "image3", "image2", "image1", "image0"));
}

TEST_P(ImageTableContract, RefusesACursorThatIsNone) {
  EXPECT_EQ(table().find({.cursor = "what?"}, soon()).error().code, Errc::invalid);
  EXPECT_EQ(table().find({.cursor = "AAAA"}, soon()).error().code, Errc::invalid);
}

TEST_P(ImageTableContract, FiltersByStatusAndHidesTombstones) {
  write(done_item("done", "Cat", 90));
  ImageItem erased = item_named("erased");
  erased.status = Status::erased;
  write(erased);
  write(item_named("queued"));
  EXPECT_THAT(ids_of({}), UnorderedElementsAre("done", "queued"));
  EXPECT_THAT(ids_of({.status = Status::done}), ElementsAre("done"));
  EXPECT_THAT(ids_of({.status = Status::erased}), ElementsAre("erased"));
}

TEST_P(ImageTableContract, FiltersByTime) {
  for (int i = 0; i < 4; ++i) {
    ImageItem item = item_named("image" + std::to_string(i));
    item.uploaded_at = noon() + std::chrono::hours(i);
    write(item);
  }
  EXPECT_THAT(ids_of({.from = noon() + std::chrono::hours(1), .to = noon() + std::chrono::hours(3)}),
              ElementsAre("image2", "image1"));
}

TEST_P(ImageTableContract, FindsByLabelInAnyCaseAndByAlias) {
  index(done_item("a", "Coffee Cup", 90));
  index(done_item("b", "Cat", 90));
  EXPECT_THAT(ids_of({.label = "coffee cup"}), ElementsAre("a"));
  EXPECT_THAT(ids_of({.label = "ALIAS OF COFFEE CUP"}), ElementsAre("a"));
  EXPECT_THAT(ids_of({.label = "coffee"}), IsEmpty());
}

TEST_P(ImageTableContract, FindsOnlySureEnoughOnes) {
  index(done_item("a", "Cat", 60));
  index(done_item("b", "Cat", 95));
  EXPECT_THAT(ids_of({.label = "Cat", .min_confidence = 80}), ElementsAre("b"));
  EXPECT_THAT(ids_of({.label = "Cat", .min_confidence = 60}), UnorderedElementsAre("a", "b"));
}

TEST_P(ImageTableContract, FindsByWordsReadInThePicture) {
  ImageItem item = done_item("a", "Text", 90);
  for (const char* word : {"Grand", "Total:"})
    item.text_detections.push_back(
        {.detected_text = word, .type = TextTypes::WORD, .id = 0, .parent_id = {}, .confidence = 90, .geometry = {}});
  index(item);
  EXPECT_THAT(ids_of({.text = "total"}), ElementsAre("a"));
  EXPECT_THAT(ids_of({.text = "total grand"}), ElementsAre("a"));
  EXPECT_THAT(ids_of({.text = "total small"}), IsEmpty());
}

TEST_P(ImageTableContract, FindsByPersonAndModeration) {
  ImageItem item = done_item("a", "Person", 90);
  item.celebrity_faces.push_back(
      {.urls = {}, .name = "Ada Lovelace", .id = "1a2b", .face = {}, .match_confidence = 97, .known_gender = {}});
  item.moderation_labels.push_back(
      {.confidence = 70, .name = "Weapons", .parent_name = "Violence", .taxonomy_level = 2, .evidence = {}});
  index(item);
  EXPECT_THAT(ids_of({.person = "ada lovelace"}), ElementsAre("a"));
  EXPECT_THAT(ids_of({.person = "1a2b"}), ElementsAre("a"));
  EXPECT_THAT(ids_of({.moderation = "weapons"}), ElementsAre("a"));
  EXPECT_THAT(ids_of({.moderation = "weapons", .min_confidence = 80}), IsEmpty());
}

TEST_P(ImageTableContract, SearchesTheBeginningsOfWordsOfAllKinds) {
  index(done_item("a", "Coffee Cup", 90));
  index(done_item("holiday.jpg", "Beach", 90));
  EXPECT_THAT(ids_of({.words = "coff"}), ElementsAre("a"));
  EXPECT_THAT(ids_of({.words = "holi"}), ElementsAre("holiday.jpg"));
  EXPECT_THAT(ids_of({.words = "holi beach"}), ElementsAre("holiday.jpg"));
  EXPECT_THAT(ids_of({.words = "holi coff"}), IsEmpty());
}

TEST_P(ImageTableContract, TermsOfAnOlderResultCountNoMore) {
  ImageItem item = index(done_item("a", "Cat", 90));
  item.run = "0190";  // recognised again, terms not yet written
  write(item);
  EXPECT_THAT(ids_of({.label = "Cat"}), IsEmpty());
  EXPECT_FALSE(*table().has_terms("a", item.order(), soon()));
}

TEST_P(ImageTableContract, ErasesTerms) {
  const ImageItem item = index(done_item("a", "Cat", 90));
  EXPECT_TRUE(*table().has_terms("a", item.order(), soon()));
  ASSERT_TRUE(table().erase_terms("a", soon()));
  EXPECT_FALSE(*table().has_terms("a", item.order(), soon()));
  EXPECT_THAT(ids_of({.label = "Cat"}), IsEmpty());
}

TEST_P(ImageTableContract, TheInboxHoldsWhatFailedAndIsNotPutAside) {
  ImageItem failed = item_named("failed");
  failed.status = Status::failed;
  write(failed);
  ImageItem skipped = item_named("skipped");
  skipped.status = Status::failed;
  skipped.inbox_skipped = true;
  write(skipped);
  ImageItem again = done_item("again", "Cat", 90);
  again.error = ItemError{.stage = "labels", .code = "internal", .detail = ""};
  write(again);
  write(done_item("done", "Cat", 90));
  EXPECT_THAT(ids_of({.inbox = true}), UnorderedElementsAre("failed", "again"));
}

TEST_P(ImageTableContract, FindsADoneImageOfTheSameBytesAndFingerprint) {
  ImageItem item = done_item("a", "Cat", 90);
  item.sha256 = "bytes";
  item.fingerprint = "models";
  write(item);
  EXPECT_EQ(table().find_same("bytes", "models", "b", soon())->image_id, "a");
  EXPECT_EQ(table().find_same("bytes", "models", "a", soon()).error().code, Errc::not_found);
  EXPECT_EQ(table().find_same("bytes", "other models", "b", soon()).error().code, Errc::not_found);
  EXPECT_EQ(table().find_same("other bytes", "models", "b", soon()).error().code, Errc::not_found);
}

TEST_P(ImageTableContract, CountsByStatus) {
  write(item_named("a"));
  write(done_item("b", "Cat", 90));
  write(done_item("c", "Cat", 90));
  const ImageCounts counts = *table().count(soon());
  EXPECT_EQ(counts.queued, 1);
  EXPECT_EQ(counts.done, 2);
  EXPECT_EQ(counts.failed, 0);
}

ImageItem held_item(const std::string& id, float confidence) {
  ImageItem item = done_item(id, "Person", 90);
  item.moderation_labels.push_back(
      {.confidence = confidence, .name = "Weapons", .parent_name = "Violence", .taxonomy_level = 2, .evidence = {}});
  return item;
}

TEST_P(ImageTableContract, FiltersByReview) {
  for (const auto& [id, confidence] : {std::pair("low", 49.0F), {"open", 50.0F}, {"approved", 60.0F}, {"other", 70.0F}})
    index(held_item(id, confidence));
  const auto decide = [&](const char* id, ReviewAction action, const std::string& bytes) {
    ASSERT_TRUE(reviews_->decide({.action = action, .at = noon(), .image_id = id}, bytes, soon()));
  };
  decide("approved", ReviewAction::approve, "hash of approved");
  decide("low", ReviewAction::reject, "hash of low");
  decide("other", ReviewAction::approve, "hash of earlier bytes");
  EXPECT_THAT(ids_of({.review = ReviewState::open}), UnorderedElementsAre("open", "other"));
  EXPECT_THAT(ids_of({.review = ReviewState::approved}), ElementsAre("approved"));
  EXPECT_THAT(ids_of({.review = ReviewState::rejected}), ElementsAre("low"));
  decide("approved", ReviewAction::undo, "hash of approved");
  EXPECT_THAT(ids_of({.review = ReviewState::open}), UnorderedElementsAre("open", "other", "approved"));
}

TEST_P(ImageTableContract, ThePolicySaysWhatIsOpen) {
  index(held_item("a", 60));
  const auto open = [&](const ModerationPolicy& policy) {
    return ids_of({.review = ReviewState::open, .policy = policy});
  };
  EXPECT_THAT(open({.min_confidence = 61}), IsEmpty());
  EXPECT_THAT(open({.min_confidence = 99, .labels = {{"WEAPONS", 60}}}), ElementsAre("a"));
  EXPECT_THAT(open({.min_confidence = 0, .labels = {{"Weapons", 101}, {"Smoking", 1}}}), IsEmpty());
}

TEST_P(ImageTableContract, SaysWhereEachPageBegins) {
  for (int i = 0; i < 7; ++i)
    write(item_named("image" + std::to_string(i)));
  const PageStarts starts = *table().page_starts({.limit = 3}, soon());
  EXPECT_EQ(starts.total, 7);
  ASSERT_EQ(starts.cursors.size(), 3U);
  EXPECT_EQ(starts.cursors[0], "");
  EXPECT_THAT(ids_of({.cursor = starts.cursors[1], .limit = 3}), ElementsAre("image3", "image2", "image1"));
  EXPECT_THAT(ids_of({.cursor = starts.cursors[2], .limit = 3}), ElementsAre("image0"));
  EXPECT_EQ(table().page_starts({.limit = 7}, soon())->cursors.size(), 1U);
  EXPECT_THAT(table().page_starts({.status = Status::failed}, soon())->cursors, IsEmpty());
}

TEST_P(ImageTableContract, CountsWhatImagesHold) {
  index(held_item("a", 60));
  ImageItem later = done_item("b", "Person", 80);
  later.labels.push_back(label_named("Cat"));
  later.celebrity_faces.push_back(
      {.urls = {}, .name = "Ada Lovelace", .id = "1a2b", .face = {}, .match_confidence = 97, .known_gender = {}});
  later.uploaded_at = noon() + std::chrono::days(30);
  index(later);
  write(item_named("queued"));
  const Facets all = *table().facets({}, soon());
  EXPECT_EQ(all.total, 3);
  EXPECT_THAT(texts_of(all.labels), ElementsAre("Person 2", "Cat 1"));
  EXPECT_THAT(texts_of(all.people), ElementsAre("Ada Lovelace 1"));
  EXPECT_THAT(texts_of(all.moderation), ElementsAre("Weapons 1"));
  EXPECT_THAT(texts_of(all.statuses), ElementsAre("done 2", "queued 1"));
  EXPECT_THAT(texts_of(all.reviews), ElementsAre("open 1"));
  EXPECT_THAT(texts_of(all.months), ElementsAre("2026-12 1", "2026-11 2"));
  EXPECT_THAT(texts_of(table().facets({.label = "cat"}, soon())->labels), ElementsAre("Cat 1", "Person 1"));
  EXPECT_THAT(texts_of(table().facets({.limit = 1}, soon())->labels), ElementsAre("Person 2"));
}

TEST_P(ImageTableContract, ShownNamesAreNotSearched) {
  index(done_item("a", "Coffee Cup", 90));
  EXPECT_THAT(ids_of({.words = "Coffee"}), ElementsAre("a"));
  EXPECT_THAT(ids_of({.words = "Coffee Cup"}), IsEmpty()) << "no term begins with 'cup'";
}

INSTANTIATE_TEST_SUITE_P(Adapters, ImageTableContract, ::testing::Values(kMemory, kSqlite),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace spotter::testing
