// Routes of images: lists, items, bytes, thumbnails, overlays, erasing, recognising again.

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "app/erase_image.h"
#include "app/item_overflow.h"
#include "app/recognise_again.h"
#include "app/review_image.h"
#include "app/search_images.h"
#include "app/thumbnail.h"
#include "base/hash.h"
#include "http/api.h"
#include "http/caching.h"
#include "http/image_id.h"
#include "http/image_query.h"
#include "http/item_view.h"
#include "http/permit.h"
#include "http/problem.h"
#include "http/stored_image.h"

namespace spotter {
namespace {

Response get_images(const Api& api, const Request& request) {
  const auto query = query_of(request);
  if (!query) return problem(query.error());
  const auto page = list_images(api.ports, *query, api.deadline());
  if (!page) return problem(page.error());
  const auto reviews = reviews_of(api.ports, page->items, api.deadline());
  if (!reviews) return problem(reviews.error());
  boost::json::array images;
  for (std::size_t i = 0; i < page->items.size(); ++i)
    if (may_see(api, request, page->items[i].image_id)) images.push_back(summary_view(page->items[i], (*reviews)[i]));
  boost::json::object body{{"images", std::move(images)}};
  if (!page->cursor.empty()) body["cursor"] = page->cursor;
  return json_response(200, body);
}

Response get_image(const Api& api, const Request& request) {
  auto item = standing_item(api, request);
  if (!item) return problem(item.error());
  if (auto loaded = load_overflow(api.ports, *item, api.deadline()); !loaded) return problem(loaded.error());
  const auto reviews = reviews_of(api.ports, {*item}, api.deadline());
  if (!reviews) return problem(reviews.error());
  return json_response(200, item_view(*item, reviews->front()));
}

Response get_content(const Api& api, const Request& request) {
  const auto item = standing_item(api, request);
  if (!item) return problem(item.error());
  auto reader = api.ports.store.get(item->image_id, api.deadline());
  if (!reader) return problem(reader.error());
  const ObjectInfo info = (*reader)->info();
  Response response{.status = 200, .headers = {{"Content-Type", info.content_type}}};
  fence(response.headers);
  const bool image = info.content_type.starts_with("image/") && info.content_type != "image/svg+xml";
  response.headers["Content-Disposition"] = image ? "inline" : "attachment";
  response.length = static_cast<std::uint64_t>(info.bytes);
  response.pull = [reader = std::shared_ptr<ObjectReader>(std::move(*reader)),
                   at = std::uint64_t{0}]() mutable -> Result<std::optional<std::string>> {
    constexpr std::size_t kPiece = 256 * 1024;
    SPOTTER_ASSIGN(const Bytes piece, reader->read(at, kPiece));
    at += piece.size();
    return std::string(as_text(piece));
  };
  return tagged(request, std::move(response), info.e_tag);
}

Response get_thumbnail(const Api& api, const Request& request) {
  const auto item = standing_item(api, request);
  if (!item) return problem(item.error());
  const int asked = number_in<int>(request.asked("width").value_or("400")).value_or(0);
  if (asked < 1) return problem(422, "Not acceptable as it is", "width must be a whole number of pixels");
  const auto& widths = api.options.thumbnail_widths;
  const auto fit = std::ranges::find_if(widths, [&](int width) { return width >= asked; });
  const auto image = thumbnail(api.ports, api.decoder, api.options.decode, *item,
                               fit == widths.end() ? widths.back() : *fit, api.deadline());
  return image ? image_response(request, *image) : problem(image.error());
}

Response get_overlay(const Api& api, const Request& request) {
  auto item = standing_item(api, request);
  if (!item) return problem(item.error());
  const auto least = confidence_in(request.asked("minConfidence").value_or("55"));
  if (!least) return problem(least.error());
  if (auto loaded = load_overflow(api.ports, *item, api.deadline()); !loaded) return problem(loaded.error());
  const auto image = overlay(api.ports, api.decoder, api.options.decode, *item, *least, api.deadline());
  return image ? image_response(request, *image) : problem(image.error());
}

Response delete_image(const Api& api, const Request& request) {
  const auto key = from_url_id(request.params.at("id"));
  if (!key) return problem(key.error());
  const auto receipt = erase_image(api.ports, *key, api.deadline());
  if (!receipt) return problem(receipt.error());
  boost::json::array places;
  for (const ErasedPlace& place : receipt->places)
    places.push_back(boost::json::object{{"place", place.place}, {"outcome", place.outcome}});
  return json_response(200, boost::json::object{{"id", to_url_id(receipt->image_id)},
                                                {"imageId", receipt->image_id},
                                                {"status", "erased"},
                                                {"erasedAt", to_iso8601(receipt->erased_at)},
                                                {"places", std::move(places)}});
}

Response post_recognise(const Api& api, const Request& request) {
  const auto key = from_url_id(request.params.at("id"));
  if (!key) return problem(key.error());
  const auto item = recognise_again(api.ports, *key, api.deadline());
  if (!item) return problem(item.error());
  Response response = json_response(202, summary_view(*item));
  response.headers["Location"] = location_of(*item);
  return response;
}

}  // namespace

void add_image_routes(Router& router, const Api& api) {
  const auto add = [&](const char* method, const char* pattern, const char* action,
                       Response (*handle)(const Api&, const Request&)) {
    add_row(router, api, method, pattern, action, handle);
  };
  add("GET", "/api/v1/images", "spotter:ListImages", get_images);
  add("GET", "/api/v1/images/{id}", "spotter:GetImage", get_image);
  add("DELETE", "/api/v1/images/{id}", "spotter:EraseImage", delete_image);
  add("GET", "/api/v1/images/{id}/content", "spotter:GetImageContent", get_content);
  add("GET", "/api/v1/images/{id}/thumbnail", "spotter:GetImageContent", get_thumbnail);
  add("GET", "/api/v1/images/{id}/overlay", "spotter:GetImageContent", get_overlay);
  add("POST", "/api/v1/images/{id}/recognise", "spotter:RecogniseImage", post_recognise);
}

}  // namespace spotter
