#pragma once
// Which code answers which path: one table of rows, matched segment by segment.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace spotter {

/// Who sees to it that a route's caller may call it.
enum class Guarded {
  by_action,  ///< the server: the caller needs the row's action, on the resource that the path names
  by_itself,  ///< the route, which asks Access
  open,       ///< nobody
};

/// One row: a method and a pattern such as `/api/v1/images/{id}`; a `{name}` matches one segment, a `{name*}` at the
/// end all that follow, slashes included, or none.
struct Route {
  std::string method;
  std::string pattern;
  std::string action;  ///< what a policy allows or denies, e.g. `spotter:GetImage`
  /// Answers a request whose body, if any, is small and was read before.
  std::function<Response(const Request&)> handle;
  /// Instead of `handle`: takes a large body as it arrives. It may refuse before a byte is read, by a null
  /// consumer and a response.
  std::function<std::pair<std::unique_ptr<BodyConsumer>, Response>(const Request&)> begin_upload;
  Guarded guarded = Guarded::by_action;
};

class Router {
 public:
  void add(Route route) { routes_.push_back(std::move(route)); }
  const std::vector<Route>& routes() const { return routes_; }

  struct Match {
    const Route* route = nullptr;
    std::vector<std::string> allowed;  ///< methods of the path, where none of its rows has the request's method
    bool known_path = false;
  };
  /// Finds the row and fills in `request.params`. GET rows answer HEAD too.
  Match match(Request& request) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace spotter
