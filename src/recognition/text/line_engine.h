#pragma once
// One of Tesseract's script packs, set up to read single lines.

#include <filesystem>
#include <memory>
#include <string>

#include <opencv2/core.hpp>
#include <tesseract/baseapi.h>

namespace spotter {

/// For one thread at a time.
class LineEngine {
 public:
  static bool is_installed(const std::string& pack);
  /// Null where the pack can't be loaded.
  static std::unique_ptr<LineEngine> load(const std::string& pack);

  /// Reads one line of grey pixels, in the calling thread alone; null where it can't. The iterator stands until
  /// clear().
  std::unique_ptr<tesseract::ResultIterator> read(const cv::Mat& grey);
  void clear() { api_.Clear(); }

 private:
  LineEngine() = default;
  tesseract::TessBaseAPI api_;
};

}  // namespace spotter
