// What comes out of each format: upright RGB on white.

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "made_images.h"
#include "png_file.h"

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;

struct WrittenFormat {
  const char* suffix;
  ImageFormat format;
  int off;  ///< how far a channel may be from what was written
};

void PrintTo(const WrittenFormat& written, std::ostream* out) {
  *out << written.suffix;
}

class EachFormat : public ::testing::TestWithParam<WrittenFormat> {};

TEST_P(EachFormat, ComesOutWithItsSizeAndColour) {
  constexpr Rgb kColour{200, 60, 30};
  const Bytes file = file_of(flat_rgb(60, 40, kColour).get(), GetParam().suffix);
  if (file.empty()) GTEST_SKIP() << "libvips can't write " << GetParam().suffix << " here";
  const auto info = probed(file);
  ASSERT_TRUE(info) << info.error().detail;
  EXPECT_EQ(info->format, GetParam().format);
  EXPECT_EQ(info->width, 60);
  EXPECT_EQ(info->height, 40);
  EXPECT_EQ(info->frames, 1);
  EXPECT_EQ(info->orientation, 1);
  const auto picture = decoded(file);
  ASSERT_TRUE(picture) << picture.error().detail;
  EXPECT_EQ(picture->width, 60);
  EXPECT_EQ(picture->height, 40);
  EXPECT_EQ(picture->full_width, 60);
  EXPECT_EQ(picture->full_height, 40);
  EXPECT_THAT(pixel(*picture, 0, 0), IsAbout(kColour, GetParam().off));
  EXPECT_THAT(pixel(*picture, 59, 39), IsAbout(kColour, GetParam().off));
}

INSTANTIATE_TEST_SUITE_P(Decoder, EachFormat,
                         ::testing::Values(WrittenFormat{".jpg[Q=95]", ImageFormat::jpeg, 3},
                                           WrittenFormat{".png", ImageFormat::png, 0},
                                           WrittenFormat{".png[interlace]", ImageFormat::png, 0},
                                           WrittenFormat{".webp[lossless]", ImageFormat::webp, 0},
                                           WrittenFormat{".webp[Q=90]", ImageFormat::webp, 6},
                                           WrittenFormat{".gif", ImageFormat::gif, 4},
                                           WrittenFormat{".tif", ImageFormat::tiff, 0},
                                           WrittenFormat{".tif[compression=deflate,tile]", ImageFormat::tiff, 0},
                                           WrittenFormat{".tif[compression=jpeg,Q=95]", ImageFormat::tiff, 4},
                                           WrittenFormat{".heic[Q=90]", ImageFormat::heic, 6},
                                           WrittenFormat{".avif[Q=90,compression=av1]", ImageFormat::avif, 6}),
                         [](const auto& tested) {
                           std::string name;
                           for (const char c : std::string(tested.param.suffix))
                             if (std::isalnum(static_cast<unsigned char>(c)) != 0) name += c;
                           return name;
                         });

TEST(Decoder, TakesTheFirstFrameOfSeveral) {
  const auto frames = frames_of(30, 20, {kRed, kGreen, kBlue});
  for (const char* suffix : {".gif", ".webp[lossless]", ".tif"}) {
    const Bytes file = file_of(frames.get(), suffix);
    ASSERT_FALSE(file.empty()) << suffix;
    const auto info = probed(file);
    ASSERT_TRUE(info) << suffix << ": " << info.error().detail;
    EXPECT_EQ(info->frames, 3) << suffix;
    EXPECT_EQ(info->height, 20) << suffix;
    const auto picture = decoded(file);
    ASSERT_TRUE(picture) << suffix << ": " << picture.error().detail;
    EXPECT_EQ(picture->height, 20) << suffix;
    EXPECT_THAT(middle(*picture), IsAbout(kRed, 0)) << suffix;
  }
}

// --- orientation --------------------------------------------------------------------------------

