#include "app/accept_upload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/erase_image.h"
#include "app/world.h"

namespace spotter::testing {
namespace {

using ::testing::EndsWith;
using ::testing::IsEmpty;

TEST(AcceptUpload, StoresThePictureRecordsItsEventAndMakesItsItem) {
  World world;
  const auto accepted = world.upload("image one");
  ASSERT_TRUE(accepted);
  EXPECT_FALSE(accepted->duplicate);
  EXPECT_THAT(accepted->item.image_id, EndsWith(".jpg"));
  EXPECT_EQ(accepted->item.status, Status::queued);
  EXPECT_EQ(accepted->item.file_name, "photo.jpg");
  EXPECT_EQ(accepted->item.width, 64);
  EXPECT_EQ(accepted->item.bytes, 9);
  EXPECT_EQ(accepted->item.uploaded_at, noon());
  EXPECT_EQ(world.item(accepted->item.image_id).rev, accepted->item.rev);
  EXPECT_TRUE(world.store.head(accepted->item.image_id, soon()));
  EXPECT_EQ(*world.store.size(), 1);
}

TEST(AcceptUpload, ARefusedPictureLeavesNothingBehind) {
  World world;
  EXPECT_EQ(world.upload("no picture").error().code, Errc::invalid);
  EXPECT_THAT(world.store.list("", "", 10, soon())->objects, IsEmpty());
  EXPECT_THAT(world.table.find({}, soon())->items, IsEmpty());
  EXPECT_EQ(*world.store.size(), 0);
}

TEST(AcceptUpload, TheSameBytesAgainAreAnsweredWithTheImageThatIsThere) {
  World world;
  const std::string first = world.uploaded("image one");
  world.settle();
  const auto again = world.upload("image one");
  EXPECT_TRUE(again->duplicate);
  EXPECT_EQ(again->item.image_id, first);
  EXPECT_EQ(again->item.status, Status::done);
  EXPECT_EQ(world.labels.calls, 1);
}

TEST(AcceptUpload, ADuplicateOfOneThatFailedIsTriedAgain) {
  World world;
  world.labels.error = Error{Errc::internal, "out of order"};
  const std::string id = world.uploaded("image one");
  world.settle();
  ASSERT_EQ(world.status(id), Status::failed);
  world.labels.error.reset();
  EXPECT_EQ(world.upload("image one")->item.status, Status::queued);
  world.settle();
  EXPECT_EQ(world.status(id), Status::done);
}

TEST(AcceptUpload, BytesThatWereErasedAreStoredAnew) {
  World world;
  const std::string first = world.uploaded("image one");
  world.settle();
  ASSERT_TRUE(erase_image(world.ports(), first, soon()));
  const auto again = world.upload("image one");
  EXPECT_FALSE(again->duplicate);
  EXPECT_NE(again->item.image_id, first);
}

TEST(AcceptUpload, ATombstoneWhoseBytesAreStillThereIsNoDuplicate) {
  World world;
  const std::string first = world.uploaded("image one");
  // Erasing was cut short after the tombstone.
  ASSERT_TRUE(
      update_item(world.table, first, [&](const ImageItem* item) { return tombstone_of(*item, noon()); }, soon()));
  const auto again = world.upload("image one");
  EXPECT_FALSE(again->duplicate);
  EXPECT_NE(again->item.image_id, first);
}

TEST(AcceptUpload, APutUnderAKeyReplacesWhatIsThereAndItsFindings) {
  World world;
  world.uploaded("image one", "photo.jpg");
  world.settle();
  ASSERT_EQ(world.item("photo.jpg").labels.size(), 1U);
  const auto replaced = world.upload("image two", "photo.jpg");
  EXPECT_EQ(replaced->item.status, Status::queued);
  EXPECT_THAT(replaced->item.labels, IsEmpty());
  world.labels.finds = [](Findings& findings) { findings.labels.push_back(label_of("Dog", 98)); };
  world.settle();
  EXPECT_EQ(world.item("photo.jpg").labels.at(0).name, "Dog");
}

TEST(AcceptUpload, AnItemThatWasLostIsMadeByTheWorker) {
  World world;
  const std::string id = world.uploaded("image one");
  ASSERT_TRUE(world.table.forget(id, world.item(id).rev, soon()));
  world.settle();
  EXPECT_EQ(world.status(id), Status::done);
  EXPECT_EQ(world.item(id).file_name, "photo.jpg");
  EXPECT_EQ(world.item(id).uploaded_at, noon());
}

}  // namespace
}  // namespace spotter::testing
