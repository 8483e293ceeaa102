#include "adapters/collections/sqlite_rows.h"

#include <chrono>

#include <fmt/format.h>

#include "adapters/vector_blob.h"

namespace spotter {
namespace {

Result<FaceVector> read_vector(SQLite::Statement& row, int column) {
  const SQLite::Column blob = row.getColumn(column);
  return vector_from_blob(
      {static_cast<const std::uint8_t*>(blob.getBlob()), static_cast<std::size_t>(blob.getBytes())});
}

}  // namespace

std::optional<std::string> optional_text(SQLite::Statement& row, int column) {
  if (row.getColumn(column).isNull()) return std::nullopt;
  return row.getColumn(column).getString();
}

std::int64_t take_number(SQLite::Database& db) {
  return prepare_and_get(db, "UPDATE CollectionChanges SET last = last + 1 RETURNING last");
}

Result<void> note_last_change(SQLite::Database& db, std::int64_t serial) {
  run(db, "UPDATE Collections SET lastChange = (SELECT last FROM CollectionChanges) WHERE serial = ?", serial);
  return {};
}

void note_removal(SQLite::Database& db, std::int64_t serial, Compared compared, std::int64_t was,
                  std::int64_t removals_kept) {
  const int kind = static_cast<int>(compared);
  run(db, "INSERT INTO CollectionRemovals VALUES (?, ?, ?, ?)", serial, kind, take_number(db), was);
  run(db, "INSERT OR IGNORE INTO CollectionForgotten VALUES (?, ?, 0, 0)", serial, kind);
  const std::int64_t count = prepare_and_get(
      db,
      "UPDATE CollectionForgotten SET removals = removals + 1 WHERE collection = ? AND compared = ? RETURNING removals",
      serial, kind);
  if (count < 2 * removals_kept) return;
  const std::int64_t last = prepare_and_get(db,
                                            "SELECT number FROM CollectionRemovals WHERE collection = ? AND "
                                            "compared = ? ORDER BY number LIMIT 1 OFFSET ?",
                                            serial, kind, count - removals_kept - 1);
  run(db, "DELETE FROM CollectionRemovals WHERE collection = ? AND compared = ? AND number <= ?", serial, kind, last);
  run(db, "UPDATE CollectionForgotten SET removals = ?, upTo = ? WHERE collection = ? AND compared = ?", removals_kept,
      last, serial, kind);
}

std::optional<std::int64_t> serial_of(SQLite::Database& db, const std::string& id) {
  auto row = prepare(db, "SELECT serial FROM Collections WHERE id = ?", id);
  if (!row.executeStep()) return std::nullopt;
  return row.getColumn(0).getInt64();
}

Result<std::int64_t> find_collection(SQLite::Database& db, const std::string& id) {
  const auto serial = serial_of(db, id);
  if (!serial) return fail(Errc::not_found, "collection " + id + " does not exist");
  return *serial;
}

Result<UserRow> find_user(SQLite::Database& db, std::int64_t serial, const std::string& user_id) {
  auto row = prepare(db, "SELECT number, faces FROM CollectionUsers WHERE collection = ? AND id = ?", serial, user_id);
  if (!row.executeStep()) return fail(Errc::not_found, "user " + user_id + " does not exist");
  return UserRow{.number = row.getColumn(0).getInt64(), .faces = row.getColumn(1).getInt()};
}

void renumber_user(SQLite::Database& db, std::int64_t serial, const std::string& user_id, std::int64_t removals_kept) {
  const auto user = find_user(db, serial, user_id);
  if (!user) return;
  note_removal(db, serial, Compared::users, user->number, removals_kept);
  run(db, "UPDATE CollectionUsers SET number = ? WHERE collection = ? AND id = ?", take_number(db), serial, user_id);
}

Result<void> change_user(SQLite::Database& db, std::int64_t serial, const std::string& user_id, int more,
                         std::int64_t removals_kept) {
  if (more == 0) return {};
  run(db, "UPDATE CollectionUsers SET faces = faces + ? WHERE collection = ? AND id = ?", more, serial, user_id);
  renumber_user(db, serial, user_id, removals_kept);
  return note_last_change(db, serial);
}

Collection read_collection(SQLite::Statement& row) {
  return {.id = row.getColumn(0).getString(),
          .created_at = Timestamp(std::chrono::milliseconds(row.getColumn(1).getInt64())),
          .tags = {},
          .faces = row.getColumn(2).getInt64(),
          .users = row.getColumn(3).getInt64(),
          .serial = row.getColumn(4).getInt64(),
          .last_change = row.getColumn(5).getInt64()};
}

void insert_face(SQLite::Statement& insert, std::int64_t number, std::int64_t serial, const CollectionFace& face,
                 const std::optional<std::string>& user_id) {
  insert.reset();
  insert.clearBindings();
  int place = 0;
  insert.bind(++place, number);
  insert.bind(++place, serial);
  insert.bind(++place, face.face_id);
  insert.bind(++place, face.image_id);
  ++place;
  if (face.external_image_id) insert.bind(place, *face.external_image_id);
  for (const float value : {face.bounding_box.width, face.bounding_box.height, face.bounding_box.left,
                            face.bounding_box.top, face.confidence})
    insert.bind(++place, static_cast<double>(value));
  ++place;
  if (user_id) insert.bind(place, *user_id);
  insert.bind(++place, face.models);
  bind_blob(insert, ++place, to_blob(face.vector));
  insert.exec();
}

Result<CollectionFace> read_face(SQLite::Statement& row, bool with_vector) {
  const auto real = [&](int column) { return static_cast<float>(row.getColumn(column).getDouble()); };
  CollectionFace face{.face_id = row.getColumn(0).getString(),
                      .image_id = row.getColumn(1).getString(),
                      .external_image_id = optional_text(row, 2),
                      .bounding_box = {.width = real(3), .height = real(4), .left = real(5), .top = real(6)},
                      .confidence = real(7),
                      .user_id = optional_text(row, 8),
                      .models = row.getColumn(9).getString(),
                      .vector = {}};
  if (with_vector) {
    SPOTTER_ASSIGN(face.vector, read_vector(row, 10));
  }
  return face;
}

Result<std::vector<CollectionFace>> faces_of_user(SQLite::Database& db, std::int64_t serial,
                                                  const std::string& user_id) {
  std::vector<CollectionFace> faces;
  const std::string sql =
      fmt::format("SELECT {} FROM CollectionFaces WHERE collection = ? AND userId = ? ORDER BY faceId", kColumns);
  auto row = prepare(db, sql.c_str(), serial, user_id);
  while (row.executeStep()) {
    SPOTTER_ASSIGN(faces.emplace_back(), read_face(row, true));
  }
  return faces;
}

Result<std::optional<ComparedVector>> read_compared(SQLite::Database& db, SQLite::Statement& row, std::int64_t serial,
                                                    Compared compared, const std::string& models) {
  ComparedVector one{.number = row.getColumn(0).getInt64(), .id = row.getColumn(1).getString(), .vector = {}};
  if (compared == Compared::faces) {
    if (row.getColumn(2).getString() != models) return std::nullopt;
    SPOTTER_ASSIGN(one.vector, read_vector(row, 3));
    return one;
  }
  SPOTTER_ASSIGN(const auto faces, faces_of_user(db, serial, one.id));
  one.vector = mean_of(faces, models);
  if (one.vector.parts.empty()) return std::nullopt;
  return one;
}

Result<void> read_put(SQLite::Database& db, std::int64_t serial, Compared compared, const std::string& models,
                      std::int64_t after, int limit, VectorChanges& changes) {
  auto row = prepare(db,
                     compared == Compared::faces
                         ? "SELECT number, faceId, models, vector FROM CollectionFaces WHERE collection = ? AND "
                           "number > ? ORDER BY number LIMIT ?"
                         : "SELECT number, id FROM CollectionUsers WHERE collection = ? AND number > ? "
                           "ORDER BY number LIMIT ?",
                     serial, after, limit);
  int rows = 0;
  std::int64_t last = 0;
  while (row.executeStep()) {
    last = row.getColumn(0).getInt64();
    ++rows;
    SPOTTER_ASSIGN(auto one, read_compared(db, row, serial, compared, models));
    if (one) changes.put.push_back(std::move(*one));
  }
  if (rows == limit) changes.last = last;
  return {};
}

void read_removed(SQLite::Database& db, std::int64_t serial, Compared compared, std::int64_t after, int limit,
                  VectorChanges& changes) {
  auto row = prepare(db,
                     "SELECT number, was FROM CollectionRemovals WHERE collection = ? AND compared = ? AND "
                     "number > ? AND number <= ? ORDER BY number LIMIT ?",
                     serial, static_cast<int>(compared), after, changes.last, limit);
  std::int64_t last = 0;
  while (row.executeStep()) {
    last = row.getColumn(0).getInt64();
    changes.removed.push_back(row.getColumn(1).getInt64());
  }
  if (std::ssize(changes.removed) == limit) changes.last = last;
}

}  // namespace spotter
