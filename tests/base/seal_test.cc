#include "base/seal.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/file.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

class SealFile : public ::testing::Test {
 protected:
  fs::path file() const { return folder_.path() / "data" / "secrets.key"; }
  std::string content() const { return std::string(as_text(*read_file(file()))); }
  void write(const std::string& text) {
    fs::create_directories(file().parent_path());
    std::ofstream(file()) << text;
    fs::permissions(file(), fs::perms::owner_read | fs::perms::owner_write);
  }
  Error refusal() const { return Seal(file()).close(kSecret, "AKIA1").error(); }

 private:
  TemporaryFolder folder_;
};

TEST_F(SealFile, IsMadeAtTheFirstUseForItsOwnerAlone) {
  const Seal seal(file());
  EXPECT_FALSE(fs::exists(file()));
  ASSERT_TRUE(seal.close(kSecret, "AKIA1"));
  EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(content().size(), 65U);
  EXPECT_EQ(std::distance(fs::directory_iterator(file().parent_path()), fs::directory_iterator()), 1);
}

TEST_F(SealFile, AnotherProcessOpensWhatWasSealed) {
  const auto sealed = Seal(file()).close(kSecret, "AKIA1");
  ASSERT_TRUE(sealed);
  EXPECT_EQ(*Seal(file()).open(*sealed, "AKIA1"), kSecret);
}

TEST_F(SealFile, SeveralThatMakeItAtOnceAgree) {
  std::vector<std::string> sealed(8);
  {
    std::vector<std::jthread> makers;
    for (std::string& one : sealed)
      makers.emplace_back([this, &one] { one = *Seal(file()).close(kSecret, "AKIA1"); });
  }
  for (const std::string& one : sealed)
    EXPECT_EQ(*Seal(file()).open(one, "AKIA1"), kSecret);
}

TEST_F(SealFile, IsRefusedWhereOthersMayReadIt) {
  ASSERT_TRUE(Seal(file()).close(kSecret, "AKIA1"));
  for (const fs::perms more : {fs::perms::group_read, fs::perms::others_read, fs::perms::others_write}) {
    fs::permissions(file(), fs::perms::owner_read | fs::perms::owner_write | more);
    EXPECT_EQ(refusal().code, Errc::denied);
    EXPECT_THAT(refusal().detail, HasSubstr("chmod 600"));
  }
}

TEST_F(SealFile, IsRefusedWhereItHoldsNoKey) {
  for (const char* text : {"", "not hex", "00ff", "zz"}) {
    write(text);
    EXPECT_EQ(refusal().code, Errc::corrupt) << text;
    EXPECT_EQ(content(), text) << "it is left as it is";
  }
}

TEST_F(SealFile, OpeningDoesNotMakeOne) {
  const auto sealed = Seal(Bytes(32, 1)).close(kSecret, "AKIA1");
  const auto opened = Seal(file()).open(*sealed, "AKIA1");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::not_found);
  EXPECT_FALSE(fs::exists(file()));
}

TEST(Seal, HidesTheSecretAnewEachTime) {
  const Seal seal(Bytes(32, 1));
  std::set<std::string> all;
  for (int i = 0; i < 20; ++i) {
    const std::string sealed = *seal.close(kSecret, "AKIA1");
    EXPECT_THAT(std::string(as_text(*from_base64(sealed))), Not(HasSubstr("wJal")));
    EXPECT_EQ(*seal.open(sealed, "AKIA1"), kSecret);
    all.insert(sealed);
  }
  EXPECT_EQ(all.size(), 20U);
}

TEST(Seal, OpensNothingOfAnotherKeyOrOwnerAndNothingThatWasChanged) {
  const Seal seal(Bytes(32, 1));
  const std::string sealed = *seal.close(kSecret, "AKIA1");
  EXPECT_EQ(Seal(Bytes(32, 2)).open(sealed, "AKIA1").error().code, Errc::corrupt);
  EXPECT_EQ(seal.open(sealed, "AKIA2").error().code, Errc::corrupt);
  EXPECT_EQ(seal.open("", "AKIA1").error().code, Errc::corrupt);
  EXPECT_EQ(seal.open("?", "AKIA1").error().code, Errc::corrupt);
  const Bytes raw = *from_base64(sealed);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    Bytes changed = raw;
    changed[i] ^= 1;
    EXPECT_FALSE(seal.open(to_base64(changed), "AKIA1")) << i;
  }
}

TEST(Seal, TakesSecretsOfAnyLength) {
  const Seal seal(Bytes(32, 1));
  for (const std::size_t length : {0U, 1U, 16U, 4096U}) {
    const std::string secret(length, 'x');
    EXPECT_EQ(*seal.open(*seal.close(secret, "AKIA1"), "AKIA1"), secret);
  }
}

TEST(SameSecret, ComparesWhole) {
  EXPECT_TRUE(same_secret("", ""));
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "ab"));
  EXPECT_FALSE(same_secret("", "a"));
}

}  // namespace
}  // namespace spotter::testing
