#pragma once
// Lists of images, where their pages begin and what they hold: the policy of review is read into the query first.

#include "app/ports.h"

namespace spotter {

/// Errors: invalid (no such cursor); those of storage.
Result<ImagePage> list_images(const Ports& ports, ImageQuery query, Deadline deadline);
/// Errors: invalid (too many pages); those of storage.
Result<PageStarts> page_starts(const Ports& ports, ImageQuery query, Deadline deadline);
Result<Facets> facets_of(const Ports& ports, ImageQuery query, Deadline deadline);

}  // namespace spotter
