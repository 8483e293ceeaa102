// The small SQLite adapters: change log, gallery, face index, state; and which place a URL means.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/change_log/sqlite.h"
#include "adapters/face_index/sqlite.h"
#include "adapters/gallery/sqlite.h"
#include "adapters/schemes.h"
#include "adapters/state_store/sqlite.h"
#include "adapters/vector_blob.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::shared_ptr<SqliteDatabase> database() {
  return *SqliteDatabase::open(":memory:");
}

TEST(ChangeLog, IsReadOnFromWhereOneStopped) {
  const auto log = *SqliteChangeLog::open(database());
  EXPECT_EQ(*log->newest(soon()), 0);
  for (const char* id : {"a", "b", "c"})
    ASSERT_TRUE(log->append({.image_id = id, .status = "queued", .at = noon()}, soon()));
  const auto all = *log->read(0, 10, soon());
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[1].image_id, "b");
  EXPECT_EQ(all[1].at, noon());
  const auto rest = *log->read(all[1].sequence, 10, soon());
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].image_id, "c");
  EXPECT_EQ(*log->newest(soon()), rest[0].sequence);
}

TEST(ChangeLog, KeepsTheNewestWhenItIsTrimmed) {
  const auto log = *SqliteChangeLog::open(database());
  for (int i = 0; i < 10; ++i)
    ASSERT_TRUE(log->append({.image_id = std::to_string(i), .at = noon()}, soon()));
  ASSERT_TRUE(log->trim(3, soon()));
  const auto kept = *log->read(0, 100, soon());
  ASSERT_EQ(kept.size(), 3U);
  EXPECT_EQ(kept[0].image_id, "7");
}

Person ada() {
  return {.id = "1a2b",
          .name = "Ada Lovelace",
          .urls = {"www.wikidata.org/wiki/Q7259"},
          .known_gender = KnownGenderType::Female,
          .photographs = {
              {.id = "photo", .models = "sface", .vector = {.parts = {{0.6F, 0.8F}, {1.0F}}}, .added_at = noon()}}};
}

TEST(Gallery, GivesBackPeopleWithTheirVectors) {
  SeededIds ids;
  const auto gallery = *SqliteGallery::open(database(), ids);
  ASSERT_TRUE(gallery->put(ada(), soon()));
  const Person read = *gallery->get("1a2b", soon());
  EXPECT_EQ(read.name, "Ada Lovelace");
  EXPECT_EQ(read.known_gender, KnownGenderType::Female);
  ASSERT_EQ(read.photographs.size(), 1U);
  EXPECT_EQ(read.photographs[0].vector.parts, ada().photographs[0].vector.parts);
  EXPECT_EQ(read.photographs[0].models, "sface");
}

TEST(Gallery, EveryChangeIsANewVersion) {
  SeededIds ids;
  const auto gallery = *SqliteGallery::open(database(), ids);
  const std::string empty = *gallery->version(soon());
  ASSERT_TRUE(gallery->put(ada(), soon()));
  const std::string one = *gallery->version(soon());
  EXPECT_NE(one, empty);
  EXPECT_EQ(gallery->snapshot(soon())->version, one);
  ASSERT_TRUE(gallery->remove("1a2b", soon()));
  EXPECT_NE(*gallery->version(soon()), one);
  EXPECT_THAT(gallery->snapshot(soon())->people, IsEmpty());
  EXPECT_EQ(gallery->remove("1a2b", soon()).error().code, Errc::not_found);
}

TEST(FaceIndex, FacesBelongToOneResultOfOneImage) {
  const auto index = *SqliteFaceIndex::open(database());
  const Order first{.source = "s", .sequencer = "01", .run = ""};
  const Order second{.source = "s", .sequencer = "02", .run = ""};
  ASSERT_TRUE(index->put("a", first,
                         {{.face_id = "f",
                           .number = 0,
                           .bounding_box = {.width = 0.5F},
                           .confidence = 90,
                           .models = "sface",
                           .vector = {.parts = {{1.0F}}}}},
                         soon()));
  ASSERT_EQ(index->get("a", first, soon())->size(), 1U);
  EXPECT_EQ(index->get("a", first, soon())->at(0).bounding_box.width, 0.5F);
  EXPECT_THAT(*index->get("a", second, soon()), IsEmpty());
  ASSERT_TRUE(index->put("a", second, {}, soon()));
  EXPECT_THAT(*index->get("a", first, soon()), IsEmpty());
}

TEST(FaceIndex, ErasingSaysHowManyThereWere) {
  const auto index = *SqliteFaceIndex::open(database());
  const Order order{.source = "s", .sequencer = "01", .run = ""};
  ASSERT_TRUE(index->put("a", order, {{.face_id = "f", .number = 0}, {.face_id = "g", .number = 1}}, soon()));
  EXPECT_EQ(*index->erase("a", soon()), 2);
  EXPECT_EQ(*index->erase("a", soon()), 0);
}

TEST(StateStore, ARecordStandsUntilItEnds) {
  ManualClock clock(noon());
  const auto state = *SqliteStateStore::open(database(), clock);
  EXPECT_FALSE(*state->put_if_absent("kind", "key", "one", noon() + std::chrono::hours(1), soon()));
  EXPECT_EQ(**state->put_if_absent("kind", "key", "two", noon() + std::chrono::hours(1), soon()), "one");
  EXPECT_EQ(**state->get("kind", "key", soon()), "one");
  EXPECT_FALSE(*state->get("other kind", "key", soon()));
  clock.advance(std::chrono::hours(1));
  EXPECT_FALSE(*state->get("kind", "key", soon()));
  EXPECT_EQ(*state->sweep(soon()), 1);
  EXPECT_FALSE(*state->put_if_absent("kind", "key", "two", noon() + std::chrono::hours(3), soon()));
}

TEST(VectorBlob, RefusesBytesThatAreNoVector) {
  const FaceVector vector{.parts = {{1.0F, 2.0F}, {}, {3.0F}}};
  Bytes blob = to_blob(vector);
  EXPECT_EQ(vector_from_blob(blob)->parts, vector.parts);
  blob.pop_back();
  EXPECT_EQ(vector_from_blob(blob).error().code, Errc::corrupt);
}

TEST(Schemes, AnUnknownSchemeIsRefusedWithThoseThereAre) {
  ManualClock clock(noon());
  SeededIds ids;
  const auto opened = open_store("azure:container", "uploads", true, clock, ids);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::invalid);
  EXPECT_THAT(opened.error().detail, HasSubstr("file:"));
  EXPECT_THAT(open_queue("sqlite:", clock, ids).error().detail, HasSubstr("names no place"));
}

TEST(Schemes, WhatLiesInOneFileIsOpenedTogether) {
  ManualClock clock(noon());
  SeededIds ids;
  const TemporaryFolder folder;
  const std::string url = "sqlite:" + (folder.path() / "deep" / "table.sqlite").string();
  {
    const auto tables = open_tables(url, clock, ids);
    ASSERT_TRUE(tables);
    ASSERT_TRUE(tables->gallery->put(ada(), soon()));
  }
  EXPECT_EQ(open_tables(url, clock, ids)->gallery->get("1a2b", soon())->name, "Ada Lovelace");
}

}  // namespace
}  // namespace spotter::testing
