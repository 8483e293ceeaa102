#include "http/api.h"

namespace spotter {

void add_row(Router& router, const Api& api, std::string method, std::string pattern, std::string action,
             Response (*handle)(const Api&, const Request&)) {
  const Guarded guarded = action.empty() ? Guarded::open : Guarded::by_action;
  router.add({.method = std::move(method),
              .pattern = std::move(pattern),
              .action = std::move(action),
              .handle = [&api, handle](const Request& request) { return handle(api, request); },
              .guarded = guarded});
}

Router make_router(const Api& api) {
  Router router;
  add_upload_routes(router, api);
  add_image_routes(router, api);
  add_face_routes(router, api);
  add_library_routes(router, api);
  add_review_routes(router, api);
  add_people_routes(router, api);
  add_inbox_routes(router, api);
  add_event_routes(router, api);
  add_session_routes(router, api);
  add_key_routes(router, api);
  add_service_routes(router, api);
  add_page_routes(router, api);
  add_aws_routes(router, api);
  return router;
}

}  // namespace spotter
