#pragma once
// Vectors in memory under numbers, found by their inner product with another one. Every one is looked at, so that none
// is missed (docs/adr/0016-face-search.md). Searches take no lock and wait for nobody: what was put before one began is
// found by it, what was removed is not.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace spotter {

struct Neighbour {
  std::int64_t number = 0;
  float product = 0;  ///< inner product, off by at most rounding_error()
};

/// Safe to call from several threads.
class VectorIndex {
 public:
  explicit VectorIndex(std::size_t dimensions);

  /// Numbers are above 0 and ascend; one that is not above the last is passed over.
  void put(std::int64_t number, std::span<const float> vector);
  /// A number that isn't there is passed over.
  void remove(std::int64_t number);

  /// Those with the greatest products first, at most `most`. None where `query` has another length.
  std::vector<Neighbour> nearest(std::span<const float> query, std::size_t most) const;

  std::size_t size() const { return standing_.load(); }
  /// Memory that it holds, about.
  std::size_t bytes() const;
  /// Whether so many were removed that a copy is worth it.
  bool is_sparse() const;
  /// A copy without what was removed.
  std::shared_ptr<VectorIndex> packed() const;

 private:
  using Slot = std::size_t;
  /// Room for as many slots as all blocks before it together, the first one for kFirst. Blocks never move.
  struct Block {
    std::unique_ptr<std::uint8_t[]> vectors;
    std::unique_ptr<std::atomic<std::int64_t>[]> numbers;  ///< negative where it was removed
  };
  struct Place {
    std::size_t block = 0;
    Slot first = 0;  ///< of the block
    Slot room = 0;   ///< of the block
  };
  static constexpr Slot kFirst = 64;
  static constexpr std::size_t kBlocks = 26;  ///< 2 thousand million slots

  static Place place_of(Slot slot);
  std::int64_t number_at(Slot slot) const;
  const std::uint8_t* vector_at(Slot slot) const;
  void append(std::int64_t number, const std::uint8_t* rounded);

  std::size_t dimensions_;
  std::size_t stride_;
  mutable std::mutex changing_;  ///< held by who puts or removes
  std::array<Block, kBlocks> blocks_;
  std::atomic<Slot> slots_ = 0;  ///< those before are written
  std::atomic<std::size_t> standing_ = 0;
};

}  // namespace spotter
