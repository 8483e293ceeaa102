#include "http/admission.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "base/hash.h"
#include "http/image_id.h"
#include "http/problem.h"

namespace spotter {
namespace {

/// Hashes a body as it passes; what it makes of it is only asked for when the signature is right.
class ConfirmingBody final : public BodyConsumer {
 public:
  using Check = std::function<std::optional<Response>(std::string_view hash)>;
  ConfirmingBody(std::unique_ptr<BodyConsumer> inner, Check check)
      : inner_(std::move(inner)), check_(std::move(check)) {}

  std::optional<Response> consume(BytesView piece) override {
    hasher_.update(piece);
    return inner_->consume(piece);
  }
  Response finish() override {
    if (auto refusal = check_(to_hex(hasher_.finish()))) return std::move(*refusal);
    return inner_->finish();
  }

 private:
  std::unique_ptr<BodyConsumer> inner_;
  Check check_;
  Hasher hasher_{Digest::sha256};
};

bool only_reads(const Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

}  // namespace

std::string resource_of(const Access& access, const Request& request, const Route& route) {
  const auto id = request.params.find("id");
  if (id == request.params.end()) return "*";
  if (route.pattern.starts_with("/api/v1/people/")) return access.person_arn(id->second);
  if (!route.pattern.starts_with("/api/v1/images/") && !route.pattern.starts_with("/api/v1/inbox/")) return "*";
  const auto key = from_url_id(id->second);
  return access.image_arn(key ? *key : id->second);  // an id that is none is told so by the route
}

Response not_authorised(const Principal& principal, const std::string& action, const std::string& resource) {
  return problem(
      403, "Not allowed",
      fmt::format("User: {} is not authorized to perform: {} on resource: {}", principal.arn, action, resource));
}

std::optional<Response> refuse_without_origin(const Request& request) {
  if (only_reads(request) || !request.header("Origin").empty()) return std::nullopt;
  return problem(403, "Not allowed",
                 "a request that changes something by a session's cookie must carry an Origin header, as browsers' do; "
                 "scripts send a bearer token or sign");
}

std::optional<Response> Admission::refuse_by_policy(const Request& request, const Route& route) const {
  const std::string resource = resource_of(*access_, request, route);
  if (request.principal.may(route.action, resource)) return std::nullopt;
  return not_authorised(request.principal, route.action, resource);
}

std::expected<Pending, Response> Admission::admit(Request& request, const Route* route) const {
  const bool any_host = access_ != nullptr && access_->has_keys();
  if (auto refusal = refuse(request, guard_, any_host)) return std::unexpected(std::move(*refusal));
  if (access_ == nullptr) {
    request.principal = {};
    return Pending{.principal = {}, .proven = true};
  }
  if (route == nullptr || route->guarded != Guarded::by_action) return Pending{.principal = nobody()};
  auto pending = access_->begin(request);
  if (!pending) return std::unexpected(problem_of(pending.error()));
  if (pending->credential == Credential::cookie)
    if (auto refusal = refuse_without_origin(request)) return std::unexpected(std::move(*refusal));
  if (!pending->proven && route->begin_upload)
    return std::unexpected(
        problem_of({.code = "InvalidSignatureException",
                    .message = "a signed upload must state its body's hash: send and sign x-amz-content-sha256"}));
  request.principal = pending->principal;
  request.credential = pending->credential;
  if (pending->proven)
    if (auto refusal = refuse_by_policy(request, *route)) return std::unexpected(std::move(*refusal));
  return std::move(*pending);
}

std::unique_ptr<BodyConsumer> Admission::confirming(std::unique_ptr<BodyConsumer> inner, const Request& request,
                                                    const Route& route, const Pending& pending) const {
  if (access_ == nullptr || !pending.claim) return inner;
  return std::make_unique<ConfirmingBody>(
      std::move(inner), [this, &request, &route, &pending](std::string_view hash) -> std::optional<Response> {
        const auto confirmed = access_->confirm(pending, hash);
        if (!confirmed) return problem_of(confirmed.error());
        if (pending.proven) return std::nullopt;
        return refuse_by_policy(request, route);
      });
}

}  // namespace spotter
