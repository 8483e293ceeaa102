#pragma once
// Removes an image and all that was derived from it. A tombstone is written first, so that no recognition in
// flight can bring it back.

#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "app/ports.h"

namespace spotter {

/// What happened in one place where the image was.
struct ErasedPlace {
  std::string place;    ///< e.g. `object`, `thumbnails`, `terms`
  std::string outcome;  ///< `removed`, `nothing there`, or what remains and until when
};
BOOST_DESCRIBE_STRUCT(ErasedPlace, (), (place, outcome))

struct EraseReceipt {
  std::string image_id;
  Timestamp erased_at;
  std::vector<ErasedPlace> places;
};
BOOST_DESCRIBE_STRUCT(EraseReceipt, (), (image_id, erased_at, places))

/// Days for which a tombstone is kept.
inline constexpr std::chrono::days kTombstoneDays{30};

/// May be repeated: what is gone already is said to be. Errors: not_found (no such image); those of storage.
Result<EraseReceipt> erase_image(const Ports& ports, const std::string& image_id, Deadline deadline);

/// Ends the erasing of an image whose object was removed, or whose erasing was cut short. Touches nothing of a picture
/// that was put under the key after the change `sequencer`. Errors: those of storage.
Result<void> finish_erasing(const Ports& ports, const std::string& image_id, const std::string& sequencer,
                            Deadline deadline);

}  // namespace spotter
