#include "http/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

Request parsed(std::string_view target) {
  Request request;
  EXPECT_TRUE(set_target(request, target)) << target;
  return request;
}

TEST(Target, IsDividedIntoPathAndQuery) {
  const Request request = parsed("/api/v1/images?label=cat&limit=5");
  EXPECT_EQ(request.path, "/api/v1/images");
  EXPECT_THAT(request.query, ElementsAre(Pair("label", "cat"), Pair("limit", "5")));
  EXPECT_EQ(request.target, "/api/v1/images?label=cat&limit=5");
}

TEST(Target, TheQueryIsDecodedAndThePathIsNot) {
  const Request request = parsed("/a%2Fb?text=two+words%3D%26&%C3%A9=%E2%82%AC");
  EXPECT_EQ(request.path, "/a%2Fb");
  EXPECT_THAT(request.query, ElementsAre(Pair("text", "two words=&"), Pair("\u00e9", "\u20ac")));
}

TEST(Target, OfARepeatedNameTheLastValueCounts) {
  EXPECT_EQ(parsed("/?a=1&a=2").asked("a"), "2");
}

TEST(Target, OddQueriesAreReadAsFarAsTheyGo) {
  EXPECT_THAT(parsed("/?").query, IsEmpty());
  EXPECT_THAT(parsed("/?&&").query, IsEmpty());
  EXPECT_THAT(parsed("/?=x").query, IsEmpty());
  EXPECT_THAT(parsed("/?a").query, ElementsAre(Pair("a", "")));
  EXPECT_THAT(parsed("/?a=b=c").query, ElementsAre(Pair("a", "b=c")));
  EXPECT_THAT(parsed("/?a=1?b=2").query, ElementsAre(Pair("a", "1?b=2")));
}

TEST(Target, ABrokenEscapeIsRefused) {
  for (const char* target : {"/?a=%", "/?a=%4", "/?a=%zz", "/?%=1", "/?a=%ff", "/?a=%C3"}) {
    Request request;
    EXPECT_EQ(set_target(request, target).error().code, Errc::invalid) << target;
  }
}

TEST(Target, MustBeAPath) {
  for (const char* target : {"", "*", "http://localhost/", "images"}) {
    Request request;
    EXPECT_EQ(set_target(request, target).error().code, Errc::invalid) << target;
  }
}

TEST(Headers, AreTheSameInAnyCase) {
  Request request;
  request.headers["Content-Type"] = "image/png";
  EXPECT_EQ(request.header("content-type"), "image/png");
  EXPECT_EQ(request.header("CONTENT-TYPE"), "image/png");
  EXPECT_EQ(request.header("content-typ"), "");
}

}  // namespace
}  // namespace spotter::testing
