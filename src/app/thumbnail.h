#pragma once
// Pictures made from a stored one for looking at: thumbnails, kept for the next time, and overlays.

#include <string>

#include "app/ports.h"
#include "ports/recogniser.h"

namespace spotter {

struct RenderedImage {
  Bytes bytes;
  std::string content_type;
};

/// A WebP no wider than `width_px`; made from the original where it isn't kept. Errors: not_found; corrupt (the
/// picture can't be decoded).
Result<RenderedImage> thumbnail(const Ports& ports, const ImageDecoder& decoder, const DecodeLimits& limits,
                                const ImageItem& item, int width_px, Deadline deadline);

/// The picture as JPEG with its findings from `least_confidence` on drawn on it. Errors: those of thumbnail.
Result<RenderedImage> overlay(const Ports& ports, const ImageDecoder& decoder, const DecodeLimits& limits,
                              const ImageItem& item, float least_confidence, Deadline deadline);

}  // namespace spotter
