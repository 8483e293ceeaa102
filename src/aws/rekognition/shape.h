#pragma once
// The shapes of requests and responses at run time, made from the described structs and the rules beside them: what
// constraints are checked by, and what is held against the API's model (tests/model_shapes).

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include "aws/rekognition/collections.h"
#include "aws/rekognition/image.h"
#include "aws/rekognition/rules.h"
#include "domain/described_json.h"

namespace spotter::rekognition {

enum class Kind { structure, list, map, string, enumeration, integer, wide_integer, real, boolean, timestamp, blob };

struct Member;

struct Shape {
  Kind kind = Kind::structure;
  Limits limits;                         ///< of the value itself
  std::vector<std::string> enumerators;  ///< of an enumeration
  std::vector<Member> members;           ///< of a structure
  std::vector<Shape> elements;           ///< one: of a list, or the values of a map
  Limits keys;                           ///< of a map
};

struct Member {
  std::string name;  ///< in JSON: `S3Object`
  std::string step;  ///< in the path of an error: `s3Object`
  bool required = false;
  Shape shape;
};

template <class T>
const Shape& shape_of();

/// The shape of a member's type under the member's rule.
template <class T>
Shape shape_under(const Rule& rule) {
  Shape shape;
  if constexpr (described::kIsOptional<T>) {
    return shape_under<typename T::value_type>(rule);
  } else if constexpr (described::kIsVector<T>) {
    shape = {.kind = Kind::list, .elements = {shape_under<typename T::value_type>({.limits = rule.elements})}};
  } else if constexpr (described::kIsMap<T>) {
    shape = {.kind = Kind::map,
             .elements = {shape_under<typename T::mapped_type>({.limits = rule.elements})},
             .keys = rule.keys};
  } else if constexpr (described::DescribedEnum<T>) {
    shape.kind = Kind::enumeration;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto one) { shape.enumerators.emplace_back(one.name); });
  } else if constexpr (described::Described<T>) {
    shape = shape_of<T>();
  } else if constexpr (std::is_same_v<T, std::string>) {
    shape.kind = Kind::string;
  } else if constexpr (std::is_same_v<T, bool>) {
    shape.kind = Kind::boolean;
  } else if constexpr (std::is_same_v<T, Blob>) {
    shape.kind = Kind::blob;
  } else if constexpr (std::is_same_v<T, EpochSeconds>) {
    shape.kind = Kind::timestamp;
  } else if constexpr (std::is_same_v<T, float>) {
    shape.kind = Kind::real;
  } else {
    static_assert(std::is_same_v<T, int> || std::is_same_v<T, std::int64_t>);
    shape.kind = sizeof(T) == sizeof(std::int32_t) ? Kind::integer : Kind::wide_integer;
  }
  shape.limits = rule.limits;
  return shape;
}

template <class T>
Shape make_shape() {
  static_assert(names_members_of<T>(kRules<T>), "a rule is of no member");
  Shape shape;
  described::for_each_member<T>([&](auto member) {
    using Field = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
    shape.members.push_back({.name = described::json_name(member.name, described::Names::pascal),
                             .step = described::json_name(member.name, described::Names::camel),
                             .required = kRequired<T> && !described::kIsOptional<Field>,
                             .shape = shape_under<Field>(rule_of(kRules<T>, member.name))});
  });
  return shape;
}

template <class T>
const Shape& shape_of() {
  static const Shape shape = make_shape<T>();
  return shape;
}

}  // namespace spotter::rekognition
