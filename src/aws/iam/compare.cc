#include "aws/iam/compare.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "aws/iam/pattern.h"
#include "aws/text.h"
#include "base/clock.h"

namespace spotter::iam {
namespace {

constexpr std::array kOperators{
    Operator{"StringEquals", Kind::string},
    Operator{"StringNotEquals", Kind::string, Compare::equal, true},
    Operator{"StringEqualsIgnoreCase", Kind::string_any_case},
    Operator{"StringNotEqualsIgnoreCase", Kind::string_any_case, Compare::equal, true},
    Operator{"StringLike", Kind::like},
    Operator{"StringNotLike", Kind::like, Compare::equal, true},
    Operator{"NumericEquals", Kind::number},
    Operator{"NumericNotEquals", Kind::number, Compare::equal, true},
    Operator{"NumericLessThan", Kind::number, Compare::less},
    Operator{"NumericLessThanEquals", Kind::number, Compare::less_or_equal},
    Operator{"NumericGreaterThan", Kind::number, Compare::greater},
    Operator{"NumericGreaterThanEquals", Kind::number, Compare::greater_or_equal},
    Operator{"DateEquals", Kind::date},
    Operator{"DateNotEquals", Kind::date, Compare::equal, true},
    Operator{"DateLessThan", Kind::date, Compare::less},
    Operator{"DateLessThanEquals", Kind::date, Compare::less_or_equal},
    Operator{"DateGreaterThan", Kind::date, Compare::greater},
    Operator{"DateGreaterThanEquals", Kind::date, Compare::greater_or_equal},
    Operator{"Bool", Kind::boolean},
    Operator{"IpAddress", Kind::ip},
    Operator{"NotIpAddress", Kind::ip, Compare::equal, true},
    Operator{"ArnEquals", Kind::arn},
    Operator{"ArnLike", Kind::arn},
    Operator{"ArnNotEquals", Kind::arn, Compare::equal, true},
    Operator{"ArnNotLike", Kind::arn, Compare::equal, true},
    Operator{"Null", Kind::null},
};

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

/// Milliseconds since 1970; a number alone is in seconds.
std::optional<double> date_of(std::string_view text) {
  if (const auto seconds = number_of(text)) return *seconds * 1000;
  if (const auto time = from_iso8601(text)) return static_cast<double>(time->time_since_epoch().count());
  return std::nullopt;
}

std::optional<bool> bool_of(std::string_view text) {
  const std::string word = aws::lower(text);
  if (word != "true" && word != "false") return std::nullopt;
  return word == "true";
}

/// Addresses of IPv4 stand among those of IPv6 as ::ffff:a.b.c.d.
struct Network {
  std::array<unsigned char, 16> address{};
  int bits = 128;

  bool is_v4() const {
    constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    return std::equal(kMapped.begin(), kMapped.end(), address.begin());
  }
};

std::optional<Network> network_of(std::string_view text) {
  const auto slash = text.find('/');
  const std::string address(text.substr(0, slash));
  Network network;
  int most = 128;
  if (inet_pton(AF_INET, address.c_str(), network.address.data() + 12) == 1) {
    network.address[10] = network.address[11] = 0xff;
    most = 32;
  } else if (inet_pton(AF_INET6, address.c_str(), network.address.data()) != 1) {
    return std::nullopt;
  }
  if (slash == std::string_view::npos) return network;
  const std::string_view digits = text.substr(slash + 1);
  int bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc() || end != digits.data() + digits.size() || bits < 0 || bits > most) return std::nullopt;
  network.bits = bits + 128 - most;
  return network;
}

bool contains(const Network& network, const Network& address) {
  if (network.is_v4() != address.is_v4()) return false;  // ::/0 is every address of IPv6 alone
  for (int bit = 0; bit < network.bits; bit += 8) {
    const int kept = std::min(8, network.bits - bit);
    const int mask = (0xff << (8 - kept)) & 0xff;
    if (((network.address[bit / 8] ^ address.address[bit / 8]) & mask) != 0) return false;
  }
  return address.bits == 128;
}

bool compare(Compare how, std::optional<double> have, std::optional<double> wanted) {
  if (!have || !wanted) return false;
  switch (how) {
    case Compare::equal:
      return *have == *wanted;
    case Compare::less:
      return *have < *wanted;
    case Compare::less_or_equal:
      return *have <= *wanted;
    case Compare::greater:
      return *have > *wanted;
    case Compare::greater_or_equal:
      return *have >= *wanted;
  }
  return false;
}

std::optional<bool> compares_text(Kind kind, std::string_view wanted, std::string_view have, const Context& context,
                                  bool variables) {
  const bool wildcards = kind == Kind::like || kind == Kind::arn;
  auto pattern = pattern_of(wanted, context, {.variables = variables, .wildcards = wildcards});
  if (!pattern) return std::nullopt;
  if (kind == Kind::arn) return matches_arn(*pattern, have);
  if (kind != Kind::string_any_case) return matches(*pattern, characters_of(have));
  for (Symbol& symbol : *pattern) {
    if (symbol.character >= U'A' && symbol.character <= U'Z') symbol.character += 32;
  }
  return matches(*pattern, characters_of(aws::lower(have)));
}

}  // namespace

const Operator* operator_named(std::string_view name) {
  const auto* const found = std::ranges::find(kOperators, name, &Operator::name);
  return found == kOperators.end() ? nullptr : found;
}

std::string operators_text() {
  std::string text;
  for (const Operator& op : kOperators)
    text += fmt::format("{}{}", text.empty() ? "" : ", ", op.name);
  return text;
}

std::optional<std::string> fault_of(Kind kind, std::string_view value) {
  const auto fault = [&](bool good, std::string_view mend) -> std::optional<std::string> {
    if (good) return std::nullopt;
    return fmt::format("'{}' is no value for it; write {}", value, mend);
  };
  switch (kind) {
    case Kind::number:
      return fault(number_of(value).has_value(), "a number");
    case Kind::date:
      return fault(date_of(value).has_value(), "a time in UTC as 2026-11-24T01:46:00Z, or seconds since 1970");
    case Kind::boolean:
    case Kind::null:
      return fault(bool_of(value).has_value(), "true or false");
    case Kind::ip:
      return fault(network_of(value).has_value(), "an address or a network as 203.0.113.0/24 or 2001:db8::/32");
    case Kind::arn:
      return fault(value == "*" || value.starts_with("arn:") || value.starts_with("${"),
                   "an ARN as arn:aws:iam::123456789012:user/*");
    default:
      return std::nullopt;
  }
}

std::optional<bool> compares(const Operator& op, std::string_view wanted, std::string_view have, const Context& context,
                             bool variables) {
  switch (op.kind) {
    case Kind::number:
      return compare(op.compare, number_of(have), number_of(wanted));
    case Kind::date:
      return compare(op.compare, date_of(have), date_of(wanted));
    case Kind::boolean:
      return bool_of(have).has_value() && bool_of(have) == bool_of(wanted);
    case Kind::ip: {
      const auto network = network_of(wanted);
      const auto address = network_of(have);
      return network && address && contains(*network, *address);
    }
    case Kind::null:
      return false;
    default:
      return compares_text(op.kind, wanted, have, context, variables);
  }
}

}  // namespace spotter::iam
