#pragma once
// Small records with an end, in SQLite.

#include <memory>

#include "adapters/sqlite_database.h"
#include "ports/state_store.h"

namespace spotter {

class SqliteStateStore final : public StateStore {
 public:
  static Result<std::unique_ptr<SqliteStateStore>> open(std::shared_ptr<SqliteDatabase> database, const Clock& clock);

  Result<std::optional<std::string>> get(const std::string& kind, const std::string& key, Deadline deadline) override;
  Result<std::optional<std::string>> put_if_absent(const std::string& kind, const std::string& key,
                                                   const std::string& value, Timestamp expires,
                                                   Deadline deadline) override;
  Result<void> put(const std::string& kind, const std::string& key, const std::string& value, Timestamp expires,
                   Deadline deadline) override;
  Result<void> remove(const std::string& kind, const std::string& key, Deadline deadline) override;
  Result<int> sweep(Deadline deadline) override;

 private:
  SqliteStateStore(std::shared_ptr<SqliteDatabase> database, const Clock& clock)
      : database_(std::move(database)), clock_(clock) {}
  std::optional<std::string> standing(SQLite::Database& database, const std::string& kind, const std::string& key);

  std::shared_ptr<SqliteDatabase> database_;
  const Clock& clock_;
};

}  // namespace spotter
