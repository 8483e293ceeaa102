#include "app/sweep.h"

#include "app/backoff.h"
#include "app/change_feed.h"
#include "app/erase_image.h"
#include "base/log.h"

namespace spotter {
namespace {

/// An object under a tombstone: a crash came between the two. The erasing is brought to its end.
Result<void> finish_cut_short(const Ports& ports, const ImageItem& stone, Deadline deadline) {
  const auto object = ports.store.head(stone.image_id, deadline);
  if (!object && object.error().code == Errc::not_found) return {};
  if (!object) return fail(object.error());
  if (object->source != stone.source || compare_sequencers(object->sequencer, stone.sequencer) > 0) return {};
  return finish_erasing(ports, stone.image_id, stone.sequencer, deadline);
}

Result<int> tend_tombstones(const Ports& ports, Deadline deadline) {
  constexpr int kPage = 100;
  ImageQuery query;
  query.status = Status::erased;
  query.limit = kPage;
  int forgotten = 0;
  do {
    SPOTTER_ASSIGN(const ImagePage page, ports.table.find(query, deadline));
    for (const ImageItem& item : page.items) {
      SPOTTER_TRY(finish_cut_short(ports, item, deadline));
      if (!item.erased_at || *item.erased_at + kTombstoneDays > ports.clock.now()) continue;
      SPOTTER_TRY(ports.table.forget(item.image_id, item.rev, deadline));
      ++forgotten;
    }
    query.cursor = page.cursor;
  } while (!query.cursor.empty());
  return forgotten;
}

}  // namespace

Result<void> sweep_once(const Ports& ports, const SweepOptions& options, Deadline deadline) {
  SPOTTER_ASSIGN(const int pictures, ports.store.sweep(options.unreferenced_age));
  SPOTTER_ASSIGN(const int derived, ports.derived.sweep(options.unreferenced_age));
  SPOTTER_ASSIGN(const int tombstones, tend_tombstones(ports, deadline));
  SPOTTER_ASSIGN(const int records, ports.state.sweep(deadline));
  SPOTTER_TRY(ports.collections.clean_up(deadline));
  SPOTTER_TRY(ports.changes.trim(options.changes_kept));
  if (pictures + derived + tombstones + records > 0)
    log::info("swept: {} unreferenced files, {} of them derived, {} tombstones, {} ended records", pictures + derived,
              derived, tombstones, records);
  return {};
}

void sweep_regularly(const Ports& ports, const SweepOptions& options, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (const auto swept = sweep_once(ports, options, Deadline::after(options.every)); !swept)
      log::warn("sweeping stopped: {}", swept.error().detail);
    wait_or_stop(stop, options.every);
  }
}

}  // namespace spotter
