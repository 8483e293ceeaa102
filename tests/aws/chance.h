#pragma once
// Random texts for properties: from one seed, because a property that draws hundreds of values is slow.

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace spotter::testing {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}

  /// 0 .. end - 1
  std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(engine_); }
  bool one_in(std::size_t many) { return below(many) == 0; }

  template <std::size_t N>
  std::string of(const std::array<std::string_view, N>& choices) {
    return std::string(choices[below(N)]);
  }

  /// The text with a few bytes changed, taken out or doubled.
  std::string damaged(std::string text, std::size_t times) {
    constexpr std::size_t kMost = 8;
    for (std::size_t i = 0; i < times && !text.empty(); ++i) {
      const std::size_t place = below(text.size());
      switch (below(3)) {
        case 0:
          text[place] = static_cast<char>(below(256));
          break;
        case 1:
          text.erase(place, 1 + below(kMost));
          break;
        default:
          text.insert(place, text.substr(below(text.size()), kMost));
      }
    }
    return text;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace spotter::testing
