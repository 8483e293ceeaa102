#include "adapters/vector_blob.h"

#include <bit>
#include <cstring>

namespace spotter {

static_assert(std::endian::native == std::endian::little);

Bytes to_blob(const FaceVector& vector) {
  Bytes out;
  const auto append = [&](const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    out.insert(out.end(), bytes, bytes + size);
  };
  for (const std::vector<float>& part : vector.parts) {
    const auto length = static_cast<std::uint32_t>(part.size());
    append(&length, sizeof length);
    append(part.data(), part.size() * sizeof(float));
  }
  return out;
}

Result<FaceVector> vector_from_blob(BytesView blob) {
  FaceVector vector;
  while (!blob.empty()) {
    std::uint32_t length = 0;
    if (blob.size() < sizeof length) return fail(Errc::corrupt, "a face vector is cut off");
    std::memcpy(&length, blob.data(), sizeof length);
    blob = blob.subspan(sizeof length);
    if (blob.size() / sizeof(float) < length) return fail(Errc::corrupt, "a face vector is cut off");
    auto& part = vector.parts.emplace_back(length);
    if (length > 0) std::memcpy(part.data(), blob.data(), length * sizeof(float));
    blob = blob.subspan(length * sizeof(float));
  }
  return vector;
}

}  // namespace spotter
