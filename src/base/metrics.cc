#include "base/metrics.h"

#include <map>
#include <mutex>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace spotter {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Histogram;

const Histogram::BucketBoundaries kSeconds = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

}  // namespace

struct Metrics::Families {
  prometheus::Registry registry;
  Family<Counter>& requests = prometheus::BuildCounter()
                                  .Name("spotter_http_requests_total")
                                  .Help("HTTP requests by route, method and status")
                                  .Register(registry);
  Family<Histogram>& request_seconds = prometheus::BuildHistogram()
                                           .Name("spotter_http_request_seconds")
                                           .Help("Time to answer, by route")
                                           .Register(registry);
  Family<Counter>& operations = prometheus::BuildCounter()
                                    .Name("spotter_rekognition_requests_total")
                                    .Help("Rekognition calls by operation and outcome")
                                    .Register(registry);
  Family<Histogram>& operation_seconds = prometheus::BuildHistogram()
                                             .Name("spotter_rekognition_seconds")
                                             .Help("Time of Rekognition calls once their body is read, by operation")
                                             .Register(registry);
  Family<Counter>& uploads =
      prometheus::BuildCounter().Name("spotter_uploads_total").Help("Uploaded pictures by outcome").Register(registry);
  Family<Histogram>& stages = prometheus::BuildHistogram()
                                  .Name("spotter_stage_seconds")
                                  .Help("Time of each recognition stage")
                                  .Register(registry);
  Family<Counter>& images =
      prometheus::BuildCounter().Name("spotter_images_total").Help("Images that reached a status").Register(registry);
  std::mutex mutex;
  std::map<std::string, prometheus::Gauge*, std::less<>> gauges;
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(std::string_view route, std::string_view method, int status, double seconds) {
  families_->requests
      .Add({{"route", std::string(route)}, {"method", std::string(method)}, {"status", std::to_string(status)}})
      .Increment();
  families_->request_seconds.Add({{"route", std::string(route)}}, kSeconds).Observe(seconds);
}

void Metrics::count_operation(std::string_view operation, std::string_view outcome, double seconds) {
  families_->operations.Add({{"operation", std::string(operation)}, {"outcome", std::string(outcome)}}).Increment();
  families_->operation_seconds.Add({{"operation", std::string(operation)}}, kSeconds).Observe(seconds);
}

void Metrics::count_upload(std::string_view outcome) {
  families_->uploads.Add({{"outcome", std::string(outcome)}}).Increment();
}

void Metrics::observe_stage(std::string_view stage, std::string_view outcome, double seconds) {
  families_->stages.Add({{"stage", std::string(stage)}, {"outcome", std::string(outcome)}}, kSeconds).Observe(seconds);
}

void Metrics::count_image(std::string_view status) {
  families_->images.Add({{"status", std::string(status)}}).Increment();
}

void Metrics::set_gauge(std::string_view name, std::string_view help, double value) {
  const std::scoped_lock lock(families_->mutex);
  auto found = families_->gauges.find(name);
  if (found == families_->gauges.end()) {
    auto& family = prometheus::BuildGauge()
                       .Name("spotter_" + std::string(name))
                       .Help(std::string(help))
                       .Register(families_->registry);
    found = families_->gauges.emplace(name, &family.Add({})).first;
  }
  found->second->Set(value);
}

std::string Metrics::render() const {
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace spotter
