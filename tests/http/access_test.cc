// Who is let in: signatures, bearer tokens and sessions over real sockets, and what a policy allows.

#include "http/access.h"

#include <gmock/gmock.h>

#include "http/keyed.h"

namespace spotter::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Not;
using ::testing::StartsWith;
using namespace std::chrono_literals;

constexpr const char* kStats = "/api/v1/stats";

class WithoutKeys : public KeyedService {};
class Signatures : public KeyedService {};
class Bearers : public KeyedService {};
class Guards : public KeyedService {};
class SignedUploads : public KeyedService {};
class Revocation : public KeyedService {};

TEST_F(WithoutKeys, EverybodyOnThisMachineIsLetInWhateverTheySign) {
  const CreatedKey made_up{.key = {.id = "AKIAMADEUPMADEUPMADE"}, .secret = "anything"};
  EXPECT_EQ(service.get(kStats).status, 200);
  EXPECT_EQ(ask_signed(made_up, "GET", kStats).status, 200);
  EXPECT_EQ(service.get(kStats, {{"Authorization", "Bearer nothing"}}).status, 200);
  EXPECT_EQ(service.get(kStats, {{"Host", "photos.example"}}).status, 403);
}

TEST_F(WithoutKeys, TheFirstKeyEndsThatForEverybodyAtOnce) {
  Client client = service.client();
  EXPECT_EQ(client.get(kStats).status, 200);
  make_key();
  const Answer refused = client.get(kStats);
  EXPECT_EQ(refused.status, 401);
  EXPECT_THAT(refused.header("WWW-Authenticate"), StartsWith("Bearer"));
  EXPECT_EQ(refused.header("Content-Type"), "application/problem+json");
}

TEST_F(Guards, WhatEverybodyMaySeeStaysOpen) {
  make_key();
  for (const char* path : {"/healthz", "/readyz", "/openapi.json", "/app/", "/", "/api/v1/session"})
    EXPECT_LT(service.get(path).status, 400) << path;
  EXPECT_EQ(service.client().ask("OPTIONS", kStats, "", {{"Origin", "http://" + host()}}).status, 204);
}

TEST_F(Guards, EveryOtherRouteAsksWhoItIs) {
  make_key();
  int guarded = 0;
  for (const Route& route : service.router.routes()) {
    if (route.guarded != Guarded::by_action) continue;
    EXPECT_THAT(route.action, StartsWith("spotter:")) << route.pattern;
    std::string path = route.pattern;
    while (path.contains('{'))
      path.replace(path.find('{'), path.find('}') - path.find('{') + 1, "x");
    EXPECT_EQ(service.client().ask(route.method, path).status, 401) << route.method << " " << path;
    ++guarded;
  }
  EXPECT_GT(guarded, 35);
}

TEST_F(Guards, OtherNamesOfTheServerAreTakenWithKeys) {
  const CreatedKey key = make_key();
  Headers headers = bearer(key);
  headers["Host"] = "photos.example";
  EXPECT_EQ(service.get(kStats, headers).status, 200);
}

TEST_F(Guards, ForeignPagesAreRefusedWithKeysToo) {
  Headers headers = bearer(make_key());
  headers["Origin"] = "https://evil.example";
  EXPECT_EQ(service.get(kStats, headers).status, 403);
}

TEST_F(Signatures, LetTheirKeyIn) {
  const CreatedKey key = make_key();
  EXPECT_EQ(ask_signed(key, "GET", kStats).status, 200);
  EXPECT_EQ(ask_signed(key, "GET", kStats, "", {.content_sha256 = false}).status, 200);
  EXPECT_EQ(ask_signed(key, "GET", "/api/v1/images?limit=5&status=done").status, 200);
  EXPECT_EQ(ask_signed(key, "HEAD", kStats).status, 200);
}

