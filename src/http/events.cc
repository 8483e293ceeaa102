// GET /api/v1/events: every change of an image's status and stage, as server-sent events that resume.

#include <charconv>

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "app/change_feed.h"
#include "domain/json.h"
#include "http/api.h"
#include "http/image_id.h"
#include "http/permit.h"
#include "http/problem.h"

namespace spotter {
namespace {

constexpr std::chrono::seconds kHeartbeat{15};

/// Where to go on: after the last event that the client saw, else from now on.
Result<std::int64_t> start_of(const Api& api, const Request& request) {
  std::string_view last = request.header("Last-Event-ID");
  const auto asked = request.asked("after");
  if (last.empty() && asked) last = *asked;
  if (last.empty()) return api.ports.changes.newest();
  std::int64_t sequence = 0;
  const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), sequence);
  if (error != std::errc() || end != last.data() + last.size())
    return fail(Errc::invalid, "Last-Event-ID must be the id of an event from here");
  return sequence;
}

std::string event_of(const Change& change) {
  boost::json::value data = to_json(change);
  data.as_object()["id"] = to_url_id(change.image_id);
  return fmt::format("id: {}\nevent: change\ndata: {}\n\n", change.sequence, to_text(data));
}

Response get_events(const Api& api, const Request& request) {
  const auto start = start_of(api, request);
  if (!start) return problem(start.error());
  Response response{
      .status = 200,
      .headers = {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}}};
  Request caller{.principal = request.principal};  // the request itself is gone before the stream ends
  response.pull = [&api, caller = std::move(caller), after = *start, said = Stopwatch(),
                   first = true]() mutable -> Result<std::optional<std::string>> {
    constexpr int kMost = 200;
    if (!api.access.stands(caller.principal)) return "";  // its key was revoked: the stream ends
    SPOTTER_ASSIGN(const auto changes, api.ports.changes.read(after, kMost, std::chrono::milliseconds(0)));
    std::string text;
    if (std::exchange(first, false)) text = "retry: 1000\n\n";
    for (const Change& change : changes) {
      if (may_see(api, caller, change.image_id)) text += event_of(change);
      after = change.sequence;
    }
    if (text.empty() && said.elapsed_ms() > std::chrono::duration<double, std::milli>(kHeartbeat).count())
      text = ": still here\n\n";
    if (text.empty()) return std::nullopt;
    said = Stopwatch();
    return text;
  };
  return response;
}

}  // namespace

void add_event_routes(Router& router, const Api& api) {
  router.add({.method = "GET",
              .pattern = "/api/v1/events",
              .action = "spotter:ListImages",
              .handle = [&api](const Request& request) { return get_events(api, request); }});
}

}  // namespace spotter
