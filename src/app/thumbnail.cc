#include "app/thumbnail.h"

#include "app/derived_keys.h"
#include "imaging/draw.h"
#include "imaging/encode.h"

namespace spotter {
namespace {

Result<Picture> decode_stored(const Ports& ports, const ImageDecoder& decoder, DecodeLimits limits,
                              const ImageItem& item, Deadline deadline) {
  SPOTTER_ASSIGN(const auto reader, ports.store.get(item.image_id, deadline));
  SPOTTER_ASSIGN(const Bytes bytes, reader->read_all());
  return decoder.decode(bytes, limits, deadline);
}

/// Keeps a thumbnail for the next time. The image may have been erased or put anew while it was made: then it goes.
Result<void> keep_thumbnail(const Ports& ports, const ImageItem& item, const std::string& key, const Bytes& bytes,
                            Deadline deadline) {
  const std::string content_type(content_type_of(Encoding::webp));
  SPOTTER_TRY(ports.derived.put_bytes(key, bytes, {.content_type = content_type}, deadline));
  const auto now = ports.table.get(item.image_id, deadline);
  if (now && now->status == Status::done && now->order() == item.order()) return {};
  return ports.derived.remove(key, std::nullopt, deadline);
}

}  // namespace

Result<RenderedImage> thumbnail(const Ports& ports, const ImageDecoder& decoder, const DecodeLimits& limits,
                                const ImageItem& item, int width_px, Deadline deadline) {
  const std::string content_type(content_type_of(Encoding::webp));
  const std::string key = thumbnail_key(item.image_id, item.order(), width_px);
  if (const auto kept = ports.derived.get(key, deadline)) {
    SPOTTER_ASSIGN(Bytes bytes, (*kept)->read_all());
    return RenderedImage{.bytes = std::move(bytes), .content_type = content_type};
  }
  DecodeLimits small = limits;
  small.working_side_px = std::max(2 * width_px, 512);
  SPOTTER_ASSIGN(const Picture picture, decode_stored(ports, decoder, small, item, deadline));
  SPOTTER_ASSIGN(Bytes bytes, thumbnail_of(picture, width_px));
  if (item.status == Status::done) SPOTTER_TRY(keep_thumbnail(ports, item, key, bytes, deadline));
  return RenderedImage{.bytes = std::move(bytes), .content_type = content_type};
}

Result<RenderedImage> overlay(const Ports& ports, const ImageDecoder& decoder, const DecodeLimits& limits,
                              const ImageItem& item, float least_confidence, Deadline deadline) {
  SPOTTER_ASSIGN(const Picture picture, decode_stored(ports, decoder, limits, item, deadline));
  const Picture drawn = draw_findings(picture, findings_of(item), {.least_confidence = least_confidence});
  SPOTTER_ASSIGN(Bytes bytes, encode_picture(drawn, Encoding::jpeg));
  return RenderedImage{.bytes = std::move(bytes), .content_type = std::string(content_type_of(Encoding::jpeg))};
}

}  // namespace spotter
