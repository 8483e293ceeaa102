// Searching collections: what is found is what is stored, at once, by whichever way.

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <random>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/collections/memory.h"
#include "adapters/collections/sqlite.h"
#include "app/indexed_face_search.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::int64_t kMany = 1'000'000;
constexpr int kLength = 32;

/// A curve on which all cosines from -1 to 1 differ.
const FaceMatching kMatching{.scale = {.parts = {{.mean = 0, .deviation = 0.2F}}, .curve = {{-5, 0}, {5, 100}}},
                             .models = "models",
                             .least_similarity = 80};
/// Two parts of different spread, as of two models.
const FaceMatching kTwoParts{.scale = {.parts = {{.mean = 0.1F, .deviation = 0.2F}, {.mean = 0, .deviation = 0.05F}},
                                       .curve = {{-15, 0}, {15, 100}}},
                             .models = "models",
                             .least_similarity = 80};
const SimilarityRange kAll{.least = 0, .most = 10};

/// Made-up people: faces of one lie near each other.
class Faces {
 public:
  std::vector<float> somebody(int length = kLength) { return unit(std::vector<float>(length), 1); }
  std::vector<float> near(const std::vector<float>& other, float distance = 0.3F) { return unit(other, distance); }

 private:
  std::vector<float> unit(std::vector<float> at, float distance) {
    std::normal_distribution<float> normal;
    float sum = 0;
    for (float& value : at) {
      value += normal(random_) * distance / std::sqrt(static_cast<float>(at.size()));
      sum += value * value;
    }
    for (float& value : at)
      value /= std::sqrt(sum);
    return at;
  }
  std::mt19937 random_{1};
};

CollectionFace face_of(const std::string& id, std::vector<std::vector<float>> parts) {
  return {.face_id = id, .image_id = "image", .models = "models", .vector = {.parts = std::move(parts)}};
}

std::vector<std::string> ids_of(const Result<std::vector<Alike>>& found) {
  std::vector<std::string> ids;
  for (const Alike& one : *found)
    ids.push_back(one.id);
  return ids;
}

class FaceSearchTest : public ::testing::Test {
 protected:
  FaceSearchTest() { EXPECT_TRUE(collections.create({.id = "staff"}, soon())); }

