#pragma once
// The pieces of a signed request on the wire: times, parameters, header values.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/sigv4.h"

namespace spotter::aws::wire {

inline constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
inline constexpr std::string_view kTerminator = "aws4_request";

/// `20150830T123600Z`, seconds rounded down.
std::string amz_date(Timestamp time);
std::optional<Timestamp> from_amz_date(std::string_view text);
/// `Sun, 30 Aug 2015 12:36:00 GMT`
std::optional<Timestamp> from_http_date(std::string_view text);

struct Parameter {
  std::string name;
  std::string value;
};

/// A query's parameters, unescaped, in their order. A broken escape stands for itself; `+` is a plus.
std::vector<Parameter> parameters_of(std::string_view query);

std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char at);

/// A header as it is signed: trimmed, runs of white space as one space, repeated ones joined by commas. Nothing where
/// the request has none. `name` in lower case.
std::optional<std::string> header_value(const SignableRequest& request, std::string_view name);

/// The names of a request's headers in lower case, ascending, each once; Authorization is not among them.
std::vector<std::string> header_names(const SignableRequest& request);

/// `20150830/us-east-1/service/aws4_request`
std::string scope_text(std::string_view date, const SigningScope& scope);

}  // namespace spotter::aws::wire
