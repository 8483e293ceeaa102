#include "aws/error.h"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace spotter::aws {
namespace {

TEST(Error, NamesItsTypeForSdksAndSaysItsMessageInBothCases) {
  const auto body = boost::json::parse(body_of({.code = "InvalidParameterException", .message = "no face"}, "id-1"));
  EXPECT_EQ(body, (boost::json::value{{"__type", "InvalidParameterException"},
                                      {"Code", "InvalidParameterException"},
                                      {"Logref", "id-1"},
                                      {"Message", "no face"},
                                      {"message", "no face"}}));
}

TEST(Error, OfTheFrameworkHasNeitherCodeNorLogref) {
  const auto body = boost::json::parse(
      body_of({.code = "ValidationException", .message = "1 validation error", .of_framework = true}, "id-1"));
  EXPECT_EQ(body, (boost::json::value{{"__type", "ValidationException"}, {"message", "1 validation error"}}));
}

}  // namespace
}  // namespace spotter::aws
