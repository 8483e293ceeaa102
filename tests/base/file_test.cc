#include "base/file.h"

#include <cerrno>
#include <fstream>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/fixtures.h"

namespace spotter::testing {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;

class File : public ::testing::Test {
 protected:
  fs::path at(const std::string& name) const { return folder_.path() / name; }
  std::string content(const std::string& name) const {
    const auto bytes = read_file(at(name));
    return bytes ? std::string(as_text(*bytes)) : "(" + bytes.error().detail + ")";
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()));
  }

 private:
  TemporaryFolder folder_;
};

Error error_of(int number) {
  errno = number;
  return errno_error("can't write", "/data/x");
}

TEST(ErrnoError, SaysWhatTheCallerDoes) {
  EXPECT_EQ(error_of(ENOENT).code, Errc::not_found);
  EXPECT_EQ(error_of(EEXIST).code, Errc::conflict);
  EXPECT_EQ(error_of(EACCES).code, Errc::denied);
  EXPECT_EQ(error_of(EPERM).code, Errc::denied);
  for (const int outage : {ENOSPC, EDQUOT, EMFILE, ENFILE, EIO})
    EXPECT_EQ(error_of(outage).code, Errc::unavailable) << outage;
  EXPECT_EQ(error_of(EBADF).code, Errc::internal);
}

TEST(ErrnoError, NamesActionPathAndReason) {
  EXPECT_EQ(error_of(ENOSPC).detail, "can't write /data/x: No space left on device");
}

TEST_F(File, IsReadAsItWasWritten) {
  const Bytes bytes = {0, 1, 2, 0, 255, '\n', '\r'};
  ASSERT_TRUE(replace_file(at("a"), bytes));
  EXPECT_EQ(read_file(at("a")).value(), bytes);
  ASSERT_TRUE(replace_file(at("empty"), {}));
  EXPECT_EQ(read_file(at("empty")).value(), Bytes{});
}

TEST_F(File, ThatIsMissingIsNotFoundByItsName) {
  for (const auto& result : {read_file(at("gone")), read_file(at("no/such"))}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Errc::not_found);
    EXPECT_THAT(result.error().detail, HasSubstr("can't open " + at("").string()));
  }
}

TEST_F(File, ThatIsAFolderIsInvalid) {
  ASSERT_TRUE(make_folders(at("folder")));
  const auto result = read_file(at("folder"));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::invalid);
  EXPECT_THAT(result.error().detail, AllOf(HasSubstr(at("folder").string()), HasSubstr("is a folder")));
}

