#pragma once
// Pictures back into files: thumbnails and pictures with boxes drawn on them.

#include "base/bytes.h"
#include "base/result.h"
#include "domain/picture.h"

namespace spotter {

enum class Encoding { jpeg, png, webp };

std::string_view content_type_of(Encoding encoding);

/// Errors: internal.
Result<Bytes> encode_picture(const Picture& picture, Encoding encoding);

/// The picture no wider than `width_px`, as WebP. A smaller picture keeps its size.
Result<Bytes> thumbnail_of(const Picture& picture, int width_px);

}  // namespace spotter
