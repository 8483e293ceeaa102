// What every store of collections promises, run by each adapter.

#include <algorithm>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/collections/memory.h"
#include "adapters/collections/sqlite.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

constexpr std::int64_t kMany = 1000;
constexpr int kFew = 10;
constexpr std::int64_t kKept = 5;  ///< removals

struct Adapter {
  const char* name;
  std::unique_ptr<Collections> (*make)();
};
const Adapter kMemory{"memory",
                      []() -> std::unique_ptr<Collections> { return std::make_unique<MemoryCollections>(kKept); }};
const Adapter kSqlite{"sqlite", []() -> std::unique_ptr<Collections> {
                        return std::move(*SqliteCollections::open(*SqliteDatabase::open(":memory:"), kKept));
                      }};

CollectionFace face_named(const std::string& id, std::vector<float> vector = {1, 0}) {
  return {.face_id = id,
          .image_id = "image of " + id,
          .external_image_id = std::nullopt,
          .bounding_box = {.width = 0.1F, .height = 0.2F, .left = 0.3F, .top = -0.4F},
          .confidence = 99.5F,
          .user_id = std::nullopt,
          .models = "models",
          .vector = {.parts = {std::move(vector)}}};
}

std::vector<std::string> ids_of(const Result<std::vector<CollectionFace>>& faces) {
  std::vector<std::string> ids;
  for (const CollectionFace& face : *faces)
    ids.push_back(face.face_id);
  return ids;
}

/// "a: done", "b: of_another_user bob" …
std::vector<std::string> texts_of(const std::vector<FaceChanged>& changed) {
  std::vector<std::string> texts;
  for (const FaceChanged& one : changed) {
    constexpr const char* kNames[] = {"done", "already", "face_not_found", "of_another_user", "of_a_user"};
    texts.push_back(one.face_id + ": " + kNames[static_cast<int>(one.change)] +
                    (one.user_id ? " " + *one.user_id : ""));
  }
  return texts;
}

class CollectionsContract : public ::testing::TestWithParam<Adapter> {
 protected:
  CollectionsContract() {
    EXPECT_TRUE(all().create({.id = "staff", .created_at = noon(), .tags = {{"team", "a"}}}, soon()));
  }
  Collections& all() { return *collections_; }
  Collection staff() { return *all().get("staff", soon()); }

  void put(const std::vector<CollectionFace>& faces) { ASSERT_TRUE(all().put_faces("staff", faces, kMany, soon())); }
  void put_named(const std::vector<std::string>& ids) {
    std::vector<CollectionFace> faces;
    for (const std::string& id : ids)
      faces.push_back(face_named(id));
    put(faces);
  }
  void make_user(const std::string& user, const std::vector<std::string>& faces) {
    ASSERT_TRUE(all().create_user("staff", user, soon()));
    ASSERT_TRUE(all().associate("staff", user, faces, kFew, soon()));
  }
  std::vector<std::string> faces_after(const std::string& after, int limit, const FaceFilter& filter = {}) {
    return ids_of(all().faces("staff", filter, after, limit, soon()));
  }
  std::optional<std::string> user_of(const std::string& face) { return all().face("staff", face, soon())->user_id; }

  VectorChanges changes(Compared compared, std::int64_t after, int limit = 100) {
    return *all().changes("staff", compared, "models", after, limit, soon());
  }
  /// All that stands, read in pages as an index does: number → id.
  std::map<std::int64_t, std::string> followed(Compared compared, int limit = 2) {
    std::map<std::int64_t, std::string> standing;
    std::int64_t last = 0;
    for (int page = 0; last < staff().last_change; ++page) {
      EXPECT_LT(page, 100);
      const VectorChanges read = changes(compared, last, limit);
      EXPECT_GT(read.last, last);
      for (const ComparedVector& one : read.put)
        standing[one.number] = one.id;
      for (const std::int64_t number : read.removed)
        standing.erase(number);
      last = read.last;
    }
    return standing;
  }

 private:
  std::unique_ptr<Collections> collections_ = GetParam().make();
};

TEST_P(CollectionsContract, KeepsWhatACollectionWasMadeWith) {
  const Collection made = staff();
  EXPECT_EQ(made.id, "staff");
  EXPECT_EQ(made.created_at, noon());
  EXPECT_THAT(made.tags, ElementsAre(std::pair("team", "a")));
  EXPECT_EQ(made.faces, 0);
  EXPECT_EQ(made.users, 0);
}