TEST_F(File, ReplacedHoldsTheNewContentAndLeavesNothingBeside) {
  ASSERT_TRUE(replace_file(at("a"), as_bytes("a long old content")));
  ASSERT_TRUE(replace_file(at("a"), as_bytes("new")));
  EXPECT_EQ(content("a"), "new");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(File, ReplacedStaysAsItWasForWhoHasItOpen) {
  ASSERT_TRUE(replace_file(at("a"), as_bytes("old")));
  const auto open = open_for_reading(at("a"));
  ASSERT_TRUE(open);
  ASSERT_TRUE(replace_file(at("a"), as_bytes("new")));
  const auto bytes = read_at(open->get(), 0, 100, at("a"));
  ASSERT_TRUE(bytes);
  EXPECT_EQ(as_text(*bytes), "old");
}

TEST_F(File, ReplacedGetsOverWhatACrashLeftBeside) {
  ASSERT_TRUE(replace_file(at("a"), as_bytes("old")));
  ASSERT_TRUE(replace_file(at("a.new"), as_bytes("half wri")));
  ASSERT_TRUE(replace_file(at("a"), as_bytes("new")));
  EXPECT_EQ(content("a"), "new");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(File, ReplacedIsReadableByItsOwnerAlone) {
  ASSERT_TRUE(replace_file(at("a"), as_bytes("secret")));
  EXPECT_EQ(fs::status(at("a")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(File, CannotReplaceInAFolderThatIsNotThere) {
  const auto result = replace_file(at("no/such"), as_bytes("x"));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::not_found);
  EXPECT_THAT(result.error().detail, HasSubstr(at("no/such").string()));
}

TEST_F(File, CannotReplaceAFolder) {
  ASSERT_TRUE(make_folders(at("folder/inner")));
  const auto result = replace_file(at("folder"), as_bytes("x"));
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().detail, HasSubstr("can't replace " + at("folder").string()));
  EXPECT_TRUE(fs::is_directory(at("folder/inner")));
}

TEST_F(File, CreatedIsNewAndPrivate) {
  const auto fd = create_file(at("a"));
  ASSERT_TRUE(fd);
  ASSERT_TRUE(write_all(fd->get(), as_bytes("one "), at("a")));
  ASSERT_TRUE(write_all(fd->get(), as_bytes("two"), at("a")));
  ASSERT_TRUE(sync_file(fd->get(), at("a")));
  EXPECT_EQ(content("a"), "one two");
  EXPECT_EQ(fs::status(at("a")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(File, CreatedTwiceIsAConflictAndKeepsTheFirst) {
  ASSERT_TRUE(replace_file(at("a"), as_bytes("first")));
  const auto again = create_file(at("a"));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Errc::conflict);
  EXPECT_THAT(again.error().detail, HasSubstr("can't create " + at("a").string()));
  EXPECT_EQ(content("a"), "first");
}

TEST_F(File, WriteToAFullDiskIsAnOutage) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const UniqueFd full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  ASSERT_TRUE(full.valid());
  const auto result = write_all(full.get(), as_bytes("x"), "/dev/full");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::unavailable);
  EXPECT_THAT(result.error().detail, HasSubstr("can't write /dev/full"));
}

TEST_F(File, PartsAreReadFromAnOffsetToAtMostTheEnd) {
  ASSERT_TRUE(replace_file(at("a"), as_bytes("0123456789")));
  const auto fd = open_for_reading(at("a"));
  ASSERT_TRUE(fd);
  const auto part = [&](std::uint64_t offset, std::size_t size) {
    const auto bytes = read_at(fd->get(), offset, size, at("a"));
    return bytes ? std::string(as_text(*bytes)) : "(" + bytes.error().detail + ")";
  };
  EXPECT_EQ(part(2, 3), "234");
  EXPECT_EQ(part(8, 100), "89");
  EXPECT_EQ(part(10, 1), "");
  EXPECT_EQ(part(1000, 1), "");
  EXPECT_EQ(part(0, 0), "");
}

TEST_F(File, ReadOfAClosedDescriptorIsAnError) {
  const auto result = read_at(-1, 0, 10, at("a"));
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().detail, HasSubstr("can't read " + at("a").string()));
}

TEST_F(File, FoldersAreMadeWithTheirParentsAndMayExist) {
  ASSERT_TRUE(make_folders(at("a/b/c")));
  EXPECT_TRUE(make_folders(at("a/b/c")));
  EXPECT_TRUE(fs::is_directory(at("a/b/c")));
  EXPECT_TRUE(sync_folder(at("a/b/c")));
}

TEST_F(File, FolderUnderAFileIsAnErrorThatNamesIt) {
  ASSERT_TRUE(replace_file(at("a"), as_bytes("x")));
  const auto made = make_folders(at("a/b"));
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().detail, HasSubstr(at("a/b").string()));
  EXPECT_FALSE(sync_folder(at("a")));
  EXPECT_EQ(sync_folder(at("gone")).error().code, Errc::not_found);
}

TEST(UniqueFd, ClosesOnceAndMovesItsDescriptor) {
  int raw = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ASSERT_GE(raw, 0);
  const auto is_open = [&] { return ::fcntl(raw, F_GETFD) != -1; };
  {
    UniqueFd first(raw);
    UniqueFd second(std::move(first));
    EXPECT_EQ(second.get(), raw);
    UniqueFd third;
    EXPECT_FALSE(third.valid());
    third = std::move(second);
    EXPECT_TRUE(third.valid());
    EXPECT_TRUE(is_open());
  }
  EXPECT_FALSE(is_open());
}

}  // namespace
}  // namespace spotter::testing
