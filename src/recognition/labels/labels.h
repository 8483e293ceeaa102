#pragma once
// Labels: what is in a picture, and where.

#include <memory>

#include "ports/recogniser.h"
#include "recognition/runtime/models.h"

namespace spotter {

struct LabelOptions {
  float floor = 0.1F;  ///< confidence under which nothing is returned
  int max_dominant_colors = 10;
};

/// Slots: objects (one or more detectors of COCO-80), classes (ImageNet-1k). Errors: not_found for an empty slot.
Result<std::unique_ptr<Recogniser>> make_labels(const Models& models, const LabelOptions& options);

}  // namespace spotter
