#include "recognition/text/line_engine.h"

#include <dlfcn.h>
#include <tesseract/resultiterator.h>

namespace spotter {
namespace {

std::filesystem::path data_folder() {
  for (const char* folder : {"/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata"})
    if (std::filesystem::exists(folder)) return folder;
  return {};
}

/// Tesseract starts OpenMP threads several times for each line, asking for a number of its own, which costs more than
/// it helps. How deep regions may be parallel belongs to the calling thread: not at all. (OMP_THREAD_LIMIT is read
/// before main() and can't be set by the program itself.)
void use_this_thread_alone() {
  using SetLevels = void (*)(int);
  static const auto set_levels = reinterpret_cast<SetLevels>(::dlsym(RTLD_DEFAULT, "omp_set_max_active_levels"));
  if (set_levels != nullptr) set_levels(0);
}

}  // namespace

bool LineEngine::is_installed(const std::string& pack) {
  return std::filesystem::exists(data_folder() / (pack + ".traineddata"));
}

std::unique_ptr<LineEngine> LineEngine::load(const std::string& pack) {
  std::unique_ptr<LineEngine> engine(new LineEngine);
  if (engine->api_.Init(data_folder().c_str(), pack.c_str(), tesseract::OEM_LSTM_ONLY) != 0) return nullptr;
  engine->api_.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  engine->api_.SetVariable("debug_file", "/dev/null");
  return engine;
}

std::unique_ptr<tesseract::ResultIterator> LineEngine::read(const cv::Mat& grey) {
  use_this_thread_alone();
  api_.SetImage(grey.data, grey.cols, grey.rows, 1, static_cast<int>(grey.step));
  if (api_.Recognize(nullptr) != 0) return nullptr;
  return std::unique_ptr<tesseract::ResultIterator>(api_.GetIterator());
}

}  // namespace spotter
