// Routes of the inbox: what failed, at which stage and why; retry or skip.

#include "app/inbox.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "http/api.h"
#include "http/image_id.h"
#include "http/permit.h"
#include "http/problem.h"

namespace spotter {
namespace {

Response get_inbox(const Api& api, const Request& request) {
  constexpr int kPage = 100;
  const auto page = list_inbox(api.ports, kPage, request.asked("cursor").value_or(""), api.deadline());
  if (!page) return problem(page.error());
  boost::json::array entries;
  for (const InboxEntry& entry : page->entries) {
    if (!may_see(api, request, entry.image_id)) continue;
    entries.push_back(boost::json::object{{"id", to_url_id(entry.image_id)},
                                          {"imageId", entry.image_id},
                                          {"stage", entry.stage},
                                          {"code", entry.code},
                                          {"detail", entry.detail},
                                          {"errors", entry.errors},
                                          {"crashes", entry.crashes},
                                          {"since", to_iso8601(entry.since)}});
  }
  boost::json::object body{{"entries", std::move(entries)}};
  if (!page->cursor.empty()) body["cursor"] = page->cursor;
  return json_response(200, body);
}

Response settle(const Api& api, const Request& request,
                Result<void> (*how)(const Ports&, const std::string&, Deadline)) {
  const auto key = from_url_id(request.params.at("id"));
  if (!key) return problem(key.error());
  const auto done = how(api.ports, *key, api.deadline());
  return done ? Response{.status = 204} : problem(done.error());
}

}  // namespace

void add_inbox_routes(Router& router, const Api& api) {
  router.add({.method = "GET",
              .pattern = "/api/v1/inbox",
              .action = "spotter:ListInbox",
              .handle = [&api](const Request& request) { return get_inbox(api, request); }});
  router.add({.method = "POST",
              .pattern = "/api/v1/inbox/{id}/retry",
              .action = "spotter:RecogniseImage",
              .handle = [&api](const Request& request) { return settle(api, request, retry_from_inbox); }});
  router.add({.method = "POST",
              .pattern = "/api/v1/inbox/{id}/skip",
              .action = "spotter:SkipImage",
              .handle = [&api](const Request& request) { return settle(api, request, skip_in_inbox); }});
}

}  // namespace spotter
