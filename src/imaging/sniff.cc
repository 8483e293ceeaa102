#include "imaging/sniff.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

namespace spotter {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  ImageFormat format;
};
constexpr std::array kTaken = {
    Magic{"\xff\xd8\xff"sv, ImageFormat::jpeg}, Magic{"\x89PNG\r\n\x1a\n"sv, ImageFormat::png},
    Magic{"GIF87a"sv, ImageFormat::gif},        Magic{"GIF89a"sv, ImageFormat::gif},
    Magic{"II*\0"sv, ImageFormat::tiff},        Magic{"MM\0*"sv, ImageFormat::tiff},
    Magic{"II+\0"sv, ImageFormat::tiff},        Magic{"MM\0+"sv, ImageFormat::tiff},
};

struct Other {
  std::string_view bytes;
  std::string_view name;
};
constexpr std::array kOthers = {
    Other{"BM"sv, "a BMP image"},
    Other{"\0\0\1\0"sv, "an ICO icon"},
    Other{"\0\0\2\0"sv, "a CUR cursor"},
    Other{"8BPS"sv, "a Photoshop file"},
    Other{"\0\0\0\x0cjP  "sv, "a JPEG 2000 image"},
    Other{"\xff\x4f\xff\x51"sv, "a JPEG 2000 image"},
    Other{"%PDF"sv, "a PDF document"},
    Other{"<svg"sv, "an SVG drawing"},
    Other{"<?xml"sv, "an XML or SVG file"},
    Other{"DDS "sv, "a DDS texture"},
    Other{"\x76\x2f\x31\x01"sv, "an OpenEXR image"},
    Other{"PK\x03\x04"sv, "a ZIP archive"},
    Other{"\x1f\x8b"sv, "a gzip archive"},
    Other{"<!DOCTYPE"sv, "an HTML page"},
    Other{"<html"sv, "an HTML page"},
    Other{"{"sv, "JSON text"},
    Other{"data:"sv, "a data URL; send the bytes it encodes, or JSON with `image`"},
};

/// The image format of an ISO base media file by its brands, `ftyp` box: size, "ftyp", brand, version, brands.
Result<ImageFormat> sniff_iso_media(std::string_view text) {
  constexpr std::size_t kBrandsFrom = 8;
  constexpr std::size_t kBrandSize = 4;
  bool heic = false;
  for (std::size_t at = kBrandsFrom; at + kBrandSize <= text.size(); at += kBrandSize) {
    const std::string_view brand = text.substr(at, kBrandSize);
    if (brand == "avif" || brand == "avis") return ImageFormat::avif;
    if (brand == "heic" || brand == "heix" || brand == "hevc" || brand == "hevx" || brand == "heim" ||
        brand == "heis" || brand == "mif1" || brand == "msf1")
      heic = true;
  }
  if (heic) return ImageFormat::heic;
  return fail(Errc::invalid, "this is a video or another ISO media file, not an image");
}

}  // namespace

Result<ImageFormat> sniff_format(BytesView first_bytes) {
  const std::string_view text = as_text(first_bytes.first(std::min(first_bytes.size(), kSniffBytes)));
  if (text.empty()) return fail(Errc::invalid, "the file is empty; send an image");
  for (const Magic& magic : kTaken)
    if (text.starts_with(magic.bytes)) return magic.format;
  if (text.starts_with("RIFF") && text.size() >= 12 && text.substr(8, 4) == "WEBP") return ImageFormat::webp;
  if (text.size() >= 12 && text.substr(4, 4) == "ftyp") return sniff_iso_media(text);
  constexpr std::string_view kTakes = "JPEG, PNG, WebP, HEIC, AVIF, GIF and TIFF are taken";
  for (const Other& other : kOthers)
    if (text.starts_with(other.bytes)) return fail(Errc::invalid, fmt::format("this is {}; {}", other.name, kTakes));
  return fail(Errc::invalid, fmt::format("this is no image that can be told by its content; {}", kTakes));
}

}  // namespace spotter
