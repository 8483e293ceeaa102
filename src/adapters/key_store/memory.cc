#include "adapters/key_store/memory.h"

#include <algorithm>
#include <tuple>

namespace spotter {

Result<void> MemoryKeyStore::add(const AccessKey& key, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  if (!keys_.try_emplace(key.id, key).second) return fail(Errc::conflict, "there is a key " + key.id + " already");
  ++version_;
  return {};
}

Result<AccessKey> MemoryKeyStore::get(const std::string& id, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  const auto found = keys_.find(id);
  if (found == keys_.end()) return fail(Errc::not_found, "there is no key " + id);
  return found->second;
}

Result<std::vector<AccessKey>> MemoryKeyStore::list(Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  std::vector<AccessKey> keys;
  for (const auto& [id, key] : keys_)
    keys.push_back(key);
  std::ranges::sort(keys, {}, [](const AccessKey& key) { return std::tie(key.created_at, key.id); });
  return keys;
}

Result<void> MemoryKeyStore::remove(const std::string& id, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  if (keys_.erase(id) == 0) return fail(Errc::not_found, "there is no key " + id);
  ++version_;
  return {};
}

Result<std::string> MemoryKeyStore::version(Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  return std::to_string(version_);
}

}  // namespace spotter
