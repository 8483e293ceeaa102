#include "aws/rekognition/check.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/result.h"

namespace spotter::rekognition {
namespace {

using aws::Outcome;
using boost::json::value;

// --- types ----------------------------------------------------------------------------------------

std::string_view wanted(Kind kind) {
  switch (kind) {
    case Kind::integer:
      return "an Integer";
    case Kind::wide_integer:
      return "a Long";
    case Kind::real:
    case Kind::timestamp:
      return "a Float";
    case Kind::boolean:
      return "a Boolean";
    default:
      return "a String";
  }
}

std::string_view token_of(const value& json) {
  if (json.is_string()) return "STRING_VALUE";
  if (json.is_bool()) return json.get_bool() ? "TRUE_VALUE" : "FALSE_VALUE";
  return "NUMBER_VALUE";
}

aws::Error wrong_type(const Shape& shape, const value& json) {
  std::string message;
  if (json.is_array()) {
    message = "Start of list found where not expected";
  } else if (json.is_object()) {
    message = "Start of structure or map found where not expected.";
  } else if (shape.kind == Kind::list) {
    message = "Expected list or null";
  } else if (shape.kind == Kind::map || shape.kind == Kind::structure) {
    message = "Expected map or null";
  } else {
    message = fmt::format("{} can not be converted to {}", token_of(json), wanted(shape.kind));
  }
  return {.code = "SerializationException", .message = std::move(message), .of_framework = true};
}

template <class T>
bool is_whole(const value& json) {
  if (!json.is_number()) return false;
  boost::system::error_code error;
  json.to_number<T>(error);  // fails where it doesn't fit, or has a fraction
  return !error;
}

bool has_type(const Shape& shape, const value& json, std::size_t blobs) {
  switch (shape.kind) {
    case Kind::structure:
    case Kind::map:
      return json.is_object();
    case Kind::list:
      return json.is_array();
    case Kind::string:
    case Kind::enumeration:
      return json.is_string();
    case Kind::integer:
      return is_whole<std::int32_t>(json);
    case Kind::wide_integer:
      return is_whole<std::int64_t>(json);
    case Kind::real:
    case Kind::timestamp:
      return json.is_number() && std::abs(json.to_number<double>()) <= std::numeric_limits<float>::max();
    case Kind::boolean:
      return json.is_bool();
    case Kind::blob:
      return is_whole<std::size_t>(json) && json.to_number<std::size_t>() < blobs;
  }
  return false;
}

/// Null is absent wherever it stands; in a list it is a constraint's matter.
Outcome<> check_types(const Shape& shape, const value& json, std::size_t blobs) {
  if (json.is_null()) return {};
  if (!has_type(shape, json, blobs)) return std::unexpected(wrong_type(shape, json));
  if (shape.kind == Kind::list) {
    for (const auto& element : json.get_array())
      SPOTTER_TRY(check_types(shape.elements.front(), element, blobs));
  } else if (shape.kind == Kind::map) {
    for (const auto& [key, element] : json.get_object())
      SPOTTER_TRY(check_types(shape.elements.front(), element, blobs));
  } else if (shape.kind == Kind::structure) {
    for (const Member& member : shape.members)
      if (const auto* found = json.get_object().if_contains(member.name))
        SPOTTER_TRY(check_types(member.shape, *found, blobs));
  }
  return {};
}

// --- values in messages, as Java prints them ------------------------------------------------------

constexpr std::size_t kMostValueBytes = 2048;

std::string shortened(std::string text) {
  if (text.size() <= kMostValueBytes) return text;
  std::size_t end = kMostValueBytes;
  while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;  // not within a character
  return text.substr(0, end) + "…";
}

/// Java's Float.toString: `55.0`, `1.0E10`.
std::string real_text(double number) {
  constexpr double kSmallestPlain = 1e-3;
  constexpr double kLargestPlain = 1e7;
  const auto single = static_cast<float>(number);
  const double size = std::abs(single);
  const bool plain = size == 0 || (size >= kSmallestPlain && size < kLargestPlain);
  std::array<char, 64> digits{};
  char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), single,
                                  plain ? std::chars_format::fixed : std::chars_format::scientific)
                        .ptr;
  const std::string text(digits.data(), end);
  const std::string fraction = text.substr(0, text.find('e'));
  const std::string_view whole = fraction.contains('.') ? "" : ".0";
  if (plain) return fmt::format("{}{}", fraction, whole);
  return fmt::format("{}{}E{}", fraction, whole, std::stoi(text.substr(fraction.size() + 1)));
}

