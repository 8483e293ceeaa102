// Logging in, who am I, bearer tokens, and managing keys by REST.

#include <gmock/gmock.h>

#include "http/guard.h"
#include "http/keyed.h"
#include "http/tokens.h"

namespace spotter::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::StartsWith;
using namespace std::chrono_literals;

constexpr const char* kStats = "/api/v1/stats";

class Sessions : public KeyedService {
 protected:
  Answer ask(const std::string& method, const std::string& target, const Headers& headers,
             const std::string& body = "") {
    return service.client().ask(method, target, body, headers);
  }
};
class KeyRoutes : public Sessions {
 protected:
  std::string body_of(const std::string& secret = "", const std::string& policy = "role") {
    boost::json::object body{{"description", "import"}, {"policy", policy}};
    if (!secret.empty()) body["secretAccessKey"] = secret;
    return to_text(body);
  }
};

TEST_F(Sessions, BeginWithAKeyAndItsSecret) {
  const CreatedKey key = make_key();
  const Answer answer = log_in(key);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.text("accessKeyId"), key.key.id);
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
  EXPECT_THAT(answer.header("Set-Cookie"),
              AllOf(StartsWith("spotter_session=spt_"), HasSubstr("; HttpOnly"), HasSubstr("; SameSite=Strict"),
                    HasSubstr("; Max-Age=43200"), HasSubstr("; Path=/"), Not(HasSubstr("Secure"))));
  EXPECT_THAT(answer.body, Not(HasSubstr(key.secret)));
  EXPECT_EQ(ask("GET", kStats, session(key)).status, 200);
}

TEST_F(Sessions, DoNotBeginWithAnythingElse) {
  const CreatedKey key = make_key();
  CreatedKey wrong = key;
  wrong.secret[0] = wrong.secret[0] == 'x' ? 'y' : 'x';
  CreatedKey unknown = key;
  unknown.key.id = "AKIAAAAAAAAAAAAAAAAA";
  CreatedKey empty = key;
  empty.secret.clear();
  for (const CreatedKey& one : {wrong, unknown, empty}) {
    const Answer answer = log_in(one);
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.header("Set-Cookie"), "");
    EXPECT_EQ(answer.text("detail"), "there is no such access key, or this is not its secret or session token");
  }
  for (const char* body : {"", "{}", "[]", R"({"accessKeyId":1,"secretAccessKey":""})", R"({"accessKeyId":"A"})"})
    EXPECT_EQ(service.post("/api/v1/session", body).status, 422) << body;
}

TEST_F(Sessions, OfTemporaryKeysNeedTheirToken) {
  CreatedKey key = make_key(kEverything, true);
  EXPECT_EQ(log_in(key).status, 200);
  key.session_token.clear();
  EXPECT_EQ(log_in(key).status, 401);
}

TEST_F(Sessions, AreNotNeededWithoutKeys) {
  EXPECT_EQ(service.post("/api/v1/session", R"({"accessKeyId":"A","secretAccessKey":"B"})").status, 409);
  const auto who = service.get("/api/v1/session").json();
  EXPECT_FALSE(who.at("keysExist").as_bool());
  EXPECT_TRUE(who.at("mayManageKeys").as_bool());
}

TEST_F(Sessions, TellWhoAsks) {
  const CreatedKey key = make_key();
  const auto stranger = service.get("/api/v1/session").json();
  EXPECT_TRUE(stranger.at("keysExist").as_bool());
  EXPECT_FALSE(stranger.at("mayManageKeys").as_bool());
  EXPECT_THAT(stranger.as_object(), ::testing::SizeIs(2));
  const auto who = ask("GET", "/api/v1/session", session(key)).json();
  EXPECT_EQ(who.at("accessKeyId").as_string(), key.key.id);
  EXPECT_EQ(who.at("description").as_string(), "test");
  EXPECT_TRUE(who.at("mayManageKeys").as_bool());
  EXPECT_EQ(who.at("bucket").as_string(), "uploads");
  const CreatedKey reader = make_key(allowing(R"("spotter:ListKeys")"));
  EXPECT_FALSE(ask_signed(reader, "GET", "/api/v1/session").json().at("mayManageKeys").as_bool());
  EXPECT_EQ(ask("GET", "/api/v1/session", {{"Cookie", "spotter_session=spt_old"}}).json(), stranger);
}

