// The web page: its files are in the program, under `/app/`. Paths without a file get the page itself, which shows
// the view of that name.

#include "http/page.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "http/api.h"
#include "http/caching.h"
#include "http/problem.h"

namespace spotter {
namespace {

constexpr std::string_view kIndex = "index.html";
/// Names in here hold a hash of their content.
constexpr std::string_view kAssets = "assets/";

/// What the page may do: nothing that comes from elsewhere, no inline script or style. Pictures chosen for upload
/// are shown as `blob:`.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::string_view type_of(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kTypes = {
      {{".html", "text/html; charset=utf-8"},
       {".js", "text/javascript; charset=utf-8"},
       {".css", "text/css; charset=utf-8"},
       {".json", "application/json"},
       {".svg", "image/svg+xml"},
       {".woff2", "font/woff2"}}};
  const auto* const found = std::ranges::find_if(kTypes, [&](const auto& type) { return path.ends_with(type.first); });
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

const PageFile* file_at(std::string_view path) {
  const auto files = page_files();
  const auto found = std::ranges::find(files, path, &PageFile::path);
  return found == files.end() ? nullptr : &*found;
}

bool takes_gzip(const Request& request) {
  return request.header("Accept-Encoding").find("gzip") != std::string_view::npos;
}

Response answer(const Request& request, const PageFile& file) {
  const bool small = takes_gzip(request);
  Response response{.status = 200,
                    .headers = {{"Content-Type", std::string(type_of(file.path))},
                                {"Vary", "Accept-Encoding"},
                                {"X-Content-Type-Options", "nosniff"},
                                {"Referrer-Policy", "no-referrer"},
                                {"Cross-Origin-Opener-Policy", "same-origin"},
                                {"Permissions-Policy", "camera=(self), microphone=(), geolocation=()"},
                                {"Content-Security-Policy", kPolicy}},
                    .body = std::string(as_text(small ? file.gzip : file.bytes))};
  if (small) response.headers["Content-Encoding"] = "gzip";
  const std::string tag = sha256_hex(file.bytes).substr(0, 32) + (small ? "-gzip" : "");
  return tagged(request, std::move(response), tag,
                file.path.starts_with(kAssets) ? "public, max-age=31536000, immutable" : "no-cache");
}

Response get_page(const Api& /*api*/, const Request& request) {
  const std::string& path = request.params.at("path*");
  if (const PageFile* file = file_at(path)) return answer(request, *file);
  if (path.starts_with(kAssets))
    return problem(404, "Not found", "the page has no file " + path + "; reload it, it may have been renewed");
  return answer(request, *file_at(kIndex));
}

Response get_root(const Api& /*api*/, const Request& /*request*/) {
  return {.status = 302, .headers = {{"Location", "/app/"}}, .body = {}};
}

}  // namespace

void add_page_routes(Router& router, const Api& api) {
  add_row(router, api, "GET", "/", "", get_root);
  add_row(router, api, "GET", "/app/{path*}", "", get_page);
}

}  // namespace spotter
