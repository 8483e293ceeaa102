#pragma once
// Errors as RFC 9457 problem details, and JSON answers.

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
/// The problem as a value, for lists in which some entries fail.
boost::json::value problem_value(int status, std::string_view title, std::string_view detail);
boost::json::value problem_value(const Error& error);

}  // namespace spotter
