#pragma once
// A face vector as bytes: for each part its length (uint32) and its floats, little-endian.

#include "base/bytes.h"
#include "base/result.h"
#include "domain/findings.h"

namespace spotter {

Bytes to_blob(const FaceVector& vector);
/// corrupt where the bytes are no face vector.
Result<FaceVector> vector_from_blob(BytesView blob);

}  // namespace spotter
