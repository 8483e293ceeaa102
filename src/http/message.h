#pragma once
// Requests and answers as the routes see them: no sockets, no coroutines.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/principal.h"
#include "base/bytes.h"
#include "base/result.h"

namespace spotter {

struct LessIgnoringCase {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};
using Headers = std::map<std::string, std::string, LessIgnoringCase>;

/// How a request shows whose it is.
enum class Credential { none, signature, bearer, cookie };

struct Request {
  std::string method;
  std::string target;                         ///< as it was sent
  std::string path;                           ///< without query, still escaped
  std::map<std::string, std::string> query;   ///< decoded; of a repeated name the last value
  std::map<std::string, std::string> params;  ///< what the route's `{name}` segments matched, decoded
  Headers headers;
  std::string body;  ///< of routes with a small body
  std::optional<std::uint64_t> content_length;
  bool has_body = false;                                    ///< one follows, however long
  std::vector<std::pair<std::string, std::string>> fields;  ///< the headers as sent: in order, repeated where they were
  std::string peer;                                         ///< the client's IP address
  /// Who asks, of routes that are guarded by their action; of others nobody, who may do nothing.
  Principal principal = nobody();
  Credential credential = Credential::none;

  std::string_view header(std::string_view name) const;
  /// A query value, or nothing.
  std::optional<std::string> asked(const std::string& name) const;
};

/// Gives the next piece of a body that is made bit by bit; nothing: not yet, ask again soon. An empty piece
/// ends the body.
using PullBody = std::function<Result<std::optional<std::string>>()>;

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  /// A body of `length` bytes that is read in pieces, instead of `body`.
  PullBody pull;
  std::optional<std::uint64_t> length;
  /// An answer that isn't there yet: asked again until it gives one. The rest of this Response is ignored.
  std::function<std::optional<Response>()> later;
};

/// Takes a request's body as it arrives, then answers. Its functions may block.
class BodyConsumer {
 public:
  virtual ~BodyConsumer() = default;
  /// An error is answered at once and the rest of the body is not read.
  virtual std::optional<Response> consume(BytesView piece) = 0;
  virtual Response finish() = 0;
};

/// Parses a target into path and query. invalid where escapes are broken.
Result<void> set_target(Request& request, std::string_view target);

}  // namespace spotter
