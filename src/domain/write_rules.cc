#include "domain/write_rules.h"

namespace spotter {
namespace {

bool same_bytes(const ImageItem& item, const Order& order) {
  return item.source == order.source &&
         compare_sequencers(item.sequencer, order.sequencer) == std::strong_ordering::equal;
}

void set_object(ImageItem& item, const AcceptedObject& object) {
  item.image_id = object.image_id;
  item.bucket = object.bucket;
  item.e_tag = object.e_tag;
  item.sha256 = object.sha256;
  item.source = object.source;
  item.sequencer = object.sequencer;
  item.file_name = object.file_name;
  item.content_type = object.content_type;
  item.bytes = object.bytes;
  item.width = object.width;
  item.height = object.height;
  item.uploaded_at = object.uploaded_at;
}

}  // namespace

Verdict verdict_on(const ImageItem* current, const Order& incoming) {
  if (current == nullptr) return Verdict::write;
  if (current->source != incoming.source) return Verdict::write;
  if (current->status == Status::erased) {
    return compare_sequencers(incoming.sequencer, current->sequencer) > 0 ? Verdict::write : Verdict::superseded;
  }
  const auto order = compare(incoming, current->order());
  if (*order < 0) return Verdict::superseded;
  if (*order == 0 && is_final(current->status)) return Verdict::already_written;
  return Verdict::write;
}

std::optional<ImageItem> queued_item(const ImageItem* current, const AcceptedObject& object) {
  const Order order{.source = object.source, .sequencer = object.sequencer, .run = ""};
  if (verdict_on(current, order) != Verdict::write) return std::nullopt;
  if (current != nullptr && same_bytes(*current, order)) return std::nullopt;
  ImageItem item;
  set_object(item, object);
  return item;
}

ImageItem begun_item(const ImageItem* current, const AcceptedObject& object, const Order& order) {
  ImageItem item;
  const bool kept = current != nullptr && same_bytes(*current, order) && current->status != Status::erased;
  if (kept) {
    item = *current;
    if (item.status != Status::done) {
      item.status = Status::recognising;
      item.run = order.run;
    }
  } else {
    set_object(item, object);
    item.run = order.run;
    item.status = Status::recognising;
  }
  if (item.attempts.run != order.run) item.attempts = {.run = order.run};
  return item;
}

ImageItem tombstone_of(const ImageItem& item, Timestamp now) {
  ImageItem stone;
  stone.image_id = item.image_id;
  stone.status = Status::erased;
  stone.bucket = item.bucket;
  stone.source = item.source;
  stone.sequencer = item.sequencer;
  stone.run = item.run;
  stone.uploaded_at = item.uploaded_at;
  stone.erased_at = now;
  return stone;
}

}  // namespace spotter
