#pragma once
// Which adapter a place's URL means: one table a port.

#include <memory>
#include <string>

#include "base/ids.h"
#include "ports/change_log.h"
#include "ports/collections.h"
#include "ports/event_outbox.h"
#include "ports/event_queue.h"
#include "ports/face_index.h"
#include "ports/gallery.h"
#include "ports/image_table.h"
#include "ports/key_store.h"
#include "ports/object_store.h"
#include "ports/review_store.h"
#include "ports/state_store.h"

namespace spotter {

/// A store and, where its events don't reach the queue by themselves, the outbox that they are relayed from.
struct OpenedStore {
  std::unique_ptr<ObjectStore> store;
  EventOutbox* outbox = nullptr;  ///< part of `store`
};

/// What lies together in a table's place.
struct OpenedTables {
  std::unique_ptr<ImageTable> images;
  std::unique_ptr<ChangeLog> changes;
  std::unique_ptr<FaceIndex> faces;
  std::unique_ptr<Gallery> gallery;
  std::unique_ptr<StateStore> state;
  std::unique_ptr<ReviewStore> reviews;
  std::unique_ptr<KeyStore> keys;
  std::unique_ptr<Collections> collections;
};

/// `url`: file:DIR. Errors: invalid (no such scheme; it lists those there are); those of opening.
Result<OpenedStore> open_store(const std::string& url, const std::string& bucket, bool makes_events, const Clock& clock,
                               Ids& ids);
/// `url`: sqlite:FILE.
Result<OpenedTables> open_tables(const std::string& url, const Clock& clock, Ids& ids);
/// `url`: sqlite:FILE.
Result<std::unique_ptr<EventQueue>> open_queue(const std::string& url, const Clock& clock, Ids& ids);

}  // namespace spotter
