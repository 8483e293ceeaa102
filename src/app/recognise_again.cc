#include "app/recognise_again.h"

#include "app/change_feed.h"

namespace spotter {

Result<ImageItem> recognise_again(const Ports& ports, const std::string& image_id, Deadline deadline) {
  SPOTTER_ASSIGN(const ImageItem found, ports.table.get(image_id, deadline));
  if (found.status == Status::erased) return fail(Errc::not_found, "the image " + image_id + " was erased");
  const Event event{.kind = EventKind::again,
                    .bucket = found.bucket,
                    .key = image_id,
                    .e_tag = found.e_tag,
                    .sequencer = found.sequencer,
                    .run = ports.ids.uuid7(),
                    .time = ports.clock.now()};
  SPOTTER_TRY(ports.queue.send(event, std::chrono::milliseconds(0), deadline));
  SPOTTER_ASSIGN(auto item, update_item(
                                ports.table, image_id,
                                [&](const ImageItem* current) -> std::optional<ImageItem> {
                                  if (current == nullptr ||
                                      (current->status != Status::failed && current->status != Status::rejected))
                                    return std::nullopt;
                                  // A worker may have begun the new run by now: then it says how things stand.
                                  if (current->order() != found.order()) return std::nullopt;
                                  ImageItem queued = *current;
                                  queued.status = Status::queued;
                                  queued.error.reset();
                                  queued.inbox_skipped = false;
                                  return queued;
                                },
                                deadline));
  if (!item) return fail(Errc::not_found, "there is no image " + image_id);
  ports.changes.announce(*item);
  return std::move(*item);
}

}  // namespace spotter