TEST_P(CollectionsContract, AnIdIsTakenOnce) {
  EXPECT_EQ(all().create({.id = "staff"}, soon()).error().code, Errc::conflict);
  EXPECT_EQ(staff().created_at, noon());
  EXPECT_TRUE(all().create({.id = "Staff"}, soon())) << "ids are case-sensitive";
}

TEST_P(CollectionsContract, SaysWhichCollectionIsMissingWhateverIsAsked) {
  const auto missing = [](const auto& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Errc::not_found);
    EXPECT_THAT(result.error().detail, StartsWith("collection "));
  };
  missing(all().get("none", soon()));
  missing(all().remove("none", soon()));
  missing(all().change_tags("none", {}, kFew, soon()));
  missing(all().put_faces("none", {face_named("a")}, kMany, soon()));
  missing(all().face("none", "a", soon()));
  missing(all().faces("none", {}, "", kFew, soon()));
  missing(all().remove_faces("none", {"a"}, soon()));
  missing(all().create_user("none", "ann", soon()));
  missing(all().remove_user("none", "ann", soon()));
  missing(all().user("none", "ann", soon()));
  missing(all().users("none", "", kFew, soon()));
  missing(all().faces_of("none", "ann", soon()));
  missing(all().associate("none", "ann", {"a"}, kFew, soon()));
  missing(all().disassociate("none", "ann", {"a"}, soon()));
  missing(all().changes("none", Compared::faces, "models", 0, kFew, soon()));
  missing(all().vectors("none", Compared::faces, "models", {1}, soon()));
}

TEST_P(CollectionsContract, ListsCollectionsInPagesById) {
  for (const char* id : {"c", "a", "b"})
    ASSERT_TRUE(all().create({.id = id}, soon()));
  const auto ids = [&](const std::string& after, int limit) {
    std::vector<std::string> page;
    for (const Collection& one : *all().list(after, limit, soon()))
      page.push_back(one.id);
    return page;
  };
  EXPECT_THAT(ids("", 2), ElementsAre("a", "b"));
  EXPECT_THAT(ids("b", 2), ElementsAre("c", "staff"));
  EXPECT_THAT(ids("bb", 1), ElementsAre("c")) << "after an id that isn't there";
  EXPECT_THAT(ids("staff", 2), IsEmpty());
  EXPECT_THAT(all().list("c", kFew, soon())->front().tags, ElementsAre(std::pair("team", "a")));
}

TEST_P(CollectionsContract, ChangesTagsAndKeepsTheOthers) {
  ASSERT_TRUE(all().change_tags("staff", {.put = {{"x", "1"}, {"y", ""}}, .removed = {"team", "x"}}, kFew, soon()));
  EXPECT_THAT(staff().tags, ElementsAre(std::pair("x", "1"), std::pair("y", "")));
  ASSERT_TRUE(all().change_tags("staff", {.put = {{"x", "2"}}}, kFew, soon()));
  EXPECT_THAT(staff().tags, ElementsAre(std::pair("x", "2"), std::pair("y", "")));
  ASSERT_TRUE(all().change_tags("staff", {.removed = {"x", "y", "none"}}, kFew, soon()));
  EXPECT_THAT(staff().tags, IsEmpty());
}

TEST_P(CollectionsContract, ChangesNoTagWhereThereWouldBeTooMany) {
  ASSERT_TRUE(all().change_tags("staff", {.put = {{"x", "1"}}}, 2, soon()));
  const auto refused = all().change_tags("staff", {.put = {{"y", "1"}, {"z", "1"}}, .removed = {"x"}}, 2, soon());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::too_large);
  EXPECT_THAT(staff().tags, ElementsAre(std::pair("team", "a"), std::pair("x", "1")));
  EXPECT_TRUE(all().change_tags("staff", {.put = {{"y", "1"}}, .removed = {"x"}}, 2, soon())) << "removed first";
}

