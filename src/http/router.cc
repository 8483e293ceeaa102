#include "http/router.h"

#include <algorithm>
#include <optional>
#include <span>

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

/// `{name*}`
bool is_rest(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with("*}");
}

std::string_view name_of(std::string_view param) {
  return param.substr(1, param.size() - 2);
}

/// The segments as they are in the path, decoded; nothing where an escape is broken.
std::optional<std::string> joined(std::span<const std::string_view> segments) {
  std::string path;
  for (const std::string_view segment : segments)
    path += (path.empty() ? "" : "/") + std::string(segment);
  return percent_decode(path);
}

bool fits(const std::vector<std::string_view>& path, std::string_view pattern,
          std::map<std::string, std::string>& params) {
  const auto wanted = segments_of(pattern);
  params.clear();
  const bool open_ended = !wanted.empty() && is_rest(wanted.back());
  const std::size_t fixed = open_ended ? wanted.size() - 1 : wanted.size();
  if (open_ended ? path.size() < fixed : path.size() != fixed) return false;
  if (open_ended) {
    auto rest = joined(std::span(path).subspan(fixed));
    if (!rest) return false;
    params[std::string(name_of(wanted.back()))] = std::move(*rest);
  }
  for (std::size_t i = 0; i < fixed; ++i) {
    if (!is_param(wanted[i])) {
      if (wanted[i] != path[i]) return false;
      continue;
    }
    auto value = percent_decode(path[i]);
    if (!value || value->empty()) return false;
    params[std::string(name_of(wanted[i]))] = std::move(*value);
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
