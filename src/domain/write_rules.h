#pragma once
// Who may overwrite what in an item: the rules that keep an older result, or one that was in flight
// while its picture was erased, from ever coming back. Pure decisions; the table's condition on `rev`
// makes them hold against other writers.

#include <optional>

#include "domain/item.h"

namespace spotter {

enum class Verdict {
  write,            ///< the incoming one is newer, or nothing is there
  already_written,  ///< the same triple has been brought to its end
  superseded,       ///< something newer, or a tombstone, is there
};

/// May a result of `incoming` be written over `current` (null: no item)? Results of different sources
/// can't be compared: the object as it was just read wins. A tombstone yields to a newer put alone.
Verdict verdict_on(const ImageItem* current, const Order& incoming);

/// What is known of a stored object when it is accepted.
struct AcceptedObject {
  std::string image_id;
  std::string bucket;
  std::string e_tag;
  std::string sha256;
  std::string source;
  std::string sequencer;
  std::string file_name;
  std::string content_type;
  std::int64_t bytes = 0;
  int width = 0;
  int height = 0;
  Timestamp uploaded_at;
};

/// The `queued` item of an accepted object; nothing where the item that stands must stay.
std::optional<ImageItem> queued_item(const ImageItem* current, const AcceptedObject& object);

/// The item as a worker begins: `recognising`, or still `done` and findable, under its old run, where the
/// same bytes are done and are only recognised again. Call after verdict_on said `write`.
ImageItem begun_item(const ImageItem* current, const AcceptedObject& object, const Order& order);

/// The tombstone of an image; keeps its identity and order, drops everything found and its name.
ImageItem tombstone_of(const ImageItem& item, Timestamp now);

}  // namespace spotter
