#pragma once
// ASCII text as headers and policies compare it.

#include <algorithm>
#include <string>
#include <string_view>

namespace spotter::aws {

inline std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

}  // namespace spotter::aws