  void put(const std::vector<CollectionFace>& some, const std::string& collection = "staff") {
    ASSERT_TRUE(collections.put_faces(collection, some, kMany, soon()));
  }
  void put(const std::string& id, const std::vector<float>& vector) { put({face_of(id, {vector})}); }
  /// `count` faces of so many people, by name `PERSON-FACE`.
  std::vector<CollectionFace> put_people(int people, int each) {
    std::vector<CollectionFace> all;
    for (int person = 0; person < people; ++person) {
      const auto centre = faces.somebody();
      for (int face = 0; face < each; ++face)
        all.push_back(face_of(std::to_string(person) + "-" + std::to_string(face), {faces.near(centre)}));
    }
    put(all);
    return all;
  }
  std::vector<std::string> found(IndexedFaceSearch& search, const std::vector<float>& vector,
                                 const SimilarityRange& range = kAll) {
    return ids_of(search.most_like(Compared::faces, "staff", {.parts = {vector}}, kMatching, range, soon()));
  }
  /// The table looked at face by face.
  std::vector<std::string> exactly(const std::vector<float>& vector, const SimilarityRange& range = kAll) {
    std::vector<std::pair<float, std::string>> all;
    for (const ComparedVector& one : collections.changes("staff", Compared::faces, "models", 0, 100'000, soon())->put) {
      const float alike = similarity({.parts = {vector}}, one.vector, kMatching.scale);
      if (alike >= range.least) all.emplace_back(-alike, one.id);
    }
    std::ranges::sort(all);
    std::vector<std::string> ids;
    for (const auto& [alike, id] : all)
      if (std::ssize(ids) < range.most) ids.push_back(id);
    return ids;
  }

  MemoryCollections collections;
  Faces faces;
};

TEST_F(FaceSearchTest, FindsTheMostAlikeFirstWithTheSimilarityOfTheStoredVectors) {
  put({face_of("a", {{1, 0}}), face_of("b", {{0, 1}}), face_of("c", {{0.8F, 0.6F}})});
  IndexedFaceSearch search(collections);
  const auto found = *search.most_like(Compared::faces, "staff", {.parts = {{1, 0}}}, kMatching, kAll, soon());
  ASSERT_EQ(found.size(), 3);
  EXPECT_EQ(found[0].id, "a");
  EXPECT_EQ(found[1].id, "c");
  EXPECT_EQ(found[2].id, "b");
  EXPECT_EQ(found[1].similarity, similarity({.parts = {{1, 0}}}, {.parts = {{0.8F, 0.6F}}}, kMatching.scale));
}

TEST_F(FaceSearchTest, LeavesOutWhatIsLessAlikeThanAskedOrTooMuch) {
  put({face_of("a", {{1, 0}}), face_of("b", {{0, 1}}), face_of("c", {{0.8F, 0.6F}})});
  IndexedFaceSearch search(collections);
  const float of_c = similarity({.parts = {{1, 0}}}, {.parts = {{0.8F, 0.6F}}}, kMatching.scale);
  EXPECT_THAT(found(search, {1, 0}, {.least = of_c, .most = 10}), ElementsAre("a", "c")) << "the least is in";
  EXPECT_THAT(found(search, {1, 0}, {.least = std::nextafter(of_c, 101.0F), .most = 10}), ElementsAre("a"));
  EXPECT_THAT(found(search, {1, 0}, {.least = 0, .most = 2}), ElementsAre("a", "c"));
  EXPECT_THAT(found(search, {1, 0}, {.least = 0, .most = 0}), IsEmpty());
}

TEST_F(FaceSearchTest, WhereTheCurveIsFlatTheNearerComesFirst) {
  FaceMatching flat = kMatching;
  flat.scale.curve = {{0, 0}, {1, 100}};
  put({face_of("a", {{0.6F, 0.8F}}), face_of("b", {{1, 0}}), face_of("c", {{0.8F, 0.6F}})});
  IndexedFaceSearch search(collections);
  const auto all = search.most_like(Compared::faces, "staff", {.parts = {{1, 0}}}, flat, kAll, soon());
  EXPECT_EQ(all->back().similarity, 100);
  EXPECT_THAT(ids_of(all), ElementsAre("b", "c", "a"));
}

TEST_F(FaceSearchTest, NothingIsLikeWhatCannotBeCompared) {
  IndexedFaceSearch search(collections);
  EXPECT_THAT(found(search, {1, 0}), IsEmpty()) << "an empty collection";
  CollectionFace other = face_of("other", {{1, 0}});
  other.models = "other models";
  put({other});
  EXPECT_THAT(found(search, {1, 0}), IsEmpty()) << "another model's";
  put("a", {1, 0});
  EXPECT_THAT(found(search, {1, 0}), ElementsAre("a"));
  EXPECT_THAT(found(search, {1, 0, 0}), IsEmpty()) << "another length";
  EXPECT_THAT(*search.most_like(Compared::faces, "staff", {}, kMatching, kAll, soon()), IsEmpty()) << "no vector";
}

TEST_F(FaceSearchTest, SaysThatACollectionIsNotThere) {
  IndexedFaceSearch search(collections);
  EXPECT_EQ(search.most_like(Compared::faces, "none", {.parts = {{1, 0}}}, kMatching, kAll, soon()).error().code,
            Errc::not_found);
  EXPECT_EQ(search.most_like(Compared::users, "none", {.parts = {{1, 0}}}, kMatching, kAll, soon()).error().code,
            Errc::not_found);
}

TEST_F(FaceSearchTest, RanksTwoPartsAsSimilarityDoes) {
  std::vector<CollectionFace> all;
  for (int i = 0; i < 500; ++i)
    all.push_back(face_of(std::to_string(i), {faces.somebody(8), faces.somebody(16)}));
  put(all);
  IndexedFaceSearch search(collections);
  for (int i = 0; i < 20; ++i) {
    const FaceVector query{.parts = {faces.somebody(8), faces.somebody(16)}};
    const auto found = *search.most_like(Compared::faces, "staff", query, kTwoParts, kAll, soon());
    ASSERT_EQ(found.size(), 10);
    std::vector<float> exact;
    for (const CollectionFace& face : all)
      exact.push_back(similarity(query, face.vector, kTwoParts.scale));
    std::ranges::sort(exact, std::greater{});
    for (std::size_t place = 0; place < found.size(); ++place)
      EXPECT_EQ(found[place].similarity, exact[place]);
  }
}

TEST_F(FaceSearchTest, FindsWhatTheTableLookedAtFaceByFaceGives) {
  const auto all = put_people(400, 5);
  IndexedFaceSearch search(collections);
  for (std::size_t i = 0; i < 40; ++i) {
    const auto near = faces.near(all[i * 17].vector.parts[0], 0.2F);
    EXPECT_EQ(found(search, near), exactly(near));
    const auto stranger = faces.somebody();
    EXPECT_EQ(found(search, stranger), exactly(stranger));
  }
}

TEST_F(FaceSearchTest, FindsAFaceAtOnceAndNoneThatWasRemoved) {
  const auto all = put_people(100, 3);
  IndexedFaceSearch search(collections);
  EXPECT_EQ(found(search, all[0].vector.parts[0]).front(), "0-0");
  const auto fresh = faces.somebody();
  put("new", fresh);
  EXPECT_EQ(found(search, fresh).front(), "new");
  ASSERT_TRUE(collections.remove_faces("staff", {"new", "0-0"}, soon()));
  EXPECT_THAT(found(search, fresh), Not(Contains("new")));
  EXPECT_THAT(found(search, all[0].vector.parts[0]), Not(Contains("0-0")));
  EXPECT_THAT(found(search, all[0].vector.parts[0]), Contains("0-1")) << "its neighbours are still found";
  put("0-0", fresh);
  EXPECT_EQ(found(search, fresh).front(), "0-0") << "under its new vector";
  EXPECT_EQ(std::ranges::count(found(search, all[0].vector.parts[0], {.least = 0, .most = 4000}), "0-0"), 1);
}

TEST_F(FaceSearchTest, WhatWasRemovedGivesItsMemoryBackAndTheRestIsFound) {
  const auto all = put_people(1000, 2);
  IndexedFaceSearch search(collections);
  found(search, all[0].vector.parts[0]);
  const std::size_t before = search.bytes();
  std::vector<std::string> removed;
  for (std::size_t i = 0; i < all.size() - 200; ++i)
    removed.push_back(all[i].face_id);
  ASSERT_TRUE(collections.remove_faces("staff", removed, soon()));
  EXPECT_EQ(found(search, all[0].vector.parts[0], {.least = 0, .most = 4096}).size(), 200);
  EXPECT_LT(search.bytes(), before / 5);
  put("new", faces.somebody());
  for (std::size_t i = 0; i < 50; ++i) {
    const auto& query = all[i * 40].vector.parts[0];
    EXPECT_EQ(found(search, query), exactly(query)) << i;
  }
}

TEST_F(FaceSearchTest, ManyFacesThatAreTheSameHideNobody) {
  const auto all = put_people(300, 2);
  std::vector<CollectionFace> same;
  for (int i = 0; i < 500; ++i)
    same.push_back(face_of("same-" + std::to_string(i), {all[7].vector.parts[0]}));
  put(same);
  IndexedFaceSearch search(collections);
  found(search, all[0].vector.parts[0]);
  EXPECT_EQ(found(search, all[7].vector.parts[0], {.least = 99, .most = 4096}).size(), 501);
  for (std::size_t i = 0; i < all.size(); i += 20)
    EXPECT_EQ(found(search, all[i].vector.parts[0]).front(), all[i].face_id);
}

TEST_F(FaceSearchTest, ACollectionMadeAgainHasNothingOfTheOldOne) {
  put("a", {1, 0});
  IndexedFaceSearch search(collections);
  EXPECT_THAT(found(search, {1, 0}), ElementsAre("a"));
  ASSERT_TRUE(collections.remove("staff", soon()));
  EXPECT_FALSE(search.most_like(Compared::faces, "staff", {.parts = {{1, 0}}}, kMatching, kAll, soon()));
  ASSERT_TRUE(collections.create({.id = "staff"}, soon()));
  EXPECT_THAT(found(search, {1, 0}), IsEmpty());
  put("b", {0, 1});
  EXPECT_THAT(found(search, {1, 0}), ElementsAre("b"));
}

TEST_F(FaceSearchTest, FindsUsersByTheMeanOfTheirFaces) {
  put({face_of("a", {{1, 0}}), face_of("b", {{0, 1}}), face_of("c", {{-1, 0}})});
  for (const char* user : {"ann", "bob", "nobody"})
    ASSERT_TRUE(collections.create_user("staff", user, soon()));
  ASSERT_TRUE(collections.associate("staff", "ann", {"a", "b"}, 100, soon()));
  ASSERT_TRUE(collections.associate("staff", "bob", {"c"}, 100, soon()));
  IndexedFaceSearch search(collections);
  const auto users = [&](const std::vector<float>& vector) {
    return *search.most_like(Compared::users, "staff", {.parts = {vector}}, kMatching, kAll, soon());
  };
  const auto found = users({1, 0});
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[0].id, "ann");
  const FaceVector mean{.parts = {{std::sqrt(0.5F), std::sqrt(0.5F)}}};
  EXPECT_NEAR(found[0].similarity, similarity({.parts = {{1, 0}}}, mean, kMatching.scale), 1e-3F);
  EXPECT_EQ(found[1].id, "bob");

