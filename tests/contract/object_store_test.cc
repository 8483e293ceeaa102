// What every object store promises, run by each adapter.

#include <functional>
#include <memory>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/object_store/file.h"
#include "adapters/object_store/memory.h"
#include "base/encoding.h"
#include "base/hash.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A store that makes events, with what it needs.
struct Subject {
  ManualClock clock{noon()};
  SeededIds ids;
  TemporaryFolder folder;
  std::unique_ptr<ObjectStore> store;
  EventOutbox* outbox = nullptr;
};

template <class Store>
void own(Subject& subject, std::unique_ptr<Store> store) {
  subject.outbox = store.get();
  subject.store = std::move(store);
}

struct Adapter {
  const char* name;
  void (*make)(Subject&);
};
const Adapter kMemory{"memory", [](Subject& subject) {
                        own(subject, std::make_unique<MemoryObjectStore>("uploads", subject.clock, subject.ids));
                      }};
const Adapter kFile{"file", [](Subject& subject) {
                      own(subject,
                          std::move(*FileObjectStore::open({.folder = subject.folder.path(), .bucket = "uploads"},
                                                           subject.clock, subject.ids)));
                    }};

class ObjectStoreContract : public ::testing::TestWithParam<Adapter> {
 protected:
  ObjectStoreContract() { GetParam().make(subject_); }

  ObjectStore& store() { return *subject_.store; }
  Result<PutResult> put(const std::string& key, std::string_view bytes, const PutOptions& options = {}) {
    return store().put_bytes(key, as_bytes(bytes), options, soon());
  }
  std::string read(const std::string& key) {
    const auto reader = store().get(key, soon());
    return reader ? std::string(as_text(*(*reader)->read_all())) : "error: " + reader.error().detail;
  }
  std::vector<Event> events() {
    std::vector<Event> out;
    for (const OutboxRow& row : *subject_.outbox->pending(1000, std::chrono::milliseconds(0)))
      out.push_back(row.event);
    return out;
  }

  Subject subject_;
};

TEST_P(ObjectStoreContract, GivesBackTheBytesThatWerePut) {
  ASSERT_TRUE(put("a.jpg", "hello"));
  EXPECT_EQ(read("a.jpg"), "hello");
}

TEST_P(ObjectStoreContract, KeepsWhatIsSaidOfAnObject) {
  const auto result = put("a.jpg", "hello", {.content_type = "image/jpeg", .metadata = {{"file-name", "a%20b.jpg"}}});
  ASSERT_TRUE(result);
  const ObjectInfo head = *store().head("a.jpg", soon());
  EXPECT_EQ(head.key, "a.jpg");
  EXPECT_EQ(head.content_type, "image/jpeg");
  EXPECT_EQ(head.metadata.at("file-name"), "a%20b.jpg");
  EXPECT_EQ(head.bytes, 5);
  EXPECT_EQ(head.e_tag, to_hex(digest_of(Digest::md5, as_bytes("hello"))));
  EXPECT_EQ(head.sha256, sha256_hex(as_bytes("hello")));
  EXPECT_EQ(head.last_modified, noon());
  EXPECT_EQ(head.sequencer, result->object.sequencer);
  EXPECT_FALSE(head.source.empty());
}

TEST_P(ObjectStoreContract, AnEmptyObjectIsAnObject) {
  ASSERT_TRUE(put("empty", ""));
  EXPECT_EQ(read("empty"), "");
  EXPECT_EQ(store().head("empty", soon())->bytes, 0);
}

TEST_P(ObjectStoreContract, TakesKeysOfAnyBytesThatS3Takes) {
  for (const std::string& key : std::vector<std::string>{"a b+c%.jpg", "schön/日本/x.png", "../../etc/passwd", "a//b",
                                                         ".", std::string(1024, 'k')}) {
    ASSERT_TRUE(put(key, key)) << key;
    EXPECT_EQ(read(key), key);
  }
}

TEST_P(ObjectStoreContract, SaysThatAKeyIsNotThere) {
  EXPECT_EQ(store().head("nothing", soon()).error().code, Errc::not_found);
  EXPECT_EQ(store().get("nothing", soon()).error().code, Errc::not_found);
}

TEST_P(ObjectStoreContract, StagesABodyInPieces) {
  auto body = *store().stage();
  ASSERT_TRUE(body->append(as_bytes("hel")));
  ASSERT_TRUE(body->append(as_bytes("lo")));
  EXPECT_EQ(body->size(), 5U);
  EXPECT_EQ(as_text(*body->read(1, 3)), "ell");
  EXPECT_EQ(as_text(*body->read(3, 100)), "lo");
  EXPECT_EQ(body->sha256(), sha256_hex(as_bytes("hello")));
  ASSERT_TRUE(store().put("a", std::move(body), {}, soon()));
  EXPECT_EQ(read("a"), "hello");
}

