#include "http/server.h"

#include <atomic>
#include <thread>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/clock.h"
#include "base/ids.h"
#include "base/log.h"
#include "http/admission.h"
#include "http/aws_error.h"
#include "http/guard.h"
#include "http/offload.h"
#include "http/parsed.h"
#include "http/problem.h"

namespace spotter {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace {

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kPiece = 64 * 1024;
constexpr std::chrono::milliseconds kAskAgain{50};
constexpr std::chrono::seconds kLinger{5};

/// Counts while it lives.
class Counted {
 public:
  explicit Counted(std::atomic<int>& number) : number_(number) { ++number_; }
  ~Counted() { --number_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

 private:
  std::atomic<int>& number_;
};

/// Other machines may reach a server with keys, which goes on to ask for them should they all be revoked.
bool may_be_reached(const Access* access) {
  return access != nullptr && access->options().always_ask && access->any_key();
}

}  // namespace

struct Server::Impl {
  ServerOptions options;
  const Router& router;
  Metrics& metrics;
  Admission admission;
  SystemClock clock;
  SystemIds ids{clock};
  asio::io_context io;
  asio::thread_pool pool;
  tcp::acceptor acceptor;
  std::atomic<int> connections = 0;
  std::atomic<int> answering = 0;  ///< requests that were read and not yet answered
  std::atomic<bool> stopping = false;

  Impl(const ServerOptions& given, const Router& table, Metrics& counters, const Access* access)
      : options(given),
        router(table),
        metrics(counters),
        admission(access, {.origins = given.origins}),
        io(given.io_threads),
        pool(static_cast<std::size_t>(given.work_threads)),
        acceptor(io) {}