TEST_F(Sessions, EndAfterTwelveHours) {
  const Headers cookie = session(make_key());
  service.world.clock.advance(12h - 1s);
  EXPECT_EQ(ask("GET", kStats, cookie).status, 200);
  service.world.clock.advance(1s);
  EXPECT_EQ(ask("GET", kStats, cookie).status, 401);
}

TEST_F(Sessions, OfPagesOfOtherOriginsAreBearerTokens) {
  const CreatedKey key = make_key();
  const std::string body = R"({"accessKeyId":")" + key.key.id + R"(","secretAccessKey":")" + key.secret;
  const Answer answer = ask("POST", "/api/v1/session", {}, body + R"(","bearer":true})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Set-Cookie"), "");
  EXPECT_EQ(answer.text("accessKeyId"), key.key.id);
  const Headers token{{"Authorization", "Bearer " + answer.text("token")}};
  EXPECT_EQ(ask("GET", kStats, token).status, 200);
  EXPECT_EQ(ask("DELETE", "/api/v1/session", token).status, 204);
  EXPECT_EQ(ask("GET", kStats, token).status, 401);
  EXPECT_EQ(ask("DELETE", "/api/v1/session", token).status, 204);
  EXPECT_EQ(ask("POST", "/api/v1/session", {}, body + R"x(x","bearer":true})x").status, 401);
  EXPECT_EQ(ask("POST", "/api/v1/session", {}, body + R"(","bearer":1})").status, 422);
}

TEST_F(Sessions, EndWhenTheyAreLoggedOut) {
  const Headers cookie = session(make_key());
  const Answer answer = ask("DELETE", "/api/v1/session", cookie);
  EXPECT_EQ(answer.status, 204);
  EXPECT_THAT(answer.header("Set-Cookie"), AllOf(StartsWith("spotter_session=;"), HasSubstr("Max-Age=0")));
  EXPECT_EQ(ask("GET", kStats, cookie).status, 401);
  EXPECT_EQ(ask("DELETE", "/api/v1/session", cookie).status, 204);
}

TEST_F(Sessions, ChangeSomethingOnlyFromPagesThatMay) {
  const CreatedKey key = make_key();
  Headers cookie = session(key);
  EXPECT_EQ(ask("POST", "/upload", cookie, picture()).status, 202);
  cookie["Origin"] = "http://localhost:1";
  EXPECT_EQ(ask("POST", "/upload", cookie, picture(1)).status, 403) << "a page of another port has the same cookies";
  cookie.erase("Origin");
  EXPECT_EQ(ask("POST", "/upload", cookie, picture(2)).status, 403);
  EXPECT_EQ(ask("DELETE", "/api/v1/session", cookie).status, 403);
  EXPECT_EQ(ask("GET", kStats, cookie).status, 200);
}

TEST_F(Sessions, AreKeptAsHashes) {
  const CreatedKey key = make_key();
  const std::string cookie = session(key).at("Cookie");
  const std::string token = cookie.substr(cookie.find('=') + 1);
  EXPECT_FALSE(*service.world.state->get(kSessions, token, soon()));
  const auto kept = *service.world.state->get(kSessions, sha256_hex(as_bytes(token)), soon());
  ASSERT_TRUE(kept);
  EXPECT_THAT(*kept, StartsWith(key.key.id + " "));
}

