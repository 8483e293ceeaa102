#pragma once
// A SQLite file as the embedded adapters use it: write-ahead log, every commit on disk, one
// connection guarded by a mutex, exceptions turned into Errors here.

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/bytes.h"
#include "base/result.h"

namespace spotter {

Error sqlite_error(const std::exception& error);

class SqliteDatabase {
 public:
  /// Opens or makes the file (0600) and its folder. `:memory:` gives a database of its own.
  static Result<std::shared_ptr<SqliteDatabase>> open(const std::filesystem::path& file);

  /// Runs statements that make a schema (`CREATE … IF NOT EXISTS`).
  Result<void> make_schema(const std::string& statements);

  /// Calls `work(db)` with the connection to itself. `work` returns a Result.
  template <class Work>
  auto read(Work&& work) -> std::invoke_result_t<Work, SQLite::Database&> {
    const std::scoped_lock lock(mutex_);
    try {
      return work(*database_);
    } catch (const std::exception& error) {
      return fail(sqlite_error(error));
    }
  }

  /// As read, within a transaction that takes the write lock at once; rolled back on an error.
  template <class Work>
  auto write(Work&& work) -> std::invoke_result_t<Work, SQLite::Database&> {
    const std::scoped_lock lock(mutex_);
    try {
      SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
      auto result = work(*database_);
      if (result) transaction.commit();
      return result;
    } catch (const std::exception& error) {
      return fail(sqlite_error(error));
    }
  }

 private:
  explicit SqliteDatabase(std::unique_ptr<SQLite::Database> database) : database_(std::move(database)) {}

  std::mutex mutex_;
  std::unique_ptr<SQLite::Database> database_;
};

/// Prepares a statement and binds the values to its `?`s in order.
template <class... Values>
SQLite::Statement prepare(SQLite::Database& database, const char* sql, const Values&... values) {
  SQLite::Statement statement(database, sql);
  int place = 0;
  (statement.bind(++place, values), ...);
  return statement;
}

/// Binds bytes; no bytes are an empty blob, not NULL.
inline void bind_blob(SQLite::Statement& statement, int place, const Bytes& bytes) {
  statement.bind(place, bytes.empty() ? static_cast<const void*>("") : bytes.data(), static_cast<int>(bytes.size()));
}

/// Runs a statement that gives no rows; returns how many rows it changed.
template <class... Values>
int run(SQLite::Database& database, const char* sql, const Values&... values) {
  return prepare(database, sql, values...).exec();
}

}  // namespace spotter
