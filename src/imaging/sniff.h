#pragma once
// What kind of file some bytes are, by their first bytes alone.

#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "domain/picture.h"

namespace spotter {

/// How many first bytes are enough for sniff_format.
inline constexpr std::size_t kSniffBytes = 64;

/// Errors: invalid, naming what the bytes are where that can be told (BMP, PDF, SVG …).
Result<ImageFormat> sniff_format(BytesView first_bytes);

}  // namespace spotter