TEST_P(ObjectStoreContract, AStagedBodyThatNobodyPutsIsNoObject) {
  {
    ASSERT_TRUE((*store().stage())->append(as_bytes("hello")));
  }
  EXPECT_THAT(store().list("", "", 10, soon())->objects, IsEmpty());
  EXPECT_THAT(events(), IsEmpty());
}

TEST_P(ObjectStoreContract, ReplacesAnObjectAndItsSequencerGrows) {
  const auto first = put("a", "one");
  const auto second = put("a", "two");
  EXPECT_EQ(read("a"), "two");
  EXPECT_GT(second->object.sequencer, first->object.sequencer);
  EXPECT_EQ(second->object.source, first->object.source);
}

TEST_P(ObjectStoreContract, AReaderKeepsWhatItOpened) {
  ASSERT_TRUE(put("a", "one"));
  const auto reader = *store().get("a", soon());
  ASSERT_TRUE(put("a", "two"));
  ASSERT_TRUE(store().remove("a", std::nullopt, soon()));
  EXPECT_EQ(as_text(*reader->read_all()), "one");
}

TEST_P(ObjectStoreContract, ReadsAPartOfAnObject) {
  ASSERT_TRUE(put("a", "0123456789"));
  const auto reader = *store().get("a", soon());
  EXPECT_EQ(as_text(*reader->read(3, 4)), "3456");
  EXPECT_EQ(as_text(*reader->read(8, 100)), "89");
  EXPECT_EQ(as_text(*reader->read(10, 1)), "");
}

TEST_P(ObjectStoreContract, RemovesAnObject) {
  ASSERT_TRUE(put("a", "one"));
  ASSERT_TRUE(store().remove("a", std::nullopt, soon()));
  EXPECT_EQ(store().head("a", soon()).error().code, Errc::not_found);
}

TEST_P(ObjectStoreContract, RemovingWhatIsNotThereSucceedsWithoutAnEvent) {
  EXPECT_TRUE(store().remove("nothing", std::nullopt, soon()));
  EXPECT_THAT(events(), IsEmpty());
}

TEST_P(ObjectStoreContract, RemovesOnlyTheChangeThatIsMeant) {
  const auto first = put("a", "one");
  ASSERT_TRUE(put("a", "two"));
  EXPECT_EQ(store().remove("a", first->object.sequencer, soon()).error().code, Errc::conflict);
  EXPECT_EQ(read("a"), "two");
}

TEST_P(ObjectStoreContract, PutsOnlyWhereNothingIs) {
  ASSERT_TRUE(put("a", "one", {.only_if_absent = true}));
  EXPECT_EQ(put("a", "two", {.only_if_absent = true}).error().code, Errc::conflict);
  EXPECT_EQ(read("a"), "one");
}

TEST_P(ObjectStoreContract, PutsOnlyOverTheBytesThatAreMeant) {
  const auto first = put("a", "one");
  ASSERT_TRUE(put("a", "two", {.only_if_etag = first->object.e_tag}));
  EXPECT_EQ(put("a", "three", {.only_if_etag = first->object.e_tag}).error().code, Errc::conflict);
  EXPECT_EQ(put("b", "three", {.only_if_etag = first->object.e_tag}).error().code, Errc::conflict);
  EXPECT_EQ(read("a"), "two");
}

TEST_P(ObjectStoreContract, TheSameBytesOfOneOwnerAreStoredOnce) {
  ASSERT_TRUE(put("a", "same", {.owner = "ann", .unique = true}));
  const auto again = put("b", "same", {.owner = "ann", .unique = true});
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->duplicate);
  EXPECT_EQ(again->object.key, "a");
  EXPECT_EQ(store().head("b", soon()).error().code, Errc::not_found);
  EXPECT_EQ(events().size(), 1U);
}

TEST_P(ObjectStoreContract, TheSameBytesOfAnotherOwnerAreAnotherObject) {
  ASSERT_TRUE(put("a", "same", {.owner = "ann", .unique = true}));
  const auto other = put("b", "same", {.owner = "bob", .unique = true});
  EXPECT_FALSE(other->duplicate);
  EXPECT_EQ(read("b"), "same");
}

TEST_P(ObjectStoreContract, BytesCanBeStoredTwiceWhereThatIsWanted) {
  ASSERT_TRUE(put("a", "same", {.owner = "ann", .unique = true}));
  EXPECT_FALSE(put("b", "same", {.owner = "ann"})->duplicate);
}

