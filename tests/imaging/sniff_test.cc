#include "imaging/sniff.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using namespace std::string_view_literals;
using ::testing::HasSubstr;

struct Known {
  std::string_view bytes;
  ImageFormat format;
};

TEST(SniffFormat, KnowsWhatIsTaken) {
  for (const Known& known : {
           Known{"\xff\xd8\xff\xe0"sv, ImageFormat::jpeg},
           Known{"\x89PNG\r\n\x1a\n"sv, ImageFormat::png},
           Known{"GIF87a"sv, ImageFormat::gif},
           Known{"GIF89a"sv, ImageFormat::gif},
           Known{"II*\0"sv, ImageFormat::tiff},
           Known{"MM\0*"sv, ImageFormat::tiff},
           Known{"II+\0\x08\0"sv, ImageFormat::tiff},
           Known{"RIFF\x24\0\0\0WEBPVP8 "sv, ImageFormat::webp},
           Known{"\0\0\0\x18"
                 "ftypheic\0\0\0\0heicmif1"sv,
                 ImageFormat::heic},
           Known{"\0\0\0\x18"
                 "ftypmif1\0\0\0\0mif1heic"sv,
                 ImageFormat::heic},
           Known{"\0\0\0\x1c"
                 "ftypmif1\0\0\0\0mif1avifmiaf"sv,
                 ImageFormat::avif},
           Known{"\0\0\0\x1c"
                 "ftypavif\0\0\0\0avifmif1miaf"sv,
                 ImageFormat::avif},
       }) {
    const auto format = sniff_format(as_bytes(known.bytes));
    ASSERT_TRUE(format) << known.bytes << ": " << format.error().detail;
    EXPECT_EQ(*format, known.format) << known.bytes;
  }
}

struct Refused {
  std::string_view bytes;
  const char* said;
};

TEST(SniffFormat, NamesWhatIsNot) {
  for (const Refused& refused : {
           Refused{""sv, "the file is empty; send an image"},
           Refused{"BM\x8a"sv, "this is a BMP image; JPEG, PNG, WebP, HEIC, AVIF, GIF and TIFF are taken"},
           Refused{"%PDF-1.4"sv, "a PDF document"},
           Refused{"<svg width='1'>"sv, "an SVG drawing"},
           Refused{"<?xml version='1.0'?>"sv, "an XML or SVG file"},
           Refused{"<!DOCTYPE html>"sv, "an HTML page"},
           Refused{"\0\0\1\0\1\0"sv, "an ICO icon"},
           Refused{"8BPS\0\1"sv, "a Photoshop file"},
           Refused{"\0\0\0\x0cjP  \r\n"sv, "a JPEG 2000 image"},
           Refused{"PK\x03\x04"sv, "a ZIP archive"},
           Refused{"{\"image\": 1}"sv, "JSON text"},
           Refused{"data:image/png;base64,"sv, "a data URL"},
           Refused{"\0\0\0\x18"
                   "ftypisom\0\0\2\0isomiso2"sv,
                   "a video or another ISO media file"},
           Refused{"RIFF\x24\0\0\0WAVEfmt "sv, "no image that can be told by its content"},
           Refused{"\xff\xd8"sv, "no image that can be told by its content"},
           Refused{"hello"sv, "no image that can be told by its content"},
       }) {
    const auto format = sniff_format(as_bytes(refused.bytes));
    ASSERT_FALSE(format) << refused.bytes;
    EXPECT_EQ(format.error().code, Errc::invalid);
    EXPECT_THAT(format.error().detail, HasSubstr(refused.said));
  }
}

TEST(SniffFormat, LooksAtTheFirstBytesAlone) {
  const Bytes jpeg = made_jpeg(200, 100);
  ASSERT_GT(jpeg.size(), kSniffBytes);
  EXPECT_EQ(*sniff_format(BytesView(jpeg).first(kSniffBytes)), ImageFormat::jpeg);
  std::string padded(kSniffBytes, '.');
  padded += "ftypheic";
  EXPECT_FALSE(sniff_format(as_bytes(padded)));
}

}  // namespace
}  // namespace spotter::testing
