// Whatever the bytes, the decoder answers: a picture within its limits, or a refusal of a kind that it knows.

#include <array>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "made_images.h"

namespace spotter::testing {
namespace {

constexpr DecodeLimits kLimits{.max_pixels = 1'000'000, .max_side_px = 4000, .working_side_px = 500};

void check_answer(const Bytes& bytes) {
  const auto info = probed(bytes, kLimits);
  const auto picture = decoded(bytes, kLimits);
  const auto is_refusal = [](const Error& error) {
    return (error.code == Errc::invalid || error.code == Errc::too_large || error.code == Errc::corrupt) &&
           !error.detail.empty();
  };
  if (!info) RC_ASSERT(is_refusal(info.error()));
  if (!picture) {
    RC_ASSERT(is_refusal(picture.error()));
    return;
  }
  RC_ASSERT(static_cast<bool>(info));
  RC_ASSERT(picture->full_width == info->width && picture->full_height == info->height);
  RC_ASSERT(std::int64_t{info->width} * info->height <= kLimits.max_pixels);
  RC_ASSERT(picture->width >= 1 && picture->height >= 1);
  RC_ASSERT(std::max(picture->width, picture->height) <= kLimits.working_side_px);
  unsigned sum = 0;  // every pixel can be read
  for (std::size_t i = 0; i < picture->size_bytes(); ++i)
    sum += picture->rgb[i];
  RC_ASSERT(sum <= 255U * picture->size_bytes());
}

const Bytes& sample(std::size_t number) {
  static const std::array samples = [] {
    const Bytes png = made_png(48, 40, 3);
    const VipsImagePtr image(vips_image_new_from_buffer(png.data(), png.size(), "", nullptr));
    return std::array{made_jpeg(48, 40, 3),
                      png,
                      file_of(image.get(), ".webp"),
                      file_of(image.get(), ".webp[lossless]"),
                      file_of(image.get(), ".gif"),
                      file_of(image.get(), ".tif[compression=lzw]"),
                      file_of(image.get(), ".png[interlace]")};
  }();
  return samples.at(number % samples.size());
}

RC_GTEST_PROP(HostileBytes, RandomBytesGetAnAnswer, (const std::vector<std::uint8_t>& bytes)) {
  check_answer(bytes);
}

RC_GTEST_PROP(HostileBytes, RandomBytesBehindAKnownBeginningGetAnAnswer,
              (std::size_t which, std::size_t kept, const std::vector<std::uint8_t>& bytes)) {
  Bytes file = sample(which);
  file.resize(std::min(file.size(), 8 + kept % 64));
  file.insert(file.end(), bytes.begin(), bytes.end());
  check_answer(file);
}

RC_GTEST_PROP(HostileBytes, AMutatedImageGetsAnAnswer, (std::size_t which)) {
  Bytes file = sample(which);
  const auto changes = *rc::gen::container<std::vector<std::pair<std::size_t, std::uint8_t>>>(
      rc::gen::pair(rc::gen::inRange<std::size_t>(0, file.size()), rc::gen::arbitrary<std::uint8_t>()));
  for (const auto& [place, value] : changes)
    file[place] = value;
  check_answer(file);
}

RC_GTEST_PROP(HostileBytes, AnImageWithAPartCutOutGetsAnAnswer, (std::size_t which)) {
  Bytes file = sample(which);
  const auto from = *rc::gen::inRange<std::size_t>(0, file.size());
  const auto to = *rc::gen::inRange<std::size_t>(from, file.size() + 1);
  file.erase(file.begin() + static_cast<std::ptrdiff_t>(from), file.begin() + static_cast<std::ptrdiff_t>(to));
  check_answer(file);
}

}  // namespace
}  // namespace spotter::testing
