#include "base/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Metrics, CountsRequestsByRouteMethodAndStatus) {
  Metrics metrics;
  metrics.count_request("/upload", "POST", 202, 0.02);
  metrics.count_request("/upload", "POST", 202, 0.3);
  metrics.count_request("/upload", "POST", 415, 0.001);
  EXPECT_THAT(metrics.render(),
              AllOf(HasSubstr("# TYPE spotter_http_requests_total counter\n"),
                    HasSubstr(R"(spotter_http_requests_total{method="POST",route="/upload",status="202"} 2)"),
                    HasSubstr(R"(spotter_http_requests_total{method="POST",route="/upload",status="415"} 1)"),
                    HasSubstr(R"(spotter_http_request_seconds_count{route="/upload"} 3)"),
                    HasSubstr(R"(spotter_http_request_seconds_bucket{route="/upload",le="0.025"} 2)"),
                    HasSubstr(R"(spotter_http_request_seconds_bucket{route="/upload",le="+Inf"} 3)")));
}

TEST(Metrics, CountsUploadsAndImages) {
  Metrics metrics;
  metrics.count_upload("accepted");
  metrics.count_upload("accepted");
  metrics.count_upload("duplicate");
  metrics.count_image("done");
  EXPECT_THAT(metrics.render(), AllOf(HasSubstr(R"(spotter_uploads_total{outcome="accepted"} 2)"),
                                      HasSubstr(R"(spotter_uploads_total{outcome="duplicate"} 1)"),
                                      HasSubstr(R"(spotter_images_total{status="done"} 1)")));
}

TEST(Metrics, ObservesTheTimeOfStages) {
  Metrics metrics;
  metrics.observe_stage("text", "ok", 0.5);
  metrics.observe_stage("text", "ok", 1.5);
  metrics.observe_stage("text", "failed", 40);
  EXPECT_THAT(metrics.render(),
              AllOf(HasSubstr(R"(spotter_stage_seconds_sum{outcome="ok",stage="text"} 2)"),
                    HasSubstr(R"(spotter_stage_seconds_bucket{outcome="ok",stage="text",le="0.5"} 1)"),
                    HasSubstr(R"(spotter_stage_seconds_bucket{outcome="failed",stage="text",le="30"} 0)"),
                    HasSubstr(R"(spotter_stage_seconds_count{outcome="failed",stage="text"} 1)")));
}

TEST(Metrics, AGaugeHoldsItsLastValue) {
  Metrics metrics;
  metrics.set_gauge("queue_waiting", "Events that wait", 7);
  metrics.set_gauge("queue_waiting", "Events that wait", 3);
  EXPECT_THAT(metrics.render(),
              AllOf(HasSubstr("# HELP spotter_queue_waiting Events that wait\n"),
                    HasSubstr("# TYPE spotter_queue_waiting gauge\n"), HasSubstr("\nspotter_queue_waiting 3\n"),
                    Not(HasSubstr("spotter_queue_waiting 7"))));
}

TEST(Metrics, EscapesWhatWouldBreakALine) {
  Metrics metrics;
  metrics.count_request("/a\"b\nc", "GET", 404, 0.001);
  EXPECT_THAT(metrics.render(), HasSubstr(R"(route="/a\"b\nc")"));
}

TEST(Metrics, OfTwoServicesAreApart) {
  Metrics one;
  Metrics other;
  one.count_upload("refused");
  EXPECT_THAT(other.render(), Not(HasSubstr("refused")));
}

}  // namespace
}  // namespace spotter::testing
