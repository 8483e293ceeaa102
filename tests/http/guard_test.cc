#include "http/guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;

const GuardOptions kOptions{.origins = {"https://photos.example"}};

Request request_of(const std::string& host, const std::string& origin = "") {
  Request request{.method = "GET", .headers = {{"Host", host}}};
  if (!origin.empty()) request.headers["Origin"] = origin;
  return request;
}

TEST(Guard, KnowsTheNamesOfThisMachine) {
  for (const char* host : {"localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:80", "127.8.9.10", "[::1]",
                           "[::1]:8080", "spotter.localhost", "spotter.localhost:1"})
    EXPECT_TRUE(is_loopback_host(host)) << host;
}

TEST(Guard, OtherNamesAreRefusedWhateverAddressTheyLeadTo) {
  for (const char* host :
       {"", "evil.example", "evil.example:8080", "127.0.0.1.evil.example", "127.evil.example", "localhost.evil.example",
        "notlocalhost", "192.168.0.2", "0.0.0.0", "[::2]", "[::1", "[::ffff:1.2.3.4]", "128.0.0.1", ":8080"}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
    const auto refusal = refuse(request_of(host), kOptions);
    ASSERT_TRUE(refusal) << host;
    EXPECT_EQ(refusal->status, 403);
  }
}

TEST(Guard, PagesOfTheServerItselfAndOfConfiguredOriginsMayAsk) {
  EXPECT_FALSE(refuse(request_of("localhost:8080"), kOptions));
  EXPECT_FALSE(refuse(request_of("localhost:8080", "http://localhost:8080"), kOptions));
  EXPECT_FALSE(refuse(request_of("localhost:8080", "https://photos.example"), kOptions));
}

TEST(Guard, OtherPagesMayNot) {
  for (const char* origin : {"https://evil.example", "http://localhost:8081", "http://127.0.0.1:8080", "null",
                             "https://photos.example.evil", "http://photos.example", "localhost:8080", "*"}) {
    const auto refusal = refuse(request_of("localhost:8080", origin), kOptions);
    ASSERT_TRUE(refusal) << origin;
    EXPECT_EQ(refusal->status, 403);
    EXPECT_THAT(refusal->body, HasSubstr("--origin"));
  }
}

TEST(Guard, AnAllowedOriginIsNamedAndNeverAStar) {
  const GuardOptions star{.origins = {"*"}};
  for (const GuardOptions& options : {kOptions, star, GuardOptions{}}) {
    for (const char* origin : {"", "http://localhost:8080", "https://photos.example", "https://evil.example"}) {
      Response response;
      allow_origin(request_of("localhost:8080", origin), options, response);
      EXPECT_NE(response.headers["Access-Control-Allow-Origin"], "*");
      const bool configured = origin == std::string_view("https://photos.example") && !options.origins.empty() &&
                              options.origins.front() == origin;
      EXPECT_EQ(response.headers.contains("Access-Control-Allow-Credentials"), configured);
      EXPECT_EQ(response.headers["Vary"], "Origin");
    }
  }
  Response response;
  allow_origin(request_of("localhost:8080", "https://photos.example"), kOptions, response);
  EXPECT_EQ(response.headers["Access-Control-Allow-Origin"], "https://photos.example");
  EXPECT_THAT(response.headers["Access-Control-Expose-Headers"], HasSubstr("Location"));
}

TEST(Guard, AForeignOriginIsToldNothing) {
  Response response;
  allow_origin(request_of("localhost:8080", "https://evil.example"), kOptions, response);
  EXPECT_THAT(response.headers, Not(Contains(Key("Access-Control-Allow-Origin"))));
}

TEST(Guard, SandboxedPagesMaySendNoCookiesWhateverIsConfigured) {
  const GuardOptions null{.origins = {"null"}};
  Response response;
  allow_origin(request_of("localhost:8080", "null"), null, response);
  EXPECT_THAT(response.headers, Not(Contains(Key("Access-Control-Allow-Credentials"))));
}

TEST(Guard, AnyHostIsTakenWhereCallersShowKeys) {
  EXPECT_FALSE(refuse(request_of("photos.example"), kOptions, true));
  EXPECT_FALSE(refuse(request_of("photos.example", "https://photos.example"), kOptions, true));
  EXPECT_TRUE(refuse(request_of("photos.example", "https://evil.example"), kOptions, true));
}

TEST(Guard, APreflightIsToldMethodsAndHeaders) {
  const Response response = preflight(request_of("localhost:8080", "https://photos.example"), {"GET", "DELETE"});
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.headers.at("Access-Control-Allow-Methods"), "GET, DELETE");
  EXPECT_THAT(response.headers.at("Access-Control-Allow-Headers"), HasSubstr("idempotency-key"));
}

TEST(Guard, OptionsWithoutAnOriginAreToldTheMethodsAlone) {
  const Response response = preflight(request_of("localhost:8080"), {"POST"});
  EXPECT_EQ(response.headers.at("Allow"), "POST");
  EXPECT_THAT(response.headers, Not(Contains(Key("Access-Control-Allow-Methods"))));
}

}  // namespace
}  // namespace spotter::testing
