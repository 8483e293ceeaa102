#pragma once
// What is told of each inference to whoever measures: the benchmark replays exactly these.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace spotter {

inline constexpr std::string_view kTesseract = "tesseract ";

struct Inference {
  std::string_view engine;              ///< the model's name; kTesseract and the pack where Tesseract read a line
  std::vector<std::size_t> shape;       ///< of the input; height and width for Tesseract
  std::span<const std::uint8_t> input;  ///< the bytes that were fed, valid during the call
  double ms = 0;
};

/// Called in the thread that ran it, right after.
using InferenceObserver = std::function<void(const Inference&)>;

}  // namespace spotter
