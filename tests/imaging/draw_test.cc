#include "imaging/draw.h"

#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "made_images.h"

namespace spotter::testing {
namespace {

constexpr Rgb kGrey{128, 128, 128};
constexpr Rgb kFaceYellow{255, 214, 0};
constexpr Rgb kTextCyan{0, 229, 255};

Picture grey_picture(int width, int height) {
  Picture picture = made_picture(width, height);
  std::shared_ptr<std::uint8_t[]> rgb(new std::uint8_t[picture.size_bytes()]);
  std::memset(rgb.get(), kGrey.red, picture.size_bytes());
  picture.rgb = rgb;
  return picture;
}

bool same_pixels(const Picture& a, const Picture& b) {
  return a.size_bytes() == b.size_bytes() && std::memcmp(a.rgb.get(), b.rgb.get(), a.size_bytes()) == 0;
}

Label object(const std::string& name, const BoundingBox& box, float confidence = 90) {
  Label label;
  label.name = name;
  label.confidence = confidence;
  label.instances = {{.bounding_box = box, .confidence = confidence, .dominant_colors = {}}};
  return label;
}

FaceDetail face(const BoundingBox& box, float confidence = 99) {
  FaceDetail detail;
  detail.bounding_box = box;
  detail.confidence = confidence;
  return detail;
}

TextDetection line(const std::string& text, const std::vector<Point>& polygon) {
  TextDetection detection;
  detection.detected_text = text;
  detection.confidence = 95;
  detection.geometry = {.bounding_box = hull_of(polygon), .polygon = polygon};
  return detection;
}

// In a picture of 400 × 300: from (100, 150) to (300, 270).
constexpr BoundingBox kBox{.width = 0.5F, .height = 0.4F, .left = 0.25F, .top = 0.5F};

TEST(DrawFindings, DrawsAnObjectsBoxOnItsEdgesAndNothingInside) {
  const Picture plain = grey_picture(400, 300);
  Findings findings;
  findings.labels = {object("Cup", kBox)};
  const Picture drawn = draw_findings(plain, findings, {});
  ASSERT_EQ(drawn.width, 400);
  ASSERT_EQ(drawn.height, 300);
  const Rgb colour = pixel(drawn, 100, 230);
  EXPECT_NE(colour, kGrey);
  EXPECT_EQ(pixel(drawn, 300, 230), colour);
  EXPECT_EQ(pixel(drawn, 150, 270), colour);
  EXPECT_EQ(pixel(drawn, 290, 150), colour);
  EXPECT_EQ(pixel(drawn, 200, 230), kGrey);  // inside
  EXPECT_EQ(pixel(drawn, 95, 230), kGrey);   // outside
  EXPECT_EQ(pixel(drawn, 350, 230), kGrey);
  EXPECT_EQ(pixel(drawn, 200, 280), kGrey);
}

TEST(DrawFindings, PutsTheNamesPlateAboveTheBox) {
  Findings findings;
  findings.labels = {object("Cup", kBox)};
  const Picture drawn = draw_findings(grey_picture(400, 300), findings, {});
  const Rgb colour = pixel(drawn, 100, 230);
  EXPECT_EQ(pixel(drawn, 101, 147), colour);
  bool inked = false;
  for (int y = 130; y < 150; ++y)
    for (int x = 100; x < 150; ++x)
      inked |= pixel(drawn, x, y) == kBlack || pixel(drawn, x, y) == kWhite;
  EXPECT_TRUE(inked);
}

TEST(DrawFindings, LeavesThePictureItWasGivenAlone) {
  const Picture plain = grey_picture(400, 300);
  Findings findings;
  findings.labels = {object("Cup", kBox)};
  EXPECT_FALSE(same_pixels(draw_findings(plain, findings, {}), plain));
  EXPECT_TRUE(same_pixels(plain, grey_picture(400, 300)));
}

TEST(DrawFindings, DrawsOnlyWhatIsAskedForAndSureEnough) {
  const Picture plain = grey_picture(400, 300);
  Findings findings;
  findings.labels = {object("Cup", kBox, 54)};
  findings.face_details = {face(kBox, 54)};
  findings.text_detections = {line("WORD", {{0.1F, 0.1F}, {0.3F, 0.1F}, {0.3F, 0.2F}, {0.1F, 0.2F}})};
  findings.text_detections[0].confidence = 54;
  EXPECT_TRUE(same_pixels(draw_findings(plain, findings, {}), plain));
  EXPECT_FALSE(same_pixels(draw_findings(plain, findings, {.least_confidence = 50}), plain));
  EXPECT_TRUE(same_pixels(
      draw_findings(plain, findings, {.least_confidence = 50, .objects = false, .faces = false, .text = false}),
      plain));
}

TEST(DrawFindings, DoesNotDrawAPersonOnceMoreForEachKindOfPerson) {
  const Picture plain = grey_picture(400, 300);
  Findings findings;
  findings.labels = {object("Man", kBox)};
  findings.labels[0].parents = {{"Adult"}, {"Person"}};
  EXPECT_TRUE(same_pixels(draw_findings(plain, findings, {}), plain));
}

TEST(DrawFindings, DashesTheBoxesOfFacesAndDotsTheirLandmarks) {
  Findings findings;
  findings.face_details = {face(kBox)};
  findings.face_details[0].landmarks = {{.type = LandmarkType::nose, .x = 0.5F, .y = 0.75F}};
  const Picture drawn = draw_findings(grey_picture(400, 300), findings, {});
  int dashes = 0;
  int gaps = 0;
  for (int y = 160; y < 260; ++y) {
    dashes += pixel(drawn, 100, y) == kFaceYellow ? 1 : 0;
    gaps += pixel(drawn, 100, y) == kGrey ? 1 : 0;
  }
  EXPECT_GT(dashes, 20);
  EXPECT_GT(gaps, 20);
  EXPECT_EQ(pixel(drawn, 200, 225), kFaceYellow);
  EXPECT_EQ(pixel(drawn, 210, 225), kGrey);
}

TEST(DrawFindings, DrawsLinesOfTextByTheirPolygonsAndNoWords) {
  const Picture plain = grey_picture(400, 300);
  Findings findings;
  findings.text_detections = {line("EXIT", {{0.25F, 0.5F}, {0.75F, 0.5F}, {0.75F, 0.75F}, {0.25F, 0.75F}})};
  const Picture drawn = draw_findings(plain, findings, {});
  EXPECT_THAT(pixel(drawn, 300, 180), IsAbout(kTextCyan, 16));
  EXPECT_THAT(pixel(drawn, 200, 225), IsAbout(kTextCyan, 16));
  EXPECT_EQ(pixel(drawn, 200, 190), kGrey);
  findings.text_detections[0].type = TextTypes::WORD;
  EXPECT_TRUE(same_pixels(draw_findings(plain, findings, {}), plain));
}

/// A name wherever it may not fit: at each edge, past the picture, longer than it, in markup's own characters.
TEST(DrawFindings, SurvivesNamesAtTheEdges) {
  for (const auto& [width, height] : {std::pair{1, 1}, {3, 200}, {200, 3}, {64, 64}, {640, 480}}) {
    Findings findings;
    for (const float x : {-0.5F, 0.0F, 0.98F, 1.0F, 1.5F})
      for (const float y : {-0.5F, 0.0F, 0.98F, 1.0F, 1.5F}) {
        findings.labels.push_back(object("A name that is longer than the picture", {0.3F, 0.3F, x, y}));
        findings.face_details.push_back(face({0.1F, 0.1F, x, y}));
        findings.text_detections.push_back(
            line("<b>&amp; ”日本語” & more\n", {{x, y}, {x + 0.2F, y}, {x + 0.2F, y + 0.1F}, {x, y + 0.1F}}));
      }
    const Picture drawn = draw_findings(grey_picture(width, height), findings, {});
    EXPECT_EQ(drawn.width, width);
    EXPECT_EQ(drawn.height, height);
  }
}

TEST(DrawFindings, KeepsAPlateInsideThePicture) {
  Findings findings;
  findings.labels = {object("Cup", {.width = 0.1F, .height = 0.1F, .left = 0.9F, .top = 0})};
  const Picture drawn = draw_findings(grey_picture(400, 300), findings, {});
  bool inked = false;
  for (int y = 0; y < 24; ++y)
    for (int x = 340; x < 400; ++x)
      inked |= pixel(drawn, x, y) == kBlack || pixel(drawn, x, y) == kWhite;
  EXPECT_TRUE(inked);
}

}  // namespace
}  // namespace spotter::testing
