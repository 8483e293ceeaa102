// DetectLabels, DetectFaces, RecognizeCelebrities, GetCelebrityInfo, DetectModerationLabels.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/rekognition/face_answers.h"
#include "http/rekognition_calls.h"

namespace spotter::rekognition {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace spotter::testing;
using enum Attribute;

class RekognitionDetect : public ::testing::Test {
 protected:
  Findings& finds() { return calls.service.engine.now.finds; }
  const Asked& asked() { return calls.service.engine.now.asked_for.back(); }

  RekognitionCalls calls;
};

// --- faces ------------------------------------------------------------------------------------------

/// All that a model may know of a face.
FaceDetail known_face() {
  const FaceAttribute yes{.value = true, .confidence = 90};
  FaceDetail face;
  face.bounding_box = {.width = 0.3F, .height = 0.4F, .left = 0.1F, .top = 0.2F};
  face.age_range = AgeRange{.low = 20, .high = 30};
  face.smile = face.eyeglasses = face.sunglasses = face.beard = face.mustache = yes;
  face.eyes_open = face.mouth_open = face.face_occluded = yes;
  face.gender = Gender{.value = GenderType::Male, .confidence = 80};
  face.emotions = {{.type = EmotionName::HAPPY, .confidence = 70}, {.type = EmotionName::CALM, .confidence = 20}};
  for (int i = 0; i < 30; ++i)
    face.landmarks.push_back({.type = static_cast<LandmarkType>(i), .x = 0.1F, .y = 0.2F});
  face.pose = Pose{.roll = 1, .yaw = 2, .pitch = 3};
  face.quality = ImageQuality{.brightness = 60, .sharpness = 70, .contrast = {}};
  face.confidence = 99;
  face.eye_direction = EyeDirection{.yaw = 1, .pitch = 2, .confidence = 80};
  return face;
}

/// The names of what is told beside what always is.
std::vector<std::string> told(const FaceDetail& face) {
  std::vector<std::string> out;
  const auto add = [&](bool there, const char* name) {
    if (there) out.emplace_back(name);
  };
  add(face.age_range.has_value(), "age");
  add(face.beard.has_value(), "beard");
  add(face.emotions.has_value(), "emotions");
  add(face.eye_direction.has_value(), "eye direction");
  add(face.eyeglasses.has_value(), "eyeglasses");
  add(face.eyes_open.has_value(), "eyes open");
  add(face.gender.has_value(), "gender");
  add(face.mouth_open.has_value(), "mouth open");
  add(face.mustache.has_value(), "mustache");
  add(face.face_occluded.has_value(), "occluded");
  add(face.smile.has_value(), "smile");
  add(face.sunglasses.has_value(), "sunglasses");
  return out;
}

TEST_F(RekognitionDetect, FacesAreToldWithWhatIsAskedFor) {
  finds().face_details = {known_face()};
  const auto face = [&](const Attributes& attributes) {
    const auto answer = detect_faces(calls.call(), {.image = image_of(), .attributes = attributes});
    EXPECT_TRUE(answer);
    EXPECT_THAT(answer->face_details, SizeIs(1));
    const FaceDetail& detail = answer->face_details.at(0);
    EXPECT_EQ(detail.bounding_box, known_face().bounding_box);
    EXPECT_TRUE(detail.pose && detail.quality);
    EXPECT_EQ(detail.confidence, 99);
    return detail;
  };
  for (const Attributes& nothing : {Attributes{}, Attributes{{}}, Attributes{{DEFAULT}}}) {
    EXPECT_THAT(told(face(nothing)), IsEmpty());
    EXPECT_THAT(face(nothing).landmarks, SizeIs(5));
    EXPECT_TRUE(asked().faces);
    EXPECT_FALSE(asked().face_attributes);
  }
  for (const Attributes& all : {Attributes{{ALL}}, Attributes{{ALL, DEFAULT}}, Attributes{{SMILE, ALL}}}) {
    EXPECT_THAT(told(face(all)), SizeIs(12));
    EXPECT_THAT(face(all).landmarks, SizeIs(30));
    EXPECT_TRUE(asked().face_attributes);
  }
  EXPECT_THAT(told(face({{GENDER, EMOTIONS}})), ElementsAre("emotions", "gender"));
  EXPECT_THAT(face({{GENDER}}).landmarks, SizeIs(5));
  EXPECT_TRUE(asked().face_attributes);
}

TEST(OnlyAsked, EachAttributeBringsItsOwnMember) {
  const std::vector<std::pair<Attribute, std::string>> names = {
      {AGE_RANGE, "age"},         {BEARD, "beard"},
      {EMOTIONS, "emotions"},     {EYE_DIRECTION, "eye direction"},
      {EYEGLASSES, "eyeglasses"}, {EYES_OPEN, "eyes open"},
      {GENDER, "gender"},         {MOUTH_OPEN, "mouth open"},
      {MUSTACHE, "mustache"},     {FACE_OCCLUDED, "occluded"},
      {SMILE, "smile"},           {SUNGLASSES, "sunglasses"}};
  for (const auto& [attribute, name] : names)
    EXPECT_THAT(told(only_asked(known_face(), {{attribute}})), ElementsAre(name));
}

TEST(OnlyAsked, LandmarksAreTheFiveThatComeFirst) {
  std::vector<LandmarkType> types;
  for (const Landmark& landmark : only_asked(known_face(), {}).landmarks)
    types.push_back(landmark.type);
  EXPECT_THAT(types, ElementsAre(LandmarkType::eyeLeft, LandmarkType::eyeRight, LandmarkType::mouthLeft,
                                 LandmarkType::mouthRight, LandmarkType::nose));
}

TEST(BarOf, FollowsTheNames) {
  EXPECT_EQ(bar_of(QualityFilter::NONE), QualityBar::none);
  EXPECT_EQ(bar_of(QualityFilter::AUTO), QualityBar::low);
  EXPECT_EQ(bar_of(QualityFilter::LOW), QualityBar::low);
  EXPECT_EQ(bar_of(QualityFilter::MEDIUM), QualityBar::medium);
  EXPECT_EQ(bar_of(QualityFilter::HIGH), QualityBar::high);
}

TEST_F(RekognitionDetect, NoFaceIsNoError) {
  const auto answer = detect_faces(calls.call(), {.image = image_of(), .attributes = {}});
  ASSERT_TRUE(answer);
  EXPECT_THAT(answer->face_details, IsEmpty());
}

// --- labels -----------------------------------------------------------------------------------------

TEST_F(RekognitionDetect, LabelsAreLookedForAsTheRequestSays) {
  finds().labels = {label_of("Cat", 90), label_of("Dog", 20)};
  const auto answer = detect_labels(calls.call(), {.image = image_of()});
  ASSERT_TRUE(answer);
  ASSERT_THAT(*answer->labels, SizeIs(1));
  EXPECT_EQ(answer->labels->at(0).name, "Cat");
  EXPECT_TRUE(asked().labels);
  EXPECT_FALSE(asked().text || asked().image_properties || asked().moderation);
}

// --- celebrities ------------------------------------------------------------------------------------

TEST_F(RekognitionDetect, FacesAreEitherKnownOrNot) {
  finds().celebrity_faces = {{.urls = {"www.example.org/ada"},
                              .name = "Ada",
                              .id = "ada1",
                              .face = {.confidence = 98},
                              .match_confidence = 93,
                              .known_gender = KnownGender{.type = KnownGenderType::Female}}};
  finds().unrecognized_faces = {{.confidence = 90}, {.confidence = 91}};
  const auto answer = recognize_celebrities(calls.call(), {.image = image_of()});
  ASSERT_TRUE(answer);
  ASSERT_THAT(answer->celebrity_faces, SizeIs(1));
  EXPECT_EQ(answer->celebrity_faces[0].id, "ada1");
  EXPECT_THAT(answer->unrecognized_faces, SizeIs(2));
  EXPECT_TRUE(asked().celebrities);
  EXPECT_FALSE(asked().labels);
}

TEST_F(RekognitionDetect, ACelebrityIsAPersonOfTheGallery) {
  const Person ada{.id = "ada1",
                   .name = "Ada",
                   .urls = {"www.example.org/ada"},
                   .known_gender = KnownGenderType::Female,
                   .photographs = {}};
  ASSERT_TRUE(calls.service.world.gallery->put(ada, soon()));
  const auto answer = get_celebrity_info(calls.call(), {.id = "ada1"});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->name, "Ada");
  EXPECT_THAT(answer->urls, ElementsAre("www.example.org/ada"));
  EXPECT_EQ(answer->known_gender->type, KnownGenderType::Female);
  EXPECT_EQ(code_of(get_celebrity_info(calls.call(), {.id = "nobody"})), "ResourceNotFoundException");
}

