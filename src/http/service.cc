// Routes about the service itself: health, readiness, metrics, limits, statistics, its description.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/bytes.h"
#include "domain/json.h"
#include "http/api.h"
#include "http/problem.h"

namespace spotter {
namespace {

constexpr unsigned char kOpenApi[] = {
#embed "openapi.json"
};

Response get_readyz(const Api& api, const Request& /*request*/) {
  const Readiness readiness = api.engine.readiness();
  if (!readiness.ready) return problem(503, "Not ready", readiness.reason);
  return json_response(200, boost::json::object{{"ready", true}});
}

Response get_metrics(const Api& api, const Request& /*request*/) {
  if (const auto depth = api.ports.queue.depth(api.deadline())) {
    api.metrics.set_gauge("queue_waiting", "Events that wait for a worker", static_cast<double>(depth->waiting));
    api.metrics.set_gauge("queue_in_flight", "Events that a worker has", static_cast<double>(depth->in_flight));
    api.metrics.set_gauge("queue_dead", "Events that were given up", static_cast<double>(depth->dead));
  }
  api.metrics.set_gauge("ready", "1 when the models are loaded and tested", api.engine.readiness().ready ? 1 : 0);
  return {.status = 200,
          .headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
          .body = api.metrics.render()};
}

Response get_stats(const Api& api, const Request& /*request*/) {
  const auto counts = api.ports.table.count(api.deadline());
  if (!counts) return problem(counts.error());
  const auto depth = api.ports.queue.depth(api.deadline());
  if (!depth) return problem(depth.error());
  const Readiness readiness = api.engine.readiness();
  return json_response(200, boost::json::object{{"images", to_json(*counts)},
                                                {"queue", boost::json::object{{"waiting", depth->waiting},
                                                                              {"inFlight", depth->in_flight},
                                                                              {"dead", depth->dead}}},
                                                {"ready", readiness.ready},
                                                {"reason", readiness.reason},
                                                {"models", api.engine.models()}});
}

Response get_limits(const Api& api, const Request& /*request*/) {
  const ApiOptions& options = api.options;
  boost::json::array formats;
  for (int i = 0; i <= static_cast<int>(ImageFormat::tiff); ++i)
    formats.push_back(boost::json::value(content_type_of(static_cast<ImageFormat>(i))));
  return json_response(200, boost::json::object{{"maxBytes", options.max_upload_bytes},
                                                {"maxFiles", options.max_files},
                                                {"maxSidePx", options.decode.max_side_px},
                                                {"maxPixels", options.decode.max_pixels},
                                                {"maxWaitSeconds", options.max_wait.count()},
                                                {"formats", std::move(formats)},
                                                {"keepsFaces", options.keep_faces}});
}

}  // namespace

void add_service_routes(Router& router, const Api& api) {
  const auto add = [&](const char* pattern, const char* action, Response (*handle)(const Api&, const Request&)) {
    add_row(router, api, "GET", pattern, action, handle);
  };
  add("/healthz", "",
      [](const Api&, const Request&) { return json_response(200, boost::json::object{{"alive", true}}); });
  add("/readyz", "", get_readyz);
  add("/metrics", "spotter:GetMetrics", get_metrics);
  add("/openapi.json", "", [](const Api&, const Request&) {
    return Response{
        .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = std::string(as_text(kOpenApi))};
  });
  add("/api/v1/stats", "spotter:GetStats", get_stats);
  add("/api/v1/limits", "spotter:GetLimits", get_limits);
}

}  // namespace spotter
