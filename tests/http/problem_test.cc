#include "http/problem.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter::testing {
namespace {

TEST(Problem, EveryErrorHasItsStatus) {
  const std::map<Errc, int> expected = {{Errc::not_found, 404}, {Errc::invalid, 422},     {Errc::conflict, 409},
                                        {Errc::denied, 403},    {Errc::unavailable, 503}, {Errc::too_large, 413},
                                        {Errc::corrupt, 422},   {Errc::timeout, 504},     {Errc::internal, 500}};
  std::set<std::string> titles;
  for (const auto& [code, status] : expected) {
    EXPECT_EQ(status_of(code), status) << name_of(code);
    const Response response = problem({code, "the detail"});
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(response.headers.at("Content-Type"), "application/problem+json");
    EXPECT_EQ(response.headers.contains("Retry-After"), status == 503);
    const auto body = boost::json::parse(response.body).as_object();
    EXPECT_EQ(body.at("type"), "about:blank");
    EXPECT_EQ(body.at("status"), status);
    EXPECT_EQ(body.at("detail"), "the detail");
    titles.insert(std::string(body.at("title").as_string()));
  }
  EXPECT_EQ(titles.size(), expected.size());
}

TEST(Problem, WhatAClientSentIsQuotedAsUtf8) {
  const auto body = boost::json::parse(problem(404, "Not found", "no \xff\" here").body).as_object();
  EXPECT_EQ(body.at("detail"), "no \uFFFD\" here");
}

}  // namespace
}  // namespace spotter::testing