// --- moderation -------------------------------------------------------------------------------------

ModerationLabel moderation(const std::string& name, const std::string& parent, int level, float confidence) {
  return {.confidence = confidence,
          .name = name,
          .parent_name = parent,
          .taxonomy_level = level,
          .evidence = {{.source = "labels", .name = "Wine Glass", .confidence = confidence}}};
}

TEST_F(RekognitionDetect, ModerationLabelsAreThoseFrom50On) {
  finds().moderation_labels = {moderation("Alcoholic Beverages", "Alcohol", 2, 50), moderation("Alcohol", "", 1, 50),
                               moderation("Gambling", "", 1, 49.9F)};
  finds().content_types = {{.confidence = 80, .name = "Illustrated"}, {.confidence = 3, .name = "Animated"}};
  const auto names = [&](std::optional<float> least) {
    const auto answer = detect_moderation_labels(calls.call(), {.image = image_of(), .min_confidence = least});
    EXPECT_TRUE(answer);
    EXPECT_EQ(answer->moderation_model_version, "7.0");
    EXPECT_THAT(answer->content_types, SizeIs(1));
    std::vector<std::string> out;
    for (const PlainModerationLabel& label : answer->moderation_labels)
      out.push_back(label.name + "/" + label.parent_name + "/" + std::to_string(label.taxonomy_level));
    return out;
  };
  EXPECT_THAT(names({}), ElementsAre("Alcoholic Beverages/Alcohol/2", "Alcohol//1"));
  EXPECT_THAT(names(49.0F), SizeIs(3));
  EXPECT_THAT(names(50.1F), IsEmpty());
  EXPECT_TRUE(asked().moderation);
  EXPECT_FALSE(asked().text || asked().labels);
}

TEST_F(RekognitionDetect, ModerationWithPeopleOrAdaptersIsRefused) {
  EXPECT_EQ(code_of(detect_moderation_labels(
                calls.call(), {.image = image_of(),
                               .human_loop_config = HumanLoopConfig{.human_loop_name = "review",
                                                                    .flow_definition_arn = "arn:aws:sagemaker:x",
                                                                    .data_attributes = {}}})),
            "ResourceNotFoundException");
  EXPECT_EQ(code_of(detect_moderation_labels(
                calls.call(),
                {.image = image_of(),
                 .project_version = "arn:aws:rekognition:us-east-1:000000000000:project/p/version/v/1700000000000"})),
            "ResourceNotFoundException");
}

}  // namespace
}  // namespace spotter::rekognition