TEST_F(Signatures, OfASmallBodyCoverIt) {
  const CreatedKey key = make_key();
  const std::string body = R"({"policy":"all"})";
  for (const bool stated : {true, false}) {
    const Signing how{.content_sha256 = stated};
    EXPECT_EQ(ask_signed(key, "POST", "/api/v1/policies/check", body, how).status, 200);
    const Headers headers = signature(key, "POST", "/api/v1/policies/check", body, how);
    const Answer other = service.client().ask("POST", "/api/v1/policies/check", R"({"policy":"any"})", headers);
    EXPECT_EQ(other.status, 401) << stated;
  }
}

TEST_F(Signatures, ThatAreWrongAreRefused) {
  const CreatedKey key = make_key();
  CreatedKey wrong = key;
  wrong.secret[7] = wrong.secret[7] == 'x' ? 'y' : 'x';
  EXPECT_THAT(ask_signed(wrong, "GET", kStats).text("detail"), HasSubstr("does not match the signature"));
  Headers other_path = signature(key, "GET", "/api/v1/people", "", {});
  EXPECT_EQ(service.get(kStats, other_path).status, 401);
}

TEST_F(Signatures, OfUnknownKeysAreRefusedInAwsWords) {
  const CreatedKey key = make_key();
  CreatedKey unknown = key;
  unknown.key.id = "AKIAAAAAAAAAAAAAAAAA";
  const Answer answer = ask_signed(unknown, "GET", kStats);
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.text("detail"), "The security token included in the request is invalid.");
}

TEST_F(Signatures, OfAnotherTimeAreRefused) {
  const CreatedKey key = make_key();
  EXPECT_EQ(ask_signed(key, "GET", kStats, "", {.ago = 14min}).status, 200);
  EXPECT_THAT(ask_signed(key, "GET", kStats, "", {.ago = 16min}).text("detail"), HasSubstr("Signature expired"));
  EXPECT_THAT(ask_signed(key, "GET", kStats, "", {.ago = -16min}).text("detail"), HasSubstr("not yet current"));
}

TEST_F(Signatures, MustCoverTheHeadersThatMatter) {
  const CreatedKey key = make_key();
  Headers headers = signature(key, "GET", kStats, "", {});
  headers["X-Amz-Meta-Added"] = "later";
  EXPECT_THAT(service.get(kStats, headers).text("detail"), HasSubstr("x-amz-meta-added"));
}

TEST_F(Signatures, OfTemporaryKeysNeedTheirToken) {
  const CreatedKey key = make_key(kEverything, true);
  EXPECT_EQ(ask_signed(key, "GET", kStats).status, 200);
  CreatedKey without = key;
  without.session_token.clear();
  CreatedKey another = key;
  another.session_token = "another";
  for (const CreatedKey& wrong : {without, another})
    EXPECT_EQ(ask_signed(wrong, "GET", kStats).text("detail"),
              "The security token included in the request is invalid.");
  CreatedKey plain = make_key();
  plain.session_token = "none was given";
  EXPECT_EQ(ask_signed(plain, "GET", kStats).status, 401);
}

TEST_F(Signatures, OfKeysThatHaveEndedAreRefused) {
  const CreatedKey key = make_key(kEverything, true, service.world.clock.now() + 1h);
  EXPECT_EQ(ask_signed(key, "GET", kStats).status, 200);
  service.world.clock.advance(1h);
  const Answer answer = ask_signed(key, "GET", kStats);
  EXPECT_EQ(answer.status, 401);
  EXPECT_THAT(answer.text("detail"), HasSubstr("expired"));
}

TEST_F(Signatures, InTheQueryLetInUntilTheyExpire) {
  const CreatedKey key = make_key();
  const auto presigned = [&](std::chrono::seconds expires) {
    aws::SignableRequest request{.method = "GET", .path = kStats, .query = "", .headers = {{"Host", host()}}};
    aws::presign(request, credentials_of(key), {.region = "us-east-1", .service = "spotter"}, service.world.clock.now(),
                 expires, sha256_hex({}));
    return request.path + "?" + request.query;
  };
  const std::string target = presigned(60s);
  EXPECT_EQ(service.get(target).status, 200);
  EXPECT_EQ(service.get(target + "0").status, 401);
  service.world.clock.advance(61s);
  EXPECT_EQ(service.get(target).status, 401);
}