TEST_P(CollectionsContract, RemovesACollectionWithAllItHolds) {
  put_named({"a", "b"});
  make_user("ann", {"a"});
  ASSERT_TRUE(all().create({.id = "others"}, soon()));
  ASSERT_TRUE(all().put_faces("others", {face_named("a")}, kMany, soon()));
  const Collection before = staff();
  ASSERT_TRUE(all().remove("staff", soon()));
  EXPECT_EQ(all().get("staff", soon()).error().code, Errc::not_found);
  EXPECT_EQ(all().face("staff", "a", soon()).error().code, Errc::not_found);

  ASSERT_TRUE(all().create({.id = "staff"}, soon()));
  EXPECT_NE(staff().serial, before.serial);
  EXPECT_GT(staff().last_change, before.last_change) << "numbers are never given twice";
  EXPECT_EQ(staff().faces, 0);
  EXPECT_THAT(staff().tags, IsEmpty());
  EXPECT_THAT(faces_after("", kFew), IsEmpty());
  EXPECT_THAT(*all().users("staff", "", kFew, soon()), IsEmpty());
  EXPECT_THAT(changes(Compared::faces, 0).put, IsEmpty());
  EXPECT_TRUE(all().face("others", "a", soon())) << "another collection's face of the same id stays";
}

TEST_P(CollectionsContract, AFaceComesBackAsItWasPut) {
  CollectionFace face = face_named("a", {0.25F, -0.5F});
  face.external_image_id = "holiday:1";
  face.vector.parts.push_back({1, 2, 3});
  put({face, face_named("b")});
  const CollectionFace kept = *all().face("staff", "a", soon());
  EXPECT_EQ(kept.face_id, "a");
  EXPECT_EQ(kept.image_id, "image of a");
  EXPECT_EQ(kept.external_image_id, "holiday:1");
  EXPECT_EQ(kept.bounding_box.width, 0.1F);
  EXPECT_EQ(kept.bounding_box.height, 0.2F);
  EXPECT_EQ(kept.bounding_box.left, 0.3F);
  EXPECT_EQ(kept.bounding_box.top, -0.4F);
  EXPECT_EQ(kept.confidence, 99.5F);
  EXPECT_EQ(kept.user_id, std::nullopt);
  EXPECT_EQ(kept.models, "models");
  EXPECT_EQ(kept.vector.parts, face.vector.parts);
  EXPECT_EQ(all().face("staff", "b", soon())->external_image_id, std::nullopt);
  EXPECT_EQ(staff().faces, 2);
  const auto missing = all().face("staff", "c", soon());
  EXPECT_EQ(missing.error().code, Errc::not_found);
  EXPECT_THAT(missing.error().detail, StartsWith("face "));
}

TEST_P(CollectionsContract, PuttingAFaceAgainReplacesItAndKeepsItsUser) {
  put_named({"a"});
  make_user("ann", {"a"});
  CollectionFace again = face_named("a", {0, 1});
  again.external_image_id = "new";
  again.user_id = "somebody";
  put({again});
  const CollectionFace kept = *all().face("staff", "a", soon());
  EXPECT_EQ(kept.external_image_id, "new");
  EXPECT_EQ(kept.vector.parts, again.vector.parts);
  EXPECT_EQ(kept.user_id, "ann");
  EXPECT_EQ(staff().faces, 1);
  EXPECT_EQ(all().user("staff", "ann", soon())->faces, 1);
}

TEST_P(CollectionsContract, OfTwoFacesWithOneIdTheLastCounts) {
  put({face_named("a", {1, 0}), face_named("a", {0, 1})});
  EXPECT_EQ(staff().faces, 1);
  EXPECT_EQ(all().face("staff", "a", soon())->vector.parts, face_named("a", {0, 1}).vector.parts);
  EXPECT_EQ(followed(Compared::faces).size(), 1);
}

TEST_P(CollectionsContract, AFullCollectionTakesNoneOfThem) {
  ASSERT_TRUE(all().put_faces("staff", {face_named("a"), face_named("b")}, 3, soon()));
  const std::int64_t before = staff().last_change;
  EXPECT_EQ(all().put_faces("staff", {face_named("c"), face_named("d")}, 3, soon()).error().code, Errc::too_large);
  EXPECT_THAT(faces_after("", kFew), ElementsAre("a", "b"));
  EXPECT_EQ(staff().faces, 2);
  EXPECT_EQ(staff().last_change, before);
  EXPECT_TRUE(all().put_faces("staff", {face_named("a"), face_named("b"), face_named("c")}, 3, soon()))
      << "those that are there need no room";
  EXPECT_TRUE(all().put_faces("staff", {}, 3, soon()));
}

