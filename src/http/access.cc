#include "http/access.h"

#include <fmt/format.h>

#include "app/access_keys.h"
#include "http/key_ring.h"
#include "http/problem.h"
#include "http/secret_attempts.h"
#include "http/tokens.h"

namespace spotter {
namespace {

constexpr std::string_view kEmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr std::chrono::seconds kPatience{5};

std::unexpected<aws::Error> refused(std::string code, std::string message) {
  return std::unexpected(
      aws::Error{.code = std::move(code), .message = std::move(message), .status = 400, .of_framework = true});
}
std::unexpected<aws::Error> unknown_client() {
  return refused("UnrecognizedClientException", "The security token included in the request is invalid.");
}
std::unexpected<aws::Error> out_of_order(const Error& error) {
  return std::unexpected(
      aws::Error{.code = "ServiceUnavailable", .message = error.detail, .status = 503, .of_framework = true});
}

aws::SignableRequest signable_of(const Request& request) {
  const std::size_t mark = std::min(request.target.find('?'), request.target.size());
  return {.method = request.method,
          .path = request.target.substr(0, mark),
          .query = request.target.substr(std::min(mark + 1, request.target.size())),
          .headers = request.fields};
}

}  // namespace

struct Access::State {
  Ports ports;
  AccessOptions options;
  KeyRing ring;
  SecretAttempts attempts;

  State(const Ports& given, AccessOptions chosen)
      : ports(given), options(std::move(chosen)), ring(given), attempts(given.clock, options.attempts_per_minute) {}

