#include "adapters/collections/sqlite.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "adapters/collections/face_changes.h"
#include "adapters/collections/sqlite_rows.h"
#include "adapters/vector_blob.h"

namespace spotter {
namespace {

// A face's row lies where its number says, so that an index is read in the order in which faces were put.
constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS CollectionChanges (only INTEGER PRIMARY KEY CHECK (only = 1), last INTEGER NOT NULL);
INSERT OR IGNORE INTO CollectionChanges VALUES (1, 0);
CREATE TABLE IF NOT EXISTS Collections (
  serial INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, createdAt INTEGER NOT NULL, faces INTEGER NOT NULL,
  users INTEGER NOT NULL, lastChange INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS CollectionsLeaving (serial INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS CollectionTags (
  collection INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (collection, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS CollectionFaces (
  number INTEGER PRIMARY KEY, collection INTEGER NOT NULL, faceId TEXT NOT NULL, imageId TEXT NOT NULL,
  externalImageId TEXT, width REAL NOT NULL, height REAL NOT NULL, "left" REAL NOT NULL, top REAL NOT NULL,
  confidence REAL NOT NULL, userId TEXT, models TEXT NOT NULL, vector BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS collection_faces_by_id ON CollectionFaces (collection, faceId);
CREATE INDEX IF NOT EXISTS collection_faces_by_number ON CollectionFaces (collection, number);
CREATE INDEX IF NOT EXISTS collection_faces_by_user ON CollectionFaces (collection, userId, faceId)
  WHERE userId IS NOT NULL;
CREATE TABLE IF NOT EXISTS CollectionUsers (
  collection INTEGER NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL, faces INTEGER NOT NULL,
  PRIMARY KEY (collection, id)) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS collection_users_by_number ON CollectionUsers (collection, number);
CREATE TABLE IF NOT EXISTS CollectionRemovals (
  collection INTEGER NOT NULL, compared INTEGER NOT NULL, number INTEGER NOT NULL, was INTEGER NOT NULL,
  PRIMARY KEY (collection, compared, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS CollectionForgotten (
  collection INTEGER NOT NULL, compared INTEGER NOT NULL, removals INTEGER NOT NULL, upTo INTEGER NOT NULL,
  PRIMARY KEY (collection, compared)) WITHOUT ROWID;
)sql";

constexpr int kRemovedAtOnce = 1000;

std::map<std::string, std::string> tags_of(SQLite::Database& db, std::int64_t serial) {
  std::map<std::string, std::string> tags;
  auto row = prepare(db, "SELECT name, value FROM CollectionTags WHERE collection = ?", serial);
  while (row.executeStep())
    tags[row.getColumn(0).getString()] = row.getColumn(1).getString();
  return tags;
}

void insert_tags(SQLite::Database& db, std::int64_t serial, const std::map<std::string, std::string>& tags) {
  run(db, "DELETE FROM CollectionTags WHERE collection = ?", serial);
  for (const auto& [name, value] : tags)
    run(db, "INSERT INTO CollectionTags VALUES (?, ?, ?)", serial, name, value);
}

struct Taken {
  std::int64_t number = 0;
  std::optional<std::string> user_id;
};

/// A face's number and user; nothing where it isn't there.
std::optional<Taken> taken_by(SQLite::Database& db, std::int64_t serial, const std::string& face_id) {
  auto row =
      prepare(db, "SELECT number, userId FROM CollectionFaces WHERE collection = ? AND faceId = ?", serial, face_id);
  if (!row.executeStep()) return std::nullopt;
  return Taken{.number = row.getColumn(0).getInt64(), .user_id = optional_text(row, 1)};
}

struct Passed {
  std::vector<FaceChanged> changed;
  int faces = 0;
};

/// Faces pass from one user to another, where none is a user too.
Passed pass(SQLite::Database& db, std::int64_t serial, const std::vector<std::string>& face_ids,
            const std::optional<std::string>& from, const std::optional<std::string>& to) {
  Passed passed;
  for (const std::string& face_id : different(face_ids)) {
    const auto there = taken_by(db, serial, face_id);
    FaceChanged& one = passed.changed.emplace_back(changed_by(face_id, there ? &there->user_id : nullptr, from, to));
    if (one.change != FaceChange::done) continue;
    SQLite::Statement update(db, "UPDATE CollectionFaces SET userId = ? WHERE number = ?");
    if (to) update.bind(1, *to);  // unbound is NULL
    update.bind(2, there->number);
    update.exec();
    ++passed.faces;
  }
  return passed;
}

}  // namespace

Result<std::unique_ptr<SqliteCollections>> SqliteCollections::open(std::shared_ptr<SqliteDatabase> database,
                                                                   std::int64_t removals_kept) {
  SPOTTER_TRY(database->make_schema(kSchema));
  return std::unique_ptr<SqliteCollections>(new SqliteCollections(std::move(database), removals_kept));
}

Result<void> SqliteCollections::create(const Collection& collection, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    if (serial_of(db, collection.id)) return fail(Errc::conflict, "collection " + collection.id + " exists");
    const std::int64_t serial = take_number(db);
    run(db, "INSERT INTO Collections VALUES (?, ?, ?, 0, 0, ?)", serial, collection.id,
        static_cast<std::int64_t>(collection.created_at.time_since_epoch().count()), serial);
    insert_tags(db, serial, collection.tags);
    return {};
  });
}

Result<Collection> SqliteCollections::get(const std::string& id, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<Collection> {
    auto row = prepare(db, "SELECT id, createdAt, faces, users, serial, lastChange FROM Collections WHERE id = ?", id);
    if (!row.executeStep()) return fail(Errc::not_found, "collection " + id + " does not exist");
    Collection collection = read_collection(row);
    collection.tags = tags_of(db, collection.serial);
    return collection;
  });
}

Result<std::vector<Collection>> SqliteCollections::list(const std::string& after, int limit, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::vector<Collection>> {
    std::vector<Collection> page;
    auto row = prepare(db,
                       "SELECT id, createdAt, faces, users, serial, lastChange FROM Collections WHERE id > ? "
                       "ORDER BY id LIMIT ?",
                       after, limit);
    while (row.executeStep())
      page.push_back(read_collection(row));
    for (Collection& collection : page)
      collection.tags = tags_of(db, collection.serial);
    return page;
  });
}

Result<void> SqliteCollections::remove(const std::string& id, Deadline deadline) {
  SPOTTER_TRY(database_->write([&](SQLite::Database& db) -> Result<void> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    run(db, "INSERT INTO CollectionsLeaving VALUES (?)", serial);
    run(db, "DELETE FROM Collections WHERE serial = ?", serial);
    return {};
  }));
  if (const auto cleaned = clean_up(deadline); !cleaned && cleaned.error().code != Errc::timeout)
    return fail(cleaned.error());
  return {};
}

/// In parts, so that others come to the database in between.
Result<void> SqliteCollections::clean_up(Deadline deadline) {
  while (true) {
    SPOTTER_ASSIGN(const bool left, database_->write([](SQLite::Database& db) -> Result<bool> {
      const std::int64_t serial = prepare_and_get(db, "SELECT min(serial) FROM CollectionsLeaving");
      if (serial == 0) return false;
      if (run(db,
              "DELETE FROM CollectionFaces WHERE number IN (SELECT number FROM CollectionFaces WHERE collection = ? "
              "ORDER BY number LIMIT ?)",
              serial, kRemovedAtOnce) > 0)
        return true;
      for (const char* table : {"CollectionTags", "CollectionUsers", "CollectionRemovals", "CollectionForgotten"})
        run(db, fmt::format("DELETE FROM {} WHERE collection = ?", table).c_str(), serial);
      run(db, "DELETE FROM CollectionsLeaving WHERE serial = ?", serial);
      return true;
    }));
    if (!left) return {};
    if (deadline.expired()) return fail(Errc::timeout, "faces of a removed collection are left");
  }
}

Result<void> SqliteCollections::change_tags(const std::string& id, const TagChange& change, int most,
                                            Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    auto tags = tags_of(db, serial);
    apply(change, tags);
    if (std::ssize(tags) > most)
      return fail(Errc::too_large, fmt::format("collection {} would have more than {} tags", id, most));
    insert_tags(db, serial, tags);
    return {};
  });
}