TEST_F(Sessions, DoNotStandForBearerTokensNorTheOtherWayRound) {
  const CreatedKey key = make_key();
  const std::string cookie = session(key).at("Cookie");
  const std::string token = bearer(key).at("Authorization").substr(7);
  EXPECT_EQ(ask("GET", kStats, {{"Authorization", "Bearer " + cookie.substr(cookie.find('=') + 1)}}).status, 401);
  EXPECT_EQ(ask("GET", kStats, {{"Cookie", "spotter_session=" + token}}).status, 401);
}

TEST_F(Sessions, AreFoundAmongOtherCookies) {
  Headers cookie = session(make_key());
  cookie["Cookie"] = "a=b; xspotter_session=spt_no;" + cookie["Cookie"] + "; c=d";
  EXPECT_EQ(ask("GET", kStats, cookie).status, 200);
}

TEST_F(Sessions, AreTriedABoundedNumberOfTimesAMinute) {
  const CreatedKey key = make_key();
  CreatedKey wrong = key;
  wrong.secret = "wrong";
  for (int i = 0; i < service.access.options().attempts_per_minute; ++i)
    ASSERT_EQ(log_in(wrong).status, 401);
  const Answer refused = log_in(key);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("Retry-After"), "60");
  EXPECT_EQ(ask_signed(key, "GET", kStats).status, 200) << "those who know their secret go on";
  service.world.clock.advance(60s);
  EXPECT_EQ(log_in(key).status, 200);
}

TEST_F(Sessions, MakeTokensOfAsManyHoursAsWanted) {
  const CreatedKey key = make_key();
  const Answer answer = ask_signed(key, "POST", "/api/v1/tokens", R"({"hours":2})");
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.text("expiresAt"), to_iso8601(service.world.clock.now() + 2h));
  const Headers token{{"Authorization", "Bearer " + answer.text("token")}};
  service.world.clock.advance(2h - 1s);
  EXPECT_EQ(ask("GET", kStats, token).status, 200);
  service.world.clock.advance(1s);
  EXPECT_EQ(ask("GET", kStats, token).status, 401);
  for (const char* body : {R"({"hours":0})", R"({"hours":721})", R"({"hours":1.5})", R"({"hours":"2"})", "[]", "{"})
    EXPECT_EQ(ask_signed(key, "POST", "/api/v1/tokens", body).status, 422) << body;
  EXPECT_EQ(ask_signed(key, "POST", "/api/v1/tokens", R"({"hours":720})").status, 201);
}

TEST_F(Sessions, MakeTokensWithTheSecretAlone) {
  const CreatedKey key = make_key();
  const Headers cookie = session(key);
  EXPECT_EQ(ask("POST", "/api/v1/tokens", cookie, "{}").status, 403);
  EXPECT_EQ(ask("POST", "/api/v1/tokens", cookie, R"({"secretAccessKey":"wrong"})").status, 403);
  EXPECT_EQ(ask("POST", "/api/v1/tokens", cookie, R"({"secretAccessKey":")" + key.secret + "\"}").status, 201);
  EXPECT_EQ(ask("POST", "/api/v1/tokens", bearer(key), "{}").status, 403);
}

TEST_F(KeyRoutes, TheFirstKeyIsMadeWithoutASecret) {
  EXPECT_EQ(service.post("/api/v1/tokens", "{}").status, 409);
  const Answer answer = service.post("/api/v1/keys", body_of("", "all"));
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
  EXPECT_EQ(answer.header("Location"), "/api/v1/keys/" + answer.text("accessKeyId"));
  const CreatedKey key{.key = {.id = answer.text("accessKeyId")}, .secret = answer.text("secretAccessKey")};
  EXPECT_EQ(service.post("/api/v1/keys", body_of()).status, 401);
  EXPECT_EQ(ask_signed(key, "POST", "/api/v1/keys", body_of()).status, 201);
}

