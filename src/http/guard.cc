#include "http/guard.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "http/problem.h"

namespace spotter {
namespace {

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, std::min(host.find(']') + 1, host.size()));
  return host.substr(0, std::min(host.find(':'), host.size()));
}

bool is_own_origin(std::string_view origin, std::string_view host) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (origin.starts_with(scheme) && origin.substr(scheme.size()) == host) return true;
  return false;
}

bool is_configured_origin(std::string_view origin, const GuardOptions& options) {
  return std::ranges::find(options.origins, origin) != options.origins.end();
}

bool is_allowed_origin(const Request& request, const GuardOptions& options) {
  const std::string_view origin = request.header("Origin");
  return is_own_origin(origin, request.header("Host")) || is_configured_origin(origin, options);
}

}  // namespace

bool is_loopback_host(std::string_view host) {
  const std::string_view name = without_port(host);
  const bool numeric = std::ranges::all_of(name, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  return name == "localhost" || name == "[::1]" || name.ends_with(".localhost") ||
         (numeric && name.starts_with("127."));
}

std::optional<Response> refuse(const Request& request, const GuardOptions& options, bool any_host) {
  const std::string_view host = request.header("Host");
  if (!any_host && !is_loopback_host(host))
    return problem(
        403, "Not allowed",
        fmt::format("this server has no keys and answers requests for this machine alone, not for the host '{}'",
                    host));
  if (!request.header("Origin").empty() && !is_allowed_origin(request, options))
    return problem(
        403, "Not allowed",
        fmt::format("pages of {} may not use this server; allow them with --origin", request.header("Origin")));
  return std::nullopt;
}

void allow_origin(const Request& request, const GuardOptions& options, Response& response) {
  response.headers["Vary"] = "Origin";
  const std::string_view origin = request.header("Origin");
  if (origin.empty() || !is_allowed_origin(request, options)) return;
  response.headers["Access-Control-Allow-Origin"] = origin;
  // Cookies of a page elsewhere: only where that very origin was named. "null" is any sandboxed page.
  if (is_configured_origin(origin, options) && origin != "null" && origin != "*")
    response.headers["Access-Control-Allow-Credentials"] = "true";
  response.headers["Access-Control-Expose-Headers"] = "Location, ETag, Retry-After, x-amzn-RequestId, x-amzn-ErrorType";
}

Response preflight(const Request& request, const std::vector<std::string>& methods) {
  Response response{.status = 204};
  response.headers["Allow"] = fmt::format("{}", fmt::join(methods, ", "));
  if (request.header("Origin").empty()) return response;
  response.headers["Access-Control-Allow-Methods"] = fmt::format("{}", fmt::join(methods, ", "));
  response.headers["Access-Control-Allow-Headers"] =
      "authorization, content-type, idempotency-key, if-none-match, last-event-id, x-amz-date, x-amz-target, "
      "x-amz-user-agent, "
      "x-spotter-secret, x-amz-content-sha256, x-amz-security-token, amz-sdk-invocation-id, amz-sdk-request";
  response.headers["Access-Control-Max-Age"] = "600";
  return response;
}

}  // namespace spotter
