#pragma once
// Image files of any format that libvips writes, and looking at decoded pixels.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "imaging/decoder.h"
#include "imaging/vips.h"
#include "support/fixtures.h"

namespace spotter::testing {

struct Rgb {
  int red = 0;
  int green = 0;
  int blue = 0;
  friend bool operator==(const Rgb&, const Rgb&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Rgb& rgb) {
    return out << "(" << rgb.red << ", " << rgb.green << ", " << rgb.blue << ")";
  }
};

inline constexpr Rgb kRed{255, 0, 0};
inline constexpr Rgb kGreen{0, 255, 0};
inline constexpr Rgb kBlue{0, 0, 255};
inline constexpr Rgb kWhite{255, 255, 255};
inline constexpr Rgb kBlack{0, 0, 0};

inline Rgb pixel(const Picture& picture, int x, int y) {
  const std::uint8_t* rgb = picture.rgb.get() + 3 * (y * picture.width + x);
  return {rgb[0], rgb[1], rgb[2]};
}
inline Rgb middle(const Picture& picture) {
  return pixel(picture, picture.width / 2, picture.height / 2);
}

/// Every channel within `off` of the colour's.
MATCHER_P2(IsAbout, colour, off, "is about " + ::testing::PrintToString(colour)) {
  return std::abs(arg.red - colour.red) <= off && std::abs(arg.green - colour.green) <= off &&
         std::abs(arg.blue - colour.blue) <= off;
}

/// All pixels of one value, `colour` giving its bands.
template <class Channel>
VipsImagePtr flat_image(int width, int height, const std::vector<Channel>& colour, VipsInterpretation meaning) {
  start_vips();
  std::vector<Channel> pixels;
  for (int i = 0; i < width * height; ++i)
    pixels.insert(pixels.end(), colour.begin(), colour.end());
  const VipsImagePtr raw(vips_image_new_from_memory_copy(
      pixels.data(), pixels.size() * sizeof(Channel), width, height, static_cast<int>(colour.size()),
      sizeof(Channel) == 1 ? VIPS_FORMAT_UCHAR : VIPS_FORMAT_USHORT));
  return vips_step([&](VipsImage** out) { return vips_copy(raw.get(), out, "interpretation", meaning, nullptr); });
}

inline VipsImagePtr flat_rgb(int width, int height, const Rgb& rgb) {
  return flat_image<std::uint8_t>(
      width, height,
      {static_cast<std::uint8_t>(rgb.red), static_cast<std::uint8_t>(rgb.green), static_cast<std::uint8_t>(rgb.blue)},
      VIPS_INTERPRETATION_sRGB);
}

/// The file that libvips writes for a suffix with options, such as ".jpg[Q=95]"; empty where it can't write one.
inline Bytes file_of(VipsImage* image, const std::string& suffix) {
  void* data = nullptr;
  std::size_t size = 0;
  if (vips_image_write_to_buffer(image, suffix.c_str(), &data, &size, nullptr) != 0) {
    vips_error_clear();
    return {};
  }
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  Bytes out(bytes, bytes + size);
  g_free(data);
  return out;
}

/// Flat frames one after another, as libvips keeps an animation or a document of several pages.
inline VipsImagePtr frames_of(int width, int height, const std::vector<Rgb>& colours) {
  std::vector<VipsImagePtr> frames;
  std::vector<VipsImage*> raw;
  for (const Rgb& colour : colours) {
    frames.push_back(flat_rgb(width, height, colour));
    raw.push_back(frames.back().get());
  }
  auto joined = vips_step([&](VipsImage** out) {
    return vips_arrayjoin(raw.data(), out, static_cast<int>(raw.size()), "across", 1, nullptr);
  });
  auto copied = vips_step([&](VipsImage** out) { return vips_copy(joined.get(), out, nullptr); });
  vips_image_set_int(copied.get(), VIPS_META_PAGE_HEIGHT, height);
  return copied;
}

inline Result<Picture> decoded(const Bytes& bytes, const DecodeLimits& limits = {}) {
  return VipsDecoder().decode(bytes, limits, soon());
}
inline Result<ImageInfo> probed(const Bytes& bytes, const DecodeLimits& limits = {}) {
  return VipsDecoder().probe(bytes, limits);
}

/// What a refusal says, "CODE: DETAIL"; empty where there was none.
template <class T>
std::string refusal(const Result<T>& result) {
  return result ? "" : std::string(name_of(result.error().code)) + ": " + result.error().detail;
}

}  // namespace spotter::testing