std::string value_text(const Shape& shape, const value& json, const aws::JsonBody& body) {
  std::vector<std::string> parts;
  std::size_t length = 0;
  const auto add = [&](std::string part) {
    length += part.size();
    parts.push_back(std::move(part));
  };
  if (json.is_null()) return "null";
  switch (shape.kind) {
    case Kind::string:
    case Kind::enumeration:
      return std::string(json.get_string());
    case Kind::real:
      return real_text(json.to_number<double>());
    case Kind::blob:
      return fmt::format("java.nio.HeapByteBuffer[pos=0 lim={0} cap={0}]",
                         body.blobs[json.to_number<std::size_t>()].size);
    case Kind::list:
      for (const auto& element : json.get_array())
        if (length <= kMostValueBytes) add(value_text(shape.elements.front(), element, body));
      return fmt::format("[{}]", fmt::join(parts, ", "));
    case Kind::map:
      for (const auto& [key, element] : json.get_object())
        if (length <= kMostValueBytes) add(std::string(key) + "=" + value_text(shape.elements.front(), element, body));
      return fmt::format("{{{}}}", fmt::join(parts, ", "));
    default:
      return boost::json::serialize(json);
  }
}

// --- constraints ----------------------------------------------------------------------------------

constexpr const char* kNotNull = "Member must not be null";

struct Constraint {
  bool holds = true;
  std::string rule;
};

