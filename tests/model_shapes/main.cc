// aws_shapes: prints the operations with all that the code knows of their members, as JSON; `aws_shapes match` reads
// lines of `{"pattern": …, "text": …}` and says of each whether the text matches.
// tests/reference/test_rekognition_model.py holds both against the API's model.

#include <iostream>
#include <map>
#include <string>
#include <string_view>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "aws/rekognition/shape.h"
#include "model_shapes/operations.h"

namespace spotter::rekognition {
namespace {

using Patterns = std::map<std::string_view, const Pattern*>;

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::structure:
      return "structure";
    case Kind::list:
      return "list";
    case Kind::map:
      return "map";
    case Kind::string:
    case Kind::enumeration:
      return "string";
    case Kind::integer:
      return "integer";
    case Kind::wide_integer:
      return "long";
    case Kind::real:
      return "float";
    case Kind::boolean:
      return "boolean";
    case Kind::timestamp:
      return "timestamp";
    case Kind::blob:
      return "blob";
  }
  return "";
}

void print(const Limits& limits, boost::json::object& out) {
  if (limits.least) out["min"] = *limits.least;
  if (limits.most) out["max"] = *limits.most;
  if (limits.pattern != nullptr) out["pattern"] = limits.pattern->text;
}

boost::json::object printed(const Shape& shape) {
  boost::json::object out{{"type", name_of(shape.kind)}};
  print(shape.limits, out);
  if (shape.kind == Kind::enumeration)
    out["enum"] = boost::json::array(shape.enumerators.begin(), shape.enumerators.end());
  if (shape.kind == Kind::list) out["member"] = printed(shape.elements.front());
  if (shape.kind == Kind::map) {
    boost::json::object keys{{"type", "string"}};
    print(shape.keys, keys);
    out["key"] = keys;
    out["value"] = printed(shape.elements.front());
  }
  if (shape.kind == Kind::structure) {
    boost::json::array required;
    boost::json::object members;
    for (const Member& member : shape.members) {
      members[member.name] = printed(member.shape);
      if (member.required) required.emplace_back(member.name);
    }
    out["members"] = members;
    out["required"] = required;
  }
  return out;
}

void collect(const Shape& shape, Patterns& patterns) {
  for (const Limits* limits : {&shape.limits, &shape.keys})
    if (limits->pattern != nullptr) patterns[limits->pattern->text] = limits->pattern;
  for (const Shape& element : shape.elements)
    collect(element, patterns);
  for (const Member& member : shape.members)
    collect(member.shape, patterns);
}

void print_operations() {
  boost::json::object out;
  for_each_operation([&]<class Request, class Response>(std::string_view name) {
    out[name] = {{"request", printed(shape_of<Request>())}, {"response", printed(shape_of<Response>())}};
  });
  std::cout << boost::json::serialize(out) << '\n';
}

void match_lines() {
  Patterns patterns;
  for_each_operation([&]<class Request, class Response>(std::string_view) { collect(shape_of<Request>(), patterns); });
  for (std::string line; std::getline(std::cin, line);) {
    const auto asked = boost::json::parse(line);
    const Pattern& pattern = *patterns.at(std::string_view(asked.at("pattern").as_string()));
    std::cout << (pattern.matches(std::string_view(asked.at("text").as_string())) ? "true" : "false") << '\n';
  }
}

}  // namespace
}  // namespace spotter::rekognition

int main(int count, char** arguments) {
  if (count == 1) {
    spotter::rekognition::print_operations();
  } else if (count == 2 && std::string_view(arguments[1]) == "match") {
    spotter::rekognition::match_lines();
  } else {
    std::cerr << "usage: aws_shapes [match]\n";
    return 2;
  }
  return 0;
}
