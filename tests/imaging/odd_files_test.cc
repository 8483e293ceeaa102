// The odd pictures of ../shared/testset beside what Pillow says of them.

#include <map>
#include <set>

#include <boost/json/value.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "domain/json.h"
#include "made_images.h"

namespace spotter::testing {
namespace {

namespace fs = std::filesystem;

struct OddFile {
  std::string name;
  Bytes bytes;
  bool decodes = false;
  std::string format;
  int width = 0;   ///< upright
  int height = 0;  ///< upright
};

OddFile odd_file(const fs::path& folder, const boost::json::object& row) {
  const auto& truth = row.at("truth").as_object();
  OddFile file{.name = fs::path(std::string(row.at("file").as_string())).filename(), .bytes = {}, .format = {}};
  file.bytes = *read_file(folder / std::string(row.at("file").as_string()));
  const auto* decodes = truth.if_contains("decodes");
  file.decodes = decodes != nullptr && decodes->is_bool() && decodes->as_bool();
  if (!file.decodes) return file;
  file.format = std::string(truth.at("format").as_string());
  file.width = static_cast<int>(truth.at("width").as_int64());
  file.height = static_cast<int>(truth.at("height").as_int64());
  const auto* orientation = truth.if_contains("exif_orientation");
  // Pillow turns a TIFF upright itself.
  if (file.format != "PNG" && file.format != "TIFF" && orientation != nullptr && orientation->is_int64() &&
      orientation->as_int64() >= 5)
    std::swap(file.width, file.height);
  return file;
}

class OddFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    const fs::path folder = testset() / "odd";
    if (testset().empty() || !fs::exists(folder)) GTEST_SKIP() << "../shared/testset/odd is not there";
    const auto truth = parse_json(as_text(*read_file(folder / "truth.json")));
    ASSERT_TRUE(truth) << truth.error().detail;
    for (const auto& row : truth->at("items").as_array())
      files_.push_back(odd_file(folder, row.as_object()));
    ASSERT_GT(files_.size(), 300U);
  }

  std::vector<OddFile> files_;
};

TEST_F(OddFiles, EachGetAnAnswer) {
  for (const OddFile& file : files_) {
    const auto info = probed(file.bytes);
    const auto picture = decoded(file.bytes);
    if (!info) {
      EXPECT_FALSE(info.error().detail.empty()) << file.name;
      ASSERT_FALSE(picture) << file.name;
    }
    if (!picture) {
      EXPECT_NE(picture.error().code, Errc::internal) << file.name;
      EXPECT_NE(picture.error().code, Errc::timeout) << file.name;
    }
  }
}

/// What Pillow decodes and spotter refuses as corrupt, and why that is right or can't be helped.
const std::map<std::string, std::string> kRefused = {
    {"exif_corrupted.jpg", "its data end early in the middle of the picture; Pillow fills the rest with grey"},
    {"fuzz_png_483a091771c905fa.png", "the checksum of its pixels is wrong"},
    {"fuzz_png_4b43c105e8752c56.png", "cut off: its pixels claim 2133 bytes of the 1711 there are"},
    {"fuzz_png_51ca246743e0becb.png", "cut off: it ends in the checksum of its pixels"},
    {"fuzz_png_60d1058a596ce671.png", "cut off: its pixels claim 3362 bytes of the 65 there are"},
    {"pillow_broken_data_stream.png", "the checksum of its pixels is wrong, and no chunk follows where one should"},
    {"pngsuite_xcsn0g01.png", "the checksum of its pixels is wrong, as its name says"},
    {"pillow_tiff_tiled_planar_16bit_RGB.tiff", "libvips reads no tiles with a plane for each channel"},
    {"vips_ojpeg-strip.tif", "libvips reads no old-style JPEG with fewer samples of colour in TIFF"},
    {"vips_ojpeg-tile.tif", "libvips reads no old-style JPEG with fewer samples of colour in TIFF"},
};

/// What decodes in another size than Pillow's, and why.
const std::map<std::string, std::string> kOtherSize = {
    {"fuzz_gif_4f68150cf9450d40.gif", "its screen claims 63498 rows; libvips takes the size of its frame"},
    {"fuzz_gif_74e90e72ad6dee13.gif", "its screen claims 25085 rows; libvips takes the size of its frame"},
};

/// The names of the formats that both know.
const std::map<std::string, std::string> kFormats = {{"JPEG", "JPEG"}, {"MPO", "JPEG"}, {"PNG", "PNG"},
                                                     {"WEBP", "WebP"}, {"GIF", "GIF"},  {"TIFF", "TIFF"},
                                                     {"HEIF", "HEIC"}, {"AVIF", "AVIF"}};

TEST_F(OddFiles, DecodeHereWhereTheyDecodeInPillow) {
  int compared = 0;
  for (const OddFile& file : files_) {
    const auto format = kFormats.find(file.format);
    if (!file.decodes || format == kFormats.end() || kRefused.contains(file.name)) continue;
    SCOPED_TRACE(file.name);
    ++compared;
    const auto picture = decoded(file.bytes);
    EXPECT_TRUE(picture) << refusal(picture);
    if (!picture) continue;
    EXPECT_EQ(name_of(probed(file.bytes)->format), format->second);
    if (kOtherSize.contains(file.name)) continue;
    EXPECT_EQ(picture->full_width, file.width);
    EXPECT_EQ(picture->full_height, file.height);
  }
  EXPECT_GT(compared, 230);
}

TEST_F(OddFiles, AreOnlyExceptionsWhereTheyDiffer) {
  std::size_t met = 0;
  for (const OddFile& file : files_) {
    SCOPED_TRACE(file.name);
    if (kRefused.contains(file.name)) {
      ++met;
      const auto picture = decoded(file.bytes);
      ASSERT_FALSE(picture);
      EXPECT_EQ(picture.error().code, Errc::corrupt);
    }
    if (kOtherSize.contains(file.name)) {
      ++met;
      const auto picture = decoded(file.bytes);
      ASSERT_TRUE(picture) << refusal(picture);
      EXPECT_NE(picture->full_height, file.height);
    }
  }
  EXPECT_EQ(met, kRefused.size() + kOtherSize.size());
}

}  // namespace
}  // namespace spotter::testing
