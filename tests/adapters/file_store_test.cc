// What the file store promises beyond its port: what survives a crash, what the sweep takes.

#include <fstream>

#include <gtest/gtest.h>

#include "adapters/object_store/file.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

namespace fs = std::filesystem;

class FileStore : public ::testing::Test {
 protected:
  std::unique_ptr<FileObjectStore> open() {
    return std::move(*FileObjectStore::open({.folder = folder_.path(), .bucket = "uploads"}, clock_, ids_));
  }
  std::size_t generations() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path() / "generations"))
      count += entry.is_regular_file() ? 1 : 0;
    return count;
  }
  fs::path only_generation() const {
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path() / "generations"))
      if (entry.is_regular_file()) return entry.path();
    return {};
  }

  ManualClock clock_{noon()};
  SeededIds ids_;
  TemporaryFolder folder_;
};

TEST_F(FileStore, KeepsObjectsEventsAndIdentityWhenItIsOpenedAgain) {
  std::string source;
  {
    const auto store = open();
    source = store->put_bytes("a", as_bytes("hello"), {}, soon())->object.source;
  }
  const auto store = open();
  EXPECT_EQ(as_text(*(*store->get("a", soon()))->read_all()), "hello");
  EXPECT_EQ(store->head("a", soon())->source, source);
  EXPECT_EQ(*store->size(), 1);
  EXPECT_GT(store->put_bytes("a", as_bytes("again"), {}, soon())->object.sequencer, "0000000000000001");
}

TEST_F(FileStore, ANewFolderIsANewIncarnation) {
  const TemporaryFolder other;
  const auto second = *FileObjectStore::open({.folder = other.path(), .bucket = "uploads"}, clock_, ids_);
  EXPECT_NE(open()->put_bytes("a", as_bytes("x"), {}, soon())->object.source,
            second->put_bytes("a", as_bytes("x"), {}, soon())->object.source);
}

TEST_F(FileStore, AReplacedGenerationIsRemovedAtOnce) {
  const auto store = open();
  ASSERT_TRUE(store->put_bytes("a", as_bytes("one"), {}, soon()));
  ASSERT_TRUE(store->put_bytes("a", as_bytes("two"), {}, soon()));
  EXPECT_EQ(generations(), 1U);
  ASSERT_TRUE(store->remove("a", std::nullopt, soon()));
  EXPECT_EQ(generations(), 0U);
}

TEST_F(FileStore, ABodyThatIsDroppedLeavesNoFile) {
  const auto store = open();
  {
    ASSERT_TRUE((*store->stage())->append(as_bytes("hello")));
  }
  EXPECT_EQ(generations(), 0U);
  const auto duplicate = [&](const char* key) {
    return store->put_bytes(key, as_bytes("same"), {.owner = "ann", .unique = true}, soon());
  };
  ASSERT_TRUE(duplicate("a"));
  ASSERT_TRUE(duplicate("b")->duplicate);
  EXPECT_EQ(generations(), 1U);
}

TEST_F(FileStore, TheSweepRemovesWhatACrashLeftAndNothingElse) {
  const auto store = open();
  ASSERT_TRUE(store->put_bytes("a", as_bytes("kept"), {}, soon()));
  fs::create_directories(folder_.path() / "generations" / "zz");
  std::ofstream(folder_.path() / "generations" / "zz" / "zzleft") << "left by a crash";
  EXPECT_EQ(*store->sweep(std::chrono::hours(1)), 0);  // too young: it may be an upload under way
  EXPECT_EQ(*store->sweep(std::chrono::seconds(0)), 1);
  EXPECT_EQ(generations(), 1U);
  EXPECT_EQ(as_text(*(*store->get("a", soon()))->read_all()), "kept");
}

TEST_F(FileStore, BytesThatChangedOnDiskAreSaidToBeCorrupt) {
  const auto store = open();
  ASSERT_TRUE(store->put_bytes("a", as_bytes("hello"), {}, soon()));
  std::ofstream(only_generation()) << "jello";
  EXPECT_EQ((*store->get("a", soon()))->read_all().error().code, Errc::corrupt);
  std::ofstream(only_generation()) << "he";
  EXPECT_EQ((*store->get("a", soon()))->read_all().error().code, Errc::corrupt);
  fs::remove(only_generation());
  EXPECT_EQ(store->get("a", soon()).error().code, Errc::corrupt);
}

TEST_F(FileStore, NobodyElseMayReadItsFiles) {
  const auto store = open();
  ASSERT_TRUE(store->put_bytes("a", as_bytes("hello"), {}, soon()));
  const auto others = fs::perms::group_all | fs::perms::others_all;
  EXPECT_EQ(fs::status(only_generation()).permissions() & others, fs::perms::none);
  EXPECT_EQ(fs::status(folder_.path() / "index.sqlite").permissions() & others, fs::perms::none);
}

TEST_F(FileStore, ABucketOfDerivedObjectsMakesNoEvents) {
  const auto store = *FileObjectStore::open(
      {.folder = folder_.path(), .bucket = "uploads-derived", .makes_events = false}, clock_, ids_);
  ASSERT_TRUE(store->put_bytes("a", as_bytes("hello"), {}, soon()));
  EXPECT_EQ(*store->size(), 0);
}

}  // namespace
}  // namespace spotter::testing
