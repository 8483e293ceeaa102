#pragma once
// How spotter reports failure: a value or an Error that says what the caller should do.
// Third-party exceptions are turned into Errors in the file that called the library.

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace spotter {

/// What the caller does about an error; the detail says it in words for a person.
enum class Errc {
  not_found,    ///< nothing there: answer so
  invalid,      ///< the request is wrong: tell the caller what to change
  conflict,     ///< somebody else was first: read again and decide anew
  denied,       ///< not allowed: don't retry
  unavailable,  ///< an outage or overload: retry later, it is nobody's fault
  too_large,    ///< over a limit: the detail names it
  corrupt,      ///< bytes that can't be what they claim: don't retry
  timeout,      ///< the deadline passed
  internal,     ///< this attempt failed: a bounded number of retries may help
};

std::string_view name_of(Errc code);

struct Error {
  Errc code = Errc::internal;
  std::string detail;
};

template <class T = void>
using Result = std::expected<T, Error>;

/// `return fail(Errc::not_found, "no such key");`
inline std::unexpected<Error> fail(Errc code, std::string detail) {
  return std::unexpected(Error{code, std::move(detail)});
}
inline std::unexpected<Error> fail(Error error) {
  return std::unexpected(std::move(error));
}

/// The same error, its detail opening with where it happened.
Error within(std::string_view where, Error error);

}  // namespace spotter

/// Returns the error of a Result from the enclosing function, or goes on.
#define SPOTTER_TRY(expression)                                                                                \
  do {                                                                                                         \
    if (auto spotter_try = (expression); !spotter_try) return std::unexpected(std::move(spotter_try).error()); \
  } while (false)

#define SPOTTER_CONCAT_INNER(a, b) a##b
#define SPOTTER_CONCAT(a, b) SPOTTER_CONCAT_INNER(a, b)

/// `SPOTTER_ASSIGN(auto value, function());`: the value, or returns the error.
#define SPOTTER_ASSIGN(declaration, expression) \
  SPOTTER_ASSIGN_INNER(SPOTTER_CONCAT(spotter_result_, __LINE__), declaration, expression)
#define SPOTTER_ASSIGN_INNER(result, declaration, expression)     \
  auto result = (expression);                                     \
  if (!result) return std::unexpected(std::move(result).error()); \
  declaration = std::move(*result)
