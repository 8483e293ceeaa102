#include "domain/picture.h"

#include <array>

namespace spotter {
namespace {

struct FormatRow {
  std::string_view name;
  std::string_view content_type;
  std::string_view extension;
};

const FormatRow& row_of(ImageFormat format) {
  static constexpr std::array<FormatRow, 7> kRows = {{{"JPEG", "image/jpeg", "jpg"},
                                                      {"PNG", "image/png", "png"},
                                                      {"WebP", "image/webp", "webp"},
                                                      {"HEIC", "image/heic", "heic"},
                                                      {"AVIF", "image/avif", "avif"},
                                                      {"GIF", "image/gif", "gif"},
                                                      {"TIFF", "image/tiff", "tiff"}}};
  return kRows.at(static_cast<std::size_t>(format));
}

}  // namespace

std::string_view name_of(ImageFormat format) {
  return row_of(format).name;
}
std::string_view content_type_of(ImageFormat format) {
  return row_of(format).content_type;
}
std::string_view extension_of(ImageFormat format) {
  return row_of(format).extension;
}

}  // namespace spotter
