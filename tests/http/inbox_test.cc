// The inbox's routes: what failed, trying again, putting aside.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/service.h"

namespace spotter::testing {
namespace {

using ::testing::IsEmpty;

struct InboxRoutes : ::testing::Test {
  InboxRoutes() {
    service.world.labels.error = Error{Errc::internal, "out of order"};
    image = service.uploaded();
    service.recognise();
  }
  boost::json::array entries() { return service.get("/api/v1/inbox").json().at("entries").as_array(); }
  std::string path() const { return "/api/v1/inbox/" + image.substr(image.rfind('/') + 1); }

  Service service;
  std::string image;
};

TEST_F(InboxRoutes, TellWhatFailedAndWhy) {
  ASSERT_EQ(entries().size(), 1U);
  const auto entry = entries()[0];
  EXPECT_EQ("/api/v1/images/" + std::string(entry.at("id").as_string()), image);
  EXPECT_EQ(entry.at("stage"), "labels");
  EXPECT_EQ(entry.at("code"), "internal");
  EXPECT_EQ(entry.at("detail"), "out of order");
  EXPECT_EQ(entry.at("errors"), 5);
  EXPECT_EQ(entry.at("crashes"), 0);
  EXPECT_EQ(service.get(image).text("status"), "failed");
}

TEST_F(InboxRoutes, ARetryQueuesTheImage) {
  service.world.labels.error.reset();
  const Answer answer = service.post(path() + "/retry");
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.body, "");
  EXPECT_EQ(service.get(image).text("status"), "queued");
  service.recognise();
  EXPECT_EQ(service.get(image).text("status"), "done");
  EXPECT_THAT(entries(), IsEmpty());
}

TEST_F(InboxRoutes, ASkippedImageLeavesTheInboxAndStaysFailed) {
  EXPECT_EQ(service.post(path() + "/skip").status, 204);
  EXPECT_THAT(entries(), IsEmpty());
  EXPECT_EQ(service.get(image).text("status"), "failed");
  EXPECT_EQ(service.post(path() + "/skip").status, 404);
}

TEST_F(InboxRoutes, WhatIsNotThereIsNotFound) {
  for (const char* id : {"nothing.jpg", "~*"})
    for (const char* action : {"/retry", "/skip"})
      EXPECT_EQ(service.post(std::string("/api/v1/inbox/") + id + action).status, 404) << id << action;
  EXPECT_EQ(service.get("/api/v1/inbox?cursor=abc").status, 422);
}

}  // namespace
}  // namespace spotter::testing