/// A stored picture of 64 × 32 whose first row begins red and ends green, and whose last row begins blue.
VipsImagePtr marked() {
  start_vips();
  constexpr int kWidth = 64;
  constexpr int kHeight = 32;
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x) {
      const bool left = x < kWidth / 2;
      const bool top = y < kHeight / 2;
      const Rgb colour = top ? (left ? kRed : kGreen) : (left ? kBlue : kWhite);
      for (const int channel : {colour.red, colour.green, colour.blue})
        pixels.push_back(static_cast<std::uint8_t>(channel));
    }
  const VipsImagePtr raw(
      vips_image_new_from_memory_copy(pixels.data(), pixels.size(), kWidth, kHeight, 3, VIPS_FORMAT_UCHAR));
  return vips_step(
      [&](VipsImage** out) { return vips_copy(raw.get(), out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr); });
}

/// Where the EXIF standard puts the first row and column, as corners of the upright picture.
struct Upright {
  int orientation;
  Rgb top_left, top_right, bottom_left, bottom_right;
  bool transposed;
};
constexpr std::array kUpright = {
    Upright{1, kRed, kGreen, kBlue, kWhite, false}, Upright{2, kGreen, kRed, kWhite, kBlue, false},
    Upright{3, kWhite, kBlue, kGreen, kRed, false}, Upright{4, kBlue, kWhite, kRed, kGreen, false},
    Upright{5, kRed, kBlue, kGreen, kWhite, true},  Upright{6, kBlue, kRed, kWhite, kGreen, true},
    Upright{7, kWhite, kGreen, kBlue, kRed, true},  Upright{8, kGreen, kWhite, kRed, kBlue, true},
};

void expect_upright(const Bytes& file, const Upright& expected, const DecodeLimits& limits, int long_side) {
  SCOPED_TRACE(expected.orientation);
  const auto info = probed(file, limits);
  ASSERT_TRUE(info) << info.error().detail;
  EXPECT_EQ(info->orientation, expected.orientation);
  EXPECT_EQ(info->width, expected.transposed ? 32 : 64);
  EXPECT_EQ(info->height, expected.transposed ? 64 : 32);
  const auto picture = decoded(file, limits);
  ASSERT_TRUE(picture) << picture.error().detail;
  EXPECT_EQ(picture->full_width, info->width);
  EXPECT_EQ(picture->full_height, info->height);
  ASSERT_EQ(picture->width, expected.transposed ? long_side / 2 : long_side);
  ASSERT_EQ(picture->height, expected.transposed ? long_side : long_side / 2);
  const int right = picture->width - 2;
  const int bottom = picture->height - 2;
  EXPECT_THAT(pixel(*picture, 1, 1), IsAbout(expected.top_left, 12));
  EXPECT_THAT(pixel(*picture, right, 1), IsAbout(expected.top_right, 12));
  EXPECT_THAT(pixel(*picture, 1, bottom), IsAbout(expected.bottom_left, 12));
  EXPECT_THAT(pixel(*picture, right, bottom), IsAbout(expected.bottom_right, 12));
}

TEST(Decoder, TurnsAJpegUprightForEachOrientation) {
  const Bytes jpeg = file_of(marked().get(), ".jpg[Q=95,no-subsample]");
  for (const Upright& expected : kUpright)
    expect_upright(with_orientation(jpeg, expected.orientation), expected, {}, 64);
}

TEST(Decoder, TurnsAJpegUprightThatItMakesSmallerAsWell) {
  const Bytes jpeg = file_of(marked().get(), ".jpg[Q=95,no-subsample]");
  for (const Upright& expected : kUpright)
    expect_upright(with_orientation(jpeg, expected.orientation), expected, {.working_side_px = 32}, 32);
}

TEST(Decoder, TurnsWebpAndTiffUprightAsWell) {
  for (const char* suffix : {".webp[lossless]", ".tif"}) {
    SCOPED_TRACE(suffix);
    for (const Upright& expected : kUpright) {
      const VipsImagePtr image = marked();
      vips_image_set_int(image.get(), VIPS_META_ORIENTATION, expected.orientation);
      expect_upright(file_of(image.get(), suffix), expected, {}, 64);
    }
  }
}

