// What the decoder refuses, and what it says then.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "made_images.h"
#include "png_file.h"

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Bytes text(std::string_view said) {
  const BytesView bytes = as_bytes(said);
  return {bytes.begin(), bytes.end()};
}

void expect_refused(const Bytes& file, Errc code, const std::string& said, const DecodeLimits& limits = {}) {
  const auto info = probed(file, limits);
  ASSERT_FALSE(info);
  EXPECT_EQ(info.error().code, code) << info.error().detail;
  EXPECT_THAT(info.error().detail, HasSubstr(said));
  const auto picture = decoded(file, limits);
  ASSERT_FALSE(picture);
  EXPECT_EQ(picture.error().code, code) << picture.error().detail;
  EXPECT_THAT(picture.error().detail, HasSubstr(said));
}

TEST(Decoder, NamesWhatIsNoImage) {
  expect_refused(text("Dear diary, today"), Errc::invalid, "no image that can be told by its content");
  expect_refused(text("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), Errc::invalid, "an SVG drawing");
  expect_refused(text("<?xml version=\"1.0\"?><svg/>"), Errc::invalid, "an XML or SVG file");
  expect_refused(text("%PDF-1.7\n"), Errc::invalid, "a PDF document");
  expect_refused(text("BM\x36\x10"), Errc::invalid, "a BMP image");
  expect_refused({}, Errc::invalid, "the file is empty");
}

/// A header and no pixels at all behind it: nothing could be decoded, so what is refused is the header.
TEST(Decoder, RefusesABombByItsHeader) {
  const Bytes bomb = png_file({.width = 60'000, .height = 60'000}, {});
  expect_refused(bomb, Errc::too_large, "60000 x 60000 px; a side may have at most 10000 px");
  expect_refused(bomb, Errc::too_large, "3600.0 megapixels; at most 100", {.max_side_px = 100'000});
}

TEST(Decoder, RefusesAJpegWhoseHeaderClaimsTooMuch) {
  Bytes jpeg = made_jpeg(64, 48);
  constexpr std::string_view kFrame("\xFF\xC0\x00\x11\x08\x00\x30\x00\x40", 9);  // 48 rows of 64
  const auto frame = as_text(jpeg).find(kFrame);
  ASSERT_NE(frame, std::string_view::npos);
  for (std::size_t i = 5; i < 9; ++i)
    jpeg[frame + i] = 0xEA;  // 60138
  expect_refused(jpeg, Errc::too_large, "60138 x 60138 px");
}

TEST(Decoder, HoldsToTheLimitsThatItIsGiven) {
  const Bytes file = made_png(40, 30);
  EXPECT_TRUE(decoded(file, {.max_pixels = 1200, .max_side_px = 40, .min_side_px = 30}));
  expect_refused(file, Errc::too_large, "a side may have at most 39 px", {.max_side_px = 39});
  expect_refused(file, Errc::too_large, "megapixels", {.max_pixels = 1199});
  expect_refused(file, Errc::invalid, "a side must have at least 31 px", {.min_side_px = 31});
}

TEST(Decoder, TakesJpegAndPngAloneWhereItIsTold) {
  const DecodeLimits limits{.jpeg_and_png_only = true};
  EXPECT_TRUE(decoded(made_jpeg(20, 20), limits));
  EXPECT_TRUE(decoded(made_png(20, 20), limits));
  const auto image = flat_rgb(20, 20, kRed);
  expect_refused(file_of(image.get(), ".webp"), Errc::invalid, "this is WebP; only JPEG and PNG", limits);
  expect_refused(file_of(image.get(), ".gif"), Errc::invalid, "this is GIF; only JPEG and PNG", limits);
  expect_refused(file_of(image.get(), ".tif"), Errc::invalid, "this is TIFF; only JPEG and PNG", limits);
}

TEST(Decoder, CallsAFileCorruptThatIsCutOff) {
  struct Case {
    std::string name;
    Bytes file;
  };
  std::vector<Case> cases = {{"JPEG", made_jpeg(300, 200)}, {"PNG", made_png(300, 200)}};
  const VipsImagePtr image(vips_image_new_from_buffer(cases[1].file.data(), cases[1].file.size(), "", nullptr));
  cases.push_back({"WebP", file_of(image.get(), ".webp")});
  cases.push_back({"TIFF", file_of(image.get(), ".tif[compression=deflate]")});
  cases.push_back({"GIF", file_of(image.get(), ".gif")});
  for (const auto& [name, file] : cases) {
    SCOPED_TRACE(name);
    ASSERT_TRUE(decoded(file));
    Bytes half = file;
    half.resize(file.size() / 2);
    const auto picture = decoded(half);
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().code, Errc::corrupt);
    EXPECT_THAT(picture.error().detail,
                StartsWith("this looks like " + name + " but can't be read; it may be cut off or damaged"));
  }
}

TEST(Decoder, CallsAHeaderWithNothingBehindItCorrupt) {
  expect_refused(text("\xFF\xD8\xFF"), Errc::corrupt, "this looks like JPEG");
  expect_refused(text("\x89PNG\r\n\x1A\n"), Errc::corrupt, "this looks like PNG");
  expect_refused(text("GIF89a"), Errc::corrupt, "this looks like GIF");
  expect_refused(text("RIFF\x04...WEBP"), Errc::corrupt, "this looks like WebP");
}

TEST(Decoder, StopsAtTheDeadline) {
  const Bytes file = made_jpeg(1500, 1500);
  const auto late = VipsDecoder().decode(file, {}, Deadline::after(std::chrono::milliseconds(0)));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Errc::timeout);
  const auto turned_late =
      VipsDecoder().decode(with_orientation(file, 6), {}, Deadline::after(std::chrono::milliseconds(0)));
  ASSERT_FALSE(turned_late);
  EXPECT_EQ(turned_late.error().code, Errc::timeout);
  EXPECT_TRUE(decoded(file));
}

TEST(Decoder, NamesAPicturesOwnFaultAndNotThatOfTheOneBefore) {
  Bytes odd = made_jpeg(30, 20);
  constexpr std::string_view kFrame("\xFF\xC0\x00\x11", 4);
  const auto place = as_text(odd).find(kFrame);
  ASSERT_NE(place, std::string_view::npos);
  odd.insert(odd.begin() + static_cast<std::ptrdiff_t>(place), 0);  // libjpeg warns of it and reads on
  ASSERT_TRUE(decoded(odd)) << refusal(decoded(odd));
  EXPECT_STREQ(vips_error_buffer(), "");
  Bytes broken = made_png(300, 200);
  broken.resize(broken.size() / 2);
  const std::string said = refusal(decoded(broken));
  EXPECT_THAT(said, HasSubstr("vipspng"));
  EXPECT_THAT(said, Not(HasSubstr("Jpeg")));
  EXPECT_STREQ(vips_error_buffer(), "");
}

TEST(Vips, HasItsUntrustedLoadersOff) {
  const VipsDecoder decoder;
  const auto opens = [](std::string_view file) {
    const VipsImagePtr image(vips_image_new_from_buffer(file.data(), file.size(), "", nullptr));
    vips_error_clear();
    return image != nullptr;
  };
  EXPECT_FALSE(opens("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"></svg>"));
  EXPECT_FALSE(opens("P6\n1 1\n255\nabc"));
  vips_block_untrusted_set(FALSE);
  const bool would_open = opens("P6\n1 1\n255\nabc");
  vips_block_untrusted_set(TRUE);
  EXPECT_TRUE(would_open);
}

}  // namespace
}  // namespace spotter::testing