Result<void> SqliteCollections::put_faces(const std::string& id, const std::vector<CollectionFace>& faces,
                                          std::int64_t most, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    std::set<std::string> changed_users;
    std::int64_t added = 0;
    SQLite::Statement insert(db, kInsertFace);
    for (const CollectionFace& face : faces) {
      const auto there = taken_by(db, serial, face.face_id);
      if (there) {
        run(db, "DELETE FROM CollectionFaces WHERE number = ?", there->number);
        note_removal(db, serial, Compared::faces, there->number, removals_kept_);
        if (there->user_id) changed_users.insert(*there->user_id);
      } else {
        ++added;
      }
      insert_face(insert, take_number(db), serial, face, there ? there->user_id : std::nullopt);
    }
    const auto count =
        prepare_and_get(db, "UPDATE Collections SET faces = faces + ? WHERE serial = ? RETURNING faces", added, serial);
    if (count > most)
      return fail(Errc::too_large, fmt::format("collection {} would have more than {} faces", id, most));
    for (const std::string& user_id : changed_users)
      renumber_user(db, serial, user_id, removals_kept_);
    return note_last_change(db, serial);
  });
}

Result<CollectionFace> SqliteCollections::face(const std::string& id, const std::string& face_id,
                                               Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<CollectionFace> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    const std::string sql = fmt::format("SELECT {} FROM CollectionFaces WHERE collection = ? AND faceId = ?", kColumns);
    auto row = prepare(db, sql.c_str(), serial, face_id);
    if (!row.executeStep()) return fail(Errc::not_found, "face " + face_id + " does not exist");
    return read_face(row, true);
  });
}

