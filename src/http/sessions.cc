// Routes of whoever asks: logging in and out, who am I, bearer tokens.

#include <algorithm>

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "base/log.h"
#include "domain/json.h"
#include "http/admission.h"
#include "http/api.h"
#include "http/caching.h"
#include "http/permit.h"
#include "http/problem.h"
#include "http/tokens.h"

namespace spotter {
namespace {

constexpr int kUsualHours = 24;
constexpr int kMostHours = 30 * 24;

Result<std::string> text_in(const boost::json::object& object, const char* member, bool needed = true) {
  const auto* value = object.if_contains(member);
  if (value == nullptr && !needed) return "";
  if (value == nullptr || !value->is_string()) return fail(Errc::invalid, fmt::format("`{}` must be a text", member));
  return std::string(value->get_string());
}

boost::json::object view_of(const Api& api, const Principal& principal, const std::optional<Timestamp>& expires_at) {
  boost::json::object view{{"keysExist", api.access.has_keys()}};
  bool manages = true;
  for (const char* action : {"spotter:ListKeys", "spotter:CreateKey", "spotter:RevokeKey"})
    manages = manages && principal.may(action, "*");
  view["mayManageKeys"] = manages;
  if (const auto key = api.access.key_of(principal)) {
    view["accessKeyId"] = key->id;
    view["description"] = key->description;
  }
  if (expires_at) view["expiresAt"] = to_iso8601(*expires_at);
  const AccessOptions& options = api.access.options();
  view["region"] = options.region;
  view["accountId"] = options.placeholders.account_id;
  view["bucket"] = options.placeholders.bucket;
  return view;
}

/// What is made from a key ends with it at the latest.
TokenOwner owner(const Api& api, const Principal& principal, std::chrono::hours lasts) {
  TokenOwner owner{.access_key_id = principal.access_key_id, .expires_at = api.ports.clock.now() + lasts};
  const auto key = api.access.key_of(principal);
  if (key && key->expires_at) owner.expires_at = std::min(owner.expires_at, *key->expires_at);
  return owner;
}

Response get_session(const Api& api, const Request& request) {
  const auto pending = api.access.begin(request);
  if (!pending && pending.error().status >= 500) return problem_of(pending.error());
  if (!pending || !pending->proven)
    return not_kept(json_response(200, boost::json::object{{"keysExist", true}, {"mayManageKeys", false}}));
  return not_kept(json_response(200, view_of(api, pending->principal, pending->expires_at)));
}

std::string cookie(const Api& api, std::string_view token, std::chrono::seconds lasts) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", kSessionCookie, token, lasts.count(),
                     api.access.options().secure_cookies ? "; Secure" : "");
}

struct LogIn {
  std::string id;
  std::string secret;
  std::string session_token;
  bool bearer = false;  ///< a token in the answer instead of a cookie
};

Result<LogIn> log_in_of(const Request& request) {
  SPOTTER_ASSIGN(const auto json, parse_json(request.body));
  const auto* object = json.if_object();
  if (object == nullptr)
    return fail(Errc::invalid, "the body must be a JSON object with `accessKeyId` and `secretAccessKey`");
  LogIn given;
  SPOTTER_ASSIGN(given.id, text_in(*object, "accessKeyId"));
  SPOTTER_ASSIGN(given.secret, text_in(*object, "secretAccessKey"));
  SPOTTER_ASSIGN(given.session_token, text_in(*object, "sessionToken", false));
  if (const auto* bearer = object->if_contains("bearer")) {
    if (!bearer->is_bool()) return fail(Errc::invalid, "`bearer` must be true or false");
    given.bearer = bearer->get_bool();
  }
  return given;
}