TEST_F(SignedUploads, StateAndKeepTheirHash) {
  const CreatedKey key = make_key();
  EXPECT_EQ(ask_signed(key, "POST", "/upload", picture()).status, 202);
}

TEST_F(SignedUploads, WithoutAHashAreRefusedBeforeTheBodyIsRead) {
  const CreatedKey key = make_key();
  Headers headers = signature(key, "POST", "/upload", picture(), {.content_sha256 = false});
  Client client = service.client();
  client.write(client.head_of("POST", "/upload", headers, "1000000"));
  const Answer answer = client.read();
  EXPECT_EQ(answer.status, 401);
  EXPECT_THAT(answer.text("detail"), HasSubstr("x-amz-content-sha256"));
  EXPECT_EQ(ask_signed(key, "POST", "/upload", picture(), {.payload_hash = "UNSIGNED-PAYLOAD"}).status, 401);
}

TEST_F(SignedUploads, OfAnotherBodyLeaveNothingBehind) {
  const CreatedKey key = make_key();
  const Headers headers = signature(key, "POST", "/upload", picture(1), {});
  EXPECT_EQ(service.client().ask("POST", "/upload", picture(2), headers).status, 401);
  EXPECT_THAT(ask_signed(key, "GET", "/api/v1/images").json().at("images").as_array(), IsEmpty());
}

TEST_F(SignedUploads, AreEachKeysOwnDuplicates) {
  const CreatedKey ann = make_key();
  const CreatedKey ben = make_key();
  const std::string first = ask_signed(ann, "POST", "/upload", picture()).text("imageId");
  EXPECT_EQ(ask_signed(ann, "POST", "/upload", picture()).text("imageId"), first);
  EXPECT_NE(ask_signed(ben, "POST", "/upload", picture()).text("imageId"), first);
}

TEST_F(Bearers, LetInUntilTheirEnd) {
  const Headers headers = bearer(make_key());
  EXPECT_EQ(service.get(kStats, headers).status, 200);
  EXPECT_EQ(service.post("/upload", picture(), headers).status, 202);
  service.world.clock.advance(24h);
  EXPECT_EQ(service.get(kStats, headers).status, 401);
}

TEST_F(Bearers, ThatNobodyMadeAreRefused) {
  const Headers headers = bearer(make_key());
  for (const std::string& token :
       {std::string(), std::string("spt_x"), headers.at("Authorization").substr(7) + "x", std::string(5000, 'x')})
    EXPECT_EQ(service.get(kStats, {{"Authorization", "Bearer " + token}}).status, 401);
  EXPECT_EQ(service.get(kStats, {{"Authorization", "Basic YTpi"}}).status, 401);
}

TEST_F(Bearers, OfARefusedTokenAreNotSavedByACookie) {
  Headers headers = session(make_key());
  headers["Authorization"] = "Bearer spt_x";
  EXPECT_EQ(service.get(kStats, headers).status, 401);
}

TEST_F(Guards, APolicyAllowsOneActionOnOneImage) {
  const CreatedKey admin = make_key();
  const std::string one = ask_signed(admin, "POST", "/upload", picture(1)).text("location");
  const std::string two = ask_signed(admin, "POST", "/upload", picture(2)).text("location");
  const std::string id = one.substr(one.rfind('/') + 1);
  const CreatedKey reader =
      make_key(allowing(R"("spotter:GetImage")", "arn:aws:spotter:us-east-1:000000000000:image/" + id));
  EXPECT_EQ(ask_signed(reader, "GET", one).status, 200);
  const Answer refused = ask_signed(reader, "GET", two);
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.text("detail"), HasSubstr("arn:aws:iam::000000000000:user/" + reader.key.id +
                                                " is not authorized to perform: spotter:GetImage on resource: "));
  EXPECT_EQ(ask_signed(reader, "DELETE", one).status, 403);
  EXPECT_EQ(ask_signed(reader, "GET", kStats).status, 403);
}

