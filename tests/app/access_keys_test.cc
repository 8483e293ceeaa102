#include "app/access_keys.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/world.h"

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using namespace std::chrono_literals;

const iam::Placeholders kPlaceholders{.bucket = "pictures", .account_id = "123456789012"};

class AccessKeys : public ::testing::Test {
 protected:
  static NewKey wanted(const std::string& policy = "all") {
    return {.description = "nightly import", .policy = policy};
  }
  Result<CreatedKey> create(const NewKey& key) { return create_key(world_.ports(), kPlaceholders, key, soon()); }
  Error refusal(const NewKey& key) {
    const auto made = create(key);
    return made ? Error{Errc::internal, "(none)"} : made.error();
  }
  std::vector<AccessKey> kept() { return *world_.keys.list(soon()); }

  World world_;
};

TEST_F(AccessKeys, AreMadeAsAwsMakesThem) {
  std::set<std::string> ids;
  std::set<std::string> secrets;
  for (int i = 0; i < 50; ++i) {
    const auto made = create(wanted());
    ASSERT_TRUE(made) << made.error().detail;
    EXPECT_THAT(made->key.id, MatchesRegex("AKIA[A-Z2-7]{16}"));
    EXPECT_THAT(made->secret, MatchesRegex("[A-Za-z0-9+/]{40}"));
    EXPECT_THAT(made->session_token, IsEmpty());
    ids.insert(made->key.id);
    secrets.insert(made->secret);
  }
  EXPECT_EQ(ids.size(), 50U);
  EXPECT_EQ(secrets.size(), 50U);
}

TEST_F(AccessKeys, KeepTheSecretEncryptedAlone) {
  const auto made = create(wanted());
  ASSERT_TRUE(made);
  ASSERT_EQ(kept().size(), 1U);
  const AccessKey key = kept().front();
  EXPECT_EQ(key.description, "nightly import");
  EXPECT_EQ(key.created_at, world_.clock.now());
  EXPECT_THAT(key.sealed_secret, Not(HasSubstr(made->secret)));
  EXPECT_EQ(*world_.seal.open(key.sealed_secret, key.id), made->secret);
}

TEST_F(AccessKeys, OfASessionTokenBeginWithAsiaAndKeepItsHash) {
  NewKey key = wanted();
  key.session_token = true;
  key.expires_at = world_.clock.now() + 1h;
  const auto made = create(key);
  ASSERT_TRUE(made);
  EXPECT_THAT(made->key.id, MatchesRegex("ASIA[A-Z2-7]{16}"));
  EXPECT_GE(made->session_token.size(), 100U);
  EXPECT_EQ(kept().front().session_token_hash, hash_of_token(made->session_token));
  EXPECT_EQ(kept().front().expires_at, key.expires_at);
}

TEST_F(AccessKeys, HaveTheirPlaceholdersFilled) {
  const auto made = create(wanted(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::YOUR_BUCKET_NAME/*"}})"));
  ASSERT_TRUE(made) << made.error().detail;
  EXPECT_THAT(kept().front().policy, HasSubstr("arn:aws:s3:::pictures/*"));
}

TEST_F(AccessKeys, MayHaveThePolicyOfTheRole) {
  const auto made = create(wanted("role"));
  ASSERT_TRUE(made) << made.error().detail;
  const auto policy = iam::parse_policy(kept().front().policy);
  ASSERT_TRUE(policy);
  EXPECT_EQ(iam::evaluate(*policy, {.action = "rekognition:DetectLabels", .resource = "*", .context = {}}),
            iam::Decision::allowed);
  EXPECT_EQ(iam::evaluate(*policy, {.action = "rekognition:DeleteCollection", .resource = "*", .context = {}}),
            iam::Decision::denied_by_default);
}

TEST_F(AccessKeys, AreNotMadeWithAPolicyThatIsRefused) {
  for (const char* policy : {"", "none", "{}", R"({"Statement":[{"Effect":"Maybe","Action":"*","Resource":"*"}]})"}) {
    EXPECT_EQ(refusal(wanted(policy)).code, Errc::invalid) << policy;
    EXPECT_THAT(refusal(wanted(policy)).detail, Not(IsEmpty()));
  }
  EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(AccessKeys, NeedADescriptionOfOneLine) {
  for (const std::string& description :
       {std::string(), std::string(257, 'x'), std::string("two\nlines"), std::string("\xff"), std::string("a\0b", 3)}) {
    NewKey key = wanted();
    key.description = description;
    EXPECT_EQ(refusal(key).code, Errc::invalid);
  }
  NewKey key = wanted();
  key.description = std::string(256, 'x');
  EXPECT_TRUE(create(key));
}

TEST_F(AccessKeys, MustNotHaveEndedAlready) {
  NewKey key = wanted();
  key.expires_at = world_.clock.now();
  EXPECT_EQ(refusal(key).code, Errc::invalid);
  key.expires_at = world_.clock.now() + 1ms;
  EXPECT_TRUE(create(key));
}

TEST_F(AccessKeys, AreBoundedInNumber) {
  for (int i = 0; i < kMostKeys; ++i)
    ASSERT_TRUE(world_.keys.add({.id = std::to_string(i), .created_at = world_.clock.now()}, soon()));
  EXPECT_EQ(refusal(wanted()).code, Errc::too_large);
  ASSERT_TRUE(revoke_key(world_.ports(), "7", soon()));
  EXPECT_TRUE(create(wanted()));
}

TEST_F(AccessKeys, AreRevokedOnce) {
  const auto made = create(wanted());
  ASSERT_TRUE(made);
  ASSERT_TRUE(revoke_key(world_.ports(), made->key.id, soon()));
  EXPECT_THAT(kept(), IsEmpty());
  EXPECT_EQ(revoke_key(world_.ports(), made->key.id, soon()).error().code, Errc::not_found);
}

}  // namespace
}  // namespace spotter::testing