  ASSERT_TRUE(collections.disassociate("staff", "ann", {"b"}, soon()));
  EXPECT_EQ(users({1, 0})[0].similarity, similarity({.parts = {{1, 0}}}, {.parts = {{1, 0}}}, kMatching.scale));
  ASSERT_TRUE(collections.remove_user("staff", "bob", soon()));
  EXPECT_EQ(users({-1, 0}).size(), 1);
}

TEST_F(FaceSearchTest, AnotherScaleIsAnotherIndex) {
  put({face_of("a", {{1, 0}, {0, 1}}), face_of("b", {{0, 1}, {1, 0}})});
  IndexedFaceSearch search(collections);
  const FaceVector query{.parts = {{1, 0}, {1, 0}}};
  EXPECT_EQ(search.most_like(Compared::faces, "staff", query, kTwoParts, kAll, soon())->front().id, "b");
  FaceMatching other = kTwoParts;
  std::swap(other.scale.parts[0], other.scale.parts[1]);
  EXPECT_EQ(search.most_like(Compared::faces, "staff", query, other, kAll, soon())->front().id, "a");
}

TEST_F(FaceSearchTest, DropsWhatWasNotUsedForLongestAndReadsItAgain) {
  ASSERT_TRUE(collections.create({.id = "others"}, soon()));
  put_people(50, 2);
  put({face_of("a", {faces.somebody()})}, "others");
  IndexedFaceSearch search(collections, {.most_bytes = 1});
  const auto query = faces.somebody();
  EXPECT_EQ(found(search, query), exactly(query));
  const std::size_t with_one = search.bytes();
  EXPECT_GT(with_one, 0);
  EXPECT_EQ(search.most_like(Compared::faces, "others", {.parts = {query}}, kMatching, kAll, soon())->size(), 1);
  EXPECT_LE(search.bytes(), with_one) << "only one of the two is held";
  EXPECT_EQ(found(search, query), exactly(query));
}