TEST_P(ObjectStoreContract, ARemovedOrReplacedObjectClaimsItsBytesNoMore) {
  ASSERT_TRUE(put("a", "same", {.owner = "ann", .unique = true}));
  ASSERT_TRUE(store().remove("a", std::nullopt, soon()));
  EXPECT_FALSE(put("b", "same", {.owner = "ann", .unique = true})->duplicate);
  ASSERT_TRUE(put("b", "other", {.owner = "ann"}));
  EXPECT_FALSE(put("c", "same", {.owner = "ann", .unique = true})->duplicate);
}

TEST_P(ObjectStoreContract, AClaimCanBeReleased) {
  ASSERT_TRUE(put("a", "same", {.owner = "ann", .unique = true}));
  ASSERT_TRUE(store().release_claim("a", soon()));
  EXPECT_FALSE(put("b", "same", {.owner = "ann", .unique = true})->duplicate);
}

TEST_P(ObjectStoreContract, ListsKeysInOrderPageByPage) {
  for (const char* key : {"b", "a/2", "c", "a/1", "a/3"})
    ASSERT_TRUE(put(key, key));
  const auto keys = [](const ObjectPage& page) {
    std::vector<std::string> out;
    for (const ObjectInfo& object : page.objects)
      out.push_back(object.key);
    return out;
  };
  const ObjectPage first = *store().list("", "", 2, soon());
  EXPECT_THAT(keys(first), ElementsAre("a/1", "a/2"));
  const ObjectPage second = *store().list("", first.next, 2, soon());
  EXPECT_THAT(keys(second), ElementsAre("a/3", "b"));
  const ObjectPage third = *store().list("", second.next, 2, soon());
  EXPECT_THAT(keys(third), ElementsAre("c"));
  EXPECT_EQ(third.next, "");
  EXPECT_THAT(keys(*store().list("a/", "", 10, soon())), ElementsAre("a/1", "a/2", "a/3"));
  EXPECT_THAT(keys(*store().list("a/", "a/1", 10, soon())), ElementsAre("a/2", "a/3"));
}

TEST_P(ObjectStoreContract, EveryChangeMakesAnEventInOrder) {
  ASSERT_TRUE(put("a", "one"));
  ASSERT_TRUE(put("b", "two"));
  ASSERT_TRUE(put("a", "three"));
  ASSERT_TRUE(store().remove("b", std::nullopt, soon()));
  const auto all = events();
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].key, "a");
  EXPECT_EQ(all[0].kind, EventKind::created);
  EXPECT_EQ(all[0].bucket, "uploads");
  EXPECT_EQ(all[2].key, "a");
  EXPECT_GT(all[2].sequencer, all[0].sequencer);
  EXPECT_EQ(all[3].kind, EventKind::removed);
  EXPECT_GT(all[3].sequencer, all[1].sequencer);
}

TEST_P(ObjectStoreContract, AnEventStaysUntilItIsSentOn) {
  ASSERT_TRUE(put("a", "one"));
  const auto rows = *subject_.outbox->pending(10, std::chrono::milliseconds(0));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(subject_.outbox->pending(10, std::chrono::milliseconds(0))->size(), 1U);
  ASSERT_TRUE(subject_.outbox->sent(rows[0].id));
  EXPECT_THAT(events(), IsEmpty());
  EXPECT_EQ(*subject_.outbox->size(), 0);
}

TEST_P(ObjectStoreContract, WhoWaitsForAnEventIsWoken) {
  std::jthread putter([&] { ASSERT_TRUE(put("a", "one")); });
  EXPECT_EQ(subject_.outbox->pending(10, std::chrono::seconds(20))->size(), 1U);
}

TEST_P(ObjectStoreContract, ManyPutsOfOneKeyAtOnceLeaveOneOfThem) {
  constexpr int kThreads = 8;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i)
      threads.emplace_back([this, i] { ASSERT_TRUE(put("a", std::string(1000, static_cast<char>('a' + i)))); });
  }
  const std::string bytes = read("a");
  EXPECT_EQ(bytes, std::string(1000, bytes.front()));
  std::set<std::string> sequencers;
  for (const Event& event : events())
    sequencers.insert(event.sequencer);
  EXPECT_EQ(sequencers.size(), static_cast<std::size_t>(kThreads));
}

INSTANTIATE_TEST_SUITE_P(Adapters, ObjectStoreContract, ::testing::Values(kMemory, kFile),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace spotter::testing
