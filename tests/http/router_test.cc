#include "http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

struct RouterTest : ::testing::Test {
  RouterTest() {
    for (const auto& [method, pattern] :
         std::vector<std::pair<std::string, std::string>>{{"GET", "/"},
                                                          {"GET", "/images"},
                                                          {"GET", "/images/{id}"},
                                                          {"DELETE", "/images/{id}"},
                                                          {"POST", "/images/{id}/parts/{part}"},
                                                          {"GET", "/app/{path*}"}})
      router.add({.method = method, .pattern = pattern, .action = method + " " + pattern});
  }
  Router::Match match(const std::string& method, const std::string& path) {
    request = {.method = method, .path = path};
    return router.match(request);
  }
  std::string found(const std::string& method, const std::string& path) {
    const auto* route = match(method, path).route;
    return route == nullptr ? "" : route->action;
  }

  Router router;
  Request request;
};

TEST_F(RouterTest, FindsTheRowOfAMethodAndAPath) {
  EXPECT_EQ(found("GET", "/"), "GET /");
  EXPECT_EQ(found("GET", "/images"), "GET /images");
  EXPECT_EQ(found("GET", "/images/a.jpg"), "GET /images/{id}");
  EXPECT_EQ(found("DELETE", "/images/a.jpg"), "DELETE /images/{id}");
}

TEST_F(RouterTest, GivesWhatTheBracesMatchedDecoded) {
  ASSERT_EQ(found("POST", "/images/~YQ/parts/x%2Fy%20z"), "POST /images/{id}/parts/{part}");
  EXPECT_THAT(request.params, ElementsAre(Pair("id", "~YQ"), Pair("part", "x/y z")));
}

TEST_F(RouterTest, AStarTakesAllThatFollowsOrNothing) {
  for (const auto& [path, rest] : std::vector<std::pair<std::string, std::string>>{
           {"/app", ""}, {"/app/", ""}, {"/app/a", "a"}, {"/app/a%20b/c.js", "a b/c.js"}}) {
    ASSERT_EQ(found("GET", path), "GET /app/{path*}") << path;
    EXPECT_THAT(request.params, ElementsAre(Pair("path*", rest))) << path;
  }
  EXPECT_EQ(found("GET", "/app2"), "");
  EXPECT_EQ(found("GET", "/app/%zz"), "");
}

TEST_F(RouterTest, AGetRowAnswersHead) {
  EXPECT_EQ(found("HEAD", "/images"), "GET /images");
  EXPECT_EQ(found("HEAD", "/images/a/parts/b"), "");
}

TEST_F(RouterTest, OfAKnownPathItTellsTheMethods) {
  const auto other = match("PATCH", "/images/a");
  EXPECT_EQ(other.route, nullptr);
  EXPECT_TRUE(other.known_path);
  EXPECT_THAT(other.allowed, ElementsAre("GET", "DELETE"));
}

TEST_F(RouterTest, PathsAreMatchedWhole) {
  for (const char* path : {"/imagess", "/images/", "/images//", "/images/a/", "/images/a/parts", "//images", "/Images",
                           "/images/a/parts/b/c", "/images/%zz", "/images/a/parts/"}) {
    const auto none = match("GET", path);
    EXPECT_FALSE(none.known_path) << path;
    EXPECT_THAT(none.allowed, IsEmpty()) << path;
  }
}

}  // namespace
}  // namespace spotter::testing
