#include "aws/blob_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spotter::aws {
namespace {

constexpr std::uint8_t kNone = 0xFF;

constexpr std::array<std::uint8_t, 256> kValues = [] {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<std::uint8_t, 256> values{};
  values.fill(kNone);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  return values;
}();

}  // namespace

BlobText::BlobText(std::size_t most, std::size_t expected) : most_(most) {
  bytes_.reserve(std::min(most, expected));
}

bool BlobText::add(std::string_view piece) {
  constexpr std::size_t kChunk = 3 * 1024;
  std::array<std::uint8_t, kChunk> decoded;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled as it goes
  std::size_t count = 0;
  for (const char c : piece) {
    const bool is_padding = c == '=';
    const std::uint8_t value = is_padding ? 0 : kValues[static_cast<unsigned char>(c)];
    const bool misplaced = is_padding ? in_quad_ < 2 : padding_ > 0;
    if (value == kNone || misplaced || ended_) return false;
    padding_ += is_padding ? 1 : 0;
    quad_ = quad_ << 6 | value;
    if (++in_quad_ < 4) continue;
    for (int i = padding_; i < 3; ++i) {
      decoded[count++] = static_cast<std::uint8_t>(quad_ >> 16U);
      quad_ <<= 8U;
    }
    ended_ = padding_ > 0;
    quad_ = 0;
    in_quad_ = 0;
    if (count + 3 > kChunk) keep({decoded.data(), std::exchange(count, 0)});
  }
  keep({decoded.data(), count});
  return true;
}

void BlobText::keep(BytesView bytes) {
  size_ += bytes.size();
  if (size_ <= most_) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  } else {
    bytes_ = {};
  }
}

Bytes BlobText::take() {
  return std::move(bytes_);
}

}  // namespace spotter::aws
