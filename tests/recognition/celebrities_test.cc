#include "recognition/celebrities/celebrities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/gallery/sqlite.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const char* const kModels = "sface@1234";
const FaceVector kAlong{.parts = {{1, 0, 0}}};
const FaceVector kAcross{.parts = {{0, 1, 0}}};
const FaceVector kStranger{.parts = {{0, 0, 1}}};
const FaceVector kNearAlong{.parts = {{0.96F, 0.28F, 0}}};  // nearer to along than to across

/// Cosine 0 is nobody, cosine 1 certain.
SimilarityScale scale() {
  return {.parts = {{.mean = 0, .deviation = 1}}, .curve = {{0, 0}, {1, 100}}};
}

Person person(const std::string& id, const std::string& name, const FaceVector& vector,
              const std::string& models = kModels) {
  return {.id = id,
          .name = name,
          .urls = {"www.example.org/" + id},
          .known_gender = KnownGenderType::Female,
          .photographs = {{.id = "photo-" + id, .models = models, .vector = vector, .added_at = noon()}}};
}

class Celebrities : public ::testing::Test {
 protected:
  Celebrities()
      : gallery_(*SqliteGallery::open(*SqliteDatabase::open(":memory:"), ids_)),
        recogniser_(make_celebrities(*gallery_, scale(), kModels, {.most_faces = 3, .least_confidence = 80})) {}

  void put(const Person& person) { ASSERT_TRUE(gallery_->put(person, soon())); }

  /// What is found of faces with these vectors, the first at the left.
  Findings of(const std::vector<FaceVector>& vectors) {
    Findings findings;
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      FaceDetail face;
      face.bounding_box = {.width = 0.1F, .height = 0.1F, .left = 0.2F * static_cast<float>(i), .top = 0.3F};
      face.confidence = 97;
      findings.face_details.push_back(face);
    }
    findings.face_vectors = vectors;
    const auto done = recogniser_->recognise(made_picture(8, 8), findings, soon());
    EXPECT_TRUE(done) << done.error().detail;
    return findings;
  }
  std::vector<std::string> names_of(const std::vector<FaceVector>& vectors) {
    std::vector<std::string> names;
    for (const Celebrity& celebrity : of(vectors).celebrity_faces)
      names.push_back(celebrity.name);
    return names;
  }

  SeededIds ids_;
  std::unique_ptr<SqliteGallery> gallery_;
  std::unique_ptr<Recogniser> recogniser_;
};

TEST_F(Celebrities, NamesTheNearestPersonAndLeavesStrangersUnrecognised) {
  put(person("1a", "Ada", kAlong));
  put(person("2b", "Bea", kAcross));
  const Findings findings = of({kNearAlong, kStranger, kAcross});
  ASSERT_THAT(findings.celebrity_faces, SizeIs(2));
  const Celebrity& ada = findings.celebrity_faces[0];
  EXPECT_EQ(ada.name, "Ada");
  EXPECT_EQ(ada.id, "1a");
  EXPECT_THAT(ada.urls, ElementsAre("www.example.org/1a"));
  EXPECT_NEAR(ada.match_confidence, 96, 0.01);
  ASSERT_TRUE(ada.known_gender);
  EXPECT_EQ(ada.known_gender->type, KnownGenderType::Female);
  EXPECT_EQ(ada.face.bounding_box, findings.face_details[0].bounding_box);
  EXPECT_FLOAT_EQ(ada.face.confidence, 97);
  EXPECT_EQ(findings.celebrity_faces[1].name, "Bea");
  ASSERT_THAT(findings.unrecognized_faces, SizeIs(1));
  EXPECT_EQ(findings.unrecognized_faces[0].bounding_box, findings.face_details[1].bounding_box);
}

TEST_F(Celebrities, GivesNoNameBelowTheLeastConfidence) {
  put(person("1a", "Ada", kAlong));
  const FaceVector just_below{.parts = {{0.79F, 0.613F, 0}}};
  const FaceVector just_above{.parts = {{0.81F, 0.586F, 0}}};
  EXPECT_THAT(names_of({just_below}), IsEmpty());
  EXPECT_THAT(names_of({just_above}), ElementsAre("Ada"));
}

