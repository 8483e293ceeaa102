#include "http/caching.h"

#include <algorithm>
#include <string_view>

namespace spotter {
namespace {

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

}  // namespace

Response tagged(const Request& request, Response response, const std::string& tag, const std::string& cache_control) {
  response.headers["ETag"] = "\"" + tag + "\"";
  response.headers["Cache-Control"] = cache_control;
  if (!names_tag(request.header("If-None-Match"), response.headers["ETag"])) return response;
  response.status = 304;
  response.body.clear();
  response.pull = nullptr;
  response.length.reset();
  return response;
}

Response not_kept(Response response) {
  response.headers["Cache-Control"] = "no-store";
  return response;
}

}  // namespace spotter
