#pragma once
// Whether a request is let in to a route: host and origin, who asks, and whether its policy allows the route's action.
// Blocking, without sockets.

#include <expected>
#include <memory>

#include "http/access.h"
#include "http/guard.h"
#include "http/router.h"

namespace spotter {

class Admission {
 public:
  /// `access` outlives it; null: everybody may do everything.
  Admission(const Access* access, GuardOptions guard) : access_(access), guard_(std::move(guard)) {}

  const GuardOptions& guard() const { return guard_; }

  /// From the head alone; `route` is null where no row fits. Sets the request's principal and credential. A signature
  /// that is not proven yet is let in to small bodies: `confirming` decides.
  std::expected<Pending, Response> admit(Request& request, const Route* route) const;

  /// Compares the body with its signature before `inner` may finish. `request`, `route` and `pending` outlive it.
  std::unique_ptr<BodyConsumer> confirming(std::unique_ptr<BodyConsumer> inner, const Request& request,
                                           const Route& route, const Pending& pending) const;

 private:
  std::optional<Response> refuse_by_policy(const Request& request, const Route& route) const;

  const Access* access_;
  GuardOptions guard_;
};

/// What a route's action is done on: the image or person of its path, else `*`.
std::string resource_of(const Access& access, const Request& request, const Route& route);

/// 403 in AWS's words.
Response not_authorised(const Principal& principal, const std::string& action, const std::string& resource);

/// A request that is trusted for its cookie and changes something, but does not say from which page it comes.
std::optional<Response> refuse_without_origin(const Request& request);

}  // namespace spotter
