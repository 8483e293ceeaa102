#include "http/stored_image.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "http/caching.h"
#include "http/image_id.h"

namespace spotter {

Result<ImageItem> standing_item(const Api& api, const Request& request) {
  SPOTTER_ASSIGN(const std::string key, from_url_id(request.params.at("id")));
  SPOTTER_ASSIGN(ImageItem item, api.ports.table.get(key, api.deadline()));
  if (item.status == Status::erased)
    return fail(Errc::not_found,
                fmt::format("the image was erased{}", item.erased_at ? " on " + to_iso8601(*item.erased_at) : ""));
  return item;
}

void fence(Headers& headers) {
  headers["X-Content-Type-Options"] = "nosniff";
  headers["Content-Security-Policy"] = "sandbox; default-src 'none'";
  headers["Cross-Origin-Resource-Policy"] = "same-site";
}

Response image_response(const Request& request, const RenderedImage& image) {
  Response response{
      .status = 200, .headers = {{"Content-Type", image.content_type}}, .body = std::string(as_text(image.bytes))};
  fence(response.headers);
  return tagged(request, std::move(response), sha256_hex(image.bytes).substr(0, 32));
}

}  // namespace spotter
