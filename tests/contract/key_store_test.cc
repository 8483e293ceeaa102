// What every store of access keys promises, run by each adapter.

#include "ports/key_store.h"

#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/key_store/memory.h"
#include "adapters/key_store/sqlite.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

struct Adapter {
  const char* name;
  std::unique_ptr<KeyStore> (*make)();
};
const Adapter kMemory{"memory", []() -> std::unique_ptr<KeyStore> { return std::make_unique<MemoryKeyStore>(); }};
const Adapter kSqlite{"sqlite", []() -> std::unique_ptr<KeyStore> {
                        return std::move(*SqliteKeyStore::open(*SqliteDatabase::open(":memory:")));
                      }};

AccessKey key_of(const std::string& id, Timestamp created_at = noon()) {
  return {.id = id,
          .description = "nightly \"import\" – Zürich",
          .policy = R"({"Statement":[]})",
          .created_at = created_at,
          .expires_at = {},
          .session_token_hash = {},
          .sealed_secret = "sealed of " + id};
}

class KeyStoreContract : public ::testing::TestWithParam<Adapter> {
 protected:
  KeyStore& store() { return *store_; }
  std::vector<std::string> ids() {
    std::vector<std::string> ids;
    for (const AccessKey& key : *store().list(soon()))
      ids.push_back(key.id);
    return ids;
  }
  std::string version() { return *store().version(soon()); }

 private:
  std::unique_ptr<KeyStore> store_ = GetParam().make();
};

void expect_same(const AccessKey& found, const AccessKey& wanted) {
  EXPECT_EQ(found.id, wanted.id);
  EXPECT_EQ(found.description, wanted.description);
  EXPECT_EQ(found.policy, wanted.policy);
  EXPECT_EQ(found.created_at, wanted.created_at);
  EXPECT_EQ(found.expires_at, wanted.expires_at);
  EXPECT_EQ(found.session_token_hash, wanted.session_token_hash);
  EXPECT_EQ(found.sealed_secret, wanted.sealed_secret);
}

TEST_P(KeyStoreContract, GivesBackWhatWasAdded) {
  const AccessKey plain = key_of("AKIA1");
  AccessKey temporary = key_of("ASIA2", noon() + 1ms);
  temporary.expires_at = noon() + 123ms;
  temporary.session_token_hash = "abc";
  ASSERT_TRUE(store().add(plain, soon()));
  ASSERT_TRUE(store().add(temporary, soon()));
  for (const AccessKey& key : {plain, temporary}) {
    const auto found = store().get(key.id, soon());
    ASSERT_TRUE(found);
    expect_same(*found, key);
  }
  const auto all = store().list(soon());
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2U);
  expect_same(all->front(), plain);
  expect_same(all->back(), temporary);
}

TEST_P(KeyStoreContract, AnEmptyStoreHasNoKeys) {
  EXPECT_THAT(ids(), IsEmpty());
  EXPECT_EQ(store().get("AKIA1", soon()).error().code, Errc::not_found);
}

TEST_P(KeyStoreContract, ListsTheOldestFirst) {
  ASSERT_TRUE(store().add(key_of("AKIA1", noon() + 2s), soon()));
  ASSERT_TRUE(store().add(key_of("AKIA3", noon()), soon()));
  ASSERT_TRUE(store().add(key_of("AKIA2", noon() + 1s), soon()));
  EXPECT_THAT(ids(), ElementsAre("AKIA3", "AKIA2", "AKIA1"));
}

TEST_P(KeyStoreContract, AnIdThatIsTakenIsRefusedAndLeftAsItWas) {
  ASSERT_TRUE(store().add(key_of("AKIA1"), soon()));
  AccessKey other = key_of("AKIA1");
  other.policy = "other";
  EXPECT_EQ(store().add(other, soon()).error().code, Errc::conflict);
  EXPECT_EQ(store().get("AKIA1", soon())->policy, key_of("AKIA1").policy);
}

TEST_P(KeyStoreContract, RemovesOneKeyAlone) {
  ASSERT_TRUE(store().add(key_of("AKIA1"), soon()));
  ASSERT_TRUE(store().add(key_of("AKIA2"), soon()));
  ASSERT_TRUE(store().remove("AKIA1", soon()));
  EXPECT_THAT(ids(), ElementsAre("AKIA2"));
  EXPECT_EQ(store().remove("AKIA1", soon()).error().code, Errc::not_found);
}

TEST_P(KeyStoreContract, TheVersionChangesWithEveryChangeAndOnlyThen) {
  const std::string empty = version();
  EXPECT_EQ(version(), empty);
  ASSERT_TRUE(store().add(key_of("AKIA1"), soon()));
  const std::string one = version();
  EXPECT_NE(one, empty);
  EXPECT_FALSE(store().add(key_of("AKIA1"), soon()));
  EXPECT_FALSE(store().remove("AKIA2", soon()));
  EXPECT_EQ(version(), one);
  ASSERT_TRUE(store().remove("AKIA1", soon()));
  EXPECT_NE(version(), one);
  EXPECT_NE(version(), empty) << "what was read in between would be taken for the same";
}

INSTANTIATE_TEST_SUITE_P(Adapters, KeyStoreContract, ::testing::Values(kMemory, kSqlite),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace spotter::testing
