#pragma once
// A decoded picture, and what is known of an image file before it is decoded.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace spotter {

enum class ImageFormat { jpeg, png, webp, heic, avif, gif, tiff };

std::string_view name_of(ImageFormat format);          ///< JPEG, PNG, …
std::string_view content_type_of(ImageFormat format);  ///< image/jpeg, …
std::string_view extension_of(ImageFormat format);     ///< jpg, png, …

/// Read from the header alone, without decoding.
struct ImageInfo {
  ImageFormat format = ImageFormat::jpeg;
  int width = 0;   ///< px, upright (after orientation)
  int height = 0;  ///< px, upright
  int frames = 1;
  int orientation = 1;  ///< EXIF, 1..8; what decoding undoes
};

/// Upright sRGB pixels, 8 bits a channel, rows without padding: `rgb[(y * width + x) * 3 + channel]`.
/// Shared and immutable: all recognisers read the same one. A picture larger than the working size
/// is decoded smaller, in which case `full_width` and `full_height` say how large it is.
struct Picture {
  int width = 0;
  int height = 0;
  int full_width = 0;
  int full_height = 0;
  std::shared_ptr<const std::uint8_t[]> rgb;

  std::size_t size_bytes() const {
    return std::size_t{3} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  }
};

}  // namespace spotter