TEST_P(CollectionsContract, ListsFacesInPagesWithoutVectors) {
  put_named({"d", "a", "c", "b"});
  EXPECT_THAT(faces_after("", 3), ElementsAre("a", "b", "c"));
  EXPECT_THAT(faces_after("c", 3), ElementsAre("d"));
  EXPECT_THAT(faces_after("d", 3), IsEmpty());
  EXPECT_THAT(all().faces("staff", {}, "", 1, soon())->front().vector.parts, IsEmpty());
}

TEST_P(CollectionsContract, NarrowsListsByUserAndByFaces) {
  put_named({"a", "b", "c", "d"});
  make_user("ann", {"a", "c"});
  make_user("bob", {"b"});
  EXPECT_THAT(faces_after("", kFew, {.user_id = "ann"}), ElementsAre("a", "c"));
  EXPECT_THAT(faces_after("a", kFew, {.user_id = "ann"}), ElementsAre("c"));
  EXPECT_THAT(faces_after("", 1, {.user_id = "ann"}), ElementsAre("a"));
  EXPECT_THAT(faces_after("", kFew, {.user_id = "nobody"}), IsEmpty());
  const FaceFilter some{.user_id = std::nullopt, .face_ids = {"d", "b", "none", "b"}};
  EXPECT_THAT(faces_after("", kFew, some), ElementsAre("b", "d"));
  EXPECT_THAT(faces_after("", 1, some), ElementsAre("b"));
  EXPECT_THAT(faces_after("b", 1, some), ElementsAre("d"));
  EXPECT_THAT(faces_after("", kFew, {.user_id = "ann", .face_ids = {"a", "b"}}), ElementsAre("a"));
}

TEST_P(CollectionsContract, RemovesFacesButNotThoseOfUsers) {
  put_named({"a", "b", "c"});
  make_user("ann", {"b"});
  EXPECT_THAT(texts_of(*all().remove_faces("staff", {"c", "b", "none", "a", "c"}, soon())),
              ElementsAre("c: done", "b: of_a_user ann", "none: face_not_found", "a: done"));
  EXPECT_THAT(faces_after("", kFew), ElementsAre("b"));
  EXPECT_EQ(staff().faces, 1);
  EXPECT_THAT(texts_of(*all().remove_faces("staff", {"a"}, soon())), ElementsAre("a: face_not_found"));
}

TEST_P(CollectionsContract, MakesAUserOnce) {
  ASSERT_TRUE(all().create_user("staff", "ann", soon()));
  EXPECT_EQ(all().create_user("staff", "ann", soon()).error().code, Errc::conflict);
  EXPECT_EQ(staff().users, 1);
  EXPECT_EQ(all().user("staff", "ann", soon())->id, "ann");
  EXPECT_EQ(all().user("staff", "ann", soon())->faces, 0);
  EXPECT_THAT(*all().faces_of("staff", "ann", soon()), IsEmpty());
}

TEST_P(CollectionsContract, SaysWhichUserIsMissing) {
  put_named({"a"});
  const auto missing = [](const auto& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Errc::not_found);
    EXPECT_THAT(result.error().detail, StartsWith("user "));
  };
  missing(all().remove_user("staff", "ann", soon()));
  missing(all().user("staff", "ann", soon()));
  missing(all().faces_of("staff", "ann", soon()));
  missing(all().associate("staff", "ann", {"a"}, kFew, soon()));
  missing(all().disassociate("staff", "ann", {"a"}, soon()));
}

TEST_P(CollectionsContract, ListsUsersInPages) {
  for (const char* user : {"cay", "ann", "bob"})
    ASSERT_TRUE(all().create_user("staff", user, soon()));
  const auto ids = [&](const std::string& after, int limit) {
    std::vector<std::string> page;
    for (const CollectionUser& one : *all().users("staff", after, limit, soon()))
      page.push_back(one.id);
    return page;
  };
  EXPECT_THAT(ids("", 2), ElementsAre("ann", "bob"));
  EXPECT_THAT(ids("bob", 2), ElementsAre("cay"));
  EXPECT_THAT(ids("cay", 2), IsEmpty());
}

