#pragma once
// Items that would pass DynamoDB's 400 KB: the full findings go to the derived bucket, the item keeps the
// beginning of each list and says so.

#include "app/ports.h"

namespace spotter {

/// DynamoDB's limit, with room for what later writes add.
inline constexpr std::size_t kMaxItemBytes = 390 * 1024;

/// Cuts the item where it is too large, after storing its full findings. Errors: those of the store.
Result<void> store_overflow(const Ports& ports, ImageItem& item, Deadline deadline);

/// Puts the full findings back into an item that was cut. Where they are gone the item stays as it is.
Result<void> load_overflow(const Ports& ports, ImageItem& item, Deadline deadline);

}  // namespace spotter
