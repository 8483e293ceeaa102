// Health, readiness, metrics, statistics, limits.

#include "http/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;

TEST(ServiceRoutes, TheProcessIsAliveAndReadyWhenTheModelsAre) {
  Service service;
  EXPECT_EQ(service.get("/healthz").body, R"({"alive":true})");
  EXPECT_EQ(service.get("/readyz").body, R"({"ready":true})");
  service.engine.state = {.ready = false, .reason = "the model faces is not installed"};
  EXPECT_EQ(service.get("/healthz").status, 200);
  const Answer waiting = service.get("/readyz");
  EXPECT_EQ(waiting.status, 503);
  EXPECT_EQ(waiting.text("detail"), "the model faces is not installed");
  EXPECT_EQ(waiting.header("Retry-After"), "5");
}

TEST(ServiceRoutes, MetricsAreInPrometheusTextFormat) {
  Service service;
  Client client = service.client();
  client.post("/upload", picture());
  client.post("/upload", picture());
  client.post("/upload", "text");
  const Answer answer = client.get("/metrics");
  EXPECT_EQ(answer.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  for (const char* line :
       {"# TYPE spotter_http_requests_total counter\n", "# TYPE spotter_http_request_seconds histogram\n",
        "spotter_http_requests_total{method=\"POST\",route=\"/upload\",status=\"202\"} 1\n",
        "spotter_http_requests_total{method=\"POST\",route=\"/upload\",status=\"200\"} 1\n",
        "spotter_http_requests_total{method=\"POST\",route=\"/upload\",status=\"422\"} 1\n",
        "spotter_http_request_seconds_count{route=\"/upload\"} 3\n", "spotter_uploads_total{outcome=\"accepted\"} 1\n",
        "spotter_uploads_total{outcome=\"duplicate\"} 1\n", "spotter_uploads_total{outcome=\"refused\"} 1\n",
        "spotter_queue_waiting 0\n", "spotter_ready 1\n"})
    EXPECT_THAT(answer.body, HasSubstr(line));
}

TEST(ServiceRoutes, IdsOfImagesAreNoLabelsOfMetrics) {
  Service service;
  Client client = service.client();
  client.get("/api/v1/images/one.jpg");
  client.get("/api/v1/nothing/two.jpg");
  const std::string metrics = client.get("/metrics").body;
  EXPECT_THAT(metrics, HasSubstr(R"(route="/api/v1/images/{id}")"));
  EXPECT_THAT(metrics, ::testing::Not(HasSubstr(".jpg")));
}

TEST(ServiceRoutes, StatisticsCountImagesAndEvents) {
  Service service;
  service.uploaded(picture(1));
  service.recognise();
  service.uploaded(picture(2));
  ASSERT_TRUE(relay_pending(service.world.store, service.world.queue, std::chrono::milliseconds(0)));
  const auto stats = service.get("/api/v1/stats").json();
  EXPECT_EQ(stats.at("images"),
            (boost::json::object{
                {"queued", 1}, {"recognising", 0}, {"done", 1}, {"rejected", 0}, {"failed", 0}, {"erased", 0}}));
  EXPECT_EQ(stats.at("queue"), (boost::json::object{{"waiting", 1}, {"inFlight", 0}, {"dead", 0}}));
  EXPECT_EQ(stats.at("ready"), true);
  EXPECT_EQ(stats.at("models").at(0).at("name"), "model");
}

TEST(ServiceRoutes, LimitsAreThoseThatHold) {
  Service service({.max_upload_bytes = 1000, .max_files = 3, .keep_faces = false});
  EXPECT_EQ(service.get("/api/v1/limits").json(),
            (boost::json::object{{"maxBytes", 1000},
                                 {"maxFiles", 3},
                                 {"maxSidePx", 10'000},
                                 {"maxPixels", 100'000'000},
                                 {"maxWaitSeconds", 60},
                                 {"formats", boost::json::array{"image/jpeg", "image/png", "image/webp", "image/heic",
                                                                "image/avif", "image/gif", "image/tiff"}},
                                 {"keepsFaces", false}}));
}

}  // namespace
}  // namespace spotter::testing
