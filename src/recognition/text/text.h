#pragma once
// Text: the lines and words in a picture, with their polygons, in reading order.

#include <memory>

#include "ports/recogniser.h"
#include "recognition/runtime/models.h"

namespace spotter {

struct TextOptions {
  float least_confidence = 0.5F;  ///< a line read less surely than this is noise
  int most_lines = 250;           ///< the largest are read, the rest left alone
  bool other_scripts = true;      ///< read doubtful lines with Tesseract where it is installed
};

/// Slots: text_detection, text_recognition, text_angle. Errors: not_found for an empty slot.
Result<std::unique_ptr<Recogniser>> make_text(const Models& models, const TextOptions& options);

}  // namespace spotter
