#pragma once
// The filters of lists of images, as a request's query has them.

#include <charconv>
#include <optional>
#include <string>

#include "domain/query.h"
#include "http/message.h"

namespace spotter {

template <class Number>
std::optional<Number> number_in(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A whole number of the query within bounds; `otherwise` where it is not asked for. Errors: invalid.
Result<int> asked_number(const Request& request, const std::string& name, int otherwise, int least, int most);
/// minConfidence. Errors: invalid.
Result<float> confidence_in(const std::string& text);
/// `limit`, from 1 to 500. Errors: invalid.
Result<int> limit_of(const Request& request, int usual);
/// Errors: invalid, with what the parameter must be.
Result<ImageQuery> query_of(const Request& request, int usual_limit = 50);

}  // namespace spotter
