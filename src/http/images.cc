// Routes of images: lists, items, bytes, thumbnails, overlays, erasing, recognising again.

#include <algorithm>
#include <charconv>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "app/erase_image.h"
#include "app/item_overflow.h"
#include "app/recognise_again.h"
#include "app/thumbnail.h"
#include "base/hash.h"
#include "http/api.h"
#include "http/image_id.h"
#include "http/item_view.h"
#include "http/problem.h"

namespace spotter {
namespace {

template <class Number>
std::optional<Number> number_in(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Result<float> confidence_in(const std::string& text) {
  const auto number = number_in<float>(text);
  if (!number || !(*number >= 0 && *number <= 100))  // so that NaN is none either
    return fail(Errc::invalid, "minConfidence must be a number from 0 to 100");
  return *number;
}

Result<ImageQuery> query_of(const Request& request) {
  ImageQuery query;
  const auto text = [&](const char* name) { return request.asked(name).value_or(""); };
  query.label = text("label");
  query.text = text("text");
  query.person = text("person");
  query.moderation = text("moderation");
  query.words = text("q");
  query.cursor = text("cursor");
  if (const auto status = request.asked("status")) {
    query.status = status_of(std::string_view(*status));
    if (!query.status)
      return fail(Errc::invalid,
                  fmt::format("status '{}' is none of queued, recognising, done, rejected, failed, erased", *status));
  }
  if (const auto least = request.asked("minConfidence")) {
    SPOTTER_ASSIGN(query.min_confidence, confidence_in(*least));
  }
  if (const auto limit = request.asked("limit")) {
    constexpr int kMost = 500;
    const auto number = number_in<int>(*limit);
    if (!number || *number < 1 || *number > kMost)
      return fail(Errc::invalid, "limit must be a whole number from 1 to 500");
    query.limit = *number;
  }
  for (const auto& [name, place] : {std::pair("from", &query.from), {"to", &query.to}}) {
    if (const auto time = request.asked(name)) {
      SPOTTER_ASSIGN(*place, from_iso8601(*time));
    }
  }
  return query;
}

Response list_images(const Api& api, const Request& request) {
  const auto query = query_of(request);
  if (!query) return problem(query.error());
  const auto page = api.ports.table.find(*query, api.deadline());
  if (!page) return problem(page.error());
  boost::json::array images;
  for (const ImageItem& item : page->items)
    images.push_back(summary_view(item));
  boost::json::object body{{"images", std::move(images)}};
  if (!page->cursor.empty()) body["cursor"] = page->cursor;
  return json_response(200, body);
}

/// The item of the path's id; tombstones count as not there.
Result<ImageItem> standing_item(const Api& api, const Request& request) {
  SPOTTER_ASSIGN(const std::string key, from_url_id(request.params.at("id")));
  SPOTTER_ASSIGN(ImageItem item, api.ports.table.get(key, api.deadline()));
  if (item.status == Status::erased)
    return fail(Errc::not_found,
                fmt::format("the image was erased{}", item.erased_at ? " on " + to_iso8601(*item.erased_at) : ""));
  return item;
}

Response get_image(const Api& api, const Request& request) {
  auto item = standing_item(api, request);
  if (!item) return problem(item.error());
  if (auto loaded = load_overflow(api.ports, *item, api.deadline()); !loaded) return problem(loaded.error());
  return json_response(200, item_view(*item));
}

/// Headers under which hostile bytes can do nothing in a browser.
void fence(Headers& headers) {
  headers["X-Content-Type-Options"] = "nosniff";
  headers["Content-Security-Policy"] = "sandbox; default-src 'none'";
  headers["Cross-Origin-Resource-Policy"] = "same-site";
}

/// Whether an If-None-Match holds this tag; weak ones compare as strong ones do, as RFC 9110 has it.
bool names_tag(std::string_view tags, std::string_view tag) {
  while (!tags.empty()) {
    const std::size_t end = std::min(tags.find(','), tags.size());
    std::string_view one = tags.substr(0, end);
    tags.remove_prefix(std::min(end + 1, tags.size()));
    while (one.starts_with(' '))
      one.remove_prefix(1);
    while (one.ends_with(' '))
      one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == "*" || one == tag) return true;
  }
  return false;
}

/// Bytes that change only under another tag; an up-to-date copy is answered with 304.
Response tagged(const Request& request, Response response, const std::string& tag) {
  response.headers["ETag"] = "\"" + tag + "\"";
  response.headers["Cache-Control"] = "private, no-cache";
  if (!names_tag(request.header("If-None-Match"), response.headers["ETag"])) return response;
  response.status = 304;
  response.body.clear();
  response.pull = nullptr;
  response.length.reset();
  return response;
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

Response image_response(const Request& request, const RenderedImage& image) {
  Response response{
      .status = 200, .headers = {{"Content-Type", image.content_type}}, .body = std::string(as_text(image.bytes))};
  fence(response.headers);
  return tagged(request, std::move(response), sha256_hex(image.bytes).substr(0, 32));
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
  add("GET", "/api/v1/images", "spotter:ListImages", list_images);
  add("GET", "/api/v1/images/{id}", "spotter:GetImage", get_image);
  add("DELETE", "/api/v1/images/{id}", "spotter:EraseImage", delete_image);
  add("GET", "/api/v1/images/{id}/content", "spotter:GetImageContent", get_content);
  add("GET", "/api/v1/images/{id}/thumbnail", "spotter:GetImageContent", get_thumbnail);
  add("GET", "/api/v1/images/{id}/overlay", "spotter:GetImageContent", get_overlay);
  add("POST", "/api/v1/images/{id}/recognise", "spotter:RecogniseImage", post_recognise);
}

}  // namespace spotter
