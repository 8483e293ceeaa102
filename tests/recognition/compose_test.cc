#include "recognition/labels/compose.h"

#include <array>
#include <map>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tensors.h"

namespace spotter::testing {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr int kPersonClass = 0, kBirdClass = 14, kCatClass = 15, kDogClass = 16, kCupClass = 41;
constexpr std::size_t kBeagle = 162, kGoldenRetriever = 207, kTabby = 281, kUpright = 881;

const Taxonomy& taxonomy() {
  return Taxonomy::builtin();
}

std::vector<float> classes_with(const std::map<std::size_t, float>& probabilities) {
  std::vector<float> classes(1000, 0);
  for (const auto& [index, p] : probabilities)
    classes[index] = p;
  return classes;
}

/// The labels by name.
std::map<std::string, Label> composed(const Evidences& evidences, float floor = 1) {
  std::map<std::string, Label> by_name;
  for (Label& label : compose_labels(taxonomy(), evidences, floor))
    by_name.emplace(label.name, label);
  return by_name;
}

FaceDetail face_at(const BoundingBox& box, float confidence = 99) {
  FaceDetail face;
  face.bounding_box = box;
  face.confidence = confidence;
  return face;
}

// --- classes and objects ------------------------------------------------------------------------

TEST(ComposeLabels, SumsAClassesProbabilityUpIntoItsAncestors) {
  const auto classes = classes_with({{kBeagle, 0.6F}, {kGoldenRetriever, 0.2F}, {kUpright, 0.1F}});
  auto labels = composed({.objects = {}, .classes = classes, .faces = {}, .texts = {}});
  EXPECT_NEAR(labels.at("Beagle").confidence, 60, 0.01);
  EXPECT_NEAR(labels.at("Golden Retriever").confidence, 20, 0.01);
  for (const char* above : {"Dog", "Canine", "Mammal", "Pet", "Animal"})
    EXPECT_NEAR(labels.at(above).confidence, 80, 0.01) << above;
  EXPECT_NEAR(labels.at("Upright Piano").confidence, 10, 0.01);
  EXPECT_NEAR(labels.at("Musical Instrument").confidence, 10, 0.01);
  EXPECT_FALSE(labels.contains("Cat"));
  EXPECT_THAT(labels.at("Beagle").instances, IsEmpty());
}

TEST(ComposeLabels, GivesObjectsABoxEachTheSurestFirst) {
  const BoundingBox left{0.2F, 0.5F, 0, 0.4F};
  const BoundingBox right{0.2F, 0.5F, 0.7F, 0.4F};
  auto labels = composed(
      {.objects = {{kPersonClass, 0.7F, left}, {kPersonClass, 0.9F, right}}, .classes = {}, .faces = {}, .texts = {}});
  ASSERT_THAT(labels.at("Person").instances, SizeIs(2));
  EXPECT_EQ(labels.at("Person").instances[0].bounding_box, right);
  EXPECT_NEAR(labels.at("Person").instances[0].confidence, 90, 0.01);
  EXPECT_EQ(labels.at("Person").instances[1].bounding_box, left);
  EXPECT_NEAR(labels.at("Person").confidence, 90, 0.01);
}

TEST(ComposeLabels, TakesTheSurestOfSeveralSources) {
  const auto classes = classes_with({{kBeagle, 0.6F}});
  auto labels =
      composed({.objects = {{kDogClass, 0.95F, {0.5F, 0.5F, 0, 0}}}, .classes = classes, .faces = {}, .texts = {}});
  EXPECT_NEAR(labels.at("Dog").confidence, 95, 0.01);
  EXPECT_NEAR(labels.at("Animal").confidence, 95, 0.01);
  EXPECT_NEAR(labels.at("Beagle").confidence, 60, 0.01);
  EXPECT_THAT(labels.at("Dog").instances, SizeIs(1));
  EXPECT_THAT(labels.at("Animal").instances, IsEmpty());
}

TEST(ComposeLabels, LeavesOutWhatIsBelowTheFloor) {
  const auto classes = classes_with({{kBeagle, 0.3F}, {kUpright, 0.05F}});
  const auto labels = composed({.objects = {{kDogClass, 0.8F, {0.5F, 0.5F, 0, 0}}, {kDogClass, 0.1F, {0.1F, 0.1F}}},
                                .classes = classes,
                                .faces = {},
                                .texts = {}},
                               20);
  EXPECT_TRUE(labels.contains("Beagle"));
  EXPECT_FALSE(labels.contains("Upright Piano"));
  EXPECT_THAT(labels.at("Dog").instances, SizeIs(1));
}

TEST(ComposeLabels, NamesTheMoreSpecialOfEquallySureLabelsFirst) {
  const auto classes = classes_with({{kBeagle, 0.5F}});
  const auto labels = compose_labels(taxonomy(), {.objects = {}, .classes = classes, .faces = {}, .texts = {}}, 1);
  ASSERT_GE(labels.size(), 2U);
  EXPECT_EQ(labels[0].name, "Beagle");
  EXPECT_EQ(labels[1].name, "Dog");
}

// --- faces and texts ----------------------------------------------------------------------------

TEST(ComposeLabels, MakesAPersonOfAFace) {
  const std::array faces = {face_at({0.1F, 0.1F, 0.4F, 0.2F}, 97)};
  auto labels = composed({.objects = {}, .classes = {}, .faces = faces, .texts = {}});
  EXPECT_FLOAT_EQ(labels.at("Face").confidence, 97);
  ASSERT_THAT(labels.at("Face").instances, SizeIs(1));
  EXPECT_EQ(labels.at("Face").instances[0].bounding_box, faces[0].bounding_box);
  EXPECT_GE(labels.at("Head").confidence, 97);
  EXPECT_GE(labels.at("Person").confidence, 97);
}

TEST(ComposeLabels, NamesWhoAFaceBelongsToWithThePersonsBox) {
  const BoundingBox body{0.4F, 0.8F, 0.3F, 0.15F};
  std::array faces = {face_at({0.1F, 0.1F, 0.45F, 0.2F}, 98)};
  faces[0].gender = Gender{.value = GenderType::Female, .confidence = 90};
  faces[0].age_range = AgeRange{.low = 30, .high = 40};
  auto labels = composed({.objects = {{kPersonClass, 0.9F, body}}, .classes = {}, .faces = faces, .texts = {}});
  EXPECT_NEAR(labels.at("Woman").confidence, 90, 0.01);
  EXPECT_NEAR(labels.at("Female").confidence, 90, 0.01);
  EXPECT_NEAR(labels.at("Adult").confidence, 98, 0.01);  // no surer than that there is a face
  ASSERT_THAT(labels.at("Woman").instances, SizeIs(1));
  EXPECT_EQ(labels.at("Woman").instances[0].bounding_box, body);
  for (const char* other : {"Man", "Male", "Girl", "Boy", "Child"})
    EXPECT_FALSE(labels.contains(other)) << other;
}

TEST(ComposeLabels, TellsChildrenFromAdultsByTheirAge) {
  const auto who = [](GenderType gender, int low, int high) {
    std::array faces = {face_at({0.1F, 0.1F, 0.4F, 0.2F})};
    faces[0].gender = Gender{.value = gender, .confidence = 95};
    faces[0].age_range = AgeRange{.low = low, .high = high};
    std::vector<std::string> said;
    const auto labels = composed({.objects = {}, .classes = {}, .faces = faces, .texts = {}});
    for (const char* name : {"Man", "Woman", "Boy", "Girl"})
      if (labels.contains(name)) said.emplace_back(name);
    return said;
  };
  EXPECT_THAT(who(GenderType::Male, 3, 9), ::testing::ElementsAre("Boy"));
  EXPECT_THAT(who(GenderType::Female, 3, 9), ::testing::ElementsAre("Girl"));
  EXPECT_THAT(who(GenderType::Male, 40, 52), ::testing::ElementsAre("Man"));
  EXPECT_THAT(who(GenderType::Female, 40, 52), ::testing::ElementsAre("Woman"));
}

TEST(ComposeLabels, IsUnsureWhetherSomebodyOfSixteenIsGrownUp) {
  std::array faces = {face_at({0.1F, 0.1F, 0.4F, 0.2F})};
  faces[0].age_range = AgeRange{.low = 12, .high = 20};
  EXPECT_NEAR(composed({.objects = {}, .classes = {}, .faces = faces, .texts = {}}).at("Adult").confidence, 50, 0.01);
  faces[0].age_range = AgeRange{.low = 16, .high = 24};  // one spread above 16
  EXPECT_NEAR(composed({.objects = {}, .classes = {}, .faces = faces, .texts = {}}).at("Adult").confidence, 84.13,
              0.05);
}

TEST(ComposeLabels, TakesTheSmallestPersonAroundAFaceButNoneThatIsFarLessSure) {
  const BoundingBox crowd{1, 1, 0, 0};
  const BoundingBox body{0.4F, 0.8F, 0.3F, 0.15F};
  const BoundingBox doubtful{0.2F, 0.2F, 0.4F, 0.15F};
  const BoundingBox elsewhere{0.1F, 0.1F, 0.8F, 0.8F};
  std::array faces = {face_at({0.1F, 0.1F, 0.45F, 0.2F})};
  faces[0].gender = Gender{.value = GenderType::Male, .confidence = 90};
  auto labels = composed({.objects = {{kPersonClass, 0.8F, crowd},
                                      {kPersonClass, 0.9F, body},
                                      {kPersonClass, 0.3F, doubtful},
                                      {kPersonClass, 0.9F, elsewhere}},
                          .classes = {},
                          .faces = faces,
                          .texts = {}});
  ASSERT_THAT(labels.at("Male").instances, SizeIs(1));
  EXPECT_EQ(labels.at("Male").instances[0].bounding_box, body);
}

TEST(ComposeLabels, NamesExpressionsAndGlasses) {
  std::array faces = {face_at({0.1F, 0.1F, 0.4F, 0.2F})};
  faces[0].smile = FaceAttribute{.value = true, .confidence = 80};
  faces[0].emotions = {{.type = EmotionName::SURPRISED, .confidence = 70},
                       {.type = EmotionName::SAD, .confidence = 20}};
  faces[0].eyeglasses = FaceAttribute{.value = true, .confidence = 85};
  faces[0].sunglasses = FaceAttribute{.value = false, .confidence = 95};
  auto labels = composed({.objects = {}, .classes = {}, .faces = faces, .texts = {}});
  EXPECT_FLOAT_EQ(labels.at("Smile").confidence, 80);
  EXPECT_FLOAT_EQ(labels.at("Happy").confidence, 80);  // Smile's parent
  EXPECT_FLOAT_EQ(labels.at("Surprised").confidence, 70);
  EXPECT_FALSE(labels.contains("Sad"));
  EXPECT_FLOAT_EQ(labels.at("Glasses").confidence, 85);
  EXPECT_FLOAT_EQ(labels.at("Accessories").confidence, 85);
  EXPECT_FALSE(labels.contains("Sunglasses"));
  faces[0].emotions = {{.type = EmotionName::CALM, .confidence = 90}};
  faces[0].smile = FaceAttribute{.value = false, .confidence = 90};
  labels = composed({.objects = {}, .classes = {}, .faces = faces, .texts = {}});
  EXPECT_FALSE(labels.contains("Smile"));
  EXPECT_FALSE(labels.contains("Happy"));
}

TEST(ComposeLabels, SaysTextWhereALineOfTextIs) {
  const auto text_label = [](const std::string& said, TextTypes type) {
    std::array<TextDetection, 1> texts;
    texts[0].detected_text = said;
    texts[0].type = type;
    texts[0].confidence = 88;
    const auto labels = composed({.objects = {}, .classes = {}, .faces = {}, .texts = texts});
    return labels.contains("Text") ? labels.at("Text").confidence : 0;
  };
  EXPECT_FLOAT_EQ(text_label("EXIT", TextTypes::LINE), 88);
  EXPECT_FLOAT_EQ(text_label("EXIT", TextTypes::WORD), 0);
  EXPECT_FLOAT_EQ(text_label("O", TextTypes::LINE), 0);
}

RC_GTEST_PROP(ComposeLabels, ReturnsEachAncestorAtLeastAsSure,
              (const std::vector<std::pair<std::uint16_t, std::uint8_t>>& seen, std::uint8_t floor)) {
  std::vector<float> classes(1000, 0);
  Evidences evidences{.objects = {}, .classes = {}, .faces = {}, .texts = {}};
  std::vector<FaceDetail> faces;
  for (const auto& [what, how_sure] : seen) {
    const float p = static_cast<float>(how_sure) / 255;
    classes[what % 1000] = p;
    evidences.objects.push_back({what % 80, p, {0.2F, 0.2F, 0.1F, 0.1F}});
    faces.push_back(face_at({0.1F, 0.1F, 0.1F, 0.1F}, 100 * p));
    faces.back().gender = Gender{.value = what % 2 == 0 ? GenderType::Male : GenderType::Female, .confidence = 100 * p};
    faces.back().age_range = AgeRange{.low = what % 70, .high = what % 70 + 8};
  }
  evidences.classes = classes;
  evidences.faces = faces;
  const float least = static_cast<float>(floor % 100);
  const auto labels = compose_labels(taxonomy(), evidences, least);
  std::map<std::string, float> sure;
  for (const Label& label : labels)
    RC_ASSERT(sure.emplace(label.name, label.confidence).second);
  float before = 100;
  for (const Label& label : labels) {
    RC_ASSERT(label.confidence >= least && label.confidence > 0 && label.confidence <= before);
    before = label.confidence;
    for (const Parent& parent : label.parents) {
      RC_ASSERT(sure.contains(parent.name));
      RC_ASSERT(sure.at(parent.name) >= label.confidence);
    }
    for (const Instance& instance : label.instances)
      RC_ASSERT(instance.confidence >= least && instance.confidence <= label.confidence);
  }
}

// --- told_apart ---------------------------------------------------------------------------------

constexpr BoundingBox kCentre{0.6F, 1, 0.2F, 0};
constexpr BoundingBox kFillsCentre{0.5F, 0.9F, 0.25F, 0.05F};

TEST(ToldApart, TurnsABoxIntoTheAnimalThatTheClassifierIsSureOf) {
  const auto found =
      told_apart(taxonomy(), {{kCatClass, 0.8F, kFillsCentre}}, classes_with({{kBeagle, 0.9F}}), kCentre);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].class_index, kDogClass);
  EXPECT_FLOAT_EQ(found[0].score, 0.72F);
  EXPECT_EQ(found[0].box, kFillsCentre);
}

