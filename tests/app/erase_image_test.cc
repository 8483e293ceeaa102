#include "app/erase_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/sweep.h"
#include "app/world.h"

namespace spotter::testing {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string outcome_at(const EraseReceipt& receipt, const std::string& place) {
  for (const ErasedPlace& one : receipt.places)
    if (one.place == place) return one.outcome;
  return "no such place";
}

TEST(EraseImage, RemovesEverythingAndSaysWhere) {
  World world;
  world.labels.finds = [](Findings& findings) {
    findings.labels.push_back(label_of("Cat", 99));
    findings.face_details.push_back({.confidence = 90});
    findings.face_vectors.push_back({.parts = {{1.0F}}});
  };
  const std::string id = world.uploaded("image one");
  world.settle();
  const auto receipt = erase_image(world.ports(), id, soon());
  ASSERT_TRUE(receipt);
  EXPECT_EQ(outcome_at(*receipt, "object"), "removed");
  EXPECT_EQ(outcome_at(*receipt, "thumbnails and overflow"), "removed (1)");
  EXPECT_EQ(outcome_at(*receipt, "face vectors"), "removed (1)");
  EXPECT_THAT(outcome_at(*receipt, "item"), HasSubstr("2026-12-24"));
  EXPECT_THAT(world.store.list("", "", 10, soon())->objects, IsEmpty());
  EXPECT_THAT(world.derived.list("", "", 10, soon())->objects, IsEmpty());
  const ImageItem stone = world.item(id);
  EXPECT_EQ(stone.status, Status::erased);
  EXPECT_THAT(stone.labels, IsEmpty());
  EXPECT_EQ(stone.file_name, "");
  EXPECT_EQ(stone.sha256, "");
}

TEST(EraseImage, MayBeRepeated) {
  World world;
  const std::string id = world.uploaded("image one");
  const auto first = erase_image(world.ports(), id, soon());
  world.clock.advance(std::chrono::hours(1));
  const auto second = erase_image(world.ports(), id, soon());
  ASSERT_TRUE(second);
  EXPECT_EQ(second->erased_at, first->erased_at);
  EXPECT_EQ(outcome_at(*second, "object"), "nothing there");
}

TEST(EraseImage, SaysThatThereIsNoSuchImage) {
  World world;
  EXPECT_EQ(erase_image(world.ports(), "nothing", soon()).error().code, Errc::not_found);
}

TEST(EraseImage, ErasesAnObjectThatHasNoItemYet) {
  World world;
  ASSERT_TRUE(world.store.put_bytes("raw.jpg", as_bytes("image raw"), {}, soon()));
  ASSERT_TRUE(erase_image(world.ports(), "raw.jpg", soon()));
  world.settle();
  EXPECT_EQ(world.status("raw.jpg"), Status::erased);
  EXPECT_EQ(world.labels.calls, 0);
}

TEST(EraseImage, ANewerPutUnderTheSameKeyIsANewImage) {
  World world;
  world.uploaded("image one", "photo.jpg");
  world.settle();
  ASSERT_TRUE(erase_image(world.ports(), "photo.jpg", soon()));
  world.uploaded("image two", "photo.jpg");
  world.settle();
  EXPECT_EQ(world.status("photo.jpg"), Status::done);
}

TEST(EraseImage, TheTombstoneIsForgottenAfterThirtyDays) {
  World world;
  const std::string id = world.uploaded("image one");
  ASSERT_TRUE(erase_image(world.ports(), id, soon()));
  world.settle();
  world.clock.advance(std::chrono::days(29));
  ASSERT_TRUE(sweep_once(world.ports(), {}, soon()));
  EXPECT_TRUE(world.table.get(id, soon()));
  world.clock.advance(std::chrono::days(2));
  ASSERT_TRUE(sweep_once(world.ports(), {}, soon()));
  EXPECT_EQ(world.table.get(id, soon()).error().code, Errc::not_found);
}

}  // namespace
}  // namespace spotter::testing
