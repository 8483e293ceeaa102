#pragma once
// Access keys in SQLite, their secrets encrypted by whoever adds them.

#include <memory>

#include "adapters/sqlite_database.h"
#include "ports/key_store.h"

namespace spotter {

class SqliteKeyStore final : public KeyStore {
 public:
  static Result<std::unique_ptr<SqliteKeyStore>> open(std::shared_ptr<SqliteDatabase> database);

  Result<void> add(const AccessKey& key, Deadline deadline) override;
  Result<AccessKey> get(const std::string& id, Deadline deadline) override;
  Result<std::vector<AccessKey>> list(Deadline deadline) override;
  Result<void> remove(const std::string& id, Deadline deadline) override;
  Result<std::string> version(Deadline deadline) override;

 private:
  explicit SqliteKeyStore(std::shared_ptr<SqliteDatabase> database) : database_(std::move(database)) {}

  std::shared_ptr<SqliteDatabase> database_;
};

}  // namespace spotter
