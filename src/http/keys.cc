// Routes of access keys: list, make, revoke; and whether a policy could be attached to one.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "app/access_keys.h"
#include "domain/json.h"
#include "http/api.h"
#include "http/caching.h"
#include "http/key_view.h"
#include "http/permit.h"
#include "http/problem.h"

namespace spotter {
namespace {

Response get_keys(const Api& api, const Request& request) {
  const auto keys = api.ports.keys.list(api.deadline());
  if (!keys) return problem(keys.error());
  boost::json::array views;
  for (const AccessKey& key : *keys) {
    boost::json::object view = key_view(key);
    view["current"] = key.id == request.principal.access_key_id;
    views.push_back(std::move(view));
  }
  return json_response(200, boost::json::object{{"keys", std::move(views)}});
}

/// `policy`: a document as text or as an object.
Result<std::string> policy_in(const boost::json::object& object) {
  const auto* policy = object.if_contains("policy");
  if (policy != nullptr && policy->is_string()) return std::string(policy->get_string());
  if (policy != nullptr && policy->is_object()) return to_text(*policy);
  return fail(Errc::invalid, "`policy` must be an IAM policy document, as text or as an object, or `role` or `all`");
}

struct KeyRequest {
  NewKey wanted;
  std::string secret;
};

Result<KeyRequest> key_request_of(const Api& api, const Request& request) {
  SPOTTER_ASSIGN(const auto json, parse_json(request.body));
  const auto* object = json.if_object();
  const auto* description = object == nullptr ? nullptr : object->if_contains("description");
  if (description == nullptr || !description->is_string())
    return fail(Errc::invalid, "the body must be a JSON object with the texts `description` and `policy`");
  KeyRequest out;
  out.wanted.description = std::string(description->get_string());
  SPOTTER_ASSIGN(out.wanted.policy, policy_in(*object));
  if (const auto* days = object->if_contains("expiresInDays")) {
    if (!days->is_int64() || days->get_int64() < 1 || days->get_int64() > kMostKeyDays)
      return fail(Errc::invalid, fmt::format("`expiresInDays` must be a whole number from 1 to {}", kMostKeyDays));
    out.wanted.expires_at = api.ports.clock.now() + std::chrono::days(days->get_int64());
  }
  if (const auto* temporary = object->if_contains("sessionToken")) {
    if (!temporary->is_bool()) return fail(Errc::invalid, "`sessionToken` must be true or false");
    out.wanted.session_token = temporary->get_bool();
  }
  if (const auto* secret = object->if_contains("secretAccessKey")) {
    if (!secret->is_string()) return fail(Errc::invalid, "`secretAccessKey` must be a text");
    out.secret = std::string(secret->get_string());
  }
  return out;
}

Response post_key(const Api& api, const Request& request) {
  const auto asked = key_request_of(api, request);
  if (!asked) return problem(asked.error());
  if (auto refusal = refuse_without_secret(api, request, asked->secret)) return std::move(*refusal);
  const auto made = create_key(api.ports, api.access.options().placeholders, asked->wanted, api.deadline());
  if (!made) return problem(made.error());
  boost::json::object view = key_view(made->key);
  view["secretAccessKey"] = made->secret;
  if (!made->session_token.empty()) view["sessionToken"] = made->session_token;
  Response response = json_response(201, view);
  response.headers["Location"] = "/api/v1/keys/" + made->key.id;
  return not_kept(std::move(response));
}

Response delete_key(const Api& api, const Request& request) {
  if (auto refusal = refuse_without_secret(api, request, request.header("X-Spotter-Secret")))
    return std::move(*refusal);
  const auto revoked = revoke_key(api.ports, request.params.at("id"), api.deadline());
  return revoked ? Response{.status = 204} : problem(revoked.error());
}

Response check_policy(const Api& api, const Request& request) {
  const auto json = parse_json(request.body);
  if (!json) return problem(json.error());
  if (!json->is_object()) return problem(Error{Errc::invalid, "the body must be a JSON object with `policy`"});
  const auto policy = policy_in(json->get_object());
  if (!policy) return problem(policy.error());
  const auto checked = checked_policy(*policy, api.access.options().placeholders);
  if (!checked) return problem(checked.error());
  return json_response(200, boost::json::object{{"ok", true}, {"policy", *checked}});
}

}  // namespace

void add_key_routes(Router& router, const Api& api) {
  add_row(router, api, "GET", "/api/v1/keys", "spotter:ListKeys", get_keys);
  add_row(router, api, "POST", "/api/v1/keys", "spotter:CreateKey", post_key);
  add_row(router, api, "DELETE", "/api/v1/keys/{id}", "spotter:RevokeKey", delete_key);
  add_row(router, api, "POST", "/api/v1/policies/check", "spotter:CreateKey", check_policy);
}

}  // namespace spotter
