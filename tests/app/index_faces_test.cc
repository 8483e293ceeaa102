// Which faces of a picture are indexed, and under which ids.

#include "app/index_faces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

FaceDetail face_of(float size, float brightness = 80) {
  FaceDetail face;
  face.bounding_box = {.width = size, .height = size};
  face.pose = Pose{};
  face.quality = ImageQuality{.brightness = brightness, .sharpness = 90, .contrast = {}};
  face.confidence = 99;
  return face;
}

std::vector<std::size_t> left_out(const FaceChoice& choice) {
  std::vector<std::size_t> places;
  for (const FaceLeftOut& face : choice.left_out)
    places.push_back(face.face);
  return places;
}

TEST(IndexFaces, FacesAndTheirVectorsAreSortedTogether) {
  Findings findings;
  for (const float size : {0.2F, 0.4F, 0.3F, 0.4F}) {
    findings.face_details.push_back(face_of(size, 50 + size));
    findings.face_vectors.push_back({.parts = {{static_cast<float>(findings.face_vectors.size())}}});
  }
  sort_by_size(findings);
  std::vector<float> vectors;
  for (const FaceVector& vector : findings.face_vectors)
    vectors.push_back(vector.parts[0][0]);
  EXPECT_THAT(vectors, ElementsAre(1, 3, 2, 0));  // of the same size in the order found
  EXPECT_EQ(findings.face_details.back().bounding_box.width, 0.2F);
}

TEST(IndexFaces, AllAreTakenWhereTheyAreFewAndGood) {
  const FaceChoice choice = choose_faces({face_of(0.4F), face_of(0.3F)}, QualityBar::low, 2);
  EXPECT_THAT(choice.indexed, ElementsAre(0U, 1U));
  EXPECT_THAT(choice.left_out, IsEmpty());
  EXPECT_THAT(choose_faces({}, QualityBar::low, 2).indexed, IsEmpty());
}

TEST(IndexFaces, PoorOnesGoFirstThenTheSmallest) {
  const std::vector<FaceDetail> faces{face_of(0.5F, 1), face_of(0.4F), face_of(0.3F, 1), face_of(0.2F)};
  const FaceChoice three = choose_faces(faces, QualityBar::none, 3);
  EXPECT_THAT(three.indexed, ElementsAre(0U, 1U, 3U));
  EXPECT_THAT(left_out(three), ElementsAre(2U));
  EXPECT_THAT(three.left_out[0].reasons, IsEmpty());
  EXPECT_THAT(choose_faces(faces, QualityBar::none, 1).indexed, ElementsAre(1U));
  const FaceChoice barred = choose_faces(faces, QualityBar::low, 1);
  EXPECT_THAT(barred.indexed, ElementsAre(1U));
  EXPECT_THAT(left_out(barred), ElementsAre(0U, 2U, 3U));
  EXPECT_THAT(barred.left_out[0].reasons, ElementsAre(QualityReason::low_brightness));
}

TEST(IndexFaces, IdsFollowFromPictureNameModelsAndPlace) {
  const std::string image = image_id_of(as_bytes("picture"));
  EXPECT_EQ(image, image_id_of(as_bytes("picture")));
  EXPECT_NE(image, image_id_of(as_bytes("pictures")));
  const IndexedPicture picture{.collection = "a", .image_id = image, .external_image_id = "x", .models = "m"};
  IndexedPicture other = picture;
  other.collection = "b";
  EXPECT_EQ(face_id_of(other, 0), face_id_of(picture, 0));
  EXPECT_NE(face_id_of(picture, 1), face_id_of(picture, 0));
  other.models = "n";
  EXPECT_NE(face_id_of(other, 0), face_id_of(picture, 0));
  other = picture;
  other.external_image_id.reset();
  EXPECT_NE(face_id_of(other, 0), face_id_of(picture, 0));
}

}  // namespace
}  // namespace spotter::testing
