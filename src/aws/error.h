#pragma once
// An error as AWS's services say it: a code that SDKs look at, a message for people.

#include <expected>
#include <string>

namespace spotter::aws {

struct Error {
  std::string code;     ///< e.g. InvalidParameterException
  std::string message;  ///< fixed texts where AWS has them: clients compare some
  int status = 400;     ///< all documented errors of clients are 400
  /// Raised before an operation runs (signature, JSON, constraints): AWS then sends neither Code nor Logref.
  bool of_framework = false;
};

template <class T = void>
using Outcome = std::expected<T, Error>;

/// The body of a JSON protocol's answer: `__type` for the SDKs, both cases of the message.
std::string body_of(const Error& error, const std::string& request_id);

}  // namespace spotter::aws