TEST(Decoder, IgnoresThePngsOrientation) {
  const Bytes rows = {0, 255, 0, 0, 0, 255, 0};  // red, green
  const Bytes file = png_file({.width = 2, .height = 1}, rows, png_chunk("eXIf", exif_orientation(6)));
  const VipsImagePtr as_libvips_sees_it(vips_image_new_from_buffer(file.data(), file.size(), "", nullptr));
  ASSERT_TRUE(as_libvips_sees_it);
  ASSERT_EQ(vips_image_get_orientation(as_libvips_sees_it.get()), 6);
  const auto info = probed(file);
  ASSERT_TRUE(info) << info.error().detail;
  EXPECT_EQ(info->orientation, 1);
  const auto picture = decoded(file);
  ASSERT_TRUE(picture) << picture.error().detail;
  ASSERT_EQ(picture->width, 2);
  ASSERT_EQ(picture->height, 1);
  EXPECT_EQ(pixel(*picture, 0, 0), kRed);
  EXPECT_EQ(pixel(*picture, 1, 0), kGreen);
}

TEST(Decoder, TakesAnOrientationThatExifDoesntKnowForUpright) {
  const Bytes jpeg = file_of(marked().get(), ".jpg");
  for (const int unknown : {0, 9, 200}) {
    const auto info = probed(with_orientation(jpeg, unknown));
    ASSERT_TRUE(info) << info.error().detail;
    EXPECT_EQ(info->orientation, 1) << unknown;
    EXPECT_EQ(info->width, 64) << unknown;
  }
}

// --- kinds of pixels ----------------------------------------------------------------------------

Picture picture_of(const Bytes& file) {
  auto picture = decoded(file);
  EXPECT_TRUE(picture) << picture.error().detail;
  return picture ? *picture : made_picture(1, 1);
}

TEST(Decoder, MakesCmykRgb) {
  const auto colour_of = [](std::uint8_t cyan, std::uint8_t magenta, std::uint8_t yellow, std::uint8_t black) {
    const auto image = flat_image<std::uint8_t>(16, 16, {cyan, magenta, yellow, black}, VIPS_INTERPRETATION_CMYK);
    return middle(picture_of(file_of(image.get(), ".jpg[Q=95]")));
  };
  EXPECT_THAT(colour_of(0, 0, 0, 0), IsAbout(kWhite, 4));
  const Rgb ink = colour_of(0, 0, 0, 255);
  EXPECT_LT(std::max({ink.red, ink.green, ink.blue}), 70);
  const Rgb cyan = colour_of(255, 0, 0, 0);
  EXPECT_LT(cyan.red, 60);
  EXPECT_GT(cyan.blue, 180);
  const Rgb yellow = colour_of(0, 0, 255, 0);
  EXPECT_GT(std::min(yellow.red, yellow.green), 200);
  EXPECT_LT(yellow.blue, 60);
}

TEST(Decoder, MakesSixteenBitsEight) {
  const auto colour = flat_image<std::uint16_t>(8, 8, {65535, 32896, 257}, VIPS_INTERPRETATION_RGB16);
  const auto grey = flat_image<std::uint16_t>(8, 8, {32896}, VIPS_INTERPRETATION_GREY16);
  for (const char* suffix : {".png", ".tif"}) {
    EXPECT_THAT(middle(picture_of(file_of(colour.get(), suffix))), IsAbout(Rgb{255, 128, 1}, 1)) << suffix;
    EXPECT_THAT(middle(picture_of(file_of(grey.get(), suffix))), IsAbout(Rgb{128, 128, 128}, 1)) << suffix;
  }
}

TEST(Decoder, SpreadsGreyOverThreeChannels) {
  const auto grey = flat_image<std::uint8_t>(8, 8, {77}, VIPS_INTERPRETATION_B_W);
  for (const char* suffix : {".jpg[Q=95]", ".png", ".tif"})
    EXPECT_THAT(middle(picture_of(file_of(grey.get(), suffix))), IsAbout(Rgb{77, 77, 77}, 1)) << suffix;
}

