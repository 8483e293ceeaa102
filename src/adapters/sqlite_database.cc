#include "adapters/sqlite_database.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "base/file.h"

namespace spotter {

Error sqlite_error(const std::exception& error) {
  Errc code = Errc::internal;
  if (const auto* sqlite = dynamic_cast<const SQLite::Exception*>(&error)) {
    switch (sqlite->getErrorCode()) {
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
      case SQLITE_FULL:
      case SQLITE_IOERR:
      case SQLITE_CANTOPEN:
        code = Errc::unavailable;
        break;
      case SQLITE_CONSTRAINT:
        code = Errc::conflict;
        break;
      default:
        break;
    }
  }
  return {code, std::string("SQLite: ") + error.what()};
}

Result<std::shared_ptr<SqliteDatabase>> SqliteDatabase::open(const std::filesystem::path& file) {
  constexpr int kBusyMs = 10'000;
  if (file != ":memory:" && file.has_parent_path()) SPOTTER_TRY(make_folders(file.parent_path()));
  try {
    auto database =
        std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMs);
    if (file != ":memory:") ::chmod(file.c_str(), S_IRUSR | S_IWUSR);
    database->exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
    return std::shared_ptr<SqliteDatabase>(new SqliteDatabase(std::move(database)));
  } catch (const std::exception& error) {
    return fail(within("can't open " + file.string(), sqlite_error(error)));
  }
}

Result<void> SqliteDatabase::make_schema(const std::string& statements) {
  return write([&](SQLite::Database& database) -> Result<void> {
    database.exec(statements);
    return {};
  });
}

}  // namespace spotter
