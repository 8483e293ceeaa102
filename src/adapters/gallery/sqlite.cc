#include "adapters/gallery/sqlite.h"

#include "adapters/vector_blob.h"
#include "domain/json.h"

namespace spotter {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS GalleryVersion (only INTEGER PRIMARY KEY CHECK (only = 1), version TEXT NOT NULL);
INSERT OR IGNORE INTO GalleryVersion VALUES (1, 'empty');
CREATE TABLE IF NOT EXISTS People (id TEXT PRIMARY KEY, name TEXT NOT NULL, person TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS PeoplePhotographs (
  personId TEXT NOT NULL REFERENCES People (id) ON DELETE CASCADE, id TEXT NOT NULL, vector BLOB NOT NULL,
  PRIMARY KEY (personId, id)) WITHOUT ROWID;
)sql";

/// A person's record is JSON; the vectors of its photographs lie beside it as blobs.
Result<Person> read_person(SQLite::Database& database, const std::string& text) {
  SPOTTER_ASSIGN(const auto json, parse_json(text));
  SPOTTER_ASSIGN(Person person, person_from_json(json));
  for (Photograph& photograph : person.photographs) {
    auto row = prepare(database, "SELECT vector FROM PeoplePhotographs WHERE personId = ? AND id = ?", person.id,
                       photograph.id);
    if (!row.executeStep()) continue;
    const SQLite::Column blob = row.getColumn(0);
    SPOTTER_ASSIGN(photograph.vector, vector_from_blob({static_cast<const std::uint8_t*>(blob.getBlob()),
                                                        static_cast<std::size_t>(blob.getBytes())}));
  }
  return person;
}

}  // namespace

Result<std::unique_ptr<SqliteGallery>> SqliteGallery::open(std::shared_ptr<SqliteDatabase> database, Ids& ids) {
  SPOTTER_TRY(database->make_schema(kSchema));
  return std::unique_ptr<SqliteGallery>(new SqliteGallery(std::move(database), ids));
}

void SqliteGallery::change_version(SQLite::Database& database) {
  run(database, "UPDATE GalleryVersion SET version = ?", ids_.uuid7());
}

Result<GallerySnapshot> SqliteGallery::snapshot(Deadline /*deadline*/) {
  return database_->read([](SQLite::Database& db) -> Result<GallerySnapshot> {
    GallerySnapshot snapshot{.version = db.execAndGet("SELECT version FROM GalleryVersion").getString(), .people = {}};
    SQLite::Statement rows(db, "SELECT person FROM People ORDER BY name, id");
    while (rows.executeStep()) {
      SPOTTER_ASSIGN(Person person, read_person(db, rows.getColumn(0).getString()));
      snapshot.people.push_back(std::move(person));
    }
    return snapshot;
  });
}

Result<std::string> SqliteGallery::version(Deadline /*deadline*/) {
  return database_->read([](SQLite::Database& db) -> Result<std::string> {
    return db.execAndGet("SELECT version FROM GalleryVersion").getString();
  });
}

Result<Person> SqliteGallery::get(const std::string& id, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<Person> {
    auto row = prepare(db, "SELECT person FROM People WHERE id = ?", id);
    if (!row.executeStep()) return fail(Errc::not_found, "there is no person " + id);
    return read_person(db, row.getColumn(0).getString());
  });
}

Result<void> SqliteGallery::put(const Person& person, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "DELETE FROM People WHERE id = ?", person.id);
    run(db, "INSERT INTO People VALUES (?, ?, ?)", person.id, person.name, to_text(to_json(person)));
    for (const Photograph& photograph : person.photographs) {
      SQLite::Statement insert(db, "INSERT INTO PeoplePhotographs VALUES (?, ?, ?)");
      insert.bind(1, person.id);
      insert.bind(2, photograph.id);
      bind_blob(insert, 3, to_blob(photograph.vector));
      insert.exec();
    }
    change_version(db);
    return {};
  });
}

Result<void> SqliteGallery::remove(const std::string& id, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    if (run(db, "DELETE FROM People WHERE id = ?", id) == 0) return fail(Errc::not_found, "there is no person " + id);
    change_version(db);
    return {};
  });
}

}  // namespace spotter
