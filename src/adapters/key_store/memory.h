#pragma once
// Access keys in memory, for tests and trials.

#include <map>
#include <mutex>

#include "ports/key_store.h"

namespace spotter {

class MemoryKeyStore final : public KeyStore {
 public:
  Result<void> add(const AccessKey& key, Deadline deadline) override;
  Result<AccessKey> get(const std::string& id, Deadline deadline) override;
  Result<std::vector<AccessKey>> list(Deadline deadline) override;
  Result<void> remove(const std::string& id, Deadline deadline) override;
  Result<std::string> version(Deadline deadline) override;

 private:
  std::mutex mutex_;
  std::map<std::string, AccessKey> keys_;
  std::int64_t version_ = 0;
};

}  // namespace spotter
