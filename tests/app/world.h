#pragma once
// A whole small spotter in memory for the use cases' tests: real ports, a manual clock, recognisers and a
// decoder that do what the test tells them.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "adapters/change_log/sqlite.h"
#include "adapters/collections/memory.h"
#include "adapters/event_queue/memory.h"
#include "adapters/face_index/sqlite.h"
#include "adapters/gallery/sqlite.h"
#include "adapters/image_table/sqlite.h"
#include "adapters/key_store/sqlite.h"
#include "adapters/object_store/memory.h"
#include "adapters/review_store/sqlite.h"
#include "adapters/state_store/sqlite.h"
#include "app/accept_upload.h"
#include "app/change_feed.h"
#include "app/recognise_image.h"
#include "app/relay_events.h"
#include "support/fixtures.h"

namespace spotter::testing {

/// Pictures are texts: "image …" is one, everything else is refused as `said` tells.
class FakeDecoder final : public ImageDecoder {
 public:
  Result<ImageInfo> probe(BytesView bytes, const DecodeLimits& /*limits*/) const override {
    if (!as_text(bytes).starts_with("image")) return fail(Errc::invalid, "this is no image");
    return ImageInfo{.format = ImageFormat::jpeg, .width = 64, .height = 48};
  }
  Result<Picture> decode(BytesView bytes, const DecodeLimits& limits, Deadline /*deadline*/) const override {
    if (error) return fail(*error);
    auto info = probe(bytes, limits);
    if (!info) return fail(info.error());
    return made_picture(64, 48);
  }

  std::optional<Error> error;
};

/// Finds one label, or fails as it is told; may do something in the middle.
class FakeRecogniser final : public Recogniser {
 public:
  explicit FakeRecogniser(std::string name) : name_(std::move(name)) {}
  std::string_view name() const override { return name_; }
  Result<void> recognise(const Picture& /*picture*/, Findings& findings, Deadline /*deadline*/) const override {
    ++calls;
    if (meanwhile) meanwhile();
    if (error) return fail(*error);
    if (finds) finds(findings);
    return {};
  }

  mutable std::atomic<int> calls = 0;
  std::function<void()> meanwhile;
  std::function<void(Findings&)> finds;
  std::optional<Error> error;

 private:
  std::string name_;
};

inline Label label_of(const std::string& name, float confidence) {
  return {.name = name, .confidence = confidence, .instances = {}, .parents = {}, .aliases = {}, .categories = {}};
}

struct World {
  ManualClock clock{noon()};
  SeededIds ids;
  MemoryObjectStore store{"uploads", clock, ids};
  MemoryObjectStore derived{"uploads-derived", clock, ids};
  MemoryEventQueue queue{clock, ids};
  std::shared_ptr<SqliteDatabase> database = *SqliteDatabase::open(":memory:");
  std::unique_ptr<ReviewStore> reviews = *SqliteReviewStore::open(database);
  // In the same database as the faces, which are joined with it.
  std::unique_ptr<ImageTable> images = *SqliteImageTable::open(database, ids);
  ImageTable& table = *images;
  std::unique_ptr<ChangeLog> log = *SqliteChangeLog::open(database);
  std::unique_ptr<FaceIndex> faces = *SqliteFaceIndex::open(database);
  std::unique_ptr<Gallery> gallery = *SqliteGallery::open(database, ids);
  std::unique_ptr<StateStore> state = *SqliteStateStore::open(database, clock);
  MemoryCollections collections;
  std::unique_ptr<KeyStore> key_store = *SqliteKeyStore::open(database);
  KeyStore& keys = *key_store;
  Seal seal{Bytes(32, 7)};
  ChangeFeed changes{*log, clock};

  FakeDecoder decoder;
  Recognisers recognisers = make_fakes();
  FakeRecogniser& text = dynamic_cast<FakeRecogniser&>(*recognisers[0]);
  FakeRecogniser& labels = dynamic_cast<FakeRecogniser&>(*recognisers[1]);
  RecognitionSetup setup{.recognisers = recognisers,
                         .decoder = decoder,
                         .models = {{"model", "hash"}},
                         .embeddings = "embedding",
                         .settings = ""};
  RecogniseImageOptions options;

  World() {
    labels.finds = [](Findings& findings) { findings.labels.push_back(label_of("Cat", 99)); };
  }

  static Recognisers make_fakes() {
    Recognisers all;
    all.push_back(std::make_unique<FakeRecogniser>("text"));
    all.push_back(std::make_unique<FakeRecogniser>("labels"));
    return all;
  }

  Ports ports() { return ports_with(store, table); }
  /// The same with another store or table in its place.
  Ports ports_with(ObjectStore& other_store, ImageTable& other_table) {
    return {.store = other_store,
            .derived = derived,
            .table = other_table,
            .queue = queue,
            .faces = *faces,
            .gallery = *gallery,
            .state = *state,
            .reviews = *reviews,
            .collections = collections,
            .keys = *key_store,
            .seal = seal,
            .changes = changes,
            .clock = clock,
            .ids = ids};
  }

  Result<AcceptedUpload> upload(const std::string& bytes, std::optional<std::string> key = {}) {
    auto body = *store.stage();
    EXPECT_TRUE(body->append(as_bytes(bytes)));
    return accept_upload(ports(), decoder, {},
                         {.body = std::move(body), .file_name = "photo.jpg", .owner = "ann", .key = std::move(key)},
                         soon());
  }
  /// Uploads and gives back the image's id.
  std::string uploaded(const std::string& bytes, std::optional<std::string> key = {}) {
    return upload(bytes, std::move(key))->item.image_id;
  }

  RecogniseImage recogniser() { return {ports(), setup, options}; }

  /// Carries events to the queue and handles one; what became of it.
  std::optional<Handled> step() {
    EXPECT_TRUE(relay_pending(store, queue, std::chrono::milliseconds(0)));
    const auto lease = *queue.receive(std::chrono::seconds(30), std::chrono::milliseconds(0));
    if (!lease) return std::nullopt;
    const Handled handled = recogniser().handle(lease->event, soon());
    if (handled.what == Handled::What::acknowledge) {
      EXPECT_TRUE(queue.acknowledge(*lease, soon()));
    } else {
      EXPECT_TRUE(queue.release(*lease, handled.pause, soon()));
    }
    return handled;
  }
  /// Handles events until none is left, however long their pauses are.
  void settle() {
    for (int i = 0; i < 200; ++i) {
      while (step()) {
      }
      if (queue.depth(soon())->waiting == 0) return;
      clock.advance(std::chrono::minutes(2));
    }
    FAIL() << "the queue does not come to rest";
  }

  ImageItem item(const std::string& id) { return *table.get(id, soon()); }
  Status status(const std::string& id) { return item(id).status; }
};

}  // namespace spotter::testing
