#include "http/problem.h"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "base/encoding.h"
#include "domain/json.h"

namespace spotter {
namespace {

std::string_view title_of(Errc code) {
  switch (code) {
    case Errc::not_found:
      return "Not found";
    case Errc::invalid:
      return "Not acceptable as it is";
    case Errc::conflict:
      return "Conflict with another change";
    case Errc::denied:
      return "Not allowed";
    case Errc::unavailable:
      return "Not available at the moment";
    case Errc::too_large:
      return "Too large";
    case Errc::corrupt:
      return "Can't be read";
    case Errc::timeout:
      return "Took too long";
    case Errc::internal:
      return "Something went wrong here";
  }
  return "Something went wrong here";
}

}  // namespace

int status_of(Errc code) {
  switch (code) {
    case Errc::not_found:
      return 404;
    case Errc::invalid:
    case Errc::corrupt:
      return 422;
    case Errc::conflict:
      return 409;
    case Errc::denied:
      return 403;
    case Errc::unavailable:
      return 503;
    case Errc::too_large:
      return 413;
    case Errc::timeout:
      return 504;
    case Errc::internal:
      return 500;
  }
  return 500;
}

Response json_response(int status, const boost::json::value& value) {
  return {.status = status, .headers = {{"Content-Type", "application/json"}}, .body = to_text(value)};
}

boost::json::value problem_value(int status, std::string_view title, std::string_view detail) {
  // A detail may quote what a client sent, which need not be UTF-8 as JSON must.
  return boost::json::object{{"type", "about:blank"},
                             {"title", title},
                             {"status", status},
                             {"detail", is_utf8(detail) ? std::string(detail) : to_utf8(to_code_points(detail))}};
}

boost::json::value problem_value(const Error& error) {
  return problem_value(status_of(error.code), title_of(error.code), error.detail);
}

Response problem(int status, std::string_view title, std::string_view detail) {
  Response response = json_response(status, problem_value(status, title, detail));
  response.headers["Content-Type"] = "application/problem+json";
  if (status == 503) response.headers["Retry-After"] = "5";
  return response;
}

Response too_many_attempts(std::chrono::seconds wait) {
  Response response =
      problem(429, "Too many attempts",
              fmt::format("secrets were given too often from this address; try again in {} s", wait.count()));
  response.headers["Retry-After"] = std::to_string(wait.count());
  return response;
}

Response problem(const Error& error) {
  return problem(status_of(error.code), title_of(error.code), error.detail);
}

}  // namespace spotter
