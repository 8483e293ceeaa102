#pragma once
// A service with access keys, and requests that show one.

#include <string>

#include "app/access_keys.h"
#include "aws/sigv4.h"
#include "base/hash.h"
#include "domain/json.h"
#include "http/service.h"

namespace spotter::testing {

inline const char* const kEverything =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})";

/// A policy that allows these actions (a JSON value) on this resource.
inline std::string allowing(const std::string& actions, const std::string& resource = "*") {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":)" + actions + R"(,"Resource":")" +
         resource + R"("}]})";
}

class KeyedService : public ::testing::Test {
 protected:
  CreatedKey make_key(const std::string& policy = kEverything, bool session_token = false,
                      std::optional<Timestamp> expires_at = {}) {
    auto made = create_key(
        service.world.ports(), service.access.options().placeholders,
        {.description = "test", .policy = policy, .expires_at = expires_at, .session_token = session_token}, soon());
    EXPECT_TRUE(made) << made.error().detail;
    return *made;
  }
  std::string host() { return "localhost:" + std::to_string(service.server->port()); }
  static aws::Credentials credentials_of(const CreatedKey& key) {
    return {.access_key_id = key.key.id, .secret_access_key = key.secret, .session_token = key.session_token};
  }

  struct Signing {
    bool content_sha256 = true;
    std::string service = "spotter";
    std::chrono::seconds ago{0};
    std::string payload_hash;  ///< another than the body's
  };
  /// The headers of a signed request.
  Headers signature(const CreatedKey& key, const std::string& method, const std::string& target,
                    const std::string& body, const Signing& how, const Headers& also = {}) {
    aws::SignableRequest request{
        .method = method, .path = target.substr(0, target.find('?')), .headers = {{"Host", host()}}};
    if (target.contains('?')) request.query = target.substr(target.find('?') + 1);
    for (const auto& header : also)
      request.headers.emplace_back(header);
    aws::sign(request, credentials_of(key), {.region = "us-east-1", .service = how.service},
              service.world.clock.now() - how.ago,
              how.payload_hash.empty() ? sha256_hex(as_bytes(body)) : how.payload_hash,
              {.content_sha256_header = how.content_sha256});
    return {request.headers.begin(), request.headers.end()};
  }
  Answer ask_signed(const CreatedKey& key, const std::string& method, const std::string& target,
                    const std::string& body, const Signing& how) {
    return service.client().ask(method, target, body, signature(key, method, target, body, how));
  }
  Answer ask_signed(const CreatedKey& key, const std::string& method, const std::string& target,
                    const std::string& body = "") {
    return ask_signed(key, method, target, body, Signing{});
  }

  Answer log_in(const CreatedKey& key, Headers headers = {}) {
    boost::json::object body{{"accessKeyId", key.key.id}, {"secretAccessKey", key.secret}};
    if (!key.session_token.empty()) body["sessionToken"] = key.session_token;
    return service.post("/api/v1/session", to_text(body), std::move(headers));
  }
  /// The cookie of a new session, as a browser sends it back.
  Headers session(const CreatedKey& key) {
    const std::string cookie = log_in(key).header("Set-Cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))}, {"Origin", "http://" + host()}};
  }
  Headers bearer(const CreatedKey& key) {
    const Answer answer = ask_signed(key, "POST", "/api/v1/tokens", "{}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return {{"Authorization", "Bearer " + answer.text("token")}};
  }
  Answer revoke(const CreatedKey& by, const CreatedKey& key) {
    return ask_signed(by, "DELETE", "/api/v1/keys/" + key.key.id);
  }

  Service service;
};

}  // namespace spotter::testing