TEST_F(Guards, APolicySeesTheRequest) {
  const auto only_with = [&](const std::string& condition) {
    return make_key(
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":)" +
        condition + "}]}");
  };
  const CreatedKey here = only_with(R"({"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}})");
  const CreatedKey elsewhere = only_with(R"({"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}})");
  const CreatedKey later = only_with(R"({"DateGreaterThan":{"aws:CurrentTime":"2026-11-24T02:00:00Z"}})");
  const CreatedKey encrypted = only_with(R"({"Bool":{"aws:SecureTransport":"true"}})");
  EXPECT_EQ(ask_signed(here, "GET", kStats).status, 200);
  EXPECT_EQ(ask_signed(elsewhere, "GET", kStats).status, 403);
  EXPECT_EQ(ask_signed(later, "GET", kStats).status, 403);
  EXPECT_EQ(ask_signed(encrypted, "GET", kStats).status, 403);
  service.world.clock.advance(1h);
  EXPECT_EQ(ask_signed(later, "GET", kStats).status, 200);
}

TEST_F(Guards, ListsShowWhatTheCallerMayRead) {
  const CreatedKey admin = make_key();
  const std::string one = ask_signed(admin, "POST", "/upload", picture(1)).text("imageId");
  ask_signed(admin, "POST", "/upload", picture(2));
  const std::string arn = "arn:aws:spotter:us-east-1:000000000000:image/" + one;
  const CreatedKey reader = make_key(
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"spotter:List*","Resource":"*"},
          {"Effect":"Allow","Action":"spotter:GetImage","Resource":")" +
      arn + R"("}]})");
  const CreatedKey all_but_one = make_key(
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"spotter:*","Resource":"*"},
          {"Effect":"Deny","Action":"spotter:Get*","Resource":")" +
      arn + R"("}]})");
  const auto listed = [&](const CreatedKey& key) {
    std::vector<std::string> ids;
    const Answer answer = ask_signed(key, "GET", "/api/v1/images");
    for (const auto& image : answer.json().at("images").as_array())
      ids.emplace_back(image.at("imageId").as_string());
    return ids;
  };
  EXPECT_EQ(listed(admin).size(), 2U);
  EXPECT_EQ(listed(reader), std::vector<std::string>{one});
  ASSERT_EQ(listed(all_but_one).size(), 1U);
  EXPECT_NE(listed(all_but_one).front(), one);
  for (const char* counting : {"/api/v1/pages", "/api/v1/facets", "/api/v1/faces/groups"}) {
    EXPECT_EQ(ask_signed(reader, "GET", counting).status, 403) << counting;
    EXPECT_EQ(ask_signed(all_but_one, "GET", counting).status, 403) << counting;
    EXPECT_EQ(ask_signed(admin, "GET", counting).status, 200) << counting;
  }
}

TEST_F(Revocation, HoldsAtOnceForAllThatWasMadeFromTheKey) {
  const CreatedKey admin = make_key();
  const CreatedKey key = make_key();
  const Headers token = bearer(key);
  const Headers cookie = session(key);
  Client client = service.client();
  EXPECT_EQ(client.get(kStats, token).status, 200);
  EXPECT_EQ(client.get(kStats, cookie).status, 200);
  EXPECT_EQ(revoke(admin, key).status, 204);
  EXPECT_EQ(client.get(kStats, token).status, 401);
  EXPECT_EQ(client.get(kStats, cookie).status, 401);
  EXPECT_EQ(ask_signed(key, "GET", kStats).status, 401);
  EXPECT_EQ(revoke(admin, key).status, 404);
}

TEST_F(Revocation, EndsTheStreamOfEvents) {
  const CreatedKey admin = make_key();
  const CreatedKey key = make_key();
  Client client = service.client();
  client.write(client.head_of("GET", "/api/v1/events", bearer(key), ""));
  EXPECT_THAT(client.read_until("retry:"), HasSubstr("text/event-stream"));
  EXPECT_EQ(revoke(admin, key).status, 204);
  EXPECT_THAT(client.read_until("0\r\n\r\n"), HasSubstr("0\r\n\r\n"));
}

