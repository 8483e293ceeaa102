// The web page's files as the server gives them out.

#include "http/page.h"

#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/service.h"

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A file of the page that its index.html asks for.
std::string script_of(const std::string& index) {
  const std::regex source("src=\"(/app/assets/[^\"]+)\"");
  std::smatch found;
  return std::regex_search(index, found, source) ? found[1].str() : "";
}

TEST(Page, TheRootLeadsToIt) {
  Service service;
  const Answer answer = service.get("/");
  EXPECT_EQ(answer.status, 302);
  EXPECT_EQ(answer.header("Location"), "/app/");
}

TEST(Page, EveryPathOfAViewGetsThePage) {
  Service service;
  const std::string index = service.get("/app/").body;
  EXPECT_THAT(index, HasSubstr("<div id=\"root\">"));
  for (const char* path : {"/app", "/app/people/unknown", "/app/images/~YS9i"})
    EXPECT_EQ(service.get(path).body, index) << path;
}

TEST(Page, ItsFilesHaveTheirTypesAndStayForAYear) {
  Service service;
  const std::string script = script_of(service.get("/app/").body);
  ASSERT_NE(script, "");
  const Answer answer = service.get(script);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_THAT(answer.header("Cache-Control"), HasSubstr("immutable"));
  EXPECT_THAT(service.get("/app/").header("Cache-Control"), Not(HasSubstr("immutable")));
  EXPECT_EQ(service.get("/app/config.json").header("Content-Type"), "application/json");
}

TEST(Page, AFileThatIsNotThereIsNoPage) {
  Service service;
  EXPECT_EQ(service.get("/app/assets/index-gone.js").status, 404);
}

TEST(Page, NothingFromElsewhereAndNothingInlineMayRun) {
  Service service;
  const std::string policy(service.get("/app/").header("Content-Security-Policy"));
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, HasSubstr("script-src 'self';"));
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
}

TEST(Page, GoesOutCompressedToWhoeverTakesIt) {
  Service service;
  Client client = service.client();
  const Answer small = client.get("/app/", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(small.header("Content-Encoding"), "gzip");
  EXPECT_EQ(small.body.substr(0, 2), "\x1f\x8b");
  const Answer plain = client.get("/app/");
  EXPECT_EQ(plain.header("Content-Encoding"), "");
  EXPECT_NE(plain.header("ETag"), small.header("ETag"));
  EXPECT_EQ(client.get("/app/", {{"If-None-Match", std::string(plain.header("ETag"))}}).status, 304);
}

}  // namespace
}  // namespace spotter::testing
