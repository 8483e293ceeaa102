#include "imaging/encode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "imaging/sniff.h"
#include "made_images.h"

namespace spotter::testing {
namespace {

TEST(EncodePicture, GivesBackEveryPixelAsPng) {
  const Picture made = made_picture(67, 31, 3);
  const auto file = encode_picture(made, Encoding::png);
  ASSERT_TRUE(file) << file.error().detail;
  const auto picture = decoded(*file);
  ASSERT_TRUE(picture) << picture.error().detail;
  ASSERT_EQ(picture->size_bytes(), made.size_bytes());
  EXPECT_TRUE(std::equal(made.rgb.get(), made.rgb.get() + made.size_bytes(), picture->rgb.get()));
}

TEST(EncodePicture, KeepsColoursNearInJpegAndWebp) {
  const Picture made = made_picture(120, 90, 2);
  for (const Encoding encoding : {Encoding::jpeg, Encoding::webp}) {
    const auto file = encode_picture(made, encoding);
    ASSERT_TRUE(file) << file.error().detail;
    const auto picture = decoded(*file);
    ASSERT_TRUE(picture) << picture.error().detail;
    ASSERT_EQ(picture->width, 120);
    ASSERT_EQ(picture->height, 90);
    for (const auto& [x, y] : {std::pair{10, 10}, {60, 45}, {110, 80}})
      EXPECT_THAT(pixel(*picture, x, y), IsAbout(pixel(made, x, y), 10));
  }
}

TEST(EncodePicture, MakesTheFormatWhoseContentTypeItNames) {
  const Picture made = made_picture(20, 20);
  for (const Encoding encoding : {Encoding::jpeg, Encoding::png, Encoding::webp}) {
    const auto file = encode_picture(made, encoding);
    ASSERT_TRUE(file) << file.error().detail;
    EXPECT_EQ(content_type_of(*sniff_format(*file)), content_type_of(encoding));
  }
}

TEST(Thumbnail, IsAWebpNoWiderThanAsked) {
  const auto file = thumbnail_of(made_picture(800, 600), 320);
  ASSERT_TRUE(file) << file.error().detail;
  EXPECT_EQ(*sniff_format(*file), ImageFormat::webp);
  const auto picture = decoded(*file);
  ASSERT_TRUE(picture) << picture.error().detail;
  EXPECT_EQ(picture->width, 320);
  EXPECT_EQ(picture->height, 240);
  const Picture made = made_picture(800, 600);
  EXPECT_THAT(pixel(*picture, 160, 120), IsAbout(pixel(made, 400, 300), 8));
}

TEST(Thumbnail, OfASmallPictureKeepsItsSize) {
  const auto picture = decoded(*thumbnail_of(made_picture(90, 400), 320));
  ASSERT_TRUE(picture) << picture.error().detail;
  EXPECT_EQ(picture->width, 90);
  EXPECT_EQ(picture->height, 400);
}

TEST(Thumbnail, OfATallPictureIsAsWideAsAskedToo) {
  const auto picture = decoded(*thumbnail_of(made_picture(200, 2400), 100));
  ASSERT_TRUE(picture) << picture.error().detail;
  EXPECT_EQ(picture->width, 100);
  EXPECT_EQ(picture->height, 1200);
}

TEST(Thumbnail, OfAStripHasAtLeastOneRow) {
  const auto picture = decoded(*thumbnail_of(made_picture(3000, 2), 100));
  ASSERT_TRUE(picture) << picture.error().detail;
  EXPECT_EQ(picture->width, 100);
  EXPECT_EQ(picture->height, 1);
}

}  // namespace
}  // namespace spotter::testing
