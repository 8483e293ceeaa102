#pragma once
// Moderation: what in a picture somebody may not want to see or show.

#include <memory>

#include "ports/recogniser.h"
#include "recognition/runtime/models.h"

namespace spotter {

struct ModerationOptions {
  float floor = 1;  ///< confidence under which nothing is returned
};

/// Slot: safety (one or more). Reads the labels that were found before. Errors: not_found for an empty slot.
Result<std::unique_ptr<Recogniser>> make_moderation(const Models& models, const ModerationOptions& options);

}  // namespace spotter
