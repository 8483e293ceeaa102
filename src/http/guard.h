#pragma once
// From where a server may be talked to: from pages of its own or of configured origins, and without keys only by the
// names of this machine. Pure decisions; they keep DNS rebinding and cross-site posts out.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace spotter {

struct GuardOptions {
  std::vector<std::string> origins;  ///< allowed besides the server's own
};

/// A refusal, or nothing. `any_host`: callers show keys, so names that other machines know it by are taken too.
std::optional<Response> refuse(const Request& request, const GuardOptions& options, bool any_host = false);

/// Adds CORS headers for an allowed origin.
void allow_origin(const Request& request, const GuardOptions& options, Response& response);

/// The answer to a preflight (OPTIONS).
Response preflight(const Request& request, const std::vector<std::string>& methods);

/// Whether a host (with or without port) names this machine alone.
bool is_loopback_host(std::string_view host);

}  // namespace spotter
