#pragma once
// One kind of recognition, and the decoding before it.

#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "domain/findings.h"
#include "domain/picture.h"

namespace spotter {

/// Looks at one decoded picture and adds its part to the findings; it may read the parts of those that
/// ran before it (celebrities read faces). Safe to call from several threads at once.
class Recogniser {
 public:
  virtual ~Recogniser() = default;
  virtual std::string_view name() const = 0;
  /// Errors: timeout; internal (this attempt failed). On an error `findings` may hold a part.
  virtual Result<void> recognise(const Picture& picture, Findings& findings, Deadline deadline) const = 0;
};

/// How much is told of each face: every step tells what those before it do.
enum class FaceDepth {
  box,         ///< box, confidence, five landmarks
  pose,        ///< pose and quality
  expression,  ///< smile, emotions, mouth
  all,         ///< all that the models know
};

/// What a decoder refuses from the header on.
struct DecodeLimits {
  std::int64_t max_pixels = 100'000'000;
  int max_side_px = 10'000;
  int min_side_px = 1;
  /// The decoded picture's longer side; larger ones are decoded smaller, which costs less.
  int working_side_px = 4096;
  bool jpeg_and_png_only = false;
};

/// Bytes and limits in, pixels out: the one place where hostile bytes are parsed.
class ImageDecoder {
 public:
  virtual ~ImageDecoder() = default;
  /// Reads the header alone. Errors: invalid (no image format that is taken), too_large, corrupt.
  virtual Result<ImageInfo> probe(BytesView bytes, const DecodeLimits& limits) const = 0;
  /// Errors: those of probe; corrupt (can't be decoded); timeout.
  virtual Result<Picture> decode(BytesView bytes, const DecodeLimits& limits, Deadline deadline) const = 0;
};

}  // namespace spotter
