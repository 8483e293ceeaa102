#pragma once
// Who may talk to a server without keys: requests for a loopback host, from pages of its own or of
// configured origins. Pure decisions; they keep DNS rebinding and cross-site posts out.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace spotter {

struct GuardOptions {
  std::vector<std::string> origins;  ///< allowed besides the server's own
};

/// A refusal, or nothing.
std::optional<Response> refuse(const Request& request, const GuardOptions& options);

/// Adds CORS headers for an allowed origin.
void allow_origin(const Request& request, const GuardOptions& options, Response& response);

/// The answer to a preflight (OPTIONS).
Response preflight(const Request& request, const std::vector<std::string>& methods);

/// Whether a host (with or without port) names this machine alone.
bool is_loopback_host(std::string_view host);

}  // namespace spotter