TEST_F(Revocation, TheStreamTellsOnlyOfImagesThatTheCallerMayRead) {
  const CreatedKey admin = make_key();
  const CreatedKey blind = make_key(allowing(R"("spotter:ListImages")"));
  const CreatedKey seeing = make_key(allowing(R"(["spotter:ListImages","spotter:GetImage"])"));
  const std::string id = ask_signed(admin, "POST", "/upload", picture()).text("imageId");
  Client seen = service.client();
  seen.write(
      seen.head_of("GET", "/api/v1/events?after=0", signature(seeing, "GET", "/api/v1/events?after=0", "", {}), ""));
  EXPECT_THAT(seen.read_until(id), HasSubstr(id));
  Client unseen = service.client();
  unseen.write(
      unseen.head_of("GET", "/api/v1/events?after=0", signature(blind, "GET", "/api/v1/events?after=0", "", {}), ""));
  EXPECT_THAT(unseen.read_until("retry:"), HasSubstr("retry:"));
  EXPECT_EQ(revoke(admin, blind).status, 204);
  EXPECT_THAT(unseen.read_until("0\r\n\r\n"), Not(HasSubstr(id)));
}

TEST(Access, OfAServerThatOthersReachAsksWithoutKeysToo) {
  World world;
  const Access access(world.ports(), {.always_ask = true});
  EXPECT_TRUE(access.has_keys());
  EXPECT_FALSE(access.any_key());
  const auto pending = access.begin({.method = "GET", .target = "/"});
  ASSERT_FALSE(pending);
  EXPECT_EQ(pending.error().code, "MissingAuthenticationTokenException");
}

TEST(Access, ServersThatOthersReachNeedKeys) {
  World world;
  Metrics metrics;
  const Router router;
  const Access access(world.ports(), {.always_ask = true});
  const ServerOptions options{.address = "0.0.0.0", .port = 0};
  const auto refused = Server::listen(options, router, metrics, &access);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::denied);
  EXPECT_THAT(refused.error().detail, HasSubstr("spotter keys create"));
  ASSERT_TRUE(create_key(world.ports(), {}, {.description = "x", .policy = "all"}, soon()));
  EXPECT_TRUE(Server::listen(options, router, metrics, &access));
  const Access lenient(world.ports(), {});
  EXPECT_FALSE(Server::listen(options, router, metrics, &lenient)) << "it would be open once the keys are revoked";
}

TEST(Access, KnowsTheKeysForAWhileWhenTheStoreIsOut) {
  struct Flaky final : KeyStore {
    explicit Flaky(KeyStore& store) : inner(store) {}
    Result<void> add(const AccessKey& key, Deadline deadline) override { return inner.add(key, deadline); }
    Result<AccessKey> get(const std::string& id, Deadline deadline) override { return inner.get(id, deadline); }
    Result<std::vector<AccessKey>> list(Deadline deadline) override { return inner.list(deadline); }
    Result<void> remove(const std::string& id, Deadline deadline) override { return inner.remove(id, deadline); }
    Result<std::string> version(Deadline deadline) override {
      return out ? fail(Errc::unavailable, "out of order") : inner.version(deadline);
    }
    KeyStore& inner;
    bool out = true;
  };
  World world;
  const std::unique_ptr<KeyStore> inner = std::move(world.key_store);
  auto made = std::make_unique<Flaky>(*inner);
  Flaky& store = *made;
  world.key_store = std::move(made);
  const Access access(world.ports(), {});
  EXPECT_TRUE(access.has_keys()) << "it can't be told, so everybody is asked";
  EXPECT_EQ(access.begin({.method = "GET", .target = "/"}).error().status, 503);
  store.out = false;
  EXPECT_FALSE(access.has_keys());
  store.out = true;
  EXPECT_FALSE(access.has_keys());
}

}  // namespace
}  // namespace spotter::testing