TEST_P(CollectionsContract, RemovingAUserFreesItsFaces) {
  put_named({"a", "b"});
  make_user("ann", {"a"});
  ASSERT_TRUE(all().remove_user("staff", "ann", soon()));
  EXPECT_EQ(staff().users, 0);
  EXPECT_EQ(staff().faces, 2);
  EXPECT_EQ(user_of("a"), std::nullopt);
  EXPECT_THAT(texts_of(*all().remove_faces("staff", {"a"}, soon())), ElementsAre("a: done"));
  ASSERT_TRUE(all().create_user("staff", "ann", soon()));
  EXPECT_EQ(all().user("staff", "ann", soon())->faces, 0) << "a new one of the same name has none";
}

TEST_P(CollectionsContract, AssociatesFacesWithAUser) {
  put_named({"a", "b", "c"});
  make_user("bob", {"b"});
  ASSERT_TRUE(all().create_user("staff", "ann", soon()));
  EXPECT_THAT(texts_of(*all().associate("staff", "ann", {"c", "b", "a", "none", "c"}, kFew, soon())),
              ElementsAre("c: done", "b: of_another_user bob", "a: done", "none: face_not_found"));
  EXPECT_THAT(texts_of(*all().associate("staff", "ann", {"a"}, kFew, soon())), ElementsAre("a: already"));
  EXPECT_EQ(all().user("staff", "ann", soon())->faces, 2);
  EXPECT_EQ(user_of("a"), "ann");
  EXPECT_EQ(user_of("b"), "bob");
  const auto faces = all().faces_of("staff", "ann", soon());
  EXPECT_THAT(ids_of(faces), ElementsAre("a", "c"));
  EXPECT_EQ(faces->front().vector.parts, face_named("a").vector.parts);
}

TEST_P(CollectionsContract, AUserWithTooManyFacesKeepsThoseItHas) {
  put_named({"a", "b", "c"});
  ASSERT_TRUE(all().create_user("staff", "ann", soon()));
  ASSERT_TRUE(all().associate("staff", "ann", {"a"}, 2, soon()));
  EXPECT_EQ(all().associate("staff", "ann", {"b", "c"}, 2, soon()).error().code, Errc::too_large);
  EXPECT_EQ(all().user("staff", "ann", soon())->faces, 1);
  EXPECT_EQ(user_of("b"), std::nullopt);
  EXPECT_THAT(texts_of(*all().associate("staff", "ann", {"a", "b", "none"}, 2, soon())),
              ElementsAre("a: already", "b: done", "none: face_not_found"))
      << "what it has and what isn't there needs no room";
}

TEST_P(CollectionsContract, DisassociatesFaces) {
  put_named({"a", "b", "c"});
  make_user("ann", {"a"});
  make_user("bob", {"b"});
  EXPECT_THAT(texts_of(*all().disassociate("staff", "ann", {"b", "a", "c", "none", "a"}, soon())),
              ElementsAre("b: of_another_user bob", "a: done", "c: already", "none: face_not_found"));
  EXPECT_EQ(user_of("a"), std::nullopt);
  EXPECT_EQ(user_of("b"), "bob");
  EXPECT_EQ(all().user("staff", "ann", soon())->faces, 0);
  EXPECT_THAT(texts_of(*all().disassociate("staff", "ann", {"a"}, soon())), ElementsAre("a: already"));
}

TEST_P(CollectionsContract, ChangesTellAllThatStands) {
  put_named({"c", "a", "b"});
  const VectorChanges all_of_it = changes(Compared::faces, 0);
  ASSERT_EQ(all_of_it.put.size(), 3);
  EXPECT_EQ(all_of_it.put[0].id, "c") << "in the order of their numbers";
  EXPECT_EQ(all_of_it.put[0].vector.parts, face_named("c").vector.parts);
  EXPECT_LT(all_of_it.put[0].number, all_of_it.put[1].number);
  EXPECT_LT(all_of_it.put[1].number, all_of_it.put[2].number);
  EXPECT_EQ(all_of_it.last, staff().last_change);
  const VectorChanges nothing = changes(Compared::faces, all_of_it.last);
  EXPECT_THAT(nothing.put, IsEmpty());
  EXPECT_THAT(nothing.removed, IsEmpty());
  EXPECT_EQ(nothing.last, all_of_it.last);
}

