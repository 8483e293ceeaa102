#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/rekognition/label_answers.h"

namespace spotter::rekognition {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using enum DetectLabelsFeatureName;

Label label(const std::string& name, float confidence, std::vector<std::string> parents = {},
            const std::string& category = "Everyday Objects", std::vector<float> boxes = {}) {
  Label made{.name = name,
             .confidence = confidence,
             .instances = {},
             .parents = {},
             .aliases = {},
             .categories = {{.name = category}}};
  for (std::string& parent : parents)
    made.parents.push_back({.name = std::move(parent)});
  for (const float sure : boxes)
    made.instances.push_back({.bounding_box = {.width = 0.1F, .height = 0.1F}, .confidence = sure});
  return made;
}

/// As the labels recogniser orders them: the more special of equally sure ones first.
Findings street() {
  Findings findings;
  findings.labels = {
      label("Taxi", 90, {"Car", "Vehicle"}, "Vehicles and Automotive"),
      label("Car", 90, {"Vehicle"}, "Vehicles and Automotive", {90, 60, 54.9F}),
      label("Vehicle", 90, {}, "Vehicles and Automotive"),
      label("Text", 80, {}, "Text and Documents"),
      label("Lamp", 55, {}, "Home and Indoors"),
      label("Clock", 54.9F, {}, "Home and Indoors"),
  };
  return findings;
}

std::vector<std::string> names_in(const DetectLabelsResponse& response) {
  std::vector<std::string> out;
  for (const Label& one : response.labels.value())
    out.push_back(one.name);
  return out;
}
std::vector<std::string> names(const DetectLabelsRequest& request) {
  return names_in(answer_to(request, street()));
}

DetectLabelsRequest filtered(const GeneralLabelsSettings& filters) {
  return {.settings = DetectLabelsSettings{.general_labels = filters, .image_properties = {}}};
}

TEST(LabelAnswers, AreThoseFrom55On) {
  EXPECT_THAT(names({}), ElementsAre("Taxi", "Car", "Vehicle", "Text", "Lamp"));
  EXPECT_EQ(answer_to({}, street()).label_model_version, "3.0");
}

TEST(LabelAnswers, TakeInTheLeastConfidenceItself) {
  EXPECT_THAT(names({.min_confidence = 80.0F}), ElementsAre("Taxi", "Car", "Vehicle", "Text"));
  EXPECT_THAT(names({.min_confidence = 80.1F}), ElementsAre("Taxi", "Car", "Vehicle"));
  EXPECT_THAT(names({.min_confidence = 0.0F}), SizeIs(6));
}

TEST(LabelAnswers, HaveBoxesAsSureAsAskedFor) {
  const auto boxes = [](std::optional<float> least) {
    return answer_to({.min_confidence = least}, street()).labels->at(1).instances.size();
  };
  EXPECT_EQ(boxes({}), 2U);
  EXPECT_EQ(boxes(50.0F), 3U);
}

TEST(LabelAnswers, AreTheSurestWhereOnlySomeMayBe) {
  EXPECT_THAT(names({.max_labels = 4}), ElementsAre("Taxi", "Car", "Vehicle", "Text"));
  EXPECT_THAT(names({.max_labels = 0}), IsEmpty());
  EXPECT_THAT(names({.max_labels = 5000}), SizeIs(5));
}

TEST(LabelAnswers, KeepEveryAncestorOfWhatIsKept) {
  EXPECT_THAT(names({.max_labels = 1}), ElementsAre("Vehicle"));
  EXPECT_THAT(names({.max_labels = 2}), ElementsAre("Car", "Vehicle"));
}

TEST(LabelAnswers, AreAtMostAThousand) {
  Findings findings;
  for (int i = 0; i < 1200; ++i)
    findings.labels.push_back(label("L" + std::to_string(i), 90));
  EXPECT_THAT(*answer_to({.max_labels = 1100}, findings).labels, SizeIs(1000));
  EXPECT_THAT(*answer_to({}, findings).labels, SizeIs(1000));
}

TEST(LabelAnswers, FollowFiltersForLabels) {
  EXPECT_THAT(names(filtered({.label_inclusion_filters = {{"Car", "Clock", "No Such Label"}}})), ElementsAre("Car"));
  EXPECT_THAT(names(filtered({.label_inclusion_filters = {{"car"}}})), IsEmpty());
  EXPECT_THAT(names(filtered({.label_exclusion_filters = {{"Car", "Text"}}})), ElementsAre("Taxi", "Vehicle", "Lamp"));
}

TEST(LabelAnswers, FollowFiltersForCategories) {
  EXPECT_THAT(names(filtered({.label_category_inclusion_filters = {{"Home and Indoors"}}})), ElementsAre("Lamp"));
  EXPECT_THAT(names(filtered({.label_category_exclusion_filters = {{"Vehicles and Automotive"}}})),
              ElementsAre("Text", "Lamp"));
}

TEST(LabelAnswers, AreLeftOutWhereAnyFilterSaysSo) {
  EXPECT_THAT(names(filtered({.label_inclusion_filters = {{"Car", "Taxi"}}, .label_exclusion_filters = {{"Car"}}})),
              ElementsAre("Taxi"));
  EXPECT_THAT(names(filtered({.label_inclusion_filters = {{"Car"}},
                              .label_category_exclusion_filters = {{"Vehicles and Automotive"}}})),
              IsEmpty());
}

TEST(LabelAnswers, NeedOneOfSeveralInclusions) {
  EXPECT_THAT(names(filtered({.label_inclusion_filters = {{"Lamp"}},
                              .label_category_inclusion_filters = {{"Text and Documents"}}})),
              ElementsAre("Text", "Lamp"));
  EXPECT_THAT(names(filtered({.label_inclusion_filters = {{}}, .label_category_inclusion_filters = {{}}})), SizeIs(5));
}

TEST(LabelAnswers, AreCountedAfterFilters) {
  DetectLabelsRequest request = filtered({.label_exclusion_filters = {{"Vehicle", "Car"}}});
  request.max_labels = 2;
  EXPECT_THAT(names(request), ElementsAre("Taxi", "Text"));
}

DominantColor color(const std::string& name, float percent) {
  return {.hex_code = "", .css_color = name, .simplified_color = name, .pixel_percent = percent};
}

Findings colourful() {
  Findings findings;
  std::vector<DominantColor> colors;
  for (int i = 0; i < 20; ++i)
    colors.push_back(color("c" + std::to_string(i), 40.0F - static_cast<float>(i)));
  const ImageQuality quality{.brightness = 50, .sharpness = 60, .contrast = 70.0F};
  const ImageGround ground{.quality = quality, .dominant_colors = colors};
  findings.image_properties =
      ImageProperties{.quality = quality, .dominant_colors = colors, .foreground = ground, .background = ground};
  findings.labels = {label("Car", 90, {}, "", {90})};
  findings.labels[0].instances[0].dominant_colors = colors;
  return findings;
}

TEST(ImagePropertiesAnswer, IsThereWhereAskedFor) {
  EXPECT_FALSE(answer_to({}, colourful()).image_properties);
  const auto both = answer_to({.features = {{GENERAL_LABELS, IMAGE_PROPERTIES}}}, colourful());
  EXPECT_TRUE(both.image_properties);
  EXPECT_THAT(names_in(both), ElementsAre("Car"));
  const auto alone = answer_to({.features = {{IMAGE_PROPERTIES}}}, colourful());
  EXPECT_TRUE(alone.image_properties);
  EXPECT_THAT(names_in(alone), IsEmpty());
}

TEST(ImagePropertiesAnswer, HasTenColorsOrAsManyAsAskedFor) {
  const auto colors = [](std::optional<int> most) {
    const auto answer = answer_to(
        {.features = {{GENERAL_LABELS, IMAGE_PROPERTIES}},
         .settings = DetectLabelsSettings{.general_labels = {},
                                          .image_properties =
                                              DetectLabelsImagePropertiesSettings{.max_dominant_colors = most}}},
        colourful());
    const ImageProperties& properties = *answer.image_properties;
    return std::vector<std::size_t>{properties.dominant_colors.size(), properties.foreground->dominant_colors.size(),
                                    properties.background->dominant_colors.size(),
                                    answer.labels->at(0).instances[0].dominant_colors->size()};
  };
  EXPECT_THAT(colors({}), ::testing::Each(10U));
  EXPECT_THAT(colors(20), ::testing::Each(20U));
  EXPECT_THAT(colors(3), ::testing::Each(3U));
  EXPECT_THAT(colors(0), ::testing::Each(0U));
}

TEST(LabelsAsked, AreWhatTheFeaturesName) {
  const auto asked = [](std::optional<std::vector<DetectLabelsFeatureName>> features) {
    const Asked needed = asked_of({.features = std::move(features)});
    EXPECT_FALSE(needed.text);
    return std::pair(needed.labels, needed.image_properties);
  };
  EXPECT_EQ(asked({}), std::pair(true, false));
  EXPECT_EQ(asked({{}}), std::pair(true, false));
  EXPECT_EQ(asked({{GENERAL_LABELS}}), std::pair(true, false));
  EXPECT_EQ(asked({{IMAGE_PROPERTIES}}), std::pair(false, true));
  EXPECT_EQ(asked({{IMAGE_PROPERTIES, GENERAL_LABELS}}), std::pair(true, true));
}

TEST(LabelsAsked, NeedTextWhereTheLabelTextIsWanted) {
  EXPECT_TRUE(asked_of(filtered({.label_inclusion_filters = {{"Text"}}})).text);
  EXPECT_TRUE(asked_of(filtered({.label_category_inclusion_filters = {{"Text and Documents"}}})).text);
  EXPECT_FALSE(asked_of(filtered({.label_exclusion_filters = {{"Text"}}})).text);
}

}  // namespace
}  // namespace spotter::rekognition
