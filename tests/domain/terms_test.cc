#include "domain/terms.h"

#include <algorithm>
#include <string>

#include <boost/describe/enum_to_string.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/full_item.h"

namespace spotter::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

/// `kind term confidence`, in the order of the terms; those that are searched, or those that are shown.
std::vector<std::string> terms(const ImageItem& item, bool shown = false) {
  std::vector<std::string> out;
  for (const Term& term : terms_of(item))
    if (is_shown_name(term.kind) == shown)
      out.push_back(
          fmt::format("{} {} {}", boost::describe::enum_to_string(term.kind, ""), term.term, term.confidence));
  return out;
}

TextDetection text(TextTypes type, const std::string& said, float confidence) {
  return {.detected_text = said, .type = type, .confidence = confidence};
}

TEST(Terms, OfAnEmptyItemAreNone) {
  EXPECT_THAT(terms_of(ImageItem()), IsEmpty());
}

TEST(Terms, LabelsAreFoundByTheirWholeNameAndAliases) {
  ImageItem item;
  item.labels = {{.name = "Traffic Light", .confidence = 90, .aliases = {{"Stoplight"}}},
                 {.name = "ROAD", .confidence = 80}};
  EXPECT_THAT(terms(item), ElementsAre("label stoplight 90", "label traffic light 90", "label road 80"));
}

TEST(Terms, ShownNamesAreAsWrittenAndWithoutAliases) {
  ImageItem item;
  item.labels = {{.name = "Traffic Light", .confidence = 90, .aliases = {{"Stoplight"}}}};
  item.celebrity_faces = {{.name = "Ada Lovelace", .id = "1SK7cR8M", .match_confidence = 99}};
  item.moderation_labels = {{.confidence = 71, .name = "Drugs & Tobacco"}};
  EXPECT_THAT(terms(item, true), UnorderedElementsAre("label_name Traffic Light 90", "person_name Ada Lovelace 99",
                                                      "moderation_name Drugs & Tobacco 71"));
}

TEST(Terms, OfTooManyTheModerationLabelsStay) {
  ImageItem item;
  for (int i = 0; i < 600; ++i)
    item.text_detections.push_back(text(TextTypes::WORD, fmt::format("word{}", i), 99));
  item.moderation_labels = {{.confidence = 51, .name = "Alcohol"}};
  const auto kept = terms(item);
  EXPECT_EQ(kept.size(), kMaxTerms);
  EXPECT_THAT(kept, Contains("moderation alcohol 51"));
}

TEST(Terms, TextIsFoundByItsWords) {
  ImageItem item;
  item.text_detections = {text(TextTypes::LINE, "SPEED LIMIT", 97), text(TextTypes::WORD, "SPEED", 96),
                          text(TextTypes::WORD, "(Limit:30)", 95)};
  EXPECT_THAT(terms(item), ElementsAre("text speed 96", "text 30 95", "text limit 95"));
}

TEST(Terms, PeopleAreFoundByNameIdAndWordsOfTheName) {
  ImageItem item;
  item.celebrity_faces = {{.name = "Ada Lovelace", .id = "1SK7cR8M", .match_confidence = 99}};
  EXPECT_THAT(terms(item), UnorderedElementsAre("person ada lovelace 99", "person 1sk7cr8m 99", "person ada 99",
                                                "person lovelace 99"));
}

TEST(Terms, ModerationLabelsAreFoundByTheirWholeName) {
  ImageItem item;
  item.moderation_labels = {{.confidence = 71, .name = "Drugs & Tobacco"}};
  EXPECT_THAT(terms(item), ElementsAre("moderation drugs & tobacco 71"));
}

TEST(Terms, FilesAreFoundByTheWordsOfTheirName) {
  ImageItem item;
  item.file_name = "Holiday_Kraków-2026.JPG";
  EXPECT_THAT(terms(item),
              UnorderedElementsAre("file holiday 100", "file kraków 100", "file 2026 100", "file jpg 100"));
}

TEST(Terms, AreFoldedSoThatCaseAndFormsDoNotMatter) {
  ImageItem item;
  item.text_detections = {text(TextTypes::WORD, "ＳＡＬＥ", 90), text(TextTypes::WORD, "Cafe\u0301", 80),
                          text(TextTypes::WORD, "STRASSE", 70)};
  EXPECT_THAT(terms(item), ElementsAre("text sale 90", "text caf\u00e9 80", "text strasse 70"));
  EXPECT_THAT(fold_words("straße, Ｓale"), ElementsAre("strasse", "sale"));
  EXPECT_EQ(fold_name("Traffic  LIGHT"), "traffic  light");
}

TEST(Terms, OfOneWordKeepItsHighestConfidence) {
  ImageItem item;
  item.text_detections = {text(TextTypes::WORD, "exit", 60), text(TextTypes::WORD, "EXIT", 90),
                          text(TextTypes::WORD, "Exit", 75)};
  EXPECT_THAT(terms(item), ElementsAre("text exit 90"));
}

TEST(Terms, OfDifferentKindsAreApart) {
  ImageItem item;
  item.file_name = "dog";
  item.labels = {{.name = "Dog", .confidence = 90}};
  item.text_detections = {text(TextTypes::WORD, "dog", 95)};
  EXPECT_THAT(terms(item), ElementsAre("file dog 100", "text dog 95", "label dog 90"));
}

TEST(Terms, WithoutLettersOrDigitsAreNone) {
  ImageItem item;
  item.text_detections = {text(TextTypes::WORD, "---", 90)};
  item.labels = {{.name = "", .confidence = 90}};
  EXPECT_THAT(terms(item), IsEmpty());
}

TEST(Terms, AreAtMostFiveHundredTheSurestFirst) {
  ImageItem item;
  for (int i = 0; i < 600; ++i)
    item.text_detections.push_back(text(TextTypes::WORD, fmt::format("word{}", i), static_cast<float>(i) / 10));
  const auto all = terms_of(item);
  ASSERT_EQ(all.size(), 500U);
  EXPECT_EQ(all.front().term, "word599");
  EXPECT_EQ(all.back().term, "word100");
  EXPECT_TRUE(std::ranges::is_sorted(all, std::greater<>{}, &Term::confidence));
}

TEST(Terms, OfAFullItemComeFromEveryKind) {
  const auto all = terms(full_item());
  for (const char* term : {"label dog 98.5", "label hound 98.5", "text 出口 96.5", "text exit 96.5",
                           "person ada lovelace 99.25", "moderation weapons 71.5", "file jpg 100"})
    EXPECT_THAT(all, Contains(term));
  EXPECT_THAT(all, Not(Contains("label animal 98.5")));
}

}  // namespace
}  // namespace spotter::testing
