#include "imaging/encode.h"

#include <memory>

#include "imaging/vips.h"

namespace spotter {
namespace {

constexpr int kQuality = 82;

VipsImagePtr view_of(const Picture& picture) {
  start_vips();
  return VipsImagePtr(vips_image_new_from_memory(picture.rgb.get(), picture.size_bytes(), picture.width, picture.height,
                                                 3, VIPS_FORMAT_UCHAR));
}

Result<Bytes> save(VipsImage* image, Encoding encoding) {
  void* data = nullptr;
  std::size_t size = 0;
  int status = -1;
  switch (encoding) {
    case Encoding::jpeg:
      status = vips_jpegsave_buffer(image, &data, &size, "Q", 90, "strip", TRUE, nullptr);
      break;
    case Encoding::png:
      status = vips_pngsave_buffer(image, &data, &size, "strip", TRUE, nullptr);
      break;
    case Encoding::webp:
      status = vips_webpsave_buffer(image, &data, &size, "Q", kQuality, "effort", 2, "strip", TRUE, nullptr);
      break;
  }
  if (status != 0) return fail(vips_failure(Errc::internal, "the picture can't be encoded"));
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  Bytes out(bytes, bytes + size);
  g_free(data);
  return out;
}

}  // namespace

std::string_view content_type_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::jpeg:
      return "image/jpeg";
    case Encoding::png:
      return "image/png";
    case Encoding::webp:
      return "image/webp";
  }
  return "application/octet-stream";
}

Result<Bytes> encode_picture(const Picture& picture, Encoding encoding) {
  const VipsImagePtr image = view_of(picture);
  if (!image) return fail(vips_failure(Errc::internal, "the picture can't be encoded"));
  return save(image.get(), encoding);
}

Result<Bytes> thumbnail_of(const Picture& picture, int width_px) {
  constexpr int kAnyHeight = 10'000'000;
  const VipsImagePtr image = view_of(picture);
  if (!image) return fail(vips_failure(Errc::internal, "the thumbnail can't be made"));
  const VipsImagePtr small = vips_step([&](VipsImage** out) {
    return vips_thumbnail_image(image.get(), out, width_px, "height", kAnyHeight, "size", VIPS_SIZE_DOWN, nullptr);
  });
  if (!small) return fail(vips_failure(Errc::internal, "the thumbnail can't be made"));
  return save(small.get(), Encoding::webp);
}

}  // namespace spotter
