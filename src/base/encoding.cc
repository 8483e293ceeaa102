#include "base/encoding.h"

#include <array>
#include <cstddef>

namespace spotter {
namespace {

constexpr std::string_view kHexLower = "0123456789abcdef";
constexpr std::string_view kHexUpper = "0123456789ABCDEF";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string encode64(BytesView bytes, std::string_view alphabet, bool pad) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = std::uint32_t{bytes[i]} << 16U;
    if (n > 1) group |= std::uint32_t{bytes[i + 1]} << 8U;
    if (n > 2) group |= bytes[i + 2];
    out += alphabet[group >> 18U];
    out += alphabet[(group >> 12U) & 63U];
    if (n > 1) out += alphabet[(group >> 6U) & 63U];
    if (n > 2) out += alphabet[group & 63U];
    if (pad) out.append(3 - n, '=');
  }
  return out;
}

constexpr std::uint8_t kSkip = 64;
constexpr std::uint8_t kBad = 255;

constexpr std::array<std::uint8_t, 256> decoding_table(std::string_view alphabet) {
  std::array<std::uint8_t, 256> table{};
  table.fill(kBad);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    table[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::uint8_t>(i);
  for (const char c : std::string_view(" \t\r\n"))
    table[static_cast<std::uint8_t>(c)] = kSkip;
  return table;
}
constexpr auto kFromBase64 = decoding_table(kBase64);
constexpr auto kFromBase64Url = decoding_table(kBase64Url);

std::optional<Bytes> decode64(std::string_view text, const std::array<std::uint8_t, 256>& table) {
  while (!text.empty() && (text.back() == '=' || table[static_cast<std::uint8_t>(text.back())] == kSkip))
    text.remove_suffix(1);
  Bytes out;
  out.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t group = 0;
  int digits = 0;
  for (const char c : text) {
    const std::uint8_t value = table[static_cast<std::uint8_t>(c)];
    if (value == kSkip) continue;
    if (value == kBad) return std::nullopt;
    group = group << 6U | value;
    if (++digits == 4) {
      out.push_back(static_cast<std::uint8_t>(group >> 16U));
      out.push_back(static_cast<std::uint8_t>(group >> 8U));
      out.push_back(static_cast<std::uint8_t>(group));
      group = 0;
      digits = 0;
    }
  }
  if (digits == 1) return std::nullopt;
  if (digits >= 2) out.push_back(static_cast<std::uint8_t>(group >> (digits == 2 ? 4U : 10U)));
  if (digits == 3) out.push_back(static_cast<std::uint8_t>(group >> 2U));
  return out;
}

bool unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

/// Length of the UTF-8 sequence that starts here, its code point in `point`; 0 where it is broken.
std::size_t sequence_at(std::string_view text, std::size_t at, char32_t& point) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[at + i]); };
  const std::uint8_t lead = byte(0);
  std::size_t length = 0;
  if (lead < 0x80) {
    point = lead;
    return 1;
  }
  if ((lead & 0xE0U) == 0xC0) {
    length = 2;
    point = lead & 0x1FU;
  } else if ((lead & 0xF0U) == 0xE0) {
    length = 3;
    point = lead & 0x0FU;
  } else if ((lead & 0xF8U) == 0xF0) {
    length = 4;
    point = lead & 0x07U;
  } else {
    return 0;
  }
  if (at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return 0;
    point = point << 6U | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  if (point < kSmallest.at(length) || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return 0;
  return length;
}

}  // namespace

std::string to_hex(BytesView bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t b : bytes) {
    out += kHexLower[b >> 4U];
    out += kHexLower[b & 15U];
  }
  return out;
}

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_digit(text[i]);
    const int low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return out;
}

std::string to_base64(BytesView bytes) {
  return encode64(bytes, kBase64, true);
}
std::optional<Bytes> from_base64(std::string_view text) {
  return decode64(text, kFromBase64);
}
std::string to_base64url(BytesView bytes) {
  return encode64(bytes, kBase64Url, false);
}
std::optional<Bytes> from_base64url(std::string_view text) {
  return decode64(text, kFromBase64Url);
}

std::string percent_encode(std::string_view text, bool keep_slash) {
  std::string out;
  for (const char c : text) {
    if (unreserved(c) || (keep_slash && c == '/')) {
      out += c;
    } else {
      const auto byte = static_cast<std::uint8_t>(c);
      out += '%';
      out += kHexUpper[byte >> 4U];
      out += kHexUpper[byte & 15U];
    }
  }
  return out;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

bool is_utf8(std::string_view text) {
  char32_t point = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_at(text, i, point);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::u32string to_code_points(std::string_view utf8) {
  std::u32string out;
  char32_t point = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    const std::size_t length = sequence_at(utf8, i, point);
    out += length == 0 ? U'\uFFFD' : point;
    i += length == 0 ? 1 : length;
  }
  return out;
}

std::string to_utf8(std::u32string_view code_points) {
  std::string out;
  const auto tail = [&](char32_t point, unsigned shift) {
    out += static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
  };
  for (const char32_t point : code_points) {
    if (point < 0x80) {
      out += static_cast<char>(point);
    } else if (point < 0x800) {
      out += static_cast<char>(0xC0U | (point >> 6U));
      tail(point, 0);
    } else if (point < 0x10000) {
      out += static_cast<char>(0xE0U | (point >> 12U));
      tail(point, 6);
      tail(point, 0);
    } else {
      out += static_cast<char>(0xF0U | (point >> 18U));
      tail(point, 12);
      tail(point, 6);
      tail(point, 0);
    }
  }
  return out;
}

}  // namespace spotter