Result<std::vector<CollectionFace>> SqliteCollections::faces(const std::string& id, const FaceFilter& filter,
                                                             const std::string& after, int limit,
                                                             Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::vector<CollectionFace>> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    std::vector<CollectionFace> page;
    if (!filter.face_ids.empty()) {
      const std::string sql =
          fmt::format("SELECT {} FROM CollectionFaces WHERE collection = ? AND faceId = ?", kColumns);
      SQLite::Statement row(db, sql);
      for (const std::string& face_id : std::set(filter.face_ids.begin(), filter.face_ids.end())) {
        if (face_id <= after || std::ssize(page) >= limit) continue;
        row.reset();
        row.bind(1, serial);
        row.bind(2, face_id);
        if (!row.executeStep()) continue;
        SPOTTER_ASSIGN(CollectionFace face, read_face(row, false));
        if (!filter.user_id || face.user_id == filter.user_id) page.push_back(std::move(face));
      }
      return page;
    }
    const std::string sql = fmt::format(
        "SELECT {} FROM CollectionFaces WHERE collection = ?1 AND faceId > ?2{} "
        "ORDER BY faceId LIMIT ?3",
        kColumns, filter.user_id ? " AND userId = ?4" : "");
    auto row = prepare(db, sql.c_str(), serial, after, limit);
    if (filter.user_id) row.bind(4, *filter.user_id);
    while (row.executeStep()) {
      SPOTTER_ASSIGN(page.emplace_back(), read_face(row, false));
    }
    return page;
  });
}

Result<std::vector<FaceChanged>> SqliteCollections::remove_faces(const std::string& id,
                                                                 const std::vector<std::string>& face_ids,
                                                                 Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<std::vector<FaceChanged>> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    std::vector<FaceChanged> changed;
    std::int64_t removed = 0;
    for (const std::string& face_id : different(face_ids)) {
      FaceChanged& one = changed.emplace_back(FaceChanged{.face_id = face_id});
      const auto there = taken_by(db, serial, face_id);
      if (!there) {
        one.change = FaceChange::face_not_found;
      } else if (there->user_id) {
        one.change = FaceChange::of_a_user;
        one.user_id = there->user_id;
      } else {
        run(db, "DELETE FROM CollectionFaces WHERE number = ?", there->number);
        note_removal(db, serial, Compared::faces, there->number, removals_kept_);
        ++removed;
      }
    }
    run(db, "UPDATE Collections SET faces = faces - ? WHERE serial = ?", removed, serial);
    if (removed > 0) SPOTTER_TRY(note_last_change(db, serial));
    return changed;
  });
}

Result<void> SqliteCollections::create_user(const std::string& id, const std::string& user_id, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    if (run(db, "INSERT OR IGNORE INTO CollectionUsers VALUES (?, ?, ?, 0)", serial, user_id, take_number(db)) == 0)
      return fail(Errc::conflict, "user " + user_id + " exists");
    run(db, "UPDATE Collections SET users = users + 1 WHERE serial = ?", serial);
    return note_last_change(db, serial);
  });
}

Result<void> SqliteCollections::remove_user(const std::string& id, const std::string& user_id, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    SPOTTER_ASSIGN(const UserRow user, find_user(db, serial, user_id));
    run(db, "UPDATE CollectionFaces SET userId = NULL WHERE collection = ? AND userId = ?", serial, user_id);
    run(db, "DELETE FROM CollectionUsers WHERE collection = ? AND id = ?", serial, user_id);
    note_removal(db, serial, Compared::users, user.number, removals_kept_);
    run(db, "UPDATE Collections SET users = users - 1 WHERE serial = ?", serial);
    return note_last_change(db, serial);
  });
}

