#pragma once
// The codec behind domain/json.h and the AWS wire: walks the members that a struct is described by.

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/members.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>
#include <fmt/format.h>

#include "base/clock.h"
#include "base/result.h"

namespace spotter::described {

enum class Names { pascal, camel };

/// Which names a struct's members have in JSON; specialised for spotter's own records.
template <class T>
inline constexpr Names kNames = Names::pascal;

/// `bounding_box` → `BoundingBox` or `boundingBox`; `css_color` → `CSSColor`.
std::string json_name(std::string_view member, Names names);

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;
template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;
template <class T>
inline constexpr bool kIsMap = false;
template <class T>
inline constexpr bool kIsMap<std::map<std::string, T>> = true;

/// A type that is a number in JSON says so by a function `number_of` beside it.
template <class T>
concept Number = requires(const T& value) {
  { number_of(value) } -> std::same_as<double>;
};

template <class T, class F>
constexpr void for_each_member(F&& f) {
  boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(std::forward<F>(f));
}

template <class T>
boost::json::value encode(const T& value) {
  if constexpr (std::is_same_v<T, Timestamp>) {
    return boost::json::string(to_iso8601(value));
  } else if constexpr (Number<T>) {
    return number_of(value);
  } else if constexpr (DescribedEnum<T>) {
    return boost::json::string(boost::describe::enum_to_string(value, ""));
  } else if constexpr (kIsVector<T>) {
    boost::json::array out;
    out.reserve(value.size());
    for (const auto& element : value)
      out.push_back(encode(element));
    return out;
  } else if constexpr (kIsMap<T>) {
    boost::json::object out;
    for (const auto& [key, element] : value)
      out[key] = encode(element);
    return out;
  } else if constexpr (Described<T>) {
    boost::json::object out;
    for_each_member<T>([&](auto member) {
      const auto& field = value.*member.pointer;
      if constexpr (kIsOptional<std::remove_cvref_t<decltype(field)>>) {
        if (field) out[json_name(member.name, kNames<T>)] = encode(*field);
      } else {
        out[json_name(member.name, kNames<T>)] = encode(field);
      }
    });
    return out;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return boost::json::string(value);
  } else {
    static_assert(std::is_arithmetic_v<T>);
    return boost::json::value(value);
  }
}

/// Reads into `out`; `path` names the place in errors.
template <class T>
Result<void> decode(const boost::json::value& json, T& out, const std::string& path) {
  const auto wrong = [&](std::string_view wanted) {
    return fail(Errc::invalid, fmt::format("{} must be {}", path.empty() ? "the value" : path, wanted));
  };
  if constexpr (std::is_same_v<T, Timestamp>) {
    if (!json.is_string()) return wrong("a time");
    const auto time = from_iso8601(json.get_string());
    if (!time) return fail(within(path.empty() ? "the value" : path, time.error()));
    out = *time;
    return {};
  } else if constexpr (DescribedEnum<T>) {
    if (!json.is_string() || !boost::describe::enum_from_string(std::string(json.get_string()).c_str(), out))
      return wrong("one of the known names");
    return {};
  } else if constexpr (kIsOptional<T>) {
    if (json.is_null()) {
      out.reset();
      return {};
    }
    return decode(json, out.emplace(), path);
  } else if constexpr (kIsVector<T>) {
    if (!json.is_array()) return wrong("a list");
    out.clear();
    for (const auto& element : json.get_array()) {
      const std::string place = fmt::format("{}[{}]", path, out.size());
      SPOTTER_TRY(decode(element, out.emplace_back(), place));
    }
    return {};
  } else if constexpr (kIsMap<T>) {
    if (!json.is_object()) return wrong("an object");
    for (const auto& [key, element] : json.get_object())
      SPOTTER_TRY(decode(element, out[key], path + "." + std::string(key)));
    return {};
  } else if constexpr (Described<T>) {
    if (!json.is_object()) return wrong("an object");
    Result<void> result;
    for_each_member<T>([&](auto member) {
      if (!result) return;
      const std::string name = json_name(member.name, kNames<T>);
      const auto* found = json.get_object().if_contains(name);
      if (found != nullptr && !found->is_null())
        result = decode(*found, out.*member.pointer, path.empty() ? name : path + "." + name);
    });
    return result;
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!json.is_string()) return wrong("a text");
    out = json.get_string();
    return {};
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!json.is_bool()) return wrong("true or false");
    out = json.get_bool();
    return {};
  } else if constexpr (std::is_floating_point_v<T>) {
    if (!json.is_number()) return wrong("a number");
    out = json.to_number<T>();
    return {};
  } else {
    static_assert(std::is_integral_v<T>);
    boost::system::error_code error;
    const double number = json.is_number() ? json.to_number<double>() : std::nan("");
    const T whole = json.is_number() ? json.to_number<T>(error) : T{};
    if (!json.is_number() || error || std::trunc(number) != number) return wrong("a whole number");
    out = whole;
    return {};
  }
}

}  // namespace spotter::described
