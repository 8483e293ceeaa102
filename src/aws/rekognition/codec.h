#pragma once
// A request out of its JSON, once its types and the API's constraints hold; a response's JSON text.
// The door's table: name → (read_request<Request>, the operation, encode_response).

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/describe/enum_from_string.hpp>

#include "aws/error.h"
#include "aws/json_body.h"
#include "aws/rekognition/check.h"
#include "aws/rekognition/shape.h"
#include "base/result.h"
#include "domain/described_json.h"
#include "domain/json.h"

namespace spotter::rekognition {

/// Fills a struct from JSON that was checked against its shape; a blob is moved out of the body.
template <class T>
void fill(const boost::json::value& json, std::vector<aws::BodyBlob>& blobs, T& out) {
  if constexpr (described::kIsOptional<T>) {
    fill(json, blobs, out.emplace());
  } else if constexpr (described::kIsVector<T>) {
    out.reserve(json.as_array().size());
    for (const auto& element : json.as_array())
      fill(element, blobs, out.emplace_back());
  } else if constexpr (described::kIsMap<T>) {
    for (const auto& [key, element] : json.as_object())
      fill(element, blobs, out[std::string(key)]);
  } else if constexpr (described::DescribedEnum<T>) {
    boost::describe::enum_from_string(json.as_string().c_str(), out);
  } else if constexpr (described::Described<T>) {
    described::for_each_member<T>([&](auto member) {
      const auto* found = json.as_object().if_contains(described::json_name(member.name, described::Names::pascal));
      if (found != nullptr && !found->is_null()) fill(*found, blobs, out.*member.pointer);
    });
  } else if constexpr (std::is_same_v<T, Blob>) {
    out.bytes = std::move(blobs.at(json.to_number<std::size_t>()).bytes);
  } else if constexpr (std::is_same_v<T, std::string>) {
    out = std::string_view(json.as_string());
  } else if constexpr (std::is_same_v<T, bool>) {
    out = json.as_bool();
  } else {
    static_assert(std::is_arithmetic_v<T>);
    out = json.to_number<T>();
  }
}

/// Errors, both of the framework: SerializationException (a value of the wrong type), ValidationException.
/// Unknown members are ignored, null is as if absent.
template <class Request>
aws::Outcome<Request> read_request(aws::JsonBody&& body) {
  SPOTTER_TRY(check(shape_of<Request>(), body));
  Request request;
  fill(body.json, body.blobs, request);
  return request;
}

/// Numbers in plain decimals, a float32 widened to double; empty optionals are left out.
template <class Response>
std::string encode_response(const Response& response) {
  return to_text(described::encode(response));
}

}  // namespace spotter::rekognition
