#pragma once
// PNG files put together byte by byte, so that the tests say themselves what stands in the header.

#include <array>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace spotter::testing {

enum class PngColour : std::uint8_t { grey = 0, rgb = 2, palette = 3, grey_alpha = 4, rgba = 6 };

struct PngHeader {
  std::uint32_t width = 1;
  std::uint32_t height = 1;
  std::uint8_t depth = 8;
  PngColour colour = PngColour::rgb;
};

inline void add_big_endian(Bytes& out, std::uint32_t value) {
  for (const unsigned shift : {24U, 16U, 8U, 0U})
    out.push_back(static_cast<std::uint8_t>(value >> shift));
}

inline std::uint32_t crc32_of(BytesView bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const std::uint8_t byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

inline Bytes png_chunk(std::string_view type, const Bytes& data) {
  Bytes body(type.begin(), type.end());
  body.insert(body.end(), data.begin(), data.end());
  Bytes chunk;
  add_big_endian(chunk, static_cast<std::uint32_t>(data.size()));
  chunk.insert(chunk.end(), body.begin(), body.end());
  add_big_endian(chunk, crc32_of(body));
  return chunk;
}

/// A zlib stream of one stored block: up to 65,535 bytes.
inline Bytes zlib_stored(const Bytes& data) {
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const std::uint8_t byte : data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  const auto size = static_cast<std::uint16_t>(data.size());
  const auto low = static_cast<std::uint8_t>(size & 0xFFU);
  const auto high = static_cast<std::uint8_t>(size >> 8U);
  Bytes out = {
      0x78, 0x01, 0x01, low, high, static_cast<std::uint8_t>(low ^ 0xFFU), static_cast<std::uint8_t>(high ^ 0xFFU)};
  out.insert(out.end(), data.begin(), data.end());
  add_big_endian(out, (b << 16U) | a);
  return out;
}

/// `rows` are the scan lines, each behind its filter byte (0); `between` chunks that stand before the pixels.
inline Bytes png_file(const PngHeader& header, const Bytes& rows, const Bytes& between = {}) {
  Bytes ihdr;
  add_big_endian(ihdr, header.width);
  add_big_endian(ihdr, header.height);
  ihdr.insert(ihdr.end(), {header.depth, static_cast<std::uint8_t>(header.colour), 0, 0, 0});
  Bytes out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  for (const Bytes& part :
       {png_chunk("IHDR", ihdr), between, png_chunk("IDAT", zlib_stored(rows)), png_chunk("IEND", {})})
    out.insert(out.end(), part.begin(), part.end());
  return out;
}

/// TIFF data that says nothing but an orientation, as EXIF blocks hold it.
inline Bytes exif_orientation(int orientation) {
  return {'I',  'I', 42, 0, 8, 0, 0, 0,                                          // header, first directory at 8
          1,    0,                                                               // one entry:
          0x12, 1,   3,  0, 1, 0, 0, 0, static_cast<std::uint8_t>(orientation),  // Orientation, one short
          0,    0,   0,                                                          //
          0,    0,   0,  0};                                                     // no further directory
}

/// The same JPEG with an EXIF block behind its first marker.
inline Bytes with_orientation(const Bytes& jpeg, int orientation) {
  constexpr std::string_view kExif("Exif\0\0", 6);
  Bytes block(kExif.begin(), kExif.end());
  const Bytes tiff = exif_orientation(orientation);
  block.insert(block.end(), tiff.begin(), tiff.end());
  const std::size_t size = block.size() + 2;
  Bytes out(jpeg.begin(), jpeg.begin() + 2);
  out.insert(out.end(), {0xFF, 0xE1, static_cast<std::uint8_t>(size >> 8U), static_cast<std::uint8_t>(size & 0xFFU)});
  out.insert(out.end(), block.begin(), block.end());
  out.insert(out.end(), jpeg.begin() + 2, jpeg.end());
  return out;
}

}  // namespace spotter::testing
