#include "adapters/key_store/sqlite.h"

namespace spotter {
namespace {

// The count of changes stands in its own row: a key that is added and removed again changes it too.
constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS SpotterKeys (
  id TEXT PRIMARY KEY, description TEXT NOT NULL, policy TEXT NOT NULL, created INTEGER NOT NULL,
  expires INTEGER, session_token_hash TEXT NOT NULL, sealed_secret TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS SpotterKeysVersion (
  one INTEGER PRIMARY KEY CHECK (one = 1), changes INTEGER NOT NULL);
INSERT OR IGNORE INTO SpotterKeysVersion VALUES (1, 0);
)sql";

constexpr const char* kColumns = "id, description, policy, created, expires, session_token_hash, sealed_secret";

std::int64_t millis(Timestamp time) {
  return time.time_since_epoch().count();
}

Timestamp time_of(std::int64_t millis) {
  return Timestamp(std::chrono::milliseconds(millis));
}

AccessKey key_in(SQLite::Statement& row) {
  AccessKey key{.id = row.getColumn(0).getString(),
                .description = row.getColumn(1).getString(),
                .policy = row.getColumn(2).getString(),
                .created_at = time_of(row.getColumn(3).getInt64()),
                .expires_at = {},
                .session_token_hash = row.getColumn(5).getString(),
                .sealed_secret = row.getColumn(6).getString()};
  if (!row.getColumn(4).isNull()) key.expires_at = time_of(row.getColumn(4).getInt64());
  return key;
}

std::string select(const char* rest) {
  return std::string("SELECT ") + kColumns + " FROM SpotterKeys " + rest;
}

void count_change(SQLite::Database& db) {
  run(db, "UPDATE SpotterKeysVersion SET changes = changes + 1");
}

}  // namespace

Result<std::unique_ptr<SqliteKeyStore>> SqliteKeyStore::open(std::shared_ptr<SqliteDatabase> database) {
  SPOTTER_TRY(database->make_schema(kSchema));
  return std::unique_ptr<SqliteKeyStore>(new SqliteKeyStore(std::move(database)));
}

Result<void> SqliteKeyStore::add(const AccessKey& key, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    auto insert = prepare(db, "INSERT OR IGNORE INTO SpotterKeys VALUES (?, ?, ?, ?, ?, ?, ?)", key.id, key.description,
                          key.policy, millis(key.created_at));
    if (key.expires_at) insert.bind(5, millis(*key.expires_at));
    insert.bind(6, key.session_token_hash);
    insert.bind(7, key.sealed_secret);
    if (insert.exec() == 0) return fail(Errc::conflict, "there is a key " + key.id + " already");
    count_change(db);
    return {};
  });
}

Result<AccessKey> SqliteKeyStore::get(const std::string& id, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<AccessKey> {
    auto row = prepare(db, select("WHERE id = ?").c_str(), id);
    if (!row.executeStep()) return fail(Errc::not_found, "there is no key " + id);
    return key_in(row);
  });
}

Result<std::vector<AccessKey>> SqliteKeyStore::list(Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::vector<AccessKey>> {
    std::vector<AccessKey> keys;
    auto rows = prepare(db, select("ORDER BY created, id").c_str());
    while (rows.executeStep())
      keys.push_back(key_in(rows));
    return keys;
  });
}

Result<void> SqliteKeyStore::remove(const std::string& id, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    if (run(db, "DELETE FROM SpotterKeys WHERE id = ?", id) == 0) return fail(Errc::not_found, "there is no key " + id);
    count_change(db);
    return {};
  });
}

Result<std::string> SqliteKeyStore::version(Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::string> {
    auto row = prepare(db, "SELECT changes FROM SpotterKeysVersion");
    row.executeStep();
    return std::to_string(row.getColumn(0).getInt64());
  });
}

}  // namespace spotter
