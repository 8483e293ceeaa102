#pragma once
// A picture comes in: looked at by its header, stored durably, its item made. When this returns, the picture
// and its event last; only then may the upload be acknowledged.

#include <memory>
#include <optional>
#include <string>

#include "app/ports.h"
#include "domain/write_rules.h"
#include "ports/recogniser.h"

namespace spotter {

struct Upload {
  std::unique_ptr<StagedBody> body;
  std::string file_name;
  std::string owner;               ///< whose duplicates are looked for
  std::optional<std::string> key;  ///< put under this key, whatever is there; without one a new key is made
};

struct AcceptedUpload {
  ImageItem item;
  bool duplicate = false;  ///< the same bytes were there before; `item` is theirs
};

/// Errors: invalid, too_large, corrupt (the picture is refused); unavailable (storage).
Result<AcceptedUpload> accept_upload(const Ports& ports, const ImageDecoder& decoder, const DecodeLimits& limits,
                                     Upload upload, Deadline deadline);

/// What the item of a stored object begins with.
AcceptedObject accepted_object(const ObjectStore& store, const ObjectInfo& object);

}  // namespace spotter
