#pragma once
// The HTTP/1.1 server: sockets, time limits, connections. The only code with coroutines.

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/metrics.h"
#include "base/result.h"
#include "http/access.h"
#include "http/router.h"

namespace spotter {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  int max_connections = 512;
  int io_threads = 2;
  int work_threads = 16;  ///< blocking work: disk, SQLite, waiting answers
  std::chrono::seconds header_time{15};
  std::chrono::seconds body_time{60};  ///< between two pieces of a body, either way
  std::chrono::seconds idle_time{75};  ///< between two requests of a connection
  std::size_t max_small_body = 1024 * 1024;
  std::vector<std::string> origins;  ///< other web origins that may use the API (CORS)
};

/// Whether this machine alone can reach an address. Errors: invalid (it is none).
Result<bool> is_loopback_address(const std::string& address);

class Server {
 public:
  /// Binds and listens. `access`: who is asked for a key, outlives the server; null: nobody. Errors: denied (an address
  /// beyond loopback, and there are no access keys); unavailable (the address is taken).
  static Result<std::unique_ptr<Server>> listen(const ServerOptions& options, const Router& router, Metrics& metrics,
                                                const Access* access = nullptr);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  /// Serves until stop() is called.
  void run();
  /// Stops accepting; answers under way get `grace` to end.
  void stop(std::chrono::seconds grace);

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace spotter