TEST_F(FaceSearchTest, SaysSoWhereTimeIsTooShortAndGoesOnFromThere) {
  put_people(50, 2);
  IndexedFaceSearch search(collections, {.page = 10});
  const auto query = faces.somebody();
  const auto early = search.most_like(Compared::faces, "staff", {.parts = {query}}, kMatching, kAll,
                                      Deadline::after(std::chrono::milliseconds(-1)));
  EXPECT_EQ(early.error().code, Errc::unavailable);
  EXPECT_EQ(found(search, query), exactly(query));
}

TEST_F(FaceSearchTest, ReadsBeforehandWhatThereIsAndDropsWhatIsGone) {
  ASSERT_TRUE(collections.create({.id = "others"}, soon()));
  put_people(50, 2);
  put({face_of("a", {faces.somebody()})}, "others");
  IndexedFaceSearch search(collections);
  EXPECT_EQ(search.bytes(), 0);
  search.prepare(kMatching, {});
  const std::size_t both = search.bytes();
  EXPECT_GT(both, 101 * kLength);
  ASSERT_TRUE(collections.remove("staff", soon()));
  search.drop_gone();
  EXPECT_LT(search.bytes(), both / 2);
  EXPECT_GT(search.bytes(), 0);
}

TEST_F(FaceSearchTest, ReadsAnewWhereRemovalsWereForgottenMeanwhile) {
  MemoryCollections forgetful(1);
  ASSERT_TRUE(forgetful.create({.id = "staff"}, soon()));
  const auto all = put_people(20, 2);
  ASSERT_TRUE(forgetful.put_faces("staff", all, kMany, soon()));
  IndexedFaceSearch search(forgetful);
  const auto ids = [&] {
    return ids_of(search.most_like(Compared::faces, "staff", {.parts = {all[0].vector.parts[0]}}, kMatching,
                                   {.least = 0, .most = 100}, soon()));
  };
  EXPECT_EQ(ids().size(), 40);
  std::vector<std::string> removed;
  for (std::size_t i = 0; i < 30; ++i)
    removed.push_back(all[i].face_id);
  ASSERT_TRUE(forgetful.remove_faces("staff", removed, soon()));
  EXPECT_EQ(ids().size(), 10);
  EXPECT_THAT(ids(), Not(Contains("0-0")));
}

