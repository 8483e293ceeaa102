#include "app/accept_upload.h"

#include "app/change_feed.h"
#include "app/recognise_again.h"
#include "base/encoding.h"
#include "base/log.h"

namespace spotter {
namespace {

// Names in object metadata, as S3 keeps them (`x-amz-meta-…`), so that an item can be made from the object alone.
constexpr const char* kFileName = "file-name";
constexpr const char* kWidth = "width";
constexpr const char* kHeight = "height";

int number_in(const std::map<std::string, std::string>& metadata, const char* name) {
  const auto found = metadata.find(name);
  return found == metadata.end() ? 0 : std::atoi(found->second.c_str());
}

PutOptions options_of(const ImageInfo& info, const Upload& upload) {
  PutOptions options;
  options.content_type = content_type_of(info.format);
  options.metadata = {{kWidth, std::to_string(info.width)}, {kHeight, std::to_string(info.height)}};
  if (!upload.file_name.empty()) options.metadata[kFileName] = percent_encode(upload.file_name);
  options.owner = upload.owner;
  options.unique = !upload.key.has_value();
  return options;
}

/// The item of a picture that is stored; if it can't be written now, the worker makes it from the event.
ImageItem item_of(const Ports& ports, const ObjectInfo& object, Deadline deadline) {
  const AcceptedObject accepted = accepted_object(ports.store, object);
  bool made = false;
  const auto item = update_item(
      ports.table, object.key,
      [&](const ImageItem* current) {
        auto queued = queued_item(current, accepted);
        made = queued.has_value();
        return queued;
      },
      deadline);
  if (item && *item) {
    if (made) ports.changes.announce(**item);
    return **item;
  }
  if (!item) log::warn("the item of {} is not written yet: {}", object.key, item.error().detail);
  return *queued_item(nullptr, accepted);
}

}  // namespace

AcceptedObject accepted_object(const ObjectStore& store, const ObjectInfo& object) {
  const auto name = object.metadata.find(kFileName);
  return {.image_id = object.key,
          .bucket = store.bucket(),
          .e_tag = object.e_tag,
          .sha256 = object.sha256,
          .source = object.source,
          .sequencer = object.sequencer,
          .file_name = name == object.metadata.end() ? "" : percent_decode(name->second).value_or(""),
          .content_type = object.content_type,
          .bytes = object.bytes,
          .width = number_in(object.metadata, kWidth),
          .height = number_in(object.metadata, kHeight),
          .uploaded_at = object.last_modified};
}

Result<AcceptedUpload> accept_upload(const Ports& ports, const ImageDecoder& decoder, const DecodeLimits& limits,
                                     Upload upload, Deadline deadline) {
  SPOTTER_ASSIGN(const Bytes bytes, upload.body->read(0, upload.body->size()));
  SPOTTER_ASSIGN(const ImageInfo info, decoder.probe(bytes, limits));
  PutOptions options = options_of(info, upload);
  const std::string key = upload.key.value_or(ports.ids.uuid7() + "." + std::string(extension_of(info.format)));
  SPOTTER_ASSIGN(PutResult put, ports.store.put(key, std::move(upload.body), options, deadline));
  if (!put.duplicate) return AcceptedUpload{.item = item_of(ports, put.object, deadline), .duplicate = false};

  ImageItem item = item_of(ports, put.object, deadline);
  if (item.status == Status::erased) {
    // Its erasing has begun but the bytes are still there: they are stored anew.
    options.unique = false;
    SPOTTER_ASSIGN(put, ports.store.put_bytes(key, bytes, options, deadline));
    return AcceptedUpload{.item = item_of(ports, put.object, deadline), .duplicate = false};
  }
  if (item.status == Status::failed) {
    SPOTTER_ASSIGN(item, recognise_again(ports, item.image_id, deadline));
  }
  return AcceptedUpload{.item = std::move(item), .duplicate = true};
}

}  // namespace spotter
