// Moderation review over the real routes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/service.h"

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;

/// A service with one image that is held for review.
struct Reviews : ::testing::Test {
  Reviews() {
    service.world.labels.finds = [](Findings& findings) {
      findings.moderation_labels.push_back({.confidence = 70, .name = "Weapons"});
    };
    image = service.uploaded();
    service.recognise();
  }
  Answer decide(std::string_view body) { return service.post(image + "/review", body); }
  std::string state() {
    const auto item = service.get(image).json();
    const auto* review = item.as_object().if_contains("review");
    return review == nullptr ? "" : std::string(review->at("state").as_string());
  }
  std::size_t listed(const std::string& state) {
    return service.get("/api/v1/images?review=" + state).json().at("images").as_array().size();
  }
  Answer put_policy(std::string_view body) { return service.client().ask("PUT", "/api/v1/moderation/policy", body); }

  Service service;
  std::string image;
};

TEST_F(Reviews, ADecisionStandsUntilItIsTakenBack) {
  EXPECT_EQ(state(), "open");
  const Answer line = decide(R"({"action":"reject","reviewer":"ann","note":"a gun"})");
  EXPECT_EQ(line.status, 200);
  EXPECT_EQ(line.json().at("moderationLabels").at(0).at("Name"), "Weapons");
  EXPECT_EQ(state(), "rejected");
  EXPECT_EQ(listed("rejected"), 1U);
  EXPECT_EQ(listed("open"), 0U);
  EXPECT_EQ(decide(R"({"action":"undo"})").status, 200);
  EXPECT_EQ(state(), "open");
  EXPECT_EQ(decide(R"({"action":"undo"})").status, 409);
  EXPECT_EQ(service.get(image + "/reviews").json().at("reviews").as_array().size(), 2U);
}

TEST_F(Reviews, ADecisionSurvivesRecognition) {
  decide(R"({"action":"approve"})");
  service.post(image + "/recognise");
  service.recognise();
  EXPECT_EQ(state(), "approved");
}

TEST_F(Reviews, ErasingLeavesActionTimeAndIdInTheAuditTrail) {
  decide(R"({"action":"approve","note":"a toy"})");
  service.erase(image);
  const auto reviews = service.get("/api/v1/reviews").json();
  const auto& line = reviews.at("reviews").at(0).as_object();
  EXPECT_EQ(line.at("action"), "approve");
  EXPECT_FALSE(line.contains("note"));
  EXPECT_FALSE(line.contains("moderationLabels"));
  EXPECT_EQ(service.get(image + "/reviews").status, 404);
  EXPECT_EQ(decide(R"({"action":"approve"})").status, 404);
}

TEST_F(Reviews, WhatIsNoDecisionIsRefused) {
  for (const char* body :
       {"", "{}", "[]", R"({"action":"policy"})", R"({"action":1})", R"({"action":"approve","note":1})"})
    EXPECT_EQ(decide(body).status, 422) << body;
  const std::string long_note = R"({"action":"approve","note":")" + std::string(2001, 'x') + "\"}";
  EXPECT_THAT(decide(long_note).text("detail"), HasSubstr("note may have at most 2000 characters"));
  EXPECT_EQ(state(), "open");
  const std::string queued = service.uploaded(picture(1));
  EXPECT_EQ(service.post(queued + "/review", R"({"action":"approve"})").status, 409);
  EXPECT_EQ(service.post("/api/v1/images/nothing.jpg/review", R"({"action":"approve"})").status, 404);
  EXPECT_EQ(service.get("/api/v1/images?review=perhaps").status, 422);
  EXPECT_EQ(service.get("/api/v1/reviews?cursor=x").status, 422);
  EXPECT_EQ(service.get("/api/v1/reviews?limit=501").status, 422);
}

TEST_F(Reviews, ThePolicyIsChangedAndAudited) {
  EXPECT_EQ(put_policy(R"({"minConfidence":50,"labels":{"weapons":71}})").status, 200);
  EXPECT_EQ(state(), "");
  EXPECT_EQ(service.get("/api/v1/moderation/policy").json().at("labels").at("weapons"), 71);
  EXPECT_EQ(service.get("/api/v1/reviews").json().at("reviews").at(0).at("action"), "policy");
  for (const char* body : {"", "{}", R"({"minConfidence":50})", R"({"minConfidence":101,"labels":{}})",
                           R"({"minConfidence":50,"labels":{"a":102}})", R"({"minConfidence":50,"labels":{"":1}})",
                           R"({"minConfidence":50,"labels":{"a":1,"A":2}})"})
    EXPECT_EQ(put_policy(body).status, 422) << body;
}

TEST_F(Reviews, PagesAndFacetsCountThem) {
  const auto pages = service.get("/api/v1/pages").json();
  EXPECT_EQ(pages.at("total"), 1);
  EXPECT_EQ(pages.at("limit"), 100);
  EXPECT_EQ(pages.at("cursors").at(0), "");
  const auto facets = service.get("/api/v1/facets").json();
  EXPECT_EQ(facets.at("moderation").at(0).at("name"), "Weapons");
  EXPECT_EQ(facets.at("reviews").at(0).at("name"), "open");
  for (const char* route : {"/api/v1/pages?limit=0", "/api/v1/facets?status=what"})
    EXPECT_EQ(service.get(route).status, 422) << route;
}

}  // namespace
}  // namespace spotter::testing
