#include "adapters/change_log/sqlite.h"

namespace spotter {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS changes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, imageId TEXT NOT NULL, status TEXT NOT NULL, stage TEXT NOT NULL,
  outcome TEXT NOT NULL, at INTEGER NOT NULL);
)sql";

}  // namespace

Result<std::unique_ptr<SqliteChangeLog>> SqliteChangeLog::open(std::shared_ptr<SqliteDatabase> database) {
  SPOTTER_TRY(database->make_schema(kSchema));
  return std::unique_ptr<SqliteChangeLog>(new SqliteChangeLog(std::move(database)));
}

Result<void> SqliteChangeLog::append(const Change& change, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "INSERT INTO changes (imageId, status, stage, outcome, at) VALUES (?, ?, ?, ?, ?)", change.image_id,
        change.status, change.stage, change.outcome, static_cast<std::int64_t>(change.at.time_since_epoch().count()));
    return {};
  });
}

Result<std::vector<Change>> SqliteChangeLog::read(std::int64_t after_sequence, int limit, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::vector<Change>> {
    std::vector<Change> changes;
    auto rows = prepare(db,
                        "SELECT sequence, imageId, status, stage, outcome, at FROM changes WHERE sequence > ? ORDER BY "
                        "sequence LIMIT ?",
                        after_sequence, limit);
    while (rows.executeStep()) {
      changes.push_back({.sequence = rows.getColumn(0).getInt64(),
                         .image_id = rows.getColumn(1).getString(),
                         .status = rows.getColumn(2).getString(),
                         .stage = rows.getColumn(3).getString(),
                         .outcome = rows.getColumn(4).getString(),
                         .at = Timestamp(std::chrono::milliseconds(rows.getColumn(5).getInt64()))});
    }
    return changes;
  });
}

Result<std::int64_t> SqliteChangeLog::newest(Deadline /*deadline*/) {
  return database_->read([](SQLite::Database& db) -> Result<std::int64_t> {
    return db.execAndGet("SELECT coalesce(max(sequence), 0) FROM changes").getInt64();
  });
}

Result<void> SqliteChangeLog::trim(std::int64_t count, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "DELETE FROM changes WHERE sequence <= (SELECT max(sequence) FROM changes) - ?", count);
    return {};
  });
}

}  // namespace spotter
