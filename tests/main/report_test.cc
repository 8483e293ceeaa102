#include "main/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string table(const Findings& findings, std::vector<Stage> stages = {}) {
  return findings_table("a.jpg", 640, 480, {.findings = findings, .stages = std::move(stages), .error = {}});
}

/// The table of some labels, for how it is laid out.
std::string table_of(const std::vector<std::string>& names) {
  Findings findings;
  for (const std::string& name : names)
    findings.labels.push_back({.name = name, .confidence = 90, .parents = {{"X"}}});
  return table(findings);
}

TextDetection line(const std::string& text, float confidence) {
  return {.detected_text = text, .type = TextTypes::LINE, .confidence = confidence};
}

TEST(FindingsTable, SaysFileSizeAndTheTimeOfAllStages) {
  EXPECT_EQ(table({}, {{.name = "text", .duration_ms = 12.25}, {.name = "faces", .duration_ms = 30.5}}),
            "a.jpg  (640 x 480 px, 43 ms)\n"
            "  nothing was found\n");
}

TEST(FindingsTable, ShowsEachKindOnceInFront) {
  Findings findings;
  findings.labels = {{.name = "Dog",
                      .confidence = 98.46F,
                      .instances = {{.confidence = 98}, {.confidence = 60}},
                      .parents = {{"Animal"}, {"Pet"}}},
                     {.name = "Grass", .confidence = 55}};
  findings.text_detections = {line("EXIT", 100)};
  findings.moderation_labels = {{.confidence = 71.5F,
                                 .name = "Weapons",
                                 .evidence = {{.source = "labels", .name = "Rifle", .confidence = 71.5F}}}};
  findings.content_types = {{.confidence = 82, .name = "Illustrated"}};
  EXPECT_EQ(table(findings),
            "a.jpg  (640 x 480 px, 0 ms)\n"
            "  label       Dog           98.5  2 boxes; a kind of Animal, Pet\n"
            "              Grass         55.0\n"
            "  text        EXIT         100.0\n"
            "  moderation  Weapons       71.5  by labels: Rifle\n"
            "  content     Illustrated   82.0\n");
}

TEST(FindingsTable, AlignsColumnsByWhatATerminalShows) {
  Findings findings;
  findings.text_detections = {line("出口", 90),       line("EXIT 12", 91), line("Ｅｘ！", 92),
                              line("Cafe\u0301", 93), line("한글", 94),    line("😀", 95)};
  EXPECT_EQ(table(findings),
            "a.jpg  (640 x 480 px, 0 ms)\n"
            "  text        出口      90.0\n"
            "              EXIT 12   91.0\n"
            "              Ｅｘ！    92.0\n"
            "              Cafe\u0301      93.0\n"
            "              한글      94.0\n"
            "              😀        95.0\n");
}

TEST(FindingsTable, LetsALongTextRunOverWithoutWideningTheOthers) {
  const std::string longest(60, 'x');
  EXPECT_EQ(table_of({longest, "Dog"}),
            "a.jpg  (640 x 480 px, 0 ms)\n"
            "  label       " +
                longest +
                "   90.0  a kind of X\n"
                "              Dog" +
                std::string(41, ' ') + "   90.0  a kind of X\n");
}

TEST(FindingsTable, LeavesNoBlanksAtTheEndOfALine) {
  Findings findings;
  findings.text_detections = {line("one", 90), line("two", 80)};
  findings.face_details = {{.confidence = 99}};
  EXPECT_THAT(table(findings), Not(HasSubstr(" \n")));
}

TEST(FindingsTable, ShowsLinesOfTextAndNotTheirWords) {
  Findings findings;
  findings.text_detections = {line("SPEED LIMIT", 90),
                              {.detected_text = "SPEED", .type = TextTypes::WORD, .confidence = 90}};
  EXPECT_EQ(table(findings),
            "a.jpg  (640 x 480 px, 0 ms)\n"
            "  text        SPEED LIMIT   90.0\n");
}

TEST(FindingsTable, TellsOfAFaceWhatIsKnown) {
  Findings findings;
  findings.face_details = {{.age_range = AgeRange{.low = 25, .high = 33},
                            .smile = FaceAttribute{.value = true, .confidence = 91.4F},
                            .eyeglasses = FaceAttribute{.value = true, .confidence = 99},
                            .sunglasses = FaceAttribute{.value = false, .confidence = 98},
                            .gender = Gender{.value = GenderType::Female, .confidence = 97},
                            .eyes_open = FaceAttribute{.value = false, .confidence = 80},
                            .mouth_open = FaceAttribute{.value = true, .confidence = 70},
                            .emotions = std::vector<Emotion>{{.type = EmotionName::FEAR, .confidence = 60}},
                            .confidence = 99.5F},
                           {.confidence = 88}};
  EXPECT_EQ(
      table(findings),
      "a.jpg  (640 x 480 px, 0 ms)\n"
      "  face        Female 97   99.5  25-33 years, smiling 91, fear 60, glasses 99, eyes closed 80, mouth open 70\n"
      "              Face        88.0\n");
}

TEST(FindingsTable, NamesCelebrities) {
  Findings findings;
  findings.celebrity_faces = {{.name = "Ada Lovelace", .match_confidence = 99.94F}};
  EXPECT_THAT(table(findings), HasSubstr("  celebrity   Ada Lovelace   99.9\n"));
}

}  // namespace
}  // namespace spotter::testing
