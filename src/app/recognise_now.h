#pragma once
// Recognition for a caller who waits: only what is asked for, with a bound on how many run and wait.

#include "base/bytes.h"
#include "base/result.h"
#include "domain/findings.h"
#include "ports/recogniser.h"

namespace spotter {

/// What a call needs; recognisers that nothing here needs don't run.
struct Asked {
  bool text = false;
  bool faces = false;            ///< box, confidence, five landmarks, pose, quality
  bool face_attributes = false;  ///< all that is told of faces
  bool face_vectors = false;
  bool celebrities = false;
  bool labels = false;
  bool image_properties = false;
  bool moderation = false;
};

class RecogniseNow {
 public:
  virtual ~RecogniseNow() = default;
  /// Errors: those of ImageDecoder; unavailable (all places are taken: come back later); timeout; internal.
  virtual Result<Findings> recognise(BytesView image, const DecodeLimits& limits, const Asked& asked,
                                     Deadline deadline) const = 0;
  /// Whether a call that came now would be refused as unavailable.
  virtual bool full() const = 0;
};

}  // namespace spotter
