#pragma once
// Vectors with each value rounded to 8 bits and a scale of their own: a quarter of the memory of floats, which is what
// looking through many of them costs. Products are of whole numbers, the same on every machine. A rounded vector is a
// float scale, then its values, with zeros up to a multiple of 32.

#include <cstddef>
#include <cstdint>
#include <span>

namespace spotter {

/// Bytes of a rounded vector.
std::size_t rounded_size(std::size_t dimensions);

/// Writes rounded_size() bytes.
void round_into(std::span<const float> vector, std::uint8_t* rounded);

/// Inner products of `query` with vectors that lie one after the other, `size` bytes each.
void rounded_products(const std::uint8_t* query, const std::uint8_t* vectors, std::size_t size, std::span<float> out);

/// How far a product of two vectors of these lengths may be off: a value is off by at most half of 1/127 of the
/// largest, the errors of a product's terms are independent, and this is five deviations of the worst case, where all
/// of a vector's length is in a few values.
constexpr float rounding_error(float length, float other) {
  constexpr float kShare = 0.02F;
  return kShare * length * other;
}

}  // namespace spotter
