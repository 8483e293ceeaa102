#include "http/router.h"

#include <algorithm>

#include "base/encoding.h"

namespace spotter {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_param(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}

bool fits(const std::vector<std::string_view>& path, std::string_view pattern,
          std::map<std::string, std::string>& params) {
  const auto wanted = segments_of(pattern);
  if (wanted.size() != path.size()) return false;
  params.clear();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!is_param(wanted[i])) {
      if (wanted[i] != path[i]) return false;
      continue;
    }
    auto value = percent_decode(path[i]);
    if (!value || value->empty()) return false;
    params[std::string(wanted[i].substr(1, wanted[i].size() - 2))] = std::move(*value);
  }
  return true;
}

}  // namespace

Router::Match Router::match(Request& request) const {
  const auto path = segments_of(request.path);
  Match match;
  for (const Route& route : routes_) {
    std::map<std::string, std::string> params;
    if (!fits(path, route.pattern, params)) continue;
    match.known_path = true;
    if (route.method == request.method || (request.method == "HEAD" && route.method == "GET")) {
      request.params = std::move(params);
      match.route = &route;
      return match;
    }
    match.allowed.push_back(route.method);
  }
  return match;
}

}  // namespace spotter
