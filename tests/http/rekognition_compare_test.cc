#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/rekognition/compare_faces.h"
#include "http/rekognition_calls.h"

namespace spotter::rekognition {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace spotter::testing;

class RekognitionCompare : public ::testing::Test {
 protected:
  /// Faces of the source and of the target picture: size and angle each.
  struct Shown {
    float size = 0.3F;
    float degrees = 0;
    float brightness = 80;
  };
  void show(const std::vector<Shown>& source, const std::vector<Shown>& target) {
    const Bytes source_bytes = image_of(1).bytes->bytes;
    const Findings in_source = findings(source);
    const Findings in_target = findings(target);
    calls.service.engine.now.finds_in = [=](BytesView bytes) {
      return std::ranges::equal(bytes, source_bytes) ? in_source : in_target;
    };
  }
  Outcome<CompareFacesResponse> compare(std::optional<float> threshold = {}, std::optional<QualityFilter> filter = {}) {
    return compare_faces(calls.call(), {.source_image = image_of(1),
                                        .target_image = image_of(2),
                                        .similarity_threshold = threshold,
                                        .quality_filter = filter});
  }

  RekognitionCalls calls;

 private:
  Findings findings(const std::vector<Shown>& faces) {
    calls.show_nothing();
    for (const Shown& face : faces)
      calls.show(face.size, face.degrees, face.brightness);
    return calls.service.engine.now.finds;
  }
};

TEST_F(RekognitionCompare, FindsTheSourcesLargestFaceInTheTarget) {
  show({{.size = 0.1F, .degrees = 90}, {.size = 0.4F, .degrees = 0}, {.size = 0.2F, .degrees = 90}},
       {{.size = 0.3F, .degrees = 30}, {.size = 0.2F, .degrees = 90}, {.size = 0.1F, .degrees = 10}});
  const auto answer = compare();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->source_image_face.bounding_box.width, 0.4F);
  EXPECT_EQ(answer->source_image_face.confidence, 99);
  ASSERT_THAT(answer->face_matches, SizeIs(2));
  EXPECT_NEAR(answer->face_matches[0].similarity, 98.48F, 0.01F);
  EXPECT_EQ(answer->face_matches[0].face.bounding_box.width, 0.1F);
  EXPECT_NEAR(answer->face_matches[1].similarity, 86.6F, 0.01F);
  ASSERT_THAT(answer->unmatched_faces, SizeIs(1));
  EXPECT_EQ(answer->unmatched_faces[0].bounding_box.width, 0.2F);
  EXPECT_THAT(answer->unmatched_faces[0].landmarks, SizeIs(5));
  for (const Asked& asked : calls.service.engine.now.asked_for)
    EXPECT_TRUE(asked.faces && asked.face_vectors && !asked.face_attributes);
}

TEST_F(RekognitionCompare, TakesInTheThresholdItself) {
  show({{}}, {{.degrees = 60}});
  const float alike = compare(0.0F)->face_matches.at(0).similarity;
  EXPECT_NEAR(alike, 50, 0.01F);
  EXPECT_THAT(compare(alike)->face_matches, SizeIs(1));
  EXPECT_THAT(compare(std::nextafter(alike, 100.0F))->face_matches, IsEmpty());
  EXPECT_THAT(compare()->unmatched_faces, SizeIs(1));
}

TEST_F(RekognitionCompare, MatchesEveryFaceFromNothingOn) {
  show({{}}, {{.degrees = 90}, {.degrees = 180}});
  EXPECT_THAT(compare(0.0F)->face_matches, SizeIs(2));
}

TEST_F(RekognitionCompare, NeedsAFaceOnBothSides) {
  show({}, {{}});
  EXPECT_EQ(code_of(compare()), "InvalidParameterException");
  EXPECT_EQ(message_of(compare()), "Request has invalid parameters");
  show({{}}, {});
  EXPECT_EQ(code_of(compare()), "InvalidParameterException");
}

TEST_F(RekognitionCompare, LeavesOutFacesBelowTheBar) {
  show({{.size = 0.5F, .degrees = 90, .brightness = 2}, {.size = 0.3F, .degrees = 0}},
       {{.size = 0.4F, .degrees = 0, .brightness = 2}, {.size = 0.3F, .degrees = 0}});
  const auto filtered = compare({}, QualityFilter::AUTO);
  ASSERT_TRUE(filtered);
  EXPECT_EQ(filtered->source_image_face.bounding_box.width, 0.3F);
  ASSERT_THAT(filtered->face_matches, SizeIs(1));
  EXPECT_EQ(filtered->face_matches[0].face.bounding_box.width, 0.3F);
  EXPECT_THAT(filtered->unmatched_faces, IsEmpty());
  // Without a filter every face counts.
  EXPECT_EQ(compare()->source_image_face.bounding_box.width, 0.5F);
  EXPECT_THAT(compare()->unmatched_faces, SizeIs(2));
}

TEST_F(RekognitionCompare, HasNoFaceWhereAllOfTheSourceAreBelowTheBar) {
  show({{.brightness = 2}}, {{}});
  EXPECT_EQ(code_of(compare({}, QualityFilter::LOW)), "InvalidParameterException");
}

TEST_F(RekognitionCompare, LooksAtNoTargetWhereTheSourceIsRefused) {
  show({{}}, {{}});
  const auto refused =
      compare_faces(calls.call(), {.source_image = {.bytes = Blob{{}}, .s3_object = {}}, .target_image = image_of(2)});
  EXPECT_EQ(code_of(refused), "InvalidImageFormatException");
  EXPECT_THAT(calls.service.engine.now.asked_for, IsEmpty());
}

}  // namespace
}  // namespace spotter::rekognition
