#include "app/erase_image.h"

#include <fmt/format.h>

#include "app/accept_upload.h"
#include "app/change_feed.h"
#include "app/keep_derived.h"
#include "domain/write_rules.h"

namespace spotter {
namespace {

std::string outcome_of(int count) {
  return count == 0 ? "nothing there" : fmt::format("removed ({})", count);
}

/// Writes the tombstone over the item; makes one for an object that has no item yet.
Result<ImageItem> write_tombstone(const Ports& ports, const std::string& image_id,
                                  const std::optional<ObjectInfo>& object, Deadline deadline) {
  SPOTTER_ASSIGN(auto stone, update_item(
                                 ports.table, image_id,
                                 [&](const ImageItem* current) -> std::optional<ImageItem> {
                                   ImageItem base;
                                   if (current != nullptr) base = *current;
                                   const bool newer_object =
                                       object && (current == nullptr || current->source != object->source ||
                                                  compare_sequencers(object->sequencer, current->sequencer) > 0);
                                   if (newer_object)
                                     base = *queued_item(nullptr, accepted_object(ports.store, *object));
                                   if (base.image_id.empty()) return std::nullopt;
                                   if (current != nullptr && current->status == Status::erased && !newer_object)
                                     return std::nullopt;
                                   return tombstone_of(base, ports.clock.now());
                                 },
                                 deadline));
  if (!stone) return fail(Errc::not_found, "there is no image " + image_id);
  return std::move(*stone);
}

/// Removes the object unless a newer one than the tombstone's has been put meanwhile.
Result<std::string> remove_object(const Ports& ports, const ImageItem& stone, Deadline deadline) {
  constexpr int kRounds = 20;
  for (int round = 0; round < kRounds; ++round) {
    const auto object = ports.store.head(stone.image_id, deadline);
    if (!object && object.error().code == Errc::not_found) return round == 0 ? "nothing there" : "removed";
    if (!object) return fail(object.error());
    if (object->source != stone.source || compare_sequencers(object->sequencer, stone.sequencer) > 0)
      return "a newer picture has been put under this key meanwhile; it stays";
    const auto removed = ports.store.remove(stone.image_id, object->sequencer, deadline);
    if (removed) return "removed";
    if (removed.error().code != Errc::conflict) return fail(removed.error());
  }
  return fail(Errc::conflict, "the object " + stone.image_id + " kept changing; try again");
}

}  // namespace

Result<EraseReceipt> erase_image(const Ports& ports, const std::string& image_id, Deadline deadline) {
  std::optional<ObjectInfo> object;
  if (auto head = ports.store.head(image_id, deadline)) {
    object = std::move(*head);
  } else if (head.error().code != Errc::not_found) {
    return fail(head.error());
  }
  SPOTTER_TRY(ports.store.release_claim(image_id, deadline));
  SPOTTER_ASSIGN(const ImageItem stone, write_tombstone(ports, image_id, object, deadline));

  EraseReceipt receipt{.image_id = image_id, .erased_at = stone.erased_at.value_or(ports.clock.now()), .places = {}};
  const auto note = [&](std::string place, std::string outcome) {
    receipt.places.push_back({.place = std::move(place), .outcome = std::move(outcome)});
  };
  note("claim on the bytes", "removed");
  note("item", fmt::format("findings removed; a tombstone with the id alone remains until {}",
                           to_iso8601(receipt.erased_at + kTombstoneDays)));
  SPOTTER_ASSIGN(const int derived, remove_derived_objects(ports, image_id, nullptr, deadline));
  note("thumbnails and overflow", outcome_of(derived));
  SPOTTER_TRY(ports.table.erase_terms(image_id, deadline));
  note("search terms", "removed");
  SPOTTER_ASSIGN(const int faces, ports.faces.erase(image_id, deadline));
  note("face vectors", outcome_of(faces));
  SPOTTER_ASSIGN(const int reviews, ports.reviews.erase(image_id, deadline));
  note("moderation review",
       reviews == 0
           ? "nothing there"
           : fmt::format("decision, notes and labels removed; {} audit lines with id, action, time and reviewer remain",
                         reviews));
  // Last: until then the sweep sees an erasing that is cut short, and from then on the event of the removal ends it.
  SPOTTER_ASSIGN(const std::string removed, remove_object(ports, stone, deadline));
  note("object", removed);
  note("change log", "the id and the times of its changes remain until newer changes push them out");
  ports.changes.announce(stone);
  return receipt;
}

Result<void> finish_erasing(const Ports& ports, const std::string& image_id, const std::string& sequencer,
                            Deadline deadline) {
  bool written = false;
  SPOTTER_ASSIGN(const auto stone, update_item(
                                       ports.table, image_id,
                                       [&](const ImageItem* current) -> std::optional<ImageItem> {
                                         written = current != nullptr && current->status != Status::erased &&
                                                   compare_sequencers(current->sequencer, sequencer) <= 0;
                                         if (!written) return std::nullopt;
                                         return tombstone_of(*current, ports.clock.now());
                                       },
                                       deadline));
  if (!stone || stone->status != Status::erased || compare_sequencers(stone->sequencer, sequencer) > 0) return {};
  SPOTTER_TRY(remove_outdated(ports, *stone, deadline));
  SPOTTER_TRY(ports.reviews.erase(image_id, deadline));
  SPOTTER_TRY(remove_object(ports, *stone, deadline));
  if (written) ports.changes.announce(*stone);
  return {};
}

}  // namespace spotter
