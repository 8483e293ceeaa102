#pragma once
// Recognises a picture once more, with today's models: asked for by a person, or a retry of one that failed.

#include <string>

#include "app/ports.h"

namespace spotter {

/// Queues a new run. Returns the item as it stands. Errors: not_found (no such image, or erased).
Result<ImageItem> recognise_again(const Ports& ports, const std::string& image_id, Deadline deadline);

}  // namespace spotter
