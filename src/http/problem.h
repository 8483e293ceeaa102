#pragma once
// Errors as RFC 9457 problem details, and JSON answers.

#include <chrono>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "http/message.h"

namespace spotter {

/// The HTTP status of an error.
int status_of(Errc code);

Response json_response(int status, const boost::json::value& value);
/// `title` says what is wrong in a few words, `detail` which limit and what to do.
Response problem(int status, std::string_view title, std::string_view detail);
Response problem(const Error& error);
/// 429: a secret was given too often; `wait` until it may be given again.
Response too_many_attempts(std::chrono::seconds wait);
/// The problem as a value, for lists in which some entries fail.
boost::json::value problem_value(int status, std::string_view title, std::string_view detail);
boost::json::value problem_value(const Error& error);

}  // namespace spotter