Response post_session(const Api& api, const Request& request) {
  if (!api.access.has_keys()) return problem(Error{Errc::conflict, "there are no access keys; nobody needs to log in"});
  const auto given = log_in_of(request);
  if (!given) return problem(given.error());
  if (const auto wait = api.access.count_attempt(request.peer)) return too_many_attempts(*wait);
  const auto principal = api.access.log_in(request, given->id, given->secret, given->session_token);
  if (!principal && principal.error().status >= 500) return problem_of(principal.error());
  if (!principal)
    return problem(401, "Not known here",
                   principal.error().code == "ExpiredTokenException"
                       ? "this access key has ended"
                       : "there is no such access key, or this is not its secret or session token");
  const auto lasts = api.access.options().session_lasts;
  const TokenOwner made = owner(api, *principal, lasts);
  const auto token = make_token(api.ports, given->bearer ? kBearerTokens : kSessions, made, api.deadline());
  if (!token) return problem(token.error());
  log::info("key={} logged in", given->id);
  boost::json::object view = view_of(api, *principal, made.expires_at);
  if (given->bearer) {
    view["token"] = *token;
    return not_kept(json_response(200, view));
  }
  Response response = json_response(200, view);
  response.headers["Set-Cookie"] = cookie(api, *token, lasts);
  return not_kept(std::move(response));
}

Response delete_session(const Api& api, const Request& request) {
  if (const auto token = bearer_of(request.header("Authorization"))) {
    const auto ended = end_token(api.ports, kBearerTokens, *token, api.deadline());
    return ended ? not_kept({.status = 204, .headers = {}, .body = {}}) : problem(ended.error());
  }
  if (auto refusal = refuse_without_origin(request)) return std::move(*refusal);
  const auto ended = end_token(api.ports, kSessions, cookie_of(request, kSessionCookie), api.deadline());
  if (!ended) return problem(ended.error());
  return not_kept({.status = 204, .headers = {{"Set-Cookie", cookie(api, "", std::chrono::seconds(0))}}, .body = {}});
}

struct NewToken {
  int hours = kUsualHours;
  std::string secret;
};

Result<NewToken> new_token_of(const Request& request) {
  SPOTTER_ASSIGN(const auto json, parse_json(request.body.empty() ? "{}" : request.body));
  const auto* object = json.if_object();
  if (object == nullptr) return fail(Errc::invalid, "the body must be a JSON object");
  NewToken wanted;
  SPOTTER_ASSIGN(wanted.secret, text_in(*object, "secretAccessKey", false));
  if (const auto* hours = object->if_contains("hours")) {
    if (!hours->is_int64() || hours->get_int64() < 1 || hours->get_int64() > kMostHours)
      return fail(Errc::invalid, fmt::format("`hours` must be a whole number from 1 to {}", kMostHours));
    wanted.hours = static_cast<int>(hours->get_int64());
  }
  return wanted;
}

Response post_token(const Api& api, const Request& request) {
  const std::string& key_id = request.principal.access_key_id;
  if (key_id.empty()) return problem(Error{Errc::conflict, "there are no access keys; nobody needs a token"});
  const auto wanted = new_token_of(request);
  if (!wanted) return problem(wanted.error());
  if (auto refusal = refuse_without_secret(api, request, wanted->secret)) return std::move(*refusal);
  const TokenOwner made = owner(api, request.principal, std::chrono::hours(wanted->hours));
  const auto token = make_token(api.ports, kBearerTokens, made, api.deadline());
  if (!token) return problem(token.error());
  log::info("key={} made a bearer token that ends at {}", key_id, to_iso8601(made.expires_at));
  return not_kept(
      json_response(201, boost::json::object{{"token", *token}, {"expiresAt", to_iso8601(made.expires_at)}}));
}

}  // namespace

void add_session_routes(Router& router, const Api& api) {
  const auto add = [&](const char* method, Response (*handle)(const Api&, const Request&)) {
    router.add({.method = method,
                .pattern = "/api/v1/session",
                .action = "",
                .handle = [&api, handle](const Request& request) { return handle(api, request); },
                .guarded = Guarded::by_itself});
  };
  add("GET", get_session);
  add("POST", post_session);
  add("DELETE", delete_session);
  add_row(router, api, "POST", "/api/v1/tokens", "spotter:CreateToken", post_token);
}

}  // namespace spotter
