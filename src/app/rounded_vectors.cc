#include "app/rounded_vectors.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace spotter {
namespace {

constexpr std::size_t kStep = 32;
constexpr float kLargest = 127;
constexpr std::size_t kLine = 64;   ///< bytes that memory comes in
constexpr std::size_t kAhead = 16;  ///< vectors

float scale_of(const std::uint8_t* rounded) {
  float scale = 0;
  std::memcpy(&scale, rounded, sizeof scale);
  return scale;
}

// The compiler makes SIMD of these loops, for each kind of CPU below; which is taken is decided at run time.
[[gnu::always_inline]] inline std::int32_t dot_of(const std::int8_t* a, const std::int8_t* b, std::size_t count) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < count; ++i)
    sum += static_cast<std::int32_t>(a[i]) * b[i];
  return sum;
}
[[gnu::always_inline]] inline void products_of(const std::uint8_t* query, const std::uint8_t* vectors, std::size_t size,
                                               std::span<float> out) {
  const auto values_of = [](const std::uint8_t* rounded) {
    return reinterpret_cast<const std::int8_t*>(rounded + sizeof(float));
  };
  const float scale = scale_of(query);
  for (float& product : out) {
    // The memory is what takes the time; asked for ahead, it takes half.
    for (std::size_t i = 0; i < size; i += kLine)
      __builtin_prefetch(vectors + kAhead * size + i);
    const std::int32_t dot = dot_of(values_of(query), values_of(vectors), size - sizeof(float));
    product = scale * scale_of(vectors) * static_cast<float>(dot);
    vectors += size;
  }
}

using Products = void (*)(const std::uint8_t*, const std::uint8_t*, std::size_t, std::span<float>);

void plain_products(const std::uint8_t* query, const std::uint8_t* vectors, std::size_t size, std::span<float> out) {
  products_of(query, vectors, size, out);
}

#ifdef __x86_64__
[[gnu::target("avx2")]] void avx2_products(const std::uint8_t* query, const std::uint8_t* vectors, std::size_t size,
                                           std::span<float> out) {
  products_of(query, vectors, size, out);
}
Products best_products() {
  return __builtin_cpu_supports("avx2") != 0 ? avx2_products : plain_products;
}
#else
Products best_products() {
  return plain_products;
}
#endif

}  // namespace

std::size_t rounded_size(std::size_t dimensions) {
  return sizeof(float) + (dimensions + kStep - 1) / kStep * kStep;
}

void round_into(std::span<const float> vector, std::uint8_t* rounded) {
  float most = 0;
  for (const float value : vector)
    most = std::max(most, std::abs(value));
  const float scale = most / kLargest;
  std::memset(rounded, 0, rounded_size(vector.size()));
  std::memcpy(rounded, &scale, sizeof scale);
  auto* values = reinterpret_cast<std::int8_t*>(rounded + sizeof scale);
  if (scale > 0)
    for (std::size_t i = 0; i < vector.size(); ++i)
      values[i] = static_cast<std::int8_t>(std::lround(vector[i] / scale));
}

void rounded_products(const std::uint8_t* query, const std::uint8_t* vectors, std::size_t size, std::span<float> out) {
  static const Products kProducts = best_products();
  kProducts(query, vectors, size, out);
}

}  // namespace spotter
