#pragma once
// Which of two results of one image is the newer: (source, sequencer, run).

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include <boost/describe/class.hpp>

namespace spotter {

/// `source` is a store and the incarnation of its bucket; sequencers are hex numbers that are compared
/// within one source only; `run` is empty for the recognition that a put causes and a UUIDv7 for each
/// recognise-again or retry after it.
struct Order {
  std::string source;
  std::string sequencer;
  std::string run;
  friend bool operator==(const Order&, const Order&) = default;
};
BOOST_DESCRIBE_STRUCT(Order, (), (source, sequencer, run))

/// S3's rule: lower-case, right-pad the shorter one with zeros, compare as text.
std::strong_ordering compare_sequencers(std::string_view a, std::string_view b);

/// Nothing where the two come from different sources and can't be compared.
std::optional<std::strong_ordering> compare(const Order& a, const Order& b);

/// A short stable name of the triple, for keys of derived objects: 16 hex digits.
std::string stamp_of(const Order& order);

}  // namespace spotter
