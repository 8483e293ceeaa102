#include "ports/object_store.h"

namespace spotter {

Result<PutResult> ObjectStore::put_bytes(const std::string& key, BytesView bytes, const PutOptions& options,
                                         Deadline deadline) {
  SPOTTER_ASSIGN(std::unique_ptr<StagedBody> body, stage());
  SPOTTER_TRY(body->append(bytes));
  return put(key, std::move(body), options, deadline);
}

}  // namespace spotter
