#pragma once
// Decoding with libvips, in this process.

#include "ports/recogniser.h"

namespace spotter {

/// Safe to call from several threads at once. Pixels come out upright (orientation undone for all formats but
/// PNG, as Rekognition does), in sRGB, alpha flattened on white, the first frame of several.
class VipsDecoder final : public ImageDecoder {
 public:
  VipsDecoder();
  Result<ImageInfo> probe(BytesView bytes, const DecodeLimits& limits) const override;
  Result<Picture> decode(BytesView bytes, const DecodeLimits& limits, Deadline deadline) const override;
};

}  // namespace spotter