  Principal principal(const Request& request, const HeldKey* held) const;
  /// The key, if it can be used now with this session token.
  aws::Outcome<HeldKey> usable(const HeldKeys& keys, const std::string& id, std::string_view session_token) const;
  aws::Outcome<Pending> by_signature(const Request& request, const Accepted& accepted, const HeldKeys& keys) const;
  aws::Outcome<Pending> by_token(const Request& request, Credential credential, std::string_view token,
                                 const HeldKeys& keys) const;
};

Principal Access::State::principal(const Request& request, const HeldKey* held) const {
  const std::string& account = options.placeholders.account_id;
  Principal out;
  if (held != nullptr) {
    out.access_key_id = held->key.id;
    out.policy = held->policy;
  }
  out.arn = held == nullptr ? fmt::format("arn:aws:iam::{}:root", account)
                            : fmt::format("arn:aws:iam::{}:user/{}", account, held->key.id);
  const Timestamp now = ports.clock.now();
  const auto add = [&](const char* key, std::string value) {
    if (!value.empty()) out.context[key] = {std::move(value)};
  };
  add("aws:sourceip", request.peer);
  add("aws:currenttime", to_iso8601(now));
  add("aws:epochtime", std::to_string(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count()));
  add("aws:securetransport", "false");  // it is plain HTTP that comes here; what a proxy says of it is not believed
  add("aws:useragent", std::string(request.header("User-Agent")));
  add("aws:referer", std::string(request.header("Referer")));
  add("aws:username", out.access_key_id);
  add("aws:userid", out.access_key_id);
  add("aws:principalarn", out.arn);
  add("aws:principalaccount", account);
  add("aws:principaltype", held == nullptr ? "Account" : "User");
  add("aws:requestedregion", options.region);
  return out;
}

aws::Outcome<HeldKey> Access::State::usable(const HeldKeys& keys, const std::string& id,
                                            std::string_view session_token) const {
  const auto found = keys.find(id);
  if (found == keys.end() || found->second.secret.empty()) return unknown_client();
  const AccessKey& key = found->second.key;
  const std::string hash = session_token.empty() ? "" : hash_of_token(session_token);
  if (!same_secret(hash, key.session_token_hash)) return unknown_client();
  if (key.expires_at && *key.expires_at <= ports.clock.now())
    return refused("ExpiredTokenException", "The security token included in the request is expired");
  return found->second;
}

aws::Outcome<Pending> Access::State::by_signature(const Request& request, const Accepted& accepted,
                                                  const HeldKeys& keys) const {
  Pending pending{.credential = Credential::signature, .signable = signable_of(request)};
  auto claim = aws::read_claim(pending.signable);
  if (!claim) return std::unexpected(claim.error());
  aws::CheckOptions check{.unsigned_payload = !request.has_body};
  if (!accepted.service.empty()) check.service = accepted.service;
  if (auto checked = aws::check_claim(*claim, pending.signable, ports.clock.now(), check); !checked)
    return std::unexpected(checked.error());
  auto held = usable(keys, claim->access_key_id, claim->session_token);
  if (!held) return std::unexpected(held.error());
  if (!claim->payload_hash.empty() || !request.has_body) {
    const std::string_view body_hash = request.has_body ? "" : kEmptyHash;  // "": it is compared when it is there
    if (auto right = aws::check_signature(*claim, pending.signable, held->secret, body_hash); !right)
      return std::unexpected(right.error());
    pending.proven = true;
  }
  pending.principal = principal(request, &*held);
  pending.claim = std::move(*claim);
  pending.secret = std::move(held->secret);
  return pending;
}

aws::Outcome<Pending> Access::State::by_token(const Request& request, Credential credential, std::string_view token,
                                              const HeldKeys& keys) const {
  const auto owner =
      owner_of(ports, credential == Credential::cookie ? kSessions : kBearerTokens, token, Deadline::after(kPatience));
  if (!owner) return out_of_order(owner.error());
  const auto found = *owner ? keys.find((*owner)->access_key_id) : keys.end();
  if (found == keys.end()) return unknown_client();
  if (found->second.key.expires_at && *found->second.key.expires_at <= ports.clock.now())
    return refused("ExpiredTokenException", "The security token included in the request is expired");
  return Pending{.principal = principal(request, &found->second),
                 .credential = credential,
                 .proven = true,
                 .expires_at = (*owner)->expires_at};
}

Access::Access(const Ports& ports, AccessOptions options)
    : state_(std::make_unique<State>(ports, std::move(options))) {}
Access::~Access() = default;

const AccessOptions& Access::options() const {
  return state_->options;
}

bool Access::has_keys() const {
  if (state_->options.always_ask) return true;
  const auto keys = state_->ring.keys();
  return !keys || !(*keys)->empty();
}

bool Access::any_key() const {
  const auto keys = state_->ring.keys();
  return keys && !(*keys)->empty();
}

aws::Outcome<Pending> Access::begin(const Request& request, const Accepted& accepted) const {
  const auto keys = state_->ring.keys();
  if (!keys) return out_of_order(keys.error());
  if ((*keys)->empty() && !state_->options.always_ask)
    return Pending{.principal = state_->principal(request, nullptr), .proven = true};
  const std::string_view authorization = request.header("Authorization");
  if (accepted.bearer)
    if (const auto token = bearer_of(authorization))
      return state_->by_token(request, Credential::bearer, *token, **keys);
  if (!authorization.empty() || aws::is_signed(signable_of(request)))
    return state_->by_signature(request, accepted, **keys);
  if (accepted.cookie)
    if (const std::string session = cookie_of(request, kSessionCookie); !session.empty())
      return state_->by_token(request, Credential::cookie, session, **keys);
  return refused("MissingAuthenticationTokenException", "Missing Authentication Token");
}

aws::Outcome<Principal> Access::confirm(const Pending& pending, std::string_view body_sha256) const {
  if (!pending.claim) return pending.principal;
  // Once more with the hash of what came, which must be the one that was signed.
  if (auto right = aws::check_signature(*pending.claim, pending.signable, pending.secret, body_sha256); !right)
    return std::unexpected(right.error());
  return pending.principal;
}

aws::Outcome<Principal> Access::log_in(const Request& request, const std::string& key_id, std::string_view secret,
                                       std::string_view session_token) const {
  const auto keys = state_->ring.keys();
  if (!keys) return out_of_order(keys.error());
  const auto held = state_->usable(**keys, key_id, session_token);
  if (!held) return std::unexpected(held.error());
  if (!same_secret(held->secret, secret)) return unknown_client();
  return state_->principal(request, &*held);
}

bool Access::knows_secret(const Principal& principal, std::string_view secret) const {
  const auto keys = state_->ring.keys();
  if (!keys) return false;
  const auto found = (*keys)->find(principal.access_key_id);
  return found != (*keys)->end() && !secret.empty() && same_secret(found->second.secret, secret);
}

std::optional<std::chrono::seconds> Access::count_attempt(const std::string& address) const {
  return state_->attempts.count(address);
}

bool Access::stands(const Principal& principal) const {
  if (principal.access_key_id.empty()) return !has_keys();
  const auto key = key_of(principal);
  return key && (!key->expires_at || *key->expires_at > state_->ports.clock.now());
}

std::optional<AccessKey> Access::key_of(const Principal& principal) const {
  const auto keys = state_->ring.keys();
  if (!keys) return std::nullopt;
  const auto found = (*keys)->find(principal.access_key_id);
  return found == (*keys)->end() ? std::nullopt : std::optional(found->second.key);
}

std::string Access::image_arn(std::string_view image_id) const {
  return fmt::format("arn:aws:spotter:{}:{}:image/{}", state_->options.region, state_->options.placeholders.account_id,
                     image_id);
}

std::string Access::person_arn(std::string_view person_id) const {
  return fmt::format("arn:aws:spotter:{}:{}:person/{}", state_->options.region, state_->options.placeholders.account_id,
                     person_id);
}

Response problem_of(const aws::Error& error) {
  if (error.status >= 500) return problem(error.status, "Not available at the moment", error.message);
  Response response =
      problem(401, "Not known here",
              error.code == "MissingAuthenticationTokenException"
                  ? "this server asks for an access key: sign the request (SigV4), send a bearer token, or log in"
                  : error.message);
  response.headers["WWW-Authenticate"] = "Bearer realm=\"spotter\"";
  return response;
}

}  // namespace spotter
