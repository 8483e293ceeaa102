#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/rekognition/text_answers.h"
#include "http/rekognition_calls.h"

namespace spotter::rekognition {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

std::vector<Point> corners(float left, float top, float width, float height) {
  return {{left, top}, {left + width, top}, {left + width, top + height}, {left, top + height}};
}

TextDetection piece(const std::string& text, TextTypes type, float confidence, std::vector<Point> polygon) {
  TextDetection made{
      .detected_text = text, .type = type, .id = 0, .parent_id = {}, .confidence = confidence, .geometry = {}};
  made.geometry.bounding_box = hull_of(polygon);
  made.geometry.polygon = std::move(polygon);
  return made;
}

/// Two lines: "Dear reader," with words of confidence 99 and 60 at the top, "hello" below.
std::vector<TextDetection> letter() {
  std::vector<TextDetection> found = {
      piece("Dear reader,", TextTypes::LINE, 79.5F, corners(0.1F, 0.1F, 0.6F, 0.1F)),
      piece("hello", TextTypes::LINE, 85, corners(0.1F, 0.5F, 0.2F, 0.05F)),
      piece("Dear", TextTypes::WORD, 99, corners(0.1F, 0.1F, 0.2F, 0.1F)),
      piece("reader,", TextTypes::WORD, 60, corners(0.4F, 0.1F, 0.3F, 0.1F)),
      piece("hello", TextTypes::WORD, 85, corners(0.1F, 0.5F, 0.2F, 0.05F)),
  };
  for (int i = 0; i < 5; ++i)
    found[static_cast<std::size_t>(i)].id = i;
  found[2].parent_id = found[3].parent_id = 0;
  found[4].parent_id = 1;
  return found;
}

std::vector<std::string> texts(const std::vector<TextDetection>& found) {
  std::vector<std::string> out;
  for (const TextDetection& one : found)
    out.push_back((one.type == TextTypes::LINE ? "line " : "word ") + one.detected_text);
  return out;
}
std::vector<std::string> texts(const DetectTextFilters& filters) {
  return texts(text_for(filters, letter()));
}

DetectTextFilters in_box(const BoundingBox& box) {
  return {.word_filter = {}, .regions_of_interest = {{RegionOfInterest{.bounding_box = box, .polygon = {}}}}};
}

TEST(TextAnswers, AreAllWordsWithoutFilters) {
  const auto answer = text_for({}, letter());
  EXPECT_THAT(texts(answer), ElementsAre("line Dear reader,", "line hello", "word Dear", "word reader,", "word hello"));
  for (std::size_t i = 0; i < answer.size(); ++i)
    EXPECT_EQ(answer[i].id, static_cast<int>(i));
  EXPECT_EQ(answer[0].geometry, letter()[0].geometry);
}

TEST(TextAnswers, AreWordsFrom80OnWithAWordFilter) {
  EXPECT_THAT(texts({.word_filter = DetectionFilter{}}),
              ElementsAre("line Dear", "line hello", "word Dear", "word hello"));
  EXPECT_THAT(texts({.word_filter = DetectionFilter{.min_confidence = 60.0F}}), SizeIs(5));
  EXPECT_THAT(texts({.word_filter = DetectionFilter{.min_confidence = 85.1F}}), ElementsAre("line Dear", "word Dear"));
  EXPECT_THAT(texts({.word_filter = DetectionFilter{.min_confidence = 100.0F}}), IsEmpty());
}

TEST(TextAnswers, AreWordsAsLargeAsAskedFor) {
  EXPECT_THAT(texts({.word_filter = DetectionFilter{.min_confidence = 0.0F, .min_bounding_box_height = 0.06F}}),
              ElementsAre("line Dear reader,", "word Dear", "word reader,"));
  EXPECT_THAT(texts({.word_filter = DetectionFilter{.min_confidence = 0.0F, .min_bounding_box_width = 0.25F}}),
              ElementsAre("line reader,", "word reader,"));
}

TEST(TextAnswers, MakeLinesOfTheWordsThatStay) {
  const auto answer = text_for(
      DetectTextFilters{.word_filter = DetectionFilter{.min_confidence = 0.0F, .min_bounding_box_width = 0.25F}},
      letter());
  ASSERT_THAT(answer, SizeIs(2));
  EXPECT_EQ(answer[0].confidence, 60);
  EXPECT_EQ(answer[0].geometry, letter()[3].geometry);
  EXPECT_FALSE(answer[0].parent_id);
  EXPECT_EQ(answer[1].id, 1);
  EXPECT_EQ(answer[1].parent_id, 0);
}

TEST(TextAnswers, NumberWordsWithTheirNewLines) {
  const auto answer = text_for(in_box({.width = 1, .height = 0.3F, .left = 0, .top = 0.4F}), letter());
  ASSERT_THAT(texts(answer), ElementsAre("line hello", "word hello"));
  EXPECT_EQ(answer[1].parent_id, 0);
  EXPECT_EQ(answer[1].id, 1);
}

TEST(TextAnswers, AreWordsOfWhichMoreThanHalfIsInARegion) {
  // "Dear" spans 0.1 to 0.3.
  EXPECT_THAT(texts(in_box({.width = 0.21F, .height = 1, .left = 0, .top = 0})),
              ElementsAre("line Dear", "line hello", "word Dear", "word hello"));
  EXPECT_THAT(texts(in_box({.width = 0.19F, .height = 1, .left = 0, .top = 0})), IsEmpty());
}

TEST(TextAnswers, NeedOneRegionOfSeveral) {
  DetectTextFilters filters = in_box({.width = 0.35F, .height = 0.3F, .left = 0, .top = 0});
  filters.regions_of_interest->push_back(
      {.bounding_box = {}, .polygon = {{{0.05F, 0.45F}, {0.9F, 0.45F}, {0.05F, 0.95F}}}});
  EXPECT_THAT(texts(filters), ElementsAre("line Dear", "line hello", "word Dear", "word hello"));
  // Two parts of a word in two regions do not add up.
  filters = in_box({.width = 0.19F, .height = 1, .left = 0, .top = 0});
  filters.regions_of_interest->push_back(
      {.bounding_box = BoundingBox{.width = 0.79F, .height = 0.3F, .left = 0.21F, .top = 0}, .polygon = {}});
  EXPECT_THAT(texts(filters), ElementsAre("line reader,", "word reader,"));
}

TEST(TextAnswers, FollowBothKindsOfFilters) {
  DetectTextFilters filters = in_box({.width = 1, .height = 0.3F, .left = 0, .top = 0});
  filters.word_filter = DetectionFilter{};
  EXPECT_THAT(texts(filters), ElementsAre("line Dear", "word Dear"));
}

TEST(TextAnswers, HaveAtMostAHundredWords) {
  std::vector<TextDetection> found;
  for (int line = 0; line < 3; ++line) {
    found.push_back(piece("", TextTypes::LINE, 90, corners(0, 0.1F * static_cast<float>(line), 1, 0.1F)));
    found.back().id = line;
  }
  for (int line = 0; line < 3; ++line)
    for (int word = 0; word < 45; ++word) {
      found.push_back(piece(std::to_string(45 * line + word), TextTypes::WORD, 90,
                            corners(0.02F * static_cast<float>(word), 0.1F * static_cast<float>(line), 0.02F, 0.1F)));
      found.back().id = 3 + 45 * line + word;
      found.back().parent_id = line;
    }
  const auto answer = text_for({}, found);
  ASSERT_THAT(answer, SizeIs(3 + 100));
  EXPECT_EQ(answer[2].detected_text, "90 91 92 93 94 95 96 97 98 99");
  EXPECT_THAT(answer[2].geometry.bounding_box.width, FloatNear(0.2F, 1e-5F));
  EXPECT_EQ(answer.back().detected_text, "99");
  EXPECT_EQ(answer.back().id, 102);
}

TEST(ShareInside, IsTheOverlapOfTheQuad) {
  const auto quad = corners(0, 0, 1, 1);
  EXPECT_FLOAT_EQ(share_inside(quad, corners(0, 0, 1, 1)), 1);
  EXPECT_FLOAT_EQ(share_inside(quad, corners(0.75F, 0, 1, 1)), 0.25F);
  EXPECT_FLOAT_EQ(share_inside(quad, corners(2, 2, 1, 1)), 0);
  EXPECT_FLOAT_EQ(share_inside(quad, {{0, 0}, {1, 0}, {0, 1}}), 0.5F);
  EXPECT_FLOAT_EQ(share_inside(quad, corners(-1, -1, 9, 9)), 1);
}

TEST(ShareInside, HoldsWhicheverWayCornersGoRound) {
  const std::vector<Point> there = {{0, 0}, {0.5F, 0}, {0.5F, 1}, {0, 1}};
  const std::vector<Point> back(there.rbegin(), there.rend());
  std::vector<Point> quad = corners(0, 0, 1, 1);
  EXPECT_FLOAT_EQ(share_inside(quad, back), 0.5F);
  std::ranges::reverse(quad);
  EXPECT_FLOAT_EQ(share_inside(quad, there), 0.5F);
}

TEST(ShareInside, KnowsTurnedQuadsAndHollowPolygons) {
  // A diamond of area 0.5 whose left half lies in the region.
  const std::vector<Point> diamond = {{0.5F, 0}, {1, 0.5F}, {0.5F, 1}, {0, 0.5F}};
  EXPECT_FLOAT_EQ(share_inside(diamond, corners(0, 0, 0.5F, 1)), 0.5F);
  // A U: its notch, a quarter of the square, is outside.
  const std::vector<Point> u = {{0, 0}, {0.25F, 0}, {0.25F, 0.5F}, {0.75F, 0.5F}, {0.75F, 0}, {1, 0}, {1, 1}, {0, 1}};
  EXPECT_FLOAT_EQ(share_inside(corners(0, 0, 1, 1), u), 0.75F);
  EXPECT_FLOAT_EQ(share_inside(corners(0.3F, 0.1F, 0.2F, 0.2F), u), 0);
}

TEST(ShareInside, GoesByTheMiddleWhereThereIsNoArea) {
  const std::vector<Point> flat = {{0.1F, 0.5F}, {0.9F, 0.5F}, {0.9F, 0.5F}, {0.1F, 0.5F}};
  EXPECT_EQ(share_inside(flat, corners(0, 0, 1, 1)), 1);
  EXPECT_EQ(share_inside(flat, corners(0.6F, 0, 1, 1)), 0);
}

TEST(DetectText, RefusesRegionsThatAreNone) {
  testing::RekognitionCalls calls;
  const auto code = [&](const RegionOfInterest& region) {
    return testing::code_of(detect_text(
        calls.call(), {.image = testing::image_of(),
                       .filters = DetectTextFilters{.word_filter = {}, .regions_of_interest = {{region}}}}));
  };
  EXPECT_EQ(code({}), "InvalidParameterException");
  EXPECT_EQ(code({.bounding_box = {}, .polygon = {{{0, 0}, {1, 1}}}}), "InvalidParameterException");
  EXPECT_EQ(code({.bounding_box = BoundingBox{.width = 1, .height = 1}, .polygon = {}}), "no error");
}

TEST(DetectText, ReadsTextAndNothingElse) {
  testing::RekognitionCalls calls;
  calls.service.engine.now.finds.text_detections = letter();
  const auto answer = detect_text(calls.call(), {.image = testing::image_of(), .filters = {}});
  ASSERT_TRUE(answer);
  EXPECT_THAT(answer->text_detections, SizeIs(5));
  EXPECT_EQ(answer->text_model_version, "3.0");
  const Asked& asked = calls.service.engine.now.asked_for.at(0);
  EXPECT_TRUE(asked.text);
  EXPECT_FALSE(asked.faces || asked.labels || asked.moderation || asked.celebrities);
}

}  // namespace
}  // namespace spotter::rekognition
