#include "app/keep_derived.h"

#include <fmt/format.h>

#include "app/derived_keys.h"
#include "domain/terms.h"
#include "imaging/encode.h"

namespace spotter {
namespace {

/// Namespace of face ids: UUIDv5 of an image, its order and the face's number.
constexpr std::string_view kFaceSpace = "2f6d1c0e-8c58-5f0e-9a55-70f6f1a3c1de";

std::vector<IndexedFace> indexed_faces(const ImageItem& item, const std::vector<FaceVector>& vectors,
                                       const std::string& embeddings) {
  std::vector<IndexedFace> faces;
  for (std::size_t i = 0; i < item.face_details.size() && i < vectors.size(); ++i) {
    const std::string name = fmt::format("{}\n{}\n{}", item.image_id, stamp_of(item.order()), i);
    faces.push_back({.face_id = uuid5(kFaceSpace, name),
                     .number = static_cast<int>(i),
                     .bounding_box = item.face_details[i].bounding_box,
                     .confidence = item.face_details[i].confidence,
                     .models = embeddings,
                     .vector = vectors[i]});
  }
  return faces;
}

}  // namespace

Result<void> keep_derived(const Ports& ports, const ImageItem& item, const Picture& picture,
                          const std::vector<FaceVector>& vectors, const std::string& embeddings,
                          const DerivedOptions& options, Deadline deadline) {
  SPOTTER_ASSIGN(const Bytes thumbnail, thumbnail_of(picture, options.thumbnail_width_px));
  SPOTTER_TRY(ports.derived.put_bytes(thumbnail_key(item.image_id, item.order(), options.thumbnail_width_px), thumbnail,
                                      {.content_type = std::string(content_type_of(Encoding::webp))}, deadline));
  SPOTTER_TRY(ports.table.put_terms(item.image_id, item.order(), terms_of(item), deadline));
  const auto faces = options.keep_faces ? indexed_faces(item, vectors, embeddings) : std::vector<IndexedFace>();
  return ports.faces.put(item.image_id, item.order(), faces, deadline);
}

Result<bool> has_derived(const Ports& ports, const ImageItem& item, const DerivedOptions& options, Deadline deadline) {
  if (item.status != Status::done) return true;
  const auto thumbnail =
      ports.derived.head(thumbnail_key(item.image_id, item.order(), options.thumbnail_width_px), deadline);
  if (!thumbnail && thumbnail.error().code == Errc::not_found) return false;
  if (!thumbnail) return fail(thumbnail.error());
  return ports.table.has_terms(item.image_id, item.order(), deadline);
}

Result<int> remove_derived_objects(const Ports& ports, const std::string& image_id, const Order* keep,
                                   Deadline deadline) {
  constexpr int kPage = 100;
  int removed = 0;
  for (const std::string& prefix : {thumbnails_of(image_id), overflows_of(image_id)}) {
    SPOTTER_ASSIGN(const ObjectPage page, ports.derived.list(prefix, "", kPage, deadline));
    for (const ObjectInfo& object : page.objects) {
      if (keep != nullptr && object.key.starts_with(prefix + stamp_of(*keep))) continue;
      SPOTTER_TRY(ports.derived.remove(object.key, std::nullopt, deadline));
      ++removed;
    }
  }
  return removed;
}

Result<void> remove_outdated(const Ports& ports, const ImageItem& item, Deadline deadline) {
  const Order now = item.order();
  SPOTTER_TRY(remove_derived_objects(ports, item.image_id, item.status == Status::erased ? nullptr : &now, deadline));
  if (item.status == Status::done) return {};
  SPOTTER_TRY(ports.table.erase_terms(item.image_id, deadline));
  SPOTTER_TRY(ports.faces.erase(item.image_id, deadline));
  return {};
}

}  // namespace spotter
