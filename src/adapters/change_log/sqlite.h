#pragma once
// The change log in SQLite.

#include <memory>

#include "adapters/sqlite_database.h"
#include "ports/change_log.h"

namespace spotter {

class SqliteChangeLog final : public ChangeLog {
 public:
  static Result<std::unique_ptr<SqliteChangeLog>> open(std::shared_ptr<SqliteDatabase> database);

  Result<void> append(const Change& change, Deadline deadline) override;
  Result<std::vector<Change>> read(std::int64_t after_sequence, int limit, Deadline deadline) override;
  Result<std::int64_t> newest(Deadline deadline) override;
  Result<void> trim(std::int64_t count, Deadline deadline) override;

 private:
  explicit SqliteChangeLog(std::shared_ptr<SqliteDatabase> database) : database_(std::move(database)) {}
  std::shared_ptr<SqliteDatabase> database_;
};

}  // namespace spotter
