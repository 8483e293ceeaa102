#pragma once
// Raw bytes: what bodies, objects and pictures are made of before anyone looks inside.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace spotter {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

inline BytesView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace spotter
