#include "domain/json.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <utility>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "domain/described_json.h"

namespace spotter {
namespace described {

template <>
inline constexpr Names kNames<ImageItem> = Names::camel;
template <>
inline constexpr Names kNames<Findings> = Names::camel;
template <>
inline constexpr Names kNames<Stage> = Names::camel;
template <>
inline constexpr Names kNames<ItemError> = Names::camel;
template <>
inline constexpr Names kNames<Attempts> = Names::camel;
template <>
inline constexpr Names kNames<Overflow> = Names::camel;
template <>
inline constexpr Names kNames<Event> = Names::camel;
template <>
inline constexpr Names kNames<Person> = Names::camel;
template <>
inline constexpr Names kNames<Photograph> = Names::camel;
template <>
inline constexpr Names kNames<Change> = Names::camel;
template <>
inline constexpr Names kNames<ImageCounts> = Names::camel;
template <>
inline constexpr Names kNames<FacetValue> = Names::camel;
template <>
inline constexpr Names kNames<Facets> = Names::camel;
template <>
inline constexpr Names kNames<Review> = Names::camel;
template <>
inline constexpr Names kNames<CurrentReview> = Names::camel;
template <>
inline constexpr Names kNames<ModerationPolicy> = Names::camel;
template <>
inline constexpr Names kNames<ReviewDecision> = Names::camel;

std::string json_name(std::string_view member, Names names) {
  if (member == "css_color") return "CSSColor";
  std::string out;
  bool upper = names == Names::pascal;
  for (const char c : member) {
    if (c == '_') {
      upper = true;
    } else {
      out += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
      upper = false;
    }
  }
  return out;
}

}  // namespace described

namespace {

using described::decode;
using described::encode;

template <class T>
Result<T> read(const boost::json::value& json) {
  T out;
  SPOTTER_TRY(decode(json, out, ""));
  return out;
}

}  // namespace

boost::json::value to_json(const ImageItem& item) {
  return encode(item);
}
Result<ImageItem> item_from_json(const boost::json::value& json) {
  return read<ImageItem>(json);
}
boost::json::value to_json(const BoundingBox& box) {
  return encode(box);
}
boost::json::value to_json(const Findings& findings) {
  return encode(findings);
}
Result<Findings> findings_from_json(const boost::json::value& json) {
  return read<Findings>(json);
}
boost::json::value to_json(const Event& event) {
  return encode(event);
}
Result<Event> event_from_json(const boost::json::value& json) {
  return read<Event>(json);
}
boost::json::value to_json(const Person& person) {
  return encode(person);
}
Result<Person> person_from_json(const boost::json::value& json) {
  return read<Person>(json);
}
boost::json::value to_json(const Change& change) {
  return encode(change);
}
boost::json::value to_json(const ImageCounts& counts) {
  return encode(counts);
}

boost::json::value to_json(const Facets& facets) {
  return encode(facets);
}
boost::json::value to_json(const Review& review) {
  return encode(review);
}
Result<Review> review_from_json(const boost::json::value& json) {
  return read<Review>(json);
}
boost::json::value to_json(const CurrentReview& review) {
  return encode(review);
}
Result<CurrentReview> current_review_from_json(const boost::json::value& json) {
  return read<CurrentReview>(json);
}
boost::json::value to_json(const ModerationPolicy& policy) {
  return encode(policy);
}
Result<ModerationPolicy> policy_from_json(const boost::json::value& json) {
  return read<ModerationPolicy>(json);
}
Result<ReviewDecision> decision_from_json(const boost::json::value& json) {
  return read<ReviewDecision>(json);
}

Result<boost::json::value> parse_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(text, error, {}, options);
  if (error) return fail(Errc::invalid, "this is no JSON: " + error.message());
  return value;
}

namespace {

void write_number(std::string& out, double number) {
  std::array<char, 32> digits{};
  if (!std::isfinite(number)) {
    out += "null";  // JSON has no other word for it
    return;
  }
  // Beyond these, plain decimals would be long, or have more digits than are needed to tell the value.
  constexpr double kSmallestPlain = 1e-6;
  constexpr double kLargestPlain = 1e15;
  const double size = std::abs(number);
  const bool plain = number == 0 || (size >= kSmallestPlain && size < kLargestPlain);
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                 plain ? std::chars_format::fixed : std::chars_format::scientific)
                       .ptr;
  out.append(digits.data(), end);
}

void write(std::string& out, const boost::json::value& json) {
  switch (json.kind()) {
    case boost::json::kind::double_:
      write_number(out, json.get_double());
      return;
    case boost::json::kind::array: {
      const char* separator = "[";
      for (const auto& element : json.get_array()) {
        out += std::exchange(separator, ",");
        write(out, element);
      }
      out += json.get_array().empty() ? "[]" : "]";
      return;
    }
    case boost::json::kind::object: {
      const char* separator = "{";
      for (const auto& [key, element] : json.get_object()) {
        out += std::exchange(separator, ",");
        out += boost::json::serialize(key) + ":";
        write(out, element);
      }
      out += json.get_object().empty() ? "{}" : "}";
      return;
    }
    default:
      out += boost::json::serialize(json);
  }
}

}  // namespace

std::string to_text(const boost::json::value& json) {
  std::string out;
  write(out, json);
  return out;
}

std::size_t dynamodb_size(const boost::json::value& json) {
  constexpr std::size_t kContainer = 3;
  switch (json.kind()) {
    case boost::json::kind::null:
    case boost::json::kind::bool_:
      return 1;
    case boost::json::kind::int64:
    case boost::json::kind::uint64:
    case boost::json::kind::double_: {
      const std::string text = to_text(json);
      const auto digits =
          std::ranges::count_if(text, [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
      return static_cast<std::size_t>(digits) / 2 + 3;
    }
    case boost::json::kind::string:
      return json.get_string().size();
    case boost::json::kind::array: {
      std::size_t size = kContainer;
      for (const auto& element : json.get_array())
        size += 1 + dynamodb_size(element);
      return size;
    }
    case boost::json::kind::object: {
      std::size_t size = kContainer;
      for (const auto& [key, element] : json.get_object())
        size += 1 + key.size() + dynamodb_size(element);
      return size;
    }
  }
  return 0;
}

}  // namespace spotter
