#include "domain/findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/full_item.h"
#include "domain/json.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

template <class Named>
std::vector<std::string> names(const std::vector<Named>& all) {
  std::vector<std::string> out;
  for (const Named& one : all)
    out.push_back(one.name);
  return out;
}

std::vector<float> confidences(const Label& label) {
  std::vector<float> out;
  for (const Instance& instance : label.instances)
    out.push_back(instance.confidence);
  return out;
}

TEST(DropUnsure, TakesAwayWhatIsLessSureAndKeepsTheThresholdItself) {
  Findings findings;
  findings.labels = {{.name = "Dog", .confidence = 55}, {.name = "Cat", .confidence = 54.99F}};
  findings.moderation_labels = {{.confidence = 49.99F, .name = "Weapons"}, {.confidence = 50, .name = "Violence"}};
  drop_unsure(findings, 55, 50);
  EXPECT_THAT(names(findings.labels), ElementsAre("Dog"));
  EXPECT_THAT(names(findings.moderation_labels), ElementsAre("Violence"));
}

TEST(DropUnsure, TakesAwayUnsureBoxesOfSureLabels) {
  Findings findings;
  findings.labels = {
      {.name = "Car", .confidence = 99, .instances = {{.confidence = 90}, {.confidence = 30}, {.confidence = 55}}}};
  drop_unsure(findings, 55, 50);
  ASSERT_THAT(findings.labels, SizeIs(1));
  EXPECT_THAT(confidences(findings.labels[0]), ElementsAre(90, 55));
}

TEST(DropUnsure, LeavesAllElseAlone) {
  Findings findings = full_findings();
  drop_unsure(findings, 100, 100);
  EXPECT_THAT(findings.labels, IsEmpty());
  EXPECT_THAT(findings.moderation_labels, IsEmpty());
  Findings expected = full_findings();
  expected.labels.clear();
  expected.moderation_labels.clear();
  EXPECT_EQ(to_text(to_json(findings)), to_text(to_json(expected)));
}

TEST(ComparedFace, HasTheSharedMembersAndFiveLandmarks) {
  FaceDetail face = full_face();
  face.landmarks.clear();
  for (int i = 0; i < 30; ++i)
    face.landmarks.push_back({.type = static_cast<LandmarkType>(i), .x = static_cast<float>(i), .y = 0});
  const ComparedFace compared = compared_face(face);
  EXPECT_EQ(compared.bounding_box, face.bounding_box);
  EXPECT_EQ(compared.confidence, face.confidence);
  ASSERT_THAT(compared.landmarks, SizeIs(5));
  EXPECT_EQ(compared.landmarks.back().type, LandmarkType::nose);
  EXPECT_EQ(compared.pose->yaw, face.pose->yaw);
  EXPECT_EQ(compared.quality->sharpness, face.quality->sharpness);
  EXPECT_THAT(*compared.emotions, SizeIs(2));
  EXPECT_TRUE(compared.smile->value);
}

TEST(ComparedFace, InventsNothing) {
  const ComparedFace compared = compared_face({.landmarks = {{.type = LandmarkType::nose}}});
  EXPECT_THAT(compared.landmarks, SizeIs(1));
  EXPECT_FALSE(compared.pose);
  EXPECT_FALSE(compared.quality);
  EXPECT_FALSE(compared.emotions);
  EXPECT_FALSE(compared.smile);
}

}  // namespace
}  // namespace spotter::testing
