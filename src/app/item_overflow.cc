#include "app/item_overflow.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "app/derived_keys.h"
#include "domain/json.h"

namespace spotter {
namespace {

/// One list of an item that can be cut.
struct CuttableList {
  const char* name;
  std::function<std::size_t(const ImageItem&)> length;
  std::function<void(ImageItem&, std::size_t)> cut_to;
};

template <class T>
CuttableList cuttable(const char* name, std::vector<T> ImageItem::* list) {
  return {.name = name,
          .length = [list](const ImageItem& item) { return (item.*list).size(); },
          .cut_to = [list](ImageItem& item, std::size_t length) { (item.*list).resize(length); }};
}

const std::vector<CuttableList>& cuttable_lists() {
  static const std::vector<CuttableList> lists = {
      cuttable("textDetections", &ImageItem::text_detections), cuttable("faceDetails", &ImageItem::face_details),
      cuttable("unrecognizedFaces", &ImageItem::unrecognized_faces),
      cuttable("celebrityFaces", &ImageItem::celebrity_faces), cuttable("labels", &ImageItem::labels)};
  return lists;
}

}  // namespace

Result<void> store_overflow(const Ports& ports, ImageItem& item, Deadline deadline) {
  boost::json::value json = to_json(item);
  if (dynamodb_size(json) <= kMaxItemBytes) return {};
  Overflow overflow{.bucket = ports.derived.bucket(), .key = overflow_key(item.image_id, item.order()), .lists = {}};
  const std::string full = to_text(to_json(findings_of(item)));
  SPOTTER_TRY(ports.derived.put_bytes(overflow.key, as_bytes(full), {.content_type = "application/json"}, deadline));
  while (dynamodb_size(json) > kMaxItemBytes) {
    // Halve what weighs most.
    const CuttableList* heaviest = nullptr;
    std::size_t most = 0;
    for (const CuttableList& list : cuttable_lists()) {
      const std::size_t size = dynamodb_size(json.at(list.name));
      if (list.length(item) > 0 && size > most) {
        most = size;
        heaviest = &list;
      }
    }
    if (heaviest == nullptr)
      return fail(Errc::too_large,
                  "the item of " + item.image_id + " is too large for the table even without findings");
    heaviest->cut_to(item, heaviest->length(item) / 2);
    if (std::ranges::find(overflow.lists, heaviest->name) == overflow.lists.end())
      overflow.lists.emplace_back(heaviest->name);
    item.overflow = overflow;
    json = to_json(item);
  }
  return {};
}

Result<void> load_overflow(const Ports& ports, ImageItem& item, Deadline deadline) {
  if (!item.overflow) return {};
  auto reader = ports.derived.get(item.overflow->key, deadline);
  if (!reader && reader.error().code == Errc::not_found) return {};
  if (!reader) return fail(reader.error());
  SPOTTER_ASSIGN(const Bytes bytes, (*reader)->read_all());
  SPOTTER_ASSIGN(const auto json, parse_json(as_text(bytes)));
  SPOTTER_ASSIGN(Findings findings, findings_from_json(json));
  set_findings(item, std::move(findings));
  return {};
}

}  // namespace spotter
