#include "http/api.h"

namespace spotter {

Router make_router(const Api& api) {
  Router router;
  add_upload_routes(router, api);
  add_image_routes(router, api);
  add_people_routes(router, api);
  add_inbox_routes(router, api);
  add_event_routes(router, api);
  add_service_routes(router, api);
  return router;
}

}  // namespace spotter
