#include "main/wiring.h"

namespace spotter {

Result<std::unique_ptr<Places>> Places::open(const Config& config) {
  std::unique_ptr<Places> places(new Places(config.data / "secrets.key"));
  SPOTTER_ASSIGN(places->store_, open_store(config.store, config.bucket, true, places->clock_, places->ids_));
  SPOTTER_ASSIGN(places->derived_,
                 open_store(config.store, config.bucket + "-derived", false, places->clock_, places->ids_));
  SPOTTER_ASSIGN(places->tables_, open_tables(config.table, places->clock_, places->ids_));
  SPOTTER_ASSIGN(places->queue_, open_queue(config.queue, places->clock_, places->ids_));
  places->changes_ = std::make_unique<ChangeFeed>(*places->tables_.changes, places->clock_);
  return places;
}

Ports Places::ports() {
  return {.store = *store_.store,
          .derived = *derived_.store,
          .table = *tables_.images,
          .queue = *queue_,
          .faces = *tables_.faces,
          .gallery = *tables_.gallery,
          .state = *tables_.state,
          .reviews = *tables_.reviews,
          .collections = *tables_.collections,
          .keys = *tables_.keys,
          .seal = seal_,
          .changes = *changes_,
          .clock = clock_,
          .ids = ids_};
}

void Places::wake() {
  if (store_.outbox != nullptr) store_.outbox->wake();
  queue_->wake();
  changes_->wake();
}

}  // namespace spotter