TEST_F(Celebrities, KnowsNobodyInAnEmptyGallery) {
  const Findings findings = of({kAlong, kAcross});
  EXPECT_THAT(findings.celebrity_faces, IsEmpty());
  EXPECT_THAT(findings.unrecognized_faces, SizeIs(2));
}

TEST_F(Celebrities, ReadsTheGalleryAgainOnceItChanged) {
  EXPECT_THAT(names_of({kAlong}), IsEmpty());
  put(person("1a", "Ada", kAlong));
  EXPECT_THAT(names_of({kAlong}), ElementsAre("Ada"));
  put(person("1a", "Augusta", kAlong));
  EXPECT_THAT(names_of({kAlong}), ElementsAre("Augusta"));
  ASSERT_TRUE(gallery_->remove("1a", soon()));
  EXPECT_THAT(names_of({kAlong}), IsEmpty());
}

TEST_F(Celebrities, ComparesWithTheMeanOfAPersonsPhotographs) {
  Person ada = person("1a", "Ada", kAlong);
  ada.photographs.push_back({.id = "other", .models = kModels, .vector = kAcross, .added_at = noon()});
  put(ada);
  EXPECT_THAT(names_of({kAlong}), IsEmpty());  // cosine .707 with the mean
  const Findings between = of({FaceVector{.parts = {{0.8F, 0.6F, 0}}}});
  ASSERT_THAT(between.celebrity_faces, SizeIs(1));
  EXPECT_NEAR(between.celebrity_faces[0].match_confidence, 98.99, 0.02);
}

TEST_F(Celebrities, PassesOverPhotographsOfOtherModels) {
  put(person("1a", "Ada", kAlong, "another@5678"));
  EXPECT_THAT(names_of({kAlong}), IsEmpty());
  Person both = person("1a", "Ada", kAlong, "another@5678");
  both.photographs.push_back({.id = "new", .models = kModels, .vector = kAcross, .added_at = noon()});
  put(both);
  EXPECT_THAT(names_of({kAlong}), IsEmpty());
  EXPECT_THAT(names_of({kAcross}), ElementsAre("Ada"));
}

TEST_F(Celebrities, LooksAtNoMoreFacesThanItIsTold) {
  put(person("1a", "Ada", kAlong));
  const Findings findings = of({kStranger, kStranger, kAlong, kAlong, kStranger});
  EXPECT_THAT(findings.celebrity_faces, SizeIs(1));
  EXPECT_THAT(findings.unrecognized_faces, SizeIs(2));
}

TEST_F(Celebrities, LeavesAFaceWithoutAVectorUnrecognised) {
  put(person("1a", "Ada", kAlong));
  Findings findings;
  findings.face_details.emplace_back();
  ASSERT_TRUE(recogniser_->recognise(made_picture(8, 8), findings, soon()));
  EXPECT_THAT(findings.celebrity_faces, IsEmpty());
  EXPECT_THAT(findings.unrecognized_faces, SizeIs(1));
}

/// A gallery that is out.
class BrokenGallery final : public Gallery {
 public:
  Result<GallerySnapshot> snapshot(Deadline) override { return fail(Errc::unavailable, "out"); }
  Result<std::string> version(Deadline) override { return fail(Errc::unavailable, "out"); }
  Result<Person> get(const std::string&, Deadline) override { return fail(Errc::unavailable, "out"); }
  Result<void> put(const Person&, Deadline) override { return fail(Errc::unavailable, "out"); }
  Result<void> remove(const std::string&, Deadline) override { return fail(Errc::unavailable, "out"); }
};

TEST(CelebritiesWithoutGallery, FailForFacesAndAskNothingWithout) {
  BrokenGallery gallery;
  const auto recogniser = make_celebrities(gallery, scale(), kModels, {});
  Findings nobody;
  EXPECT_TRUE(recogniser->recognise(made_picture(8, 8), nobody, soon()));
  Findings somebody;
  somebody.face_details.emplace_back();
  somebody.face_vectors.push_back(kAlong);
  const auto done = recogniser->recognise(made_picture(8, 8), somebody, soon());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::unavailable);
}

}  // namespace
}  // namespace spotter::testing
