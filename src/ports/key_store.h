#pragma once
// Access keys: who may use the server, and under which policy.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace spotter {

struct AccessKey {
  std::string id;           ///< AKIA and 16 of A-Z, 2-7
  std::string description;  ///< its owner's words
  std::string policy;       ///< an IAM policy document, as it was attached, placeholders filled
  Timestamp created_at;
  std::optional<Timestamp> expires_at;
  std::string session_token_hash;  ///< hex SHA-256; empty: the key has none
  std::string sealed_secret;       ///< encrypted, under a key that lies elsewhere
};

class KeyStore {
 public:
  virtual ~KeyStore() = default;
  /// Errors: conflict (the id is taken).
  virtual Result<void> add(const AccessKey& key, Deadline deadline) = 0;
  /// Errors: not_found.
  virtual Result<AccessKey> get(const std::string& id, Deadline deadline) = 0;
  /// The oldest first.
  virtual Result<std::vector<AccessKey>> list(Deadline deadline) = 0;
  /// Errors: not_found.
  virtual Result<void> remove(const std::string& id, Deadline deadline) = 0;
  /// Changes with every add and remove, and costs little: what is kept in memory is checked by it.
  virtual Result<std::string> version(Deadline deadline) = 0;
};

}  // namespace spotter
