#pragma once
// The whole HTTP side over a small world in memory: real routes, real sockets on a free port, a real decoder; what
// recognisers find is told by the test, and nothing is recognised until the test says so.

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include "app/indexed_face_search.h"
#include "app/world.h"
#include "base/metrics.h"
#include "http/api.h"
#include "http/client.h"
#include "http/server.h"
#include "imaging/decoder.h"

namespace spotter::testing {

/// Finds what the test says, whatever the bytes are; keeps what was asked for.
class FakeRecogniseNow final : public RecogniseNow {
 public:
  Result<Findings> recognise(BytesView image, const DecodeLimits& limits, const Asked& asked,
                             Deadline /*deadline*/) const override {
    const std::scoped_lock lock(mutex_);
    asked_for.push_back(asked);
    images.emplace_back(as_text(image));
    last_limits = limits;
    if (error) return fail(*error);
    if (finds_in) return finds_in(image);
    return finds;
  }
  bool full() const override { return is_full; }

  Findings finds;
  std::function<Findings(BytesView)> finds_in;  ///< where what is found depends on the picture
  std::optional<Error> error;
  std::atomic<bool> is_full = false;

  mutable std::vector<Asked> asked_for;  ///< of each call
  mutable std::vector<std::string> images;
  mutable DecodeLimits last_limits;

 private:
  mutable std::mutex mutex_;
};

struct FakeEngine final : EngineView {
  Readiness readiness() const override { return state; }
  const FaceReader* face_reader() const override { return state.ready ? reader : nullptr; }
  const FaceMatching* face_matching() const override { return state.ready ? &matching : nullptr; }
  const RecogniseNow* recognise_now() const override { return state.ready ? &now : nullptr; }
  boost::json::value models() const override {
    boost::json::array list;
    if (state.ready) list.push_back(boost::json::object{{"name", "model"}, {"slot", "objects"}});
    return list;
  }

  Readiness state{.ready = true, .reason = ""};
  const FaceReader* reader = nullptr;
  FakeRecogniseNow now;
  FaceMatching matching{.scale = {.parts = {{.mean = 0, .deviation = 1}}, .curve = {{0, 0}, {1, 100}}},
                        .models = "embedding",
                        .least_similarity = 80};
};

/// Bytes of a small JPEG, others for each seed.
inline std::string picture(int seed = 0) {
  return std::string(as_text(made_jpeg(64, 48, seed)));
}

class Service {
 public:
  explicit Service(const ApiOptions& options = {}, ServerOptions server_options = {}, ObjectStore* store = nullptr)
      : api{.ports = ports_with(store),
            .decoder = decoder,
            .engine = engine,
            .metrics = metrics,
            .access = access,
            .face_search = face_search,
            .options = options},
        router(make_router(api)) {
    engine.reader = &reader;
    faces.finds = [](Findings& findings) {
      findings.face_details.push_back({.bounding_box = {.width = 0.5F, .height = 0.5F}, .confidence = 90});
      findings.face_vectors.push_back({.parts = {{0.5F}}});
    };
    server_options.port = 0;
    server = std::move(*Server::listen(server_options, router, metrics, &access));
    thread = std::jthread([this] { server->run(); });
  }
  ~Service() { stop(); }
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// Ends what is begun, then the server.
  void stop() {
    if (!thread.joinable()) return;
    server->stop(std::chrono::seconds(20));
    thread.join();
  }

  Client client() { return Client(server->port()); }
  Answer get(std::string_view target, Headers headers = {}) { return client().get(target, std::move(headers)); }
  Answer post(std::string_view target, std::string_view body = "", Headers headers = {}) {
    return client().post(target, body, std::move(headers));
  }
  Answer erase(std::string_view target) { return client().ask("DELETE", target); }

  /// Uploads a picture; its path.
  std::string uploaded(const std::string& bytes = picture()) { return post("/upload", bytes).text("location"); }

  /// Recognises what comes within `wait`, and then all that is left, however long pauses are.
  void recognise(std::chrono::milliseconds wait = std::chrono::milliseconds(0)) {
    const RecogniseImage worker(api.ports, setup, {});
    ASSERT_TRUE(relay_pending(world.store, world.queue, wait));
    for (int round = 0; round < 200; ++round) {
      while (const auto lease = *world.queue.receive(std::chrono::seconds(30), std::chrono::milliseconds(0))) {
        const Handled handled = worker.handle(lease->event, soon());
        if (handled.what == Handled::What::acknowledge) {
          ASSERT_TRUE(world.queue.acknowledge(*lease, soon()));
        } else {
          ASSERT_TRUE(world.queue.release(*lease, handled.pause, soon()));
        }
      }
      if (world.queue.depth(soon())->waiting == 0) return;
      world.clock.advance(std::chrono::minutes(2));
    }
    FAIL() << "the queue does not come to rest";
  }

  World world;
  VipsDecoder decoder;
  FakeRecogniser faces{"faces"};
  FaceReader reader{decoder, faces, "embedding"};
  FakeEngine engine;
  Metrics metrics;
  IndexedFaceSearch face_search{world.collections};
  Access access{world.ports(), {.placeholders = {.bucket = "uploads", .account_id = "000000000000"}}};
  RecognitionSetup setup{.recognisers = world.recognisers,
                         .decoder = decoder,
                         .models = {{"model", "hash"}},
                         .embeddings = "embedding",
                         .settings = ""};
  Api api;
  Router router;
  std::unique_ptr<Server> server;
  std::jthread thread;

 private:
  Ports ports_with(ObjectStore* store) {
    return world.ports_with(store == nullptr ? static_cast<ObjectStore&>(world.store) : *store, world.table);
  }
};

}  // namespace spotter::testing