  asio::awaitable<void> accept();
  asio::awaitable<void> serve(tcp::socket socket);
  asio::awaitable<bool> serve_one(beast::tcp_stream& stream, beast::flat_buffer& buffer, bool first);
  asio::awaitable<Response> answer(beast::tcp_stream& stream, beast::flat_buffer& buffer, Parser& parser,
                                   Request& request, std::string& route_name, bool& body_read);
  asio::awaitable<Response> run_route(beast::tcp_stream& stream, beast::flat_buffer& buffer, Parser& parser,
                                      const Request& request, const Route& route, const Pending& pending,
                                      bool& body_read);
  asio::awaitable<std::optional<Response>> read_body(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                                     Parser& parser, BodyConsumer& consumer);
  asio::awaitable<bool> send(beast::tcp_stream& stream, Response& response, bool head, bool keep_alive,
                             unsigned version);
  asio::awaitable<bool> send_pulled(beast::tcp_stream& stream, http::response<http::buffer_body>& message,
                                    const PullBody& pull, bool head);
  asio::awaitable<void> refuse_unread(beast::tcp_stream& stream, Response response);
  asio::awaitable<void> linger(beast::tcp_stream& stream);
  asio::awaitable<void> pause(std::chrono::milliseconds span);
};

asio::awaitable<void> Server::Impl::pause(std::chrono::milliseconds span) {
  asio::steady_timer timer(co_await asio::this_coro::executor, span);
  co_await timer.async_wait(kTuple);
}

asio::awaitable<void> Server::Impl::accept() {
  while (!stopping) {
    // Each connection has a strand of its own, so that nothing of it runs on two threads at once.
    const auto strand = asio::make_strand(io);
    auto [error, socket] = co_await acceptor.async_accept(strand, kTuple);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      log::warn("a connection can't be accepted: {}", error.message());
      co_await pause(std::chrono::milliseconds(100));
      continue;
    }
    asio::co_spawn(strand, serve(tcp::socket(std::move(socket))), asio::detached);
  }
}

asio::awaitable<void> Server::Impl::serve(tcp::socket socket) {
  std::optional<Counted> count(std::in_place, connections);
  const bool crowded = connections > options.max_connections;
  beast::tcp_stream stream(std::move(socket));
  boost::system::error_code ignored;
  stream.socket().set_option(tcp::no_delay(true), ignored);
  try {
    if (crowded) {
      count.reset();
      co_await refuse_unread(
          stream, problem(503, "Not available at the moment",
                          fmt::format("{} connections are open, which is the limit", options.max_connections)));
      co_return;
    }
    beast::flat_buffer buffer;
    bool first = true;
    while (!stopping && co_await serve_one(stream, buffer, first))
      first = false;
  } catch (const std::exception& error) {
    log::error("a connection ended by an exception: {}", error.what());
  }
  stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
}

/// One request and its answer; false: the connection is to be closed.
asio::awaitable<bool> Server::Impl::serve_one(beast::tcp_stream& stream, beast::flat_buffer& buffer, bool first) {
  constexpr std::uint32_t kMaxHeaders = 64 * 1024;
  Parser parser;
  parser.header_limit(kMaxHeaders);
  parser.body_limit(boost::none);
  stream.expires_after(first ? options.header_time : options.idle_time);
  const auto [error, bytes] = co_await http::async_read_header(stream, buffer, parser, kTuple);
  if (error == http::error::header_limit) {
    co_await refuse_unread(stream, problem(431, "Too large", "the request's headers have more than 64 KiB"));
    co_return false;
  }
  if (error && error.category() == http::make_error_code(http::error::bad_method).category() &&
      error != http::error::end_of_stream && error != http::error::partial_message) {
    co_await refuse_unread(stream, problem(400, "Not HTTP", "the request can't be read: " + error.message()));
    co_return false;
  }
  if (error) co_return false;

  const Counted counted(answering);
  const Stopwatch watch;
  Request request = request_of(parser, peer_of(stream.socket()));
  request.has_body = has_body(parser);
  std::string route_name = "none";
  bool body_read = !has_body(parser);
  Response response = co_await answer(stream, buffer, parser, request, route_name, body_read);
  while (response.later) {
    auto settled = co_await offload(pool, [&] { return response.later(); });
    if (settled) {
      response = std::move(*settled);
    } else {
      co_await pause(kAskAgain);
    }
  }
  if (speaks_aws_json(request)) response = as_aws_error(std::move(response), ids.uuid7());
  allow_origin(request, admission.guard(), response);
  const bool keep_alive = parser.get().keep_alive() && body_read && !stopping;
  const int status = response.status;
  const bool sent = co_await send(stream, response, request.method == "HEAD", keep_alive, parser.get().version());
  metrics.count_request(route_name, counted_method(parser), status, watch.elapsed_ms() / 1000);
  log::debug("{} {} {} {:.1f} ms", request.method, request.path, status, watch.elapsed_ms());
  if (sent && !body_read) co_await linger(stream);
  co_return sent&& keep_alive;
}

/// Answers what was not read to its end; the connection can't go on afterwards.
asio::awaitable<void> Server::Impl::refuse_unread(beast::tcp_stream& stream, Response response) {
  if (co_await send(stream, response, false, false, 11)) co_await linger(stream);
}

/// The client may still be sending: closing at once could take the answer away from it.
asio::awaitable<void> Server::Impl::linger(beast::tcp_stream& stream) {
  boost::system::error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream.expires_after(kLinger);
  std::vector<char> rest(kPiece);
  while (!stopping) {
    const auto [ended, got] = co_await stream.async_read_some(asio::buffer(rest), kTuple);
    if (ended) break;
  }
}

asio::awaitable<Response> Server::Impl::answer(beast::tcp_stream& stream, beast::flat_buffer& buffer, Parser& parser,
                                               Request& request, std::string& route_name, bool& body_read) {
  if (has_unknown_coding(parser))
    co_return problem(501, "Not HTTP", "no transfer coding but 'chunked' is understood here");
  if (auto parsed = set_target(request, std::string(parser.get().target())); !parsed)
    co_return problem(400, "Not HTTP", parsed.error().detail);
  const Router::Match match = router.match(request);
  auto admitted = co_await offload(pool, [&] { return admission.admit(request, match.route); });
  if (!admitted) co_return std::move(admitted.error());
  if (!match.known_path)
    co_return problem(404, "Not found",
                      fmt::format("there is nothing at {}; /openapi.json lists the routes", request.path));
  if (match.route == nullptr && request.method == "OPTIONS") co_return preflight(request, match.allowed);
  if (match.route == nullptr) {
    Response response =
        problem(405, "Method not allowed", fmt::format("{} answers {}", request.path, fmt::join(match.allowed, ", ")));
    response.headers["Allow"] = fmt::format("{}", fmt::join(match.allowed, ", "));
    co_return response;
  }
  route_name = match.route->pattern;
  co_return co_await run_route(stream, buffer, parser, request, *match.route, *admitted, body_read);
}

asio::awaitable<Response> Server::Impl::run_route(beast::tcp_stream& stream, beast::flat_buffer& buffer, Parser& parser,
                                                  const Request& request, const Route& route, const Pending& pending,
                                                  bool& body_read) {
  /// Keeps a small body whole and gives it to the route's function.
  class SmallBody final : public BodyConsumer {
   public:
    SmallBody(const Route& route, Request request, std::size_t limit)
        : route_(route), request_(std::move(request)), limit_(limit) {}
    std::optional<Response> consume(BytesView piece) override {
      if (request_.body.size() + piece.size() > limit_)
        return problem(413, "Too large", fmt::format("the body may have at most {} bytes here", limit_));
      request_.body.append(as_text(piece));
      return std::nullopt;
    }
    Response finish() override { return route_.handle(request_); }

   private:
    const Route& route_;
    Request request_;
    std::size_t limit_;
  };

  std::unique_ptr<BodyConsumer> consumer;
  if (route.begin_upload) {
    auto [begun, refusal] = co_await offload(pool, [&] { return route.begin_upload(request); });
    if (!begun) co_return std::move(refusal);
    consumer = std::move(begun);
  } else {
    consumer = std::make_unique<SmallBody>(route, request, options.max_small_body);
  }
  consumer = admission.confirming(std::move(consumer), request, route, pending);
  if (!body_read) {
    if (beast::iequals(request.header("Expect"), "100-continue")) {
      constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      co_await asio::async_write(stream, asio::buffer(kContinue), kTuple);
    }
    if (auto refusal = co_await read_body(stream, buffer, parser, *consumer)) co_return std::move(*refusal);
    body_read = true;
  }
  co_return co_await offload(pool, [&] { return consumer->finish(); });
}

/// Reads the body piece by piece into the consumer; its refusal, or nothing.
asio::awaitable<std::optional<Response>> Server::Impl::read_body(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                                                 Parser& parser, BodyConsumer& consumer) {
  std::vector<std::uint8_t> piece(kPiece);
  buffer.reserve(kPiece);  // as much is read at once as it has room for
  while (!parser.is_done()) {
    auto& body = parser.get().body();
    body.data = piece.data();
    body.size = piece.size();
    stream.expires_after(options.body_time);
    // What has come, not a whole piece: a refusal need not wait for more.
    const auto [error, bytes] = co_await http::async_read_some(stream, buffer, parser, kTuple);
    if (error && error != http::error::need_buffer) {
      if (error == beast::error::timeout)
        co_return problem(408, "Took too long",
                          fmt::format("no part of the body came for {} s", options.body_time.count()));
      co_return problem(400, "Not HTTP", "the body ended early: " + error.message());
    }
    const std::size_t got = piece.size() - body.size;
    if (got == 0) continue;
    auto refusal = co_await offload(pool, [&] { return consumer.consume({piece.data(), got}); });
    if (refusal) co_return refusal;
  }
  co_return std::nullopt;
}

asio::awaitable<bool> Server::Impl::send(beast::tcp_stream& stream, Response& response, bool head, bool keep_alive,
                                         unsigned version) {
  stream.expires_after(options.body_time);
  const auto set_headers = [&](auto& message) {
    for (const auto& [name, value] : response.headers)
      message.set(name, value);
    message.set(http::field::server, "spotter");
    // SDKs set their clock by it where a signature was refused for its time.
    message.set(http::field::date, http_date(clock.now()));
    message.keep_alive(keep_alive);
  };
  if (response.pull) {
    http::response<http::buffer_body> message(static_cast<http::status>(response.status), version);
    set_headers(message);
    if (response.length) {
      message.content_length(*response.length);
    } else {
      message.chunked(true);
    }
    const bool sent = co_await send_pulled(stream, message, response.pull, head);
    co_return sent;
  }
  http::response<http::string_body> message(static_cast<http::status>(response.status), version);
  set_headers(message);
  message.body() = std::move(response.body);
  if (response.status != 304 && response.status != 204) message.prepare_payload();
  if (head) {
    http::response_serializer<http::string_body> serializer(message);
    const auto [error, bytes] = co_await http::async_write_header(stream, serializer, kTuple);
    co_return !error;
  }
  const auto [error, bytes] = co_await http::async_write(stream, message, kTuple);
  co_return !error;
}

asio::awaitable<bool> Server::Impl::send_pulled(beast::tcp_stream& stream, http::response<http::buffer_body>& message,
                                                const PullBody& pull, bool head) {
  message.body().data = nullptr;
  message.body().more = true;
  http::response_serializer<http::buffer_body> serializer(message);
  if (const auto [error, bytes] = co_await http::async_write_header(stream, serializer, kTuple); error) co_return false;
  if (head) co_return true;
  while (!serializer.is_done()) {
    auto piece = co_await offload(pool, [&pull] { return pull(); });  // by reference: it remembers how far it is
    if (!piece) {
      log::warn("a body can't be sent to its end: {}", piece.error().detail);
      co_return false;
    }
    if (!*piece && !stopping) {
      co_await pause(4 * kAskAgain);
      continue;
    }
    const bool last = !*piece || (*piece)->empty();
    message.body().data = last ? nullptr : (*piece)->data();
    message.body().size = last ? 0 : (*piece)->size();
    message.body().more = !last;
    stream.expires_after(options.body_time);
    const auto [error, bytes] = co_await http::async_write(stream, serializer, kTuple);
    if (error && error != http::error::need_buffer) co_return false;
  }
  co_return true;
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<bool> is_loopback_address(const std::string& address) {
  SPOTTER_ASSIGN(const auto parsed, parse_address(address));
  return parsed.is_loopback();
}

Result<std::unique_ptr<Server>> Server::listen(const ServerOptions& options, const Router& router, Metrics& metrics,
                                               const Access* access) {
  SPOTTER_ASSIGN(const auto address, parse_address(options.address));
  if (!address.is_loopback() && !may_be_reached(access))
    return fail(Errc::denied,
                fmt::format("{} can be reached from other machines, and this server has no access keys; make one with "
                            "`spotter keys create`, or listen on 127.0.0.1",
                            options.address));
  auto impl = std::make_unique<Impl>(options, router, metrics, access);
  boost::system::error_code error;
  const tcp::endpoint endpoint(address, options.port);
  impl->acceptor.open(endpoint.protocol());
  impl->acceptor.set_option(asio::socket_base::reuse_address(true));
  impl->acceptor.bind(endpoint, error);
  if (!error) impl->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    return fail(Errc::unavailable,
                fmt::format("can't listen on {}:{}: {}; is another server running there? --listen chooses another port",
                            options.address, options.port, error.message()));
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const {
  return impl_->acceptor.local_endpoint().port();
}

void Server::run() {
  asio::co_spawn(impl_->io, impl_->accept(), asio::detached);
  std::vector<std::jthread> threads;
  for (int i = 1; i < impl_->options.io_threads; ++i)
    threads.emplace_back([this] { impl_->io.run(); });
  impl_->io.run();
  threads.clear();
  impl_->pool.join();
}

void Server::stop(std::chrono::seconds grace) {
  impl_->stopping = true;
  asio::post(impl_->io, [this] {
    boost::system::error_code ignored;
    impl_->acceptor.close(ignored);
  });
  const Deadline deadline = Deadline::after(grace);
  while (impl_->answering > 0 && !deadline.expired())
    std::this_thread::sleep_for(kAskAgain);
  impl_->io.stop();
}

}  // namespace spotter