TEST_P(CollectionsContract, ChangesTellWhatWasPutReplacedAndRemoved) {
  put_named({"a", "b"});
  const VectorChanges first = changes(Compared::faces, 0);
  put({face_named("a", {0, 1}), face_named("c")});
  ASSERT_TRUE(all().remove_faces("staff", {"b"}, soon()));
  const VectorChanges second = changes(Compared::faces, first.last);
  ASSERT_EQ(second.put.size(), 2);
  EXPECT_EQ(second.put[0].id, "a");
  EXPECT_EQ(second.put[1].id, "c");
  EXPECT_THAT(second.removed, UnorderedElementsAre(first.put[0].number, first.put[1].number));
  EXPECT_EQ(second.last, staff().last_change);
}

TEST_P(CollectionsContract, ChangesReadInPagesGiveTheSame) {
  put_named({"a", "b", "c", "d", "e"});
  ASSERT_TRUE(all().remove_faces("staff", {"b", "d"}, soon()));
  put_named({"a", "f"});
  for (const int limit : {1, 2, 3, 100}) {
    std::vector<std::string> ids;
    for (const auto& [number, id] : followed(Compared::faces, limit))
      ids.push_back(id);
    EXPECT_THAT(ids, ElementsAre("c", "e", "a", "f")) << limit;
  }
}

TEST_P(CollectionsContract, ChangesLeaveOutFacesOfOtherModels) {
  CollectionFace other = face_named("b");
  other.models = "other models";
  put({face_named("a"), other});
  ASSERT_EQ(changes(Compared::faces, 0).put.size(), 1);
  const VectorChanges others = *all().changes("staff", Compared::faces, "other models", 0, kFew, soon());
  ASSERT_EQ(others.put.size(), 1);
  EXPECT_EQ(others.put[0].id, "b");
  EXPECT_THAT(*all().vectors("staff", Compared::faces, "models", {others.put[0].number}, soon()), IsEmpty());
}

TEST_P(CollectionsContract, UsersAreTheMeansOfTheirFaces) {
  CollectionFace other = face_named("d", {0, -1});
  other.models = "other models";
  put({face_named("a", {1, 0}), face_named("b", {0, 1}), face_named("c", {0, 1}), other});
  make_user("ann", {"a", "b", "d"});
  make_user("bob", {});
  const VectorChanges users = changes(Compared::users, 0);
  ASSERT_EQ(users.put.size(), 1) << "one without comparable faces has no vector";
  EXPECT_EQ(users.put[0].id, "ann");
  ASSERT_EQ(users.put[0].vector.parts.size(), 1);
  EXPECT_NEAR(users.put[0].vector.parts[0][0], std::sqrt(0.5F), 1e-6F);
  EXPECT_NEAR(users.put[0].vector.parts[0][1], std::sqrt(0.5F), 1e-6F);
}

TEST_P(CollectionsContract, ChangesTellWhenAUsersFacesChange) {
  put({face_named("a", {1, 0}), face_named("b", {0, 1})});
  make_user("ann", {"a"});
  const auto expect_changed = [&](const VectorChanges& before, const std::vector<float>& now) {
    const VectorChanges after = changes(Compared::users, before.last);
    ASSERT_EQ(after.put.size(), 1);
    EXPECT_THAT(after.removed, ::testing::Contains(before.put[0].number));
    EXPECT_NEAR(after.put[0].vector.parts[0][0], now[0], 1e-6F);
    EXPECT_NEAR(after.put[0].vector.parts[0][1], now[1], 1e-6F);
  };
  VectorChanges before = changes(Compared::users, 0);
  ASSERT_TRUE(all().associate("staff", "ann", {"b"}, kFew, soon()));
  expect_changed(before, {std::sqrt(0.5F), std::sqrt(0.5F)});
  before = changes(Compared::users, 0);
  ASSERT_TRUE(all().disassociate("staff", "ann", {"a"}, soon()));
  expect_changed(before, {0, 1});
  before = changes(Compared::users, 0);
  put({face_named("b", {-1, 0})});
  expect_changed(before, {-1, 0});
  before = changes(Compared::users, 0);
  ASSERT_TRUE(all().remove_user("staff", "ann", soon()));
  EXPECT_THAT(changes(Compared::users, before.last).removed, ::testing::Contains(before.put[0].number));
  EXPECT_THAT(followed(Compared::users), IsEmpty());
}

