#pragma once
// Labels: what is in a picture, and where.

#include <memory>

#include "ports/recogniser.h"
#include "recognition/runtime/models.h"

namespace spotter {

struct LabelOptions {
  float floor = 0.1F;       ///< confidence under which nothing is returned
  bool labels = true;       ///< without them the classifier does not run
  bool properties = true;   ///< of the image: colours, quality, foreground and background
  bool box_colors = false;  ///< dominant colours of the surest boxes as well
  int max_dominant_colors = 10;
};

/// Slots: objects (one or more detectors of COCO-80), classes (ImageNet-1k). Errors: not_found for an empty slot.
Result<std::unique_ptr<Recogniser>> make_labels(const Models& models, const LabelOptions& options);

}  // namespace spotter
