#include "http/image_query.h"

#include <utility>

#include <fmt/format.h>

namespace spotter {

Result<float> confidence_in(const std::string& text) {
  const auto number = number_in<float>(text);
  if (!number || !(*number >= 0 && *number <= 100))  // so that NaN is none either
    return fail(Errc::invalid, "minConfidence must be a number from 0 to 100");
  return *number;
}

Result<int> asked_number(const Request& request, const std::string& name, int otherwise, int least, int most) {
  const auto text = request.asked(name);
  if (!text) return otherwise;
  const auto number = number_in<int>(*text);
  if (!number || *number < least || *number > most)
    return fail(Errc::invalid, fmt::format("{} must be a whole number from {} to {}", name, least, most));
  return *number;
}

Result<int> limit_of(const Request& request, int usual) {
  constexpr int kMost = 500;
  return asked_number(request, "limit", usual, 1, kMost);
}

Result<ImageQuery> query_of(const Request& request, int usual_limit) {
  ImageQuery query;
  const auto text = [&](const char* name) { return request.asked(name).value_or(""); };
  query.label = text("label");
  query.text = text("text");
  query.person = text("person");
  query.moderation = text("moderation");
  query.words = text("q");
  query.cursor = text("cursor");
  if (const auto status = request.asked("status")) {
    query.status = status_of(std::string_view(*status));
    if (!query.status)
      return fail(Errc::invalid,
                  fmt::format("status '{}' is none of queued, recognising, done, rejected, failed, erased", *status));
  }
  if (const auto least = request.asked("minConfidence")) {
    SPOTTER_ASSIGN(query.min_confidence, confidence_in(*least));
  }
  SPOTTER_ASSIGN(query.limit, limit_of(request, usual_limit));
  if (const auto review = request.asked("review")) {
    query.review = review_state_of(*review);
    if (!query.review)
      return fail(Errc::invalid, fmt::format("review '{}' is none of open, approved, rejected", *review));
  }
  for (const auto& [name, place] : {std::pair("from", &query.from), {"to", &query.to}}) {
    if (const auto time = request.asked(name)) {
      SPOTTER_ASSIGN(*place, from_iso8601(*time));
    }
  }
  return query;
}

}  // namespace spotter
