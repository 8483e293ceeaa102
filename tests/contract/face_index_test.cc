// What every index of faces promises, run by each adapter. It lies beside the images' table, which says which result
// stands.

#include "ports/face_index.h"

#include <memory>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/face_index/sqlite.h"
#include "adapters/image_table/sqlite.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

struct Adapter {
  const char* name;
  std::unique_ptr<FaceIndex> (*make)(const std::shared_ptr<SqliteDatabase>&);
};
const Adapter kSqlite{"sqlite", [](const auto& database) -> std::unique_ptr<FaceIndex> {
                        return std::move(*SqliteFaceIndex::open(database));
                      }};

Order order_of(const std::string& run = "") {
  return {.source = "source", .sequencer = "01", .run = run};
}

IndexedFace face_of(const std::string& id, int number = 0) {
  return {.face_id = id,
          .number = number,
          .bounding_box = {.width = 0.5F, .height = 0.25F, .left = 0.125F, .top = 0.0625F},
          .confidence = 99.5F,
          .models = "embedding",
          .vector = {.parts = {{1, 2}, {3}}}};
}

class FaceIndexContract : public ::testing::TestWithParam<Adapter> {
 protected:
  FaceIndex& index() { return *index_; }
  void put(const std::string& image, const std::vector<IndexedFace>& faces, const std::string& run = "") {
    ASSERT_TRUE(index().put(image, order_of(run), faces, soon()));
  }
  /// Makes this run's result the one that stands.
  void stand(const std::string& image, Timestamp uploaded_at = noon(), const std::string& run = "",
             Status status = Status::done) {
    ASSERT_TRUE(update_item(
        *table_, image,
        [&](const ImageItem*) {
          ImageItem item;
          item.image_id = image;
          item.bucket = "uploads";
          item.source = order_of().source;
          item.sequencer = order_of().sequencer;
          item.run = run;
          item.status = status;
          item.uploaded_at = uploaded_at;
          return item;
        },
        soon()));
  }
  /// An image with faces that stand.
  void show(const std::string& image, Timestamp uploaded_at, const std::vector<IndexedFace>& faces) {
    put(image, faces);
    stand(image, uploaded_at);
  }
  std::vector<std::string> got(const std::string& image, const std::string& run = "") {
    std::vector<std::string> ids;
    for (const IndexedFace& face : *index().get(image, order_of(run), soon()))
      ids.push_back(face.face_id);
    return ids;
  }
  std::vector<std::string> newest(int limit = 100) {
    std::vector<std::string> ids;
    for (const LocatedFace& one : *index().newest(limit, soon()))
      ids.push_back(one.face.face_id);
    return ids;
  }
  std::string version(int limit = 100) { return *index().newest_version(limit, soon()); }

  SeededIds ids_;
  std::shared_ptr<SqliteDatabase> database_ = *SqliteDatabase::open(":memory:");
  std::unique_ptr<ImageTable> table_ = *SqliteImageTable::open(database_, ids_);
  std::unique_ptr<FaceIndex> index_ = GetParam().make(database_);
};

TEST_P(FaceIndexContract, GivesBackTheWholeFace) {
  put("a", {face_of("a0")});
  const auto faces = *index().get("a", order_of(), soon());
  ASSERT_THAT(faces, SizeIs(1));
  const IndexedFace& face = faces[0];
  EXPECT_EQ(face.face_id, "a0");
  EXPECT_EQ(face.number, 0);
  EXPECT_EQ(face.bounding_box.width, 0.5F);
  EXPECT_EQ(face.bounding_box.height, 0.25F);
  EXPECT_EQ(face.bounding_box.left, 0.125F);
  EXPECT_EQ(face.bounding_box.top, 0.0625F);
  EXPECT_EQ(face.confidence, 99.5F);
  EXPECT_EQ(face.models, "embedding");
  EXPECT_THAT(face.vector.parts, ElementsAre(ElementsAre(1, 2), ElementsAre(3)));
}

TEST_P(FaceIndexContract, FacesComeByTheirNumber) {
  put("a", {face_of("a2", 2), face_of("a0", 0), face_of("a1", 1)});
  EXPECT_THAT(got("a"), ElementsAre("a0", "a1", "a2"));
}

TEST_P(FaceIndexContract, APutReplacesTheImagesFacesAndNoOthers) {
  put("a", {face_of("a0", 0), face_of("a1", 1)});
  put("b", {face_of("b0")});
  put("a", {face_of("again", 0)});
  EXPECT_THAT(got("a"), ElementsAre("again"));
  EXPECT_THAT(got("b"), ElementsAre("b0"));
  put("a", {});
  EXPECT_THAT(got("a"), IsEmpty());
}

