#include "domain/write_rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "domain/full_item.h"
#include "domain/json.h"

namespace spotter::testing {
namespace {

using ::testing::IsEmpty;

const std::vector<Status> kAll = {Status::queued,   Status::recognising, Status::done,
                                  Status::rejected, Status::failed,      Status::erased};
const std::vector<Status> kFinished = {Status::done, Status::rejected, Status::failed};
const std::vector<Status> kUnfinished = {Status::queued, Status::recognising};

ImageItem item_at(Status status, const std::string& sequencer, const std::string& run = "") {
  ImageItem item = full_item();
  item.status = status;
  item.source = "file:1";
  item.sequencer = sequencer;
  item.run = run;
  item.attempts = {.run = run};
  return item;
}

Order order(const std::string& sequencer, const std::string& run = "") {
  return {.source = "file:1", .sequencer = sequencer, .run = run};
}

AcceptedObject object_at(const std::string& sequencer) {
  return {.image_id = "dog.jpg",
          .bucket = "uploads",
          .e_tag = "new-tag",
          .sha256 = "new-hash",
          .source = "file:1",
          .sequencer = sequencer,
          .file_name = "my dog.jpg",
          .content_type = "image/png",
          .bytes = 1234,
          .width = 640,
          .height = 480,
          .uploaded_at = noon()};
}

void expect_object(const ImageItem& item, const AcceptedObject& object) {
  EXPECT_EQ(item.image_id, object.image_id);
  EXPECT_EQ(item.bucket, object.bucket);
  EXPECT_EQ(item.e_tag, object.e_tag);
  EXPECT_EQ(item.sha256, object.sha256);
  EXPECT_EQ(item.source, object.source);
  EXPECT_EQ(item.sequencer, object.sequencer);
  EXPECT_EQ(item.file_name, object.file_name);
  EXPECT_EQ(item.content_type, object.content_type);
  EXPECT_EQ(item.bytes, object.bytes);
  EXPECT_EQ(item.width, object.width);
  EXPECT_EQ(item.height, object.height);
  EXPECT_EQ(item.uploaded_at, object.uploaded_at);
}

std::string text_of(const ImageItem& item) {
  return to_text(to_json(item));
}

// --- verdict_on ---------------------------------------------------------------------------------

TEST(Verdict, WritesWhereNothingIs) {
  EXPECT_EQ(verdict_on(nullptr, order("05")), Verdict::write);
}

TEST(Verdict, ObjectOfAnotherSourceAsReadNowWins) {
  for (const Status status : kAll) {
    const ImageItem item = item_at(status, "ff", "019f");
    EXPECT_EQ(verdict_on(&item, {"file:2", "01", ""}), Verdict::write) << name_of(status);
  }
}

TEST(Verdict, NewerPutIsWrittenOverEverything) {
  for (const Status status : kAll) {
    const ImageItem item = item_at(status, "05", "019f");
    EXPECT_EQ(verdict_on(&item, order("06")), Verdict::write) << name_of(status);
  }
}

TEST(Verdict, OlderPutIsSupersededWhateverItsRun) {
  for (const Status status : kAll) {
    const ImageItem item = item_at(status, "05");
    EXPECT_EQ(verdict_on(&item, order("04")), Verdict::superseded) << name_of(status);
    EXPECT_EQ(verdict_on(&item, order("04", "019f")), Verdict::superseded) << name_of(status);
  }
}

TEST(Verdict, TombstoneYieldsToANewerPutAlone) {
  const ImageItem stone = item_at(Status::erased, "05", "0190");
  EXPECT_EQ(verdict_on(&stone, order("05", "0190")), Verdict::superseded);
  EXPECT_EQ(verdict_on(&stone, order("05", "")), Verdict::superseded);
  EXPECT_EQ(verdict_on(&stone, order("05", "019f")), Verdict::superseded);
  EXPECT_EQ(verdict_on(&stone, order("0500", "019f")), Verdict::superseded);
  EXPECT_EQ(verdict_on(&stone, order("04", "019f")), Verdict::superseded);
  EXPECT_EQ(verdict_on(&stone, order("0501")), Verdict::write);
}

TEST(Verdict, SameTripleThatCameToItsEndIsAlreadyWritten) {
  for (const Status status : kFinished) {
    const ImageItem item = item_at(status, "05", "0190");
    EXPECT_EQ(verdict_on(&item, order("05", "0190")), Verdict::already_written) << name_of(status);
    EXPECT_EQ(verdict_on(&item, order("0500", "0190")), Verdict::already_written) << name_of(status);
  }
}

TEST(Verdict, SameTripleThatDidNotComeToItsEndIsWritten) {
  for (const Status status : kUnfinished) {
    const ImageItem item = item_at(status, "05", "0190");
    EXPECT_EQ(verdict_on(&item, order("05", "0190")), Verdict::write) << name_of(status);
  }
}

TEST(Verdict, NewerRunOfTheSameBytesIsWrittenAndAnOlderOneIsNot) {
  for (const Status status : {Status::queued, Status::recognising, Status::done, Status::rejected, Status::failed}) {
    const ImageItem item = item_at(status, "05", "0195");
    EXPECT_EQ(verdict_on(&item, order("05", "0199")), Verdict::write) << name_of(status);
    EXPECT_EQ(verdict_on(&item, order("05", "0190")), Verdict::superseded) << name_of(status);
    EXPECT_EQ(verdict_on(&item, order("05", "")), Verdict::superseded) << name_of(status);
  }
}

/// A result that a worker wants to write: whether it may, and the item then.
void write(std::optional<ImageItem>& item, const Order& incoming) {
  if (verdict_on(item ? &*item : nullptr, incoming) != Verdict::write) return;
  item = item_at(Status::done, incoming.sequencer, incoming.run);
}

Order any_order() {
  return order(*rc::gen::elementOf(std::vector<std::string>{"04", "05", "06"}),
               *rc::gen::elementOf(std::vector<std::string>{"", "0190", "0195"}));
}

TEST(Verdict, NewestResultStandsInWhateverOrderTheyArrive) {
  EXPECT_TRUE(rc::check([] {
    const auto arriving = *rc::gen::nonEmpty(rc::gen::container<std::vector<Order>>(rc::gen::exec(any_order)));
    std::optional<ImageItem> item;
    for (const Order& incoming : arriving)
      write(item, incoming);
    const Order newest =
        *std::ranges::max_element(arriving, [](const Order& a, const Order& b) { return *compare(a, b) < 0; });
    RC_ASSERT(item->order() == newest);
  }));
}

TEST(Verdict, NothingInFlightBringsAnErasedPictureBack) {
  EXPECT_TRUE(rc::check([] {
    const auto arriving = *rc::gen::container<std::vector<Order>>(rc::gen::exec(any_order));
    std::optional<ImageItem> item = tombstone_of(item_at(Status::done, "05", "0190"), noon());
    for (const Order& incoming : arriving)
      write(item, incoming);
    const bool newer = std::ranges::any_of(arriving, [](const Order& one) { return one.sequencer == "06"; });
    RC_ASSERT((item->status == Status::erased) != newer);
    RC_ASSERT(item->sequencer == (newer ? "06" : "05"));
  }));
}

// --- queued_item --------------------------------------------------------------------------------

TEST(QueuedItem, HoldsWhatIsKnownOfTheObjectAndNothingElse) {
  const auto item = queued_item(nullptr, object_at("05"));
  ASSERT_TRUE(item);
  EXPECT_EQ(item->status, Status::queued);
  expect_object(*item, object_at("05"));
  EXPECT_EQ(item->run, "");
  EXPECT_EQ(item->rev, "");
  EXPECT_THAT(item->stages, IsEmpty());
}

TEST(QueuedItem, OfANewerPutForgetsWhatWasFound) {
  for (const Status status : kAll) {
    const ImageItem current = item_at(status, "05", "019f");
    const auto item = queued_item(&current, object_at("06"));
    ASSERT_TRUE(item) << name_of(status);
    EXPECT_EQ(text_of(*item), text_of(*queued_item(nullptr, object_at("06")))) << name_of(status);
  }
}

TEST(QueuedItem, OfTheSamePutLeavesTheItemAsItIs) {
  for (const Status status : kAll) {
    const ImageItem current = item_at(status, "05");
    EXPECT_FALSE(queued_item(&current, object_at("05"))) << name_of(status);
    EXPECT_FALSE(queued_item(&current, object_at("0500"))) << name_of(status);
  }
}

TEST(QueuedItem, OfAnOlderPutLeavesTheItemAsItIs) {
  for (const Status status : kAll) {
    const ImageItem current = item_at(status, "05");
    EXPECT_FALSE(queued_item(&current, object_at("04"))) << name_of(status);
  }
}

TEST(QueuedItem, OfTheSamePutLeavesALaterRunAsItIs) {
  const ImageItem current = item_at(Status::recognising, "05", "0190");
  EXPECT_FALSE(queued_item(&current, object_at("05")));
}

TEST(QueuedItem, OfAnotherSourceTakesThePlace) {
  const ImageItem current = item_at(Status::done, "ff");
  AcceptedObject object = object_at("01");
  object.source = "file:2";
  const auto item = queued_item(&current, object);
  ASSERT_TRUE(item);
  EXPECT_EQ(item->source, "file:2");
  EXPECT_THAT(item->labels, IsEmpty());
}

// --- begun_item ---------------------------------------------------------------------------------

TEST(BegunItem, WhereNothingIsBeginsWithTheObject) {
  const ImageItem item = begun_item(nullptr, object_at("05"), order("05", "0190"));
  expect_object(item, object_at("05"));
  EXPECT_EQ(item.status, Status::recognising);
  EXPECT_EQ(item.run, "0190");
  EXPECT_EQ(item.attempts.run, "0190");
}

TEST(BegunItem, OfOtherBytesForgetsWhatWasFound) {
  const ImageItem current = item_at(Status::done, "05", "0190");
  const ImageItem item = begun_item(&current, object_at("06"), order("06"));
  EXPECT_EQ(text_of(item), text_of(begun_item(nullptr, object_at("06"), order("06"))));
}

TEST(BegunItem, OfTheSameBytesGoesOnWithTheItem) {
  for (const Status status : {Status::queued, Status::recognising, Status::failed, Status::rejected}) {
    const ImageItem current = item_at(status, "05");
    const ImageItem item = begun_item(&current, object_at("05"), order("05", "0190"));
    EXPECT_EQ(item.status, Status::recognising) << name_of(status);
    EXPECT_EQ(item.run, "0190");
    EXPECT_EQ(item.rev, current.rev);
    EXPECT_EQ(item.sha256, current.sha256);
  }
}

TEST(BegunItem, DoneNeverGoesBackWhileTheSameBytesAreRecognisedAgain) {
  const ImageItem current = item_at(Status::done, "05", "0190");
  const ImageItem item = begun_item(&current, object_at("05"), order("05", "0195"));
  EXPECT_EQ(item.status, Status::done);
  EXPECT_EQ(item.run, "0190");
  EXPECT_EQ(to_text(to_json(findings_of(item))), to_text(to_json(findings_of(current))));
  EXPECT_EQ(item.attempts.run, "0195");
}

TEST(BegunItem, KeepsTheCountsOfItsRunAndBeginsThemAnewForAnother) {
  ImageItem current = item_at(Status::recognising, "05", "0190");
  current.attempts = {.run = "0190", .errors = 3, .crashes = 2};
  const Attempts same = begun_item(&current, object_at("05"), order("05", "0190")).attempts;
  EXPECT_EQ(same.errors, 3);
  EXPECT_EQ(same.crashes, 2);
  const Attempts other = begun_item(&current, object_at("05"), order("05", "0195")).attempts;
  EXPECT_EQ(other.run, "0195");
  EXPECT_EQ(other.errors, 0);
  EXPECT_EQ(other.crashes, 0);
}

TEST(BegunItem, OverATombstoneHoldsNothingOfIt) {
  const ImageItem stone = tombstone_of(item_at(Status::done, "05"), noon());
  const ImageItem item = begun_item(&stone, object_at("06"), order("06"));
  EXPECT_EQ(item.status, Status::recognising);
  EXPECT_FALSE(item.erased_at);
}

// --- tombstone_of -------------------------------------------------------------------------------

TEST(Tombstone, KeepsIdentityAndOrderAlone) {
  ImageItem expected;
  const ImageItem item = full_item();
  expected.image_id = item.image_id;
  expected.status = Status::erased;
  expected.bucket = item.bucket;
  expected.source = item.source;
  expected.sequencer = item.sequencer;
  expected.run = item.run;
  expected.uploaded_at = item.uploaded_at;
  expected.erased_at = noon() + std::chrono::minutes(7);
  EXPECT_EQ(text_of(tombstone_of(item, noon() + std::chrono::minutes(7))), text_of(expected));
}

}  // namespace
}  // namespace spotter::testing
