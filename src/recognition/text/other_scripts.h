#pragma once
// Lines in scripts that the line recogniser doesn't know (Cyrillic, Arabic, Hangul, Thai, Devanagari, Greek,
// Hebrew), read with Tesseract where its script packs are installed.

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

#include "base/clock.h"
#include "recognition/runtime/inference.h"
#include "recognition/text/line.h"

namespace spotter {

/// A line in another script; `turned` where it stood on its head in the crop.
struct OtherLine {
  std::size_t place = 0;  ///< among the lines that were given
  Line line;
  bool turned = false;
};

/// A line as it was cut out and read.
struct CutLine {
  const Line* line = nullptr;
  cv::Mat crop;         ///< upright RGB
  float box_score = 0;  ///< how surely it is text
};

class OtherScripts {
 public:
  explicit OtherScripts(const InferenceObserver& observe);
  ~OtherScripts();
  OtherScripts(const OtherScripts&) = delete;
  OtherScripts& operator=(const OtherScripts&) = delete;

  /// Where a good part of the lines is surely text but could hardly be read, the longest of them decide by vote which
  /// script the picture has, and all lines are read in it. Returns those that are in that script; none where nothing
  /// was doubtful or no script fits. Safe from several threads.
  std::vector<OtherLine> read(const std::vector<CutLine>& lines, Deadline deadline);

 private:
  struct Script;
  std::vector<std::unique_ptr<Script>> scripts_;
};

}  // namespace spotter