Result<CollectionUser> SqliteCollections::user(const std::string& id, const std::string& user_id,
                                               Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<CollectionUser> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    SPOTTER_ASSIGN(const UserRow user, find_user(db, serial, user_id));
    return CollectionUser{.id = user_id, .faces = user.faces};
  });
}

Result<std::vector<CollectionUser>> SqliteCollections::users(const std::string& id, const std::string& after, int limit,
                                                             Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::vector<CollectionUser>> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    std::vector<CollectionUser> page;
    auto row = prepare(db, "SELECT id, faces FROM CollectionUsers WHERE collection = ? AND id > ? ORDER BY id LIMIT ?",
                       serial, after, limit);
    while (row.executeStep())
      page.push_back({.id = row.getColumn(0).getString(), .faces = row.getColumn(1).getInt()});
    return page;
  });
}

Result<std::vector<CollectionFace>> SqliteCollections::faces_of(const std::string& id, const std::string& user_id,
                                                                Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::vector<CollectionFace>> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    SPOTTER_TRY(find_user(db, serial, user_id));
    return faces_of_user(db, serial, user_id);
  });
}

Result<std::vector<FaceChanged>> SqliteCollections::associate(const std::string& id, const std::string& user_id,
                                                              const std::vector<std::string>& face_ids, int most,
                                                              Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<std::vector<FaceChanged>> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    SPOTTER_ASSIGN(const UserRow user, find_user(db, serial, user_id));
    const Passed passed = pass(db, serial, face_ids, std::nullopt, user_id);
    if (user.faces + passed.faces > most)
      return fail(Errc::too_large, fmt::format("user {} would have more than {} faces", user_id, most));
    SPOTTER_TRY(change_user(db, serial, user_id, passed.faces, removals_kept_));
    return passed.changed;
  });
}

Result<std::vector<FaceChanged>> SqliteCollections::disassociate(const std::string& id, const std::string& user_id,
                                                                 const std::vector<std::string>& face_ids,
                                                                 Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<std::vector<FaceChanged>> {
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    SPOTTER_TRY(find_user(db, serial, user_id));
    const Passed passed = pass(db, serial, face_ids, user_id, std::nullopt);
    SPOTTER_TRY(change_user(db, serial, user_id, -passed.faces, removals_kept_));
    return passed.changed;
  });
}

Result<VectorChanges> SqliteCollections::changes(const std::string& id, Compared compared, const std::string& models,
                                                 std::int64_t after, int limit, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<VectorChanges> {
    const SQLite::Transaction as_one(db);
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    VectorChanges changes;
    changes.last = prepare_and_get(db, "SELECT lastChange FROM Collections WHERE serial = ?", serial);
    auto forgotten = prepare(db, "SELECT upTo FROM CollectionForgotten WHERE collection = ? AND compared = ?", serial,
                             static_cast<int>(compared));
    if (forgotten.executeStep()) changes.forgotten = forgotten.getColumn(0).getInt64();
    SPOTTER_TRY(read_put(db, serial, compared, models, after, limit, changes));
    read_removed(db, serial, compared, after, limit, changes);
    std::erase_if(changes.put, [&](const ComparedVector& one) { return one.number > changes.last; });
    return changes;
  });
}

Result<std::vector<ComparedVector>> SqliteCollections::vectors(const std::string& id, Compared compared,
                                                               const std::string& models,
                                                               const std::vector<std::int64_t>& numbers,
                                                               Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::vector<ComparedVector>> {
    const SQLite::Transaction as_one(db);
    SPOTTER_ASSIGN(const std::int64_t serial, find_collection(db, id));
    std::vector<ComparedVector> found;
    SQLite::Statement row(db, compared == Compared::faces
                                  ? "SELECT number, faceId, models, vector FROM CollectionFaces WHERE number = ?1 "
                                    "AND collection = ?2"
                                  : "SELECT number, id FROM CollectionUsers WHERE number = ?1 AND collection = ?2");
    for (const std::int64_t number : numbers) {
      row.reset();
      row.bind(1, number);
      row.bind(2, serial);
      if (!row.executeStep()) continue;
      SPOTTER_ASSIGN(auto one, read_compared(db, row, serial, compared, models));
      if (one) found.push_back(std::move(*one));
    }
    return found;
  });
}

}  // namespace spotter