std::size_t length_of(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// What limits ask of a value (`measured`: its length, count or number), and whether it is so.
std::vector<Constraint> constraints_of(const Limits& limits, std::string_view measure, double measured,
                                       std::string_view text) {
  std::vector<Constraint> all;
  if (limits.most)
    all.push_back({measured <= static_cast<double>(*limits.most),
                   fmt::format("Member must have {} less than or equal to {}", measure, *limits.most)});
  if (limits.least)
    all.push_back({measured >= static_cast<double>(*limits.least),
                   fmt::format("Member must have {} greater than or equal to {}", measure, *limits.least)});
  if (limits.pattern != nullptr)
    all.push_back({limits.pattern->matches(text),
                   fmt::format("Member must satisfy regular expression pattern: {}", limits.pattern->text)});
  return all;
}

std::vector<Constraint> constraints_of_text(const Limits& limits, std::string_view text) {
  return constraints_of(limits, "length", static_cast<double>(length_of(text)), text);
}

/// Of the value itself, not of what is in it.
std::vector<Constraint> constraints_of(const Shape& shape, const value& json, const aws::JsonBody& body) {
  switch (shape.kind) {
    case Kind::string:
      return constraints_of_text(shape.limits, json.get_string());
    case Kind::enumeration:
      return {{std::ranges::find(shape.enumerators, std::string_view(json.get_string())) != shape.enumerators.end(),
               fmt::format("Member must satisfy enum value set: [{}]", fmt::join(shape.enumerators, ", "))}};
    case Kind::list:
      return constraints_of(shape.limits, "length", static_cast<double>(json.get_array().size()), {});
    case Kind::map:
      return constraints_of(shape.limits, "length", static_cast<double>(json.get_object().size()), {});
    case Kind::blob:
      return constraints_of(shape.limits, "length", static_cast<double>(body.blobs[json.to_number<std::size_t>()].size),
                            {});
    case Kind::integer:
    case Kind::wide_integer:
      return constraints_of(shape.limits, "value", json.to_number<double>(), {});
    case Kind::real:
      return constraints_of(shape.limits, "value", static_cast<float>(json.to_number<double>()), {});
    default:
      return {};
  }
}

bool all_hold(const std::vector<Constraint>& constraints) {
  return std::ranges::all_of(constraints, &Constraint::holds);
}

std::string rules_of(const std::vector<Constraint>& constraints) {
  std::vector<std::string_view> rules;
  for (const Constraint& one : constraints)
    rules.push_back(one.rule);
  return fmt::format("[{}]", fmt::join(rules, ", "));
}

class Checker {
 public:
  explicit Checker(const aws::JsonBody& body) : body_(body) {}

  std::vector<std::string> breaches;

  void check(const Shape& shape, const value& json, const std::string& path) {
    for (const Constraint& one : constraints_of(shape, json, body_))
      if (!one.holds) add(shape, json, path, one.rule);
    if (shape.kind == Kind::list) check_list(shape, json, path);
    if (shape.kind == Kind::map) check_map(shape, json, path);
    if (shape.kind == Kind::structure) check_members(shape, json, path);
  }

 private:
  void add(const Shape& shape, const value& json, const std::string& path, std::string_view rule) {
    breaches.push_back(fmt::format("Value '{}' at '{}' failed to satisfy constraint: {}",
                                   shortened(value_text(shape, json, body_)), path, rule));
  }

  void check_members(const Shape& shape, const value& json, const std::string& path) {
    for (const Member& member : shape.members) {
      const std::string place = path.empty() ? member.step : path + "." + member.step;
      const auto* found = json.get_object().if_contains(member.name);
      if (found != nullptr && !found->is_null()) {
        check(member.shape, *found, place);
      } else if (member.required) {
        breaches.push_back(fmt::format("Value null at '{}' failed to satisfy constraint: {}", place, kNotNull));
      }
    }
  }

  /// Simple elements are told of as one, with all their constraints; structures each at its place.
  void check_list(const Shape& shape, const value& json, const std::string& path) {
    const Shape& element = shape.elements.front();
    std::size_t number = 0;
    for (const auto& one : json.get_array()) {
      ++number;
      if (one.is_null()) return add(shape, json, path, fmt::format("Member must satisfy constraint: [{}]", kNotNull));
      if (element.kind == Kind::structure) {
        check(element, one, fmt::format("{}.{}.member", path, number));
      } else if (const auto constraints = constraints_of(element, one, body_); !all_hold(constraints)) {
        return add(shape, json, path, "Member must satisfy constraint: " + rules_of(constraints));
      }
    }
  }

  void check_map(const Shape& shape, const value& json, const std::string& path) {
    std::string keys;
    std::string values;
    for (const auto& [key, one] : json.get_object()) {
      const auto of_key = constraints_of_text(shape.keys, key);
      if (keys.empty() && !all_hold(of_key)) keys = rules_of(of_key);
      if (!values.empty()) continue;
      if (one.is_null()) {
        values = fmt::format("[{}]", kNotNull);
      } else if (const auto of_value = constraints_of(shape.elements.front(), one, body_); !all_hold(of_value)) {
        values = rules_of(of_value);
      }
    }
    if (!keys.empty()) add(shape, json, path, "Map keys must satisfy constraint: " + keys);
    if (!values.empty()) add(shape, json, path, "Map value must satisfy constraint: " + values);
  }

  const aws::JsonBody& body_;
};

}  // namespace

Outcome<> check(const Shape& shape, const aws::JsonBody& body) {
  if (!body.json.is_object()) return std::unexpected(wrong_type(shape, body.json));
  SPOTTER_TRY(check_types(shape, body.json, body.blobs.size()));
  Checker checker(body);
  checker.check(shape, body.json, "");
  if (checker.breaches.empty()) return {};
  const std::size_t count = checker.breaches.size();
  return std::unexpected(aws::Error{.code = "ValidationException",
                                    .message = fmt::format("{} validation error{} detected: {}", count,
                                                           count == 1 ? "" : "s", fmt::join(checker.breaches, "; ")),
                                    .of_framework = true});
}

}  // namespace spotter::rekognition