TEST(ToldApart, LeavesABoxAloneThatTheClassifierDoesNotSpeakAgainst) {
  const auto alone = [](const Detection& object, const std::vector<float>& classes) {
    const auto found = told_apart(taxonomy(), {object}, classes, kCentre);
    return found.size() == 1 && found[0].class_index == object.class_index && found[0].score == object.score;
  };
  const auto dog = classes_with({{kBeagle, 0.9F}});
  EXPECT_TRUE(alone({kCatClass, 0.8F, kFillsCentre}, classes_with({{kBeagle, 0.7F}})));                   // unsure
  EXPECT_TRUE(alone({kCatClass, 0.8F, kFillsCentre}, classes_with({{kBeagle, 0.85F}, {kTabby, 0.1F}})));  // may be
  EXPECT_TRUE(alone({kCatClass, 0.8F, {0.1F, 0.1F, 0.4F, 0.4F}}, dog));  // too small to be what it saw
  EXPECT_TRUE(alone({kDogClass, 0.8F, kFillsCentre}, dog));
  EXPECT_TRUE(alone({kCupClass, 0.8F, kFillsCentre}, dog));
  EXPECT_TRUE(alone({kBirdClass, 0.8F, kFillsCentre}, std::vector<float>(1000, 0)));
}

TEST(ToldApart, KeepsOneBoxWhereBothAnimalsWereFound) {
  const auto found = told_apart(taxonomy(), {{kCatClass, 0.8F, kFillsCentre}, {kDogClass, 0.6F, kFillsCentre}},
                                classes_with({{kBeagle, 0.9F}}), kCentre);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].class_index, kDogClass);
  EXPECT_FLOAT_EQ(found[0].score, 0.72F);
}

}  // namespace
}  // namespace spotter::testing
