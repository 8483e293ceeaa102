#pragma once
// A face cut out of its picture: to look at, and to learn a person from.

#include <string>

#include "app/people.h"
#include "app/thumbnail.h"

namespace spotter {

/// A square around the face as WebP, no wider than `width_px`. Errors: not_found; corrupt.
Result<RenderedImage> face_crop(const Ports& ports, const ImageDecoder& decoder, const DecodeLimits& limits,
                                const LocatedFace& face, int width_px, Deadline deadline);

/// The face as a photograph in which the reader finds it and no other, so that it can be learnt anew later.
/// Errors: not_found; invalid (the reader can't tell the face from its neighbours); corrupt.
Result<NewPhotograph> photograph_of_face(const Ports& ports, const ImageDecoder& decoder, const DecodeLimits& limits,
                                         const FaceReader& reader, const std::string& face_id, Deadline deadline);

}  // namespace spotter
