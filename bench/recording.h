#pragma once
// Which inferences each picture takes: recognised once by all five recognisers, every inference noted.

#include <cstdint>
#include <string>
#include <vector>

#include "app/recognise_picture.h"
#include "main/config.h"
#include "recognition/runtime/inference.h"

namespace spotter::bench {

struct Call {
  std::string engine;  ///< a model's name, or kTesseract and a script
  std::vector<std::size_t> shape;
  std::vector<std::uint8_t> line;  ///< what Tesseract was given, whose time depends on it; empty for a network
};

struct RecordedStage {
  std::string name;
  std::vector<Call> calls;
  double ms = 0;            ///< of the whole stage
  double inference_ms = 0;  ///< of its calls
};

struct RecordedPicture {
  std::string file;
  std::string error;  ///< why it was not recognised; it is replayed by nobody then
  double decode_ms = 0;
  std::vector<RecordedStage> stages;
};

/// Notes inferences while record() runs.
InferenceObserver recorder();

/// Recognises all files, `config.workers` at once.
std::vector<RecordedPicture> record(const std::vector<std::string>& files, const Recognisers& recognisers,
                                    const Config& config);

}  // namespace spotter::bench
