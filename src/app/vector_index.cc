#include "app/vector_index.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <utility>

#include "app/rounded_vectors.h"

namespace spotter {
namespace {

constexpr std::size_t kAtOnce = 4096;       ///< products
constexpr std::size_t kLeastRemoved = 256;  ///< and a quarter of all, before a copy is worth it
constexpr std::size_t kRemovedShare = 4;

/// The best of what it is shown.
class Best {
 public:
  explicit Best(std::size_t most) : most_(most) {}

  bool takes(float product) const { return heap_.size() < most_ || product > heap_.front().product; }
  void take(const Neighbour& one) {
    if (heap_.size() == most_) {
      std::ranges::pop_heap(heap_, greater);
      heap_.pop_back();
    }
    heap_.push_back(one);
    std::ranges::push_heap(heap_, greater);
  }
  std::vector<Neighbour> sorted() && {
    std::ranges::sort_heap(heap_, greater);
    return std::move(heap_);
  }

 private:
  static bool greater(const Neighbour& a, const Neighbour& b) { return a.product > b.product; }
  std::size_t most_;
  std::vector<Neighbour> heap_;
};

}  // namespace

VectorIndex::VectorIndex(std::size_t dimensions) : dimensions_(dimensions), stride_(rounded_size(dimensions)) {}

/// Blocks of 64, 64, 128, 256 … slots.
VectorIndex::Place VectorIndex::place_of(Slot slot) {
  if (slot < kFirst) return {.block = 0, .first = 0, .room = kFirst};
  const auto doublings = static_cast<std::size_t>(std::bit_width(slot / kFirst));
  const Slot first = kFirst << (doublings - 1);
  return {.block = doublings, .first = first, .room = first};
}

std::int64_t VectorIndex::number_at(Slot slot) const {
  const Place place = place_of(slot);
  return blocks_[place.block].numbers[slot - place.first].load(std::memory_order_relaxed);
}

const std::uint8_t* VectorIndex::vector_at(Slot slot) const {
  const Place place = place_of(slot);
  return blocks_[place.block].vectors.get() + (slot - place.first) * stride_;
}

/// Only with `changing_` held.
void VectorIndex::append(std::int64_t number, const std::uint8_t* rounded) {
  const Slot slot = slots_.load(std::memory_order_relaxed);
  const Place place = place_of(slot);
  Block& block = blocks_.at(place.block);
  if (block.vectors == nullptr) {
    // Left as it comes: pages that nothing was written to take no memory.
    block.vectors = std::make_unique_for_overwrite<std::uint8_t[]>(place.room * stride_);
    block.numbers = std::make_unique_for_overwrite<std::atomic<std::int64_t>[]>(place.room);
  }
  std::copy_n(rounded, stride_, block.vectors.get() + (slot - place.first) * stride_);
  block.numbers[slot - place.first].store(number, std::memory_order_relaxed);
  slots_.store(slot + 1, std::memory_order_release);
  ++standing_;
}

void VectorIndex::put(std::int64_t number, std::span<const float> vector) {
  const std::scoped_lock lock(changing_);
  const Slot slots = slots_.load(std::memory_order_relaxed);
  if (vector.size() != dimensions_ || number <= 0) return;
  if (slots > 0 && number <= std::abs(number_at(slots - 1))) return;
  std::vector<std::uint8_t> rounded(stride_);
  round_into(vector, rounded.data());
  append(number, rounded.data());
}

void VectorIndex::remove(std::int64_t number) {
  const std::scoped_lock lock(changing_);
  Slot from = 0;
  const Slot slots = slots_.load(std::memory_order_relaxed);
  for (Slot count = slots; count > 0;) {
    const Slot half = count / 2;
    if (std::abs(number_at(from + half)) < number) {
      from += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  if (from == slots || number_at(from) != number) return;
  const Place place = place_of(from);
  blocks_[place.block].numbers[from - place.first].store(-number);
  --standing_;
}

std::vector<Neighbour> VectorIndex::nearest(std::span<const float> query, std::size_t most) const {
  if (query.size() != dimensions_ || most == 0) return {};
  std::vector<std::uint8_t> rounded(stride_);
  round_into(query, rounded.data());
  std::array<float, kAtOnce> products;
  Best best(most);
  const Slot slots = slots_.load(std::memory_order_acquire);
  for (Slot slot = 0; slot < slots;) {
    const Place place = place_of(slot);
    const std::size_t here = std::min({kAtOnce, slots - slot, place.first + place.room - slot});
    rounded_products(rounded.data(), vector_at(slot), stride_, std::span(products).first(here));
    const auto* numbers = blocks_[place.block].numbers.get() + (slot - place.first);
    for (std::size_t i = 0; i < here; ++i) {
      if (!best.takes(products[i])) continue;
      const std::int64_t number = numbers[i].load();
      if (number > 0) best.take({.number = number, .product = products[i]});
    }
    slot += here;
  }
  return std::move(best).sorted();
}

std::size_t VectorIndex::bytes() const {
  return sizeof *this + slots_.load() * (stride_ + sizeof(std::int64_t));
}

bool VectorIndex::is_sparse() const {
  const Slot slots = slots_.load();
  const std::size_t removed = slots - standing_.load();
  return removed >= kLeastRemoved && removed >= slots / kRemovedShare;
}

std::shared_ptr<VectorIndex> VectorIndex::packed() const {
  const std::scoped_lock lock(changing_);
  auto copy = std::make_shared<VectorIndex>(dimensions_);
  const std::scoped_lock copy_lock(copy->changing_);
  const Slot slots = slots_.load(std::memory_order_relaxed);
  for (Slot slot = 0; slot < slots; ++slot)
    if (const std::int64_t number = number_at(slot); number > 0) copy->append(number, vector_at(slot));
  return copy;
}

}  // namespace spotter
