#include "domain/order.h"

#include <algorithm>
#include <cctype>

#include "base/hash.h"

namespace spotter {

std::strong_ordering compare_sequencers(std::string_view a, std::string_view b) {
  const std::size_t length = std::max(a.size(), b.size());
  const auto digit = [](std::string_view text, std::size_t i) {
    return i < text.size() ? std::tolower(static_cast<unsigned char>(text[i])) : '0';
  };
  for (std::size_t i = 0; i < length; ++i)
    if (const auto order = digit(a, i) <=> digit(b, i); order != 0) return order;
  return std::strong_ordering::equal;
}

std::optional<std::strong_ordering> compare(const Order& a, const Order& b) {
  if (a.source != b.source) return std::nullopt;
  if (const auto order = compare_sequencers(a.sequencer, b.sequencer); order != 0) return order;
  return a.run <=> b.run;
}

std::string stamp_of(const Order& order) {
  constexpr std::size_t kDigits = 16;
  return sha256_hex(as_bytes(order.source + "\n" + order.sequencer + "\n" + order.run)).substr(0, kDigits);
}

}  // namespace spotter