TEST_P(CollectionsContract, ForgetsOldRemovalsAndSaysSo) {
  EXPECT_EQ(changes(Compared::faces, 0).forgotten, 0);
  const std::int64_t before = staff().last_change;
  for (int i = 0; i < 4 * kKept; ++i)
    put_named({"a"});
  const VectorChanges read = changes(Compared::faces, before);
  EXPECT_GT(read.forgotten, before);
  EXPECT_GE(std::ssize(read.removed), kKept);
  EXPECT_LT(std::ssize(read.removed), 2 * kKept);
  EXPECT_EQ(changes(Compared::users, before).forgotten, 0) << "those of users are counted apart";
  EXPECT_EQ(followed(Compared::faces, 3).size(), 1);
}

TEST_P(CollectionsContract, GivesVectorsByTheirNumbers) {
  put_named({"a", "b", "c"});
  make_user("ann", {"a"});
  const auto numbers = changes(Compared::faces, 0).put;
  ASSERT_TRUE(all().remove_faces("staff", {"b"}, soon()));
  const auto found =
      *all().vectors("staff", Compared::faces, "models",
                     {numbers[2].number, numbers[1].number, numbers[0].number, staff().last_change + 1}, soon());
  std::vector<std::string> ids;
  for (const ComparedVector& one : found)
    ids.push_back(one.id);
  EXPECT_THAT(ids, UnorderedElementsAre("a", "c"));
  const std::int64_t ann = changes(Compared::users, 0).put.at(0).number;
  EXPECT_EQ(all().vectors("staff", Compared::users, "models", {ann}, soon())->at(0).id, "ann");
  ASSERT_TRUE(all().create({.id = "others"}, soon()));
  EXPECT_THAT(*all().vectors("others", Compared::faces, "models", {numbers[0].number}, soon()), IsEmpty());
}

TEST_P(CollectionsContract, EndsWhatRemovalsLeftBehind) {
  put_named({"a", "b"});
  ASSERT_TRUE(all().remove("staff", Deadline::after(std::chrono::milliseconds(0))));
  EXPECT_EQ(all().get("staff", soon()).error().code, Errc::not_found) << "gone at once";
  EXPECT_TRUE(all().clean_up(soon()));
  EXPECT_TRUE(all().clean_up(soon())) << "nothing is left";
}

INSTANTIATE_TEST_SUITE_P(Adapters, CollectionsContract, ::testing::Values(kMemory, kSqlite),
                         [](const auto& adapter) { return adapter.param.name; });

TEST(SqliteCollections, AreThereAfterTheFileWasClosed) {
  const TemporaryFolder folder;
  const auto open = [&] { return std::move(*SqliteCollections::open(*SqliteDatabase::open(folder.path() / "t"))); };
  {
    const auto collections = open();
    ASSERT_TRUE(collections->create({.id = "staff"}, soon()));
    ASSERT_TRUE(collections->put_faces("staff", {face_named("a")}, kMany, soon()));
    ASSERT_TRUE(collections->create_user("staff", "ann", soon()));
    ASSERT_TRUE(collections->associate("staff", "ann", {"a"}, kFew, soon()));
  }
  const auto collections = open();
  EXPECT_EQ(collections->get("staff", soon())->faces, 1);
  EXPECT_EQ(collections->face("staff", "a", soon())->user_id, "ann");
}

TEST(SqliteCollections, NothingStaysOfARemovedOne) {
  const auto database = *SqliteDatabase::open(":memory:");
  const auto collections = *SqliteCollections::open(database);
  ASSERT_TRUE(collections->create({.id = "staff", .tags = {{"a", "b"}}}, soon()));
  ASSERT_TRUE(collections->put_faces("staff", {face_named("a"), face_named("b")}, kMany, soon()));
  ASSERT_TRUE(collections->remove_faces("staff", {"b"}, soon()));
  ASSERT_TRUE(collections->create_user("staff", "ann", soon()));
  ASSERT_TRUE(collections->remove("staff", Deadline::after(std::chrono::milliseconds(0))));
  ASSERT_TRUE(collections->clean_up(soon()));
  const auto rows = database->read([](SQLite::Database& db) -> Result<int> {
    int count = 0;
    for (const char* table : {"Collections", "CollectionTags", "CollectionFaces", "CollectionUsers",
                              "CollectionRemovals", "CollectionForgotten", "CollectionsLeaving"})
      count += db.execAndGet(std::string("SELECT count(*) FROM ") + table).getInt();
    return count;
  });
  EXPECT_EQ(*rows, 0);
}

}  // namespace
}  // namespace spotter::testing