TEST_F(FaceSearchTest, SearchesWhileOthersPutAndRemove) {
  const auto stable = put_people(150, 2);
  IndexedFaceSearch search(collections);
  std::atomic<bool> failed = false;
  std::jthread background([&](const std::stop_token& stop) { search.run(kMatching, stop); });
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 2; ++thread)
      threads.emplace_back([&, thread] {
        Faces own;
        for (int i = 0; i < 100; ++i) {
          const std::string id = "t" + std::to_string(thread) + "-" + std::to_string(i);
          const auto vector = own.near(stable[static_cast<std::size_t>(i)].vector.parts[0]);
          failed = failed || !collections.put_faces("staff", {face_of(id, {vector})}, kMany, soon());
          const auto there = search.most_like(Compared::faces, "staff", {.parts = {vector}}, kMatching,
                                              {.least = 99, .most = 9}, soon());
          failed = failed || !there || std::ranges::count(ids_of(there), id) != 1;
          failed = failed || !collections.remove_faces("staff", {id}, soon());
          const auto gone = search.most_like(Compared::faces, "staff", {.parts = {vector}}, kMatching,
                                             {.least = 99, .most = 9}, soon());
          failed = failed || !gone || std::ranges::count(ids_of(gone), id) != 0;
        }
      });
    for (int i = 0; i < 100; ++i) {
      const CollectionFace& one = stable[static_cast<std::size_t>(i) * 2];
      failed = failed || found(search, one.vector.parts[0]).front() != one.face_id;
    }
  }
  background.request_stop();
  background.join();
  EXPECT_FALSE(failed);
}

TEST_F(FaceSearchTest, TheStoredFacesOfSqliteAreFoundAfterANewStart) {
  const TemporaryFolder folder;
  const auto open = [&] { return std::move(*SqliteCollections::open(*SqliteDatabase::open(folder.path() / "t"))); };
  const auto vector = faces.somebody();
  {
    const auto stored = open();
    ASSERT_TRUE(stored->create({.id = "staff"}, soon()));
    ASSERT_TRUE(stored->put_faces("staff", {face_of("a", {vector}), face_of("b", {faces.somebody()})}, kMany, soon()));
  }
  const auto stored = open();
  IndexedFaceSearch search(*stored);
  EXPECT_EQ(search.most_like(Compared::faces, "staff", {.parts = {vector}}, kMatching, kAll, soon())->front().id, "a");
}

}  // namespace
}  // namespace spotter::testing