TEST_F(KeyRoutes, FromAPageAskForTheSecretAgain) {
  const CreatedKey key = make_key();
  const Headers cookie = session(key);
  EXPECT_THAT(ask("POST", "/api/v1/keys", cookie, body_of()).text("detail"), HasSubstr("again"));
  EXPECT_EQ(ask("POST", "/api/v1/keys", cookie, body_of("wrong")).status, 403);
  const Answer made = ask("POST", "/api/v1/keys", cookie, body_of(key.secret));
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string path = made.header("Location");
  EXPECT_EQ(ask("DELETE", path, cookie).status, 403);
  Headers with_secret = cookie;
  with_secret["X-Spotter-Secret"] = key.secret;
  EXPECT_EQ(ask("DELETE", path, with_secret).status, 204);
  EXPECT_EQ(ask("DELETE", path, with_secret).status, 404);
}

TEST_F(KeyRoutes, WrongSecretsAreBounded) {
  const CreatedKey key = make_key();
  const Headers cookie = session(key);  // one attempt
  for (int i = 1; i < service.access.options().attempts_per_minute; ++i)
    ASSERT_EQ(ask("POST", "/api/v1/keys", cookie, body_of("wrong")).status, 403);
  EXPECT_EQ(ask("POST", "/api/v1/keys", cookie, body_of(key.secret)).status, 429);
}

TEST_F(KeyRoutes, ListKeysWithoutSecrets) {
  const CreatedKey admin = make_key();
  const CreatedKey other = make_key(allowing(R"("spotter:GetStats")"), true, service.world.clock.now() + 1h);
  const Answer answer = ask_signed(admin, "GET", "/api/v1/keys");
  const auto json = answer.json();
  const auto& keys = json.at("keys").as_array();
  ASSERT_EQ(keys.size(), 2U);
  for (const auto& key : keys) {
    const bool mine = key.at("accessKeyId").as_string() == std::string_view(admin.key.id);
    EXPECT_EQ(key.at("current").as_bool(), mine);
    EXPECT_EQ(key.at("temporary").as_bool(), !mine);
    EXPECT_EQ(key.as_object().contains("expiresAt"), !mine);
    EXPECT_FALSE(key.as_object().contains("secretAccessKey"));
  }
  for (const std::string& hidden : {admin.secret, other.secret, other.session_token})
    EXPECT_THAT(answer.body, Not(HasSubstr(hidden)));
  EXPECT_EQ(ask_signed(other, "GET", "/api/v1/keys").status, 403);
}

TEST_F(KeyRoutes, ARefusedPolicySaysWhy) {
  for (const char* path : {"/api/v1/keys", "/api/v1/policies/check"}) {
    const Answer answer = service.post(
        path, R"({"description":"x","policy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*",
                 "Resource":"*","Condition":{"Sometimes":{"aws:SourceIp":"::1"}}}]}})");
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.text("detail"), HasSubstr("Sometimes"));
  }
  EXPECT_TRUE(service.world.keys.list(soon())->empty());
}

TEST_F(KeyRoutes, APolicyIsCheckedAndFilled) {
  const Answer answer = service.post(
      "/api/v1/policies/check",
      R"({"policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::YOUR_BUCKET_NAME/*\"}]}"})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_THAT(answer.text("policy"), HasSubstr("arn:aws:s3:::uploads/*"));
  EXPECT_TRUE(service.world.keys.list(soon())->empty());
  EXPECT_EQ(service.post("/api/v1/policies/check", R"({"policy":"role"})").status, 200);
}

TEST_F(KeyRoutes, BodiesThatAreWrongAreRefused) {
  for (const char* body :
       {"", "[]", R"({"policy":"all"})", R"({"description":"x"})", R"({"description":"x","policy":3})",
        R"({"description":"x","policy":"all","expiresInDays":0})",
        R"({"description":"x","policy":"all","expiresInDays":3651})",
        R"({"description":"x","policy":"all","sessionToken":"yes"})", R"({"description":"","policy":"all"})"})
    EXPECT_EQ(service.post("/api/v1/keys", body).status, 422) << body;
  EXPECT_TRUE(service.world.keys.list(soon())->empty());
}

}  // namespace
}  // namespace spotter::testing
