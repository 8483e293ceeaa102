#include "adapters/state_store/sqlite.h"

namespace spotter {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS SpotterState (
  kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER NOT NULL,
  PRIMARY KEY (kind, key)) WITHOUT ROWID;
)sql";

std::int64_t millis(Timestamp time) {
  return time.time_since_epoch().count();
}

}  // namespace

Result<std::unique_ptr<SqliteStateStore>> SqliteStateStore::open(std::shared_ptr<SqliteDatabase> database,
                                                                 const Clock& clock) {
  SPOTTER_TRY(database->make_schema(kSchema));
  return std::unique_ptr<SqliteStateStore>(new SqliteStateStore(std::move(database), clock));
}

std::optional<std::string> SqliteStateStore::standing(SQLite::Database& database, const std::string& kind,
                                                      const std::string& key) {
  auto row = prepare(database, "SELECT value FROM SpotterState WHERE kind = ? AND key = ? AND expires > ?", kind, key,
                     millis(clock_.now()));
  if (!row.executeStep()) return std::nullopt;
  return row.getColumn(0).getString();
}

Result<std::optional<std::string>> SqliteStateStore::get(const std::string& kind, const std::string& key,
                                                         Deadline /*deadline*/) {
  return database_->read(
      [&](SQLite::Database& db) -> Result<std::optional<std::string>> { return standing(db, kind, key); });
}

Result<std::optional<std::string>> SqliteStateStore::put_if_absent(const std::string& kind, const std::string& key,
                                                                   const std::string& value, Timestamp expires,
                                                                   Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<std::optional<std::string>> {
    auto there = standing(db, kind, key);
    if (!there) run(db, "INSERT OR REPLACE INTO SpotterState VALUES (?, ?, ?, ?)", kind, key, value, millis(expires));
    return there;
  });
}

Result<void> SqliteStateStore::put(const std::string& kind, const std::string& key, const std::string& value,
                                   Timestamp expires, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "INSERT OR REPLACE INTO SpotterState VALUES (?, ?, ?, ?)", kind, key, value, millis(expires));
    return {};
  });
}

Result<void> SqliteStateStore::remove(const std::string& kind, const std::string& key, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "DELETE FROM SpotterState WHERE kind = ? AND key = ?", kind, key);
    return {};
  });
}

Result<int> SqliteStateStore::sweep(Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<int> {
    return run(db, "DELETE FROM SpotterState WHERE expires <= ?", millis(clock_.now()));
  });
}

}  // namespace spotter
