#pragma once
// Rows of the collections' tables, read and written within a transaction of SqliteCollections.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sqlite_database.h"
#include "ports/collections.h"

namespace spotter {

inline constexpr const char* kColumns =
    "faceId, imageId, externalImageId, width, height, \"left\", top, confidence, userId, models, vector";
inline constexpr const char* kInsertFace = "INSERT INTO CollectionFaces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

struct UserRow {
  std::int64_t number = 0;
  int faces = 0;
};

std::optional<std::string> optional_text(SQLite::Statement& row, int column);

/// The one number that a statement gives.
template <class... Values>
std::int64_t prepare_and_get(SQLite::Database& db, const char* sql, const Values&... values) {
  auto row = prepare(db, sql, values...);
  return row.executeStep() ? row.getColumn(0).getInt64() : 0;
}

/// The next number of a change.
std::int64_t take_number(SQLite::Database& db);
/// The collection's last change is the last one of all.
Result<void> note_last_change(SQLite::Database& db, std::int64_t serial);
/// What was put under the number `was` stands no longer.
void note_removal(SQLite::Database& db, std::int64_t serial, Compared compared, std::int64_t was,
                  std::int64_t removals_kept);

std::optional<std::int64_t> serial_of(SQLite::Database& db, const std::string& id);
/// Errors: not_found.
Result<std::int64_t> find_collection(SQLite::Database& db, const std::string& id);
/// Errors: not_found.
Result<UserRow> find_user(SQLite::Database& db, std::int64_t serial, const std::string& user_id);
/// The user's vector changed.
void renumber_user(SQLite::Database& db, std::int64_t serial, const std::string& user_id, std::int64_t removals_kept);
/// The user has so many faces more; 0 changes nothing.
Result<void> change_user(SQLite::Database& db, std::int64_t serial, const std::string& user_id, int more,
                         std::int64_t removals_kept);

/// Reads id, createdAt, faces, users, serial, lastChange; no tags.
Collection read_collection(SQLite::Statement& row);
void insert_face(SQLite::Statement& insert, std::int64_t number, std::int64_t serial, const CollectionFace& face,
                 const std::optional<std::string>& user_id);
/// Reads kColumns.
Result<CollectionFace> read_face(SQLite::Statement& row, bool with_vector);
Result<std::vector<CollectionFace>> faces_of_user(SQLite::Database& db, std::int64_t serial,
                                                  const std::string& user_id);

/// Reads number, id and, of a face, models and vector; nothing where there is no vector of these models.
Result<std::optional<ComparedVector>> read_compared(SQLite::Database& db, SQLite::Statement& row, std::int64_t serial,
                                                    Compared compared, const std::string& models);
/// What was put after `after`; where there is more than `limit`, `last` is the last one read.
Result<void> read_put(SQLite::Database& db, std::int64_t serial, Compared compared, const std::string& models,
                      std::int64_t after, int limit, VectorChanges& changes);
void read_removed(SQLite::Database& db, std::int64_t serial, Compared compared, std::int64_t after, int limit,
                  VectorChanges& changes);

}  // namespace spotter