TEST(Decoder, ReadsOneBitAPixel) {
  const Picture picture =
      picture_of(png_file({.width = 4, .height = 1, .depth = 1, .colour = PngColour::grey}, {0, 0b0110'0000}));
  EXPECT_EQ(pixel(picture, 0, 0), kBlack);
  EXPECT_EQ(pixel(picture, 1, 0), kWhite);
  EXPECT_EQ(pixel(picture, 2, 0), kWhite);
  EXPECT_EQ(pixel(picture, 3, 0), kBlack);
}

TEST(Decoder, ReadsAPaletteWithATransparentEntry) {
  Bytes between = png_chunk("PLTE", {255, 0, 0, 0, 0, 255, 9, 9, 9});
  const Bytes transparency = png_chunk("tRNS", {255, 255, 0});
  between.insert(between.end(), transparency.begin(), transparency.end());
  const Picture picture =
      picture_of(png_file({.width = 3, .height = 1, .colour = PngColour::palette}, {0, 0, 1, 2}, between));
  EXPECT_EQ(pixel(picture, 0, 0), kRed);
  EXPECT_EQ(pixel(picture, 1, 0), kBlue);
  EXPECT_EQ(pixel(picture, 2, 0), kWhite);
}

TEST(Decoder, FlattensAlphaOnWhite) {
  const auto half = flat_image<std::uint8_t>(8, 8, {255, 0, 0, 128}, VIPS_INTERPRETATION_sRGB);
  const auto clear = flat_image<std::uint8_t>(8, 8, {0, 0, 0, 0}, VIPS_INTERPRETATION_sRGB);
  const auto grey = flat_image<std::uint8_t>(8, 8, {0, 51}, VIPS_INTERPRETATION_B_W);
  const auto deep = flat_image<std::uint16_t>(8, 8, {65535, 0, 0, 32896}, VIPS_INTERPRETATION_RGB16);
  EXPECT_THAT(middle(picture_of(file_of(half.get(), ".png"))), IsAbout(Rgb{255, 127, 127}, 1));
  EXPECT_THAT(middle(picture_of(file_of(half.get(), ".webp[lossless]"))), IsAbout(Rgb{255, 127, 127}, 1));
  EXPECT_THAT(middle(picture_of(file_of(clear.get(), ".png"))), IsAbout(kWhite, 0));
  EXPECT_THAT(middle(picture_of(file_of(clear.get(), ".gif"))), IsAbout(kWhite, 0));
  EXPECT_THAT(middle(picture_of(file_of(clear.get(), ".tif"))), IsAbout(kWhite, 0));
  EXPECT_THAT(middle(picture_of(file_of(grey.get(), ".png"))), IsAbout(Rgb{204, 204, 204}, 1));
  EXPECT_THAT(middle(picture_of(file_of(deep.get(), ".png"))), IsAbout(Rgb{255, 127, 127}, 1));
}

// --- the working size ---------------------------------------------------------------------------

TEST(Decoder, ShrinksALargePictureButTellsItsFullSize) {
  const auto image = flat_rgb(1603, 802, {20, 140, 220});
  for (const char* suffix : {".jpg[Q=95]", ".png", ".webp[lossless]", ".tif", ".gif"}) {
    const Bytes file = file_of(image.get(), suffix);
    for (const int side : {1000, 500, 333, 160}) {
      const auto picture = decoded(file, {.working_side_px = side});
      ASSERT_TRUE(picture) << suffix << ": " << picture.error().detail;
      EXPECT_EQ(picture->width, side) << suffix;
      EXPECT_NEAR(picture->height, side / 2.0, 1) << suffix;
      EXPECT_EQ(picture->full_width, 1603) << suffix;
      EXPECT_EQ(picture->full_height, 802) << suffix;
      EXPECT_THAT(middle(*picture), IsAbout(Rgb{20, 140, 220}, 5)) << suffix;
    }
  }
}

TEST(Decoder, LeavesAPictureOfTheWorkingSizeAsItIs) {
  const auto picture = decoded(made_png(100, 50), {.working_side_px = 100});
  ASSERT_TRUE(picture) << picture.error().detail;
  EXPECT_EQ(picture->width, 100);
  EXPECT_EQ(picture->height, 50);
  const Picture made = made_picture(100, 50);
  EXPECT_TRUE(std::equal(made.rgb.get(), made.rgb.get() + made.size_bytes(), picture->rgb.get()));
}

}  // namespace
}  // namespace spotter::testing
