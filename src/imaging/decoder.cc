#include "imaging/decoder.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "imaging/sniff.h"
#include "imaging/vips.h"

namespace spotter {
namespace {

/// Opens the header. `options` are libvips load options such as "shrink=2".
VipsImagePtr open_image(BytesView bytes, const std::string& options) {
  return VipsImagePtr(vips_image_new_from_buffer(bytes.data(), bytes.size(), options.c_str(), "access",
                                                 VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr));
}

/// Rekognition corrects JPEG alone among its two formats; the others that carry an orientation follow.
int orientation_of(VipsImage* image, ImageFormat format) {
  return format == ImageFormat::png ? 1 : vips_image_get_orientation(image);
}

Result<void> check_limits(const ImageInfo& info, const DecodeLimits& limits) {
  const auto pixels = std::int64_t{info.width} * info.height;
  if (std::max(info.width, info.height) > limits.max_side_px)
    return fail(Errc::too_large, fmt::format("the image is {} x {} px; a side may have at most {} px: send it smaller",
                                             info.width, info.height, limits.max_side_px));
  if (pixels > limits.max_pixels)
    return fail(Errc::too_large,
                fmt::format("the image has {:.1f} megapixels; at most {:.0f} are decoded: send it smaller",
                            static_cast<double>(pixels) / 1e6, static_cast<double>(limits.max_pixels) / 1e6));
  if (std::min(info.width, info.height) < limits.min_side_px)
    return fail(Errc::invalid, fmt::format("the image is {} x {} px; a side must have at least {} px", info.width,
                                           info.height, limits.min_side_px));
  return {};
}

ImageInfo info_of(VipsImage* image, ImageFormat format) {
  ImageInfo info{.format = format,
                 .width = vips_image_get_width(image),
                 .height = vips_image_get_height(image),
                 .frames = vips_image_get_n_pages(image),
                 .orientation = orientation_of(image, format)};
  constexpr int kFirstTransposed = 5;
  if (info.orientation >= kFirstTransposed) std::swap(info.width, info.height);
  return info;
}

/// A header that libvips can't read: a bomb's size is told apart from a broken file.
Error unreadable(ImageFormat format) {
  return vips_failure(Errc::corrupt, fmt::format("this looks like {} but can't be read; it may be cut off or damaged",
                                                 name_of(format)));
}

VipsImagePtr to_srgb(VipsImagePtr image) {
  if (vips_image_get_typeof(image.get(), VIPS_META_ICC_NAME) != 0) {
    auto converted = vips_step([&](VipsImage** out) {
      return vips_icc_transform(image.get(), out, "srgb", "embedded", TRUE, "intent", VIPS_INTENT_PERCEPTUAL, nullptr);
    });
    if (converted) image = std::move(converted);
    vips_error_clear();  // a broken profile is no reason to refuse the picture
  }
  return vips_step(
      [&](VipsImage** out) { return vips_colourspace(image.get(), out, VIPS_INTERPRETATION_sRGB, nullptr); });
}

VipsImagePtr without_alpha(VipsImagePtr image) {
  if (vips_image_hasalpha(image.get()) == 0) return image;
  const double white[] = {255.0, 255.0, 255.0};
  VipsArrayDouble* background = vips_array_double_new(white, 3);
  auto flat =
      vips_step([&](VipsImage** out) { return vips_flatten(image.get(), out, "background", background, nullptr); });
  vips_area_unref(VIPS_AREA(background));
  return flat;
}

VipsImagePtr three_bytes_a_pixel(VipsImagePtr image) {
  constexpr int kRgb = 3;
  if (vips_image_get_bands(image.get()) > kRgb)
    image = vips_step([&](VipsImage** out) { return vips_extract_band(image.get(), out, 0, "n", kRgb, nullptr); });
  if (image && vips_image_get_format(image.get()) != VIPS_FORMAT_UCHAR)
    image = vips_step([&](VipsImage** out) { return vips_cast(image.get(), out, VIPS_FORMAT_UCHAR, nullptr); });
  return image;
}

VipsImagePtr at_most(VipsImagePtr image, int side_px) {
  const int side = std::max(vips_image_get_width(image.get()), vips_image_get_height(image.get()));
  if (side <= side_px) return image;
  const double scale = static_cast<double>(side_px) / side;
  return vips_step([&](VipsImage** out) { return vips_resize(image.get(), out, scale, nullptr); });
}

/// Load options that make the codec itself decode a large picture smaller, still above the working size.
std::string shrink_on_load(const ImageInfo& info, const DecodeLimits& limits) {
  const double factor = static_cast<double>(std::max(info.width, info.height)) / limits.working_side_px;
  if (info.format == ImageFormat::jpeg && factor >= 2)
    return factor >= 8 ? "shrink=8" : factor >= 4 ? "shrink=4" : "shrink=2";
  return "";
}

/// Stops libvips' evaluation of an image once the deadline has passed.
void stop_at(VipsImage* image, const Deadline& deadline) {
  vips_image_set_progress(image, TRUE);
  g_signal_connect(image, "eval", G_CALLBACK(+[](VipsImage* evaluated, VipsProgress*, const Deadline* at) {
                     if (at->expired()) vips_image_set_kill(evaluated, TRUE);
                   }),
                   const_cast<Deadline*>(&deadline));
}

/// Undoes the orientation. Turning needs all rows at hand, so the image is read into memory first.
VipsImagePtr upright(VipsImagePtr image, int orientation, const Deadline& deadline) {
  if (orientation == 1) return image;
  stop_at(image.get(), deadline);
  const VipsImagePtr whole(vips_image_copy_memory(image.get()));
  if (!whole) return nullptr;
  return vips_step([&](VipsImage** out) { return vips_autorot(whole.get(), out, nullptr); });
}

Result<ImageFormat> taken_format(BytesView bytes, const DecodeLimits& limits) {
  SPOTTER_ASSIGN(const ImageFormat format, sniff_format(bytes));
  if (limits.jpeg_and_png_only && format != ImageFormat::jpeg && format != ImageFormat::png)
    return fail(Errc::invalid, fmt::format("this is {}; only JPEG and PNG are taken here", name_of(format)));
  return format;
}

}  // namespace

VipsDecoder::VipsDecoder() {
  start_vips();
}

Result<ImageInfo> VipsDecoder::probe(BytesView bytes, const DecodeLimits& limits) const {
  SPOTTER_ASSIGN(const ImageFormat format, taken_format(bytes, limits));
  const VipsImagePtr image = open_image(bytes, "");
  if (!image) return fail(unreadable(format));
  vips_error_clear();  // a warning about a file that can be read is nobody's business
  const ImageInfo info = info_of(image.get(), format);
  SPOTTER_TRY(check_limits(info, limits));
  return info;
}

Result<Picture> VipsDecoder::decode(BytesView bytes, const DecodeLimits& limits, Deadline deadline) const {
  SPOTTER_ASSIGN(const ImageInfo info, probe(bytes, limits));
  VipsImagePtr image = open_image(bytes, shrink_on_load(info, limits));
  if (!image) return fail(unreadable(info.format));
  image = at_most(std::move(image), limits.working_side_px);
  if (image) image = to_srgb(std::move(image));
  if (image) image = without_alpha(std::move(image));
  if (image) image = three_bytes_a_pixel(std::move(image));
  if (image) image = upright(std::move(image), info.orientation, deadline);
  std::size_t size = 0;
  std::uint8_t* pixels = nullptr;
  if (image) {
    stop_at(image.get(), deadline);
    pixels = static_cast<std::uint8_t*>(vips_image_write_to_memory(image.get(), &size));
  }
  if (pixels == nullptr && deadline.expired()) {
    vips_error_clear();
    return fail(Errc::timeout, "decoding took longer than allowed; send the image smaller or simpler");
  }
  if (pixels == nullptr) return fail(unreadable(info.format));
  vips_error_clear();  // as above: the next failure would name it as its own
  return Picture{.width = vips_image_get_width(image.get()),
                 .height = vips_image_get_height(image.get()),
                 .full_width = info.width,
                 .full_height = info.height,
                 .rgb = {pixels, [](const std::uint8_t* p) { g_free(const_cast<std::uint8_t*>(p)); }}};
}

}  // namespace spotter