TEST_P(FaceIndexContract, OnlyTheFacesOfThisVeryResultAreGiven) {
  put("a", {face_of("a0")}, "run 1");
  EXPECT_THAT(got("a", "run 1"), ElementsAre("a0"));
  EXPECT_THAT(got("a"), IsEmpty());
  EXPECT_THAT(got("a", "run 2"), IsEmpty());
  EXPECT_THAT(got("b", "run 1"), IsEmpty());
}

TEST_P(FaceIndexContract, FindsAFaceWithItsImage) {
  show("a", noon() + 1s, {face_of("a0", 0), face_of("a1", 1)});
  const auto found = index().find("a1", soon());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->image_id, "a");
  EXPECT_EQ(found->uploaded_at, noon() + 1s);
  EXPECT_EQ(found->face.number, 1);
  EXPECT_THAT(found->face.vector.parts, SizeIs(2));
  EXPECT_EQ(index().find("nobody", soon()).error().code, Errc::not_found);
}

TEST_P(FaceIndexContract, FindsNoFaceOfAResultThatDoesNotStand) {
  put("a", {face_of("a0")}, "run 1");
  EXPECT_EQ(index().find("a0", soon()).error().code, Errc::not_found) << "there is no item";
  stand("a", noon(), "run 1");
  EXPECT_TRUE(index().find("a0", soon()));
  stand("a", noon(), "run 2");
  EXPECT_EQ(index().find("a0", soon()).error().code, Errc::not_found) << "superseded";
  stand("a", noon(), "run 1", Status::erased);
  EXPECT_EQ(index().find("a0", soon()).error().code, Errc::not_found) << "erased";
}

TEST_P(FaceIndexContract, TheNewestImagesFacesComeFirst) {
  show("old", noon(), {face_of("old0")});
  show("new", noon() + 2s, {face_of("new0", 0), face_of("new1", 1)});
  show("same time", noon(), {face_of("same0")});
  EXPECT_THAT(newest(), ElementsAre("new0", "new1", "same0", "old0"));
  EXPECT_THAT(newest(3), ElementsAre("new0", "new1", "same0"));
  EXPECT_THAT(newest(1), ElementsAre("new0"));
  const LocatedFace first = index().newest(1, soon())->front();
  EXPECT_EQ(first.image_id, "new");
  EXPECT_EQ(first.uploaded_at, noon() + 2s);
}

TEST_P(FaceIndexContract, OnlyResultsThatStandAreAmongTheNewest) {
  put("without item", {face_of("w0")});
  show("erased", noon(), {face_of("e0")});
  stand("erased", noon(), "", Status::erased);
  show("superseded", noon(), {face_of("s0")});
  stand("superseded", noon(), "run 2");
  show("standing", noon(), {face_of("a0")});
  EXPECT_THAT(newest(), ElementsAre("a0"));
}

TEST_P(FaceIndexContract, TheVersionChangesWithTheNewestFaces) {
  std::string before = version();
  const auto changes = [&] { return std::exchange(before, version()) != before; };
  EXPECT_FALSE(changes());
  put("a", {face_of("a0", 0), face_of("a1", 1)});
  EXPECT_FALSE(changes()) << "nothing stands yet";
  stand("a");
  EXPECT_TRUE(changes());
  show("b", noon() - 1s, {face_of("b0")});
  EXPECT_TRUE(changes());
  put("a", {face_of("a2")}, "run 2");
  EXPECT_TRUE(changes()) << "the old result's faces are replaced";
  stand("a", noon(), "run 2");
  EXPECT_TRUE(changes());
  stand("b", noon() + 1s);
  EXPECT_TRUE(changes()) << "another order";
  stand("b", noon() + 1s, "", Status::erased);
  EXPECT_TRUE(changes());
  EXPECT_FALSE(changes());
}

TEST_P(FaceIndexContract, TheVersionOfFewFacesSaysNothingOfOlderOnes) {
  show("new", noon(), {face_of("new0")});
  const std::string one = version(1);
  const std::string two = version(2);
  show("old", noon() - 1s, {face_of("old0")});
  EXPECT_EQ(version(1), one);
  EXPECT_NE(version(2), two);
}

TEST_P(FaceIndexContract, ErasesAnImagesFacesAndSaysHowMany) {
  show("a", noon(), {face_of("a0", 0), face_of("a1", 1)});
  show("b", noon(), {face_of("b0")});
  EXPECT_EQ(*index().erase("a", soon()), 2);
  EXPECT_EQ(*index().erase("a", soon()), 0);
  EXPECT_THAT(got("a"), IsEmpty());
  EXPECT_EQ(index().find("a0", soon()).error().code, Errc::not_found);
  EXPECT_THAT(newest(), ElementsAre("b0"));
}

INSTANTIATE_TEST_SUITE_P(Adapters, FaceIndexContract, ::testing::Values(kSqlite),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace spotter::testing
