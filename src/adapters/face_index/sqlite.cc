#include "adapters/face_index/sqlite.h"

#include <chrono>
#include <string>

#include "adapters/vector_blob.h"
#include "base/hash.h"

namespace spotter {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS Faces (
  imageId TEXT NOT NULL, number INTEGER NOT NULL, faceId TEXT NOT NULL, stamp TEXT NOT NULL, width REAL NOT NULL,
  height REAL NOT NULL, "left" REAL NOT NULL, top REAL NOT NULL, confidence REAL NOT NULL, models TEXT NOT NULL,
  vector BLOB NOT NULL, PRIMARY KEY (imageId, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS faces_by_id ON Faces (faceId);
)sql";

constexpr const char* kColumns =
    "f.faceId, f.number, f.width, f.height, f.\"left\", f.top, f.confidence, f.models, f.vector";
// Faces whose stamp is that of the item as it stands. The images' table lies in the same database.
constexpr const char* kStanding =
    " FROM ImageMetadata m JOIN Faces f ON f.imageId = m.imageId AND f.stamp = m.stamp WHERE m.status <> 'erased'";
constexpr const char* kNewestFirst = " ORDER BY m.uploadedAt DESC, m.imageId DESC, f.number LIMIT ?";

/// Reads kColumns.
Result<IndexedFace> read_face(SQLite::Statement& row) {
  const auto real = [&](int column) { return static_cast<float>(row.getColumn(column).getDouble()); };
  const SQLite::Column blob = row.getColumn(8);
  SPOTTER_ASSIGN(FaceVector vector, vector_from_blob({static_cast<const std::uint8_t*>(blob.getBlob()),
                                                      static_cast<std::size_t>(blob.getBytes())}));
  return IndexedFace{.face_id = row.getColumn(0).getString(),
                     .number = row.getColumn(1).getInt(),
                     .bounding_box = {.width = real(2), .height = real(3), .left = real(4), .top = real(5)},
                     .confidence = real(6),
                     .models = row.getColumn(7).getString(),
                     .vector = std::move(vector)};
}

Result<LocatedFace> read_located(SQLite::Statement& row) {
  SPOTTER_ASSIGN(IndexedFace face, read_face(row));
  return LocatedFace{.image_id = row.getColumn(9).getString(),
                     .uploaded_at = Timestamp(std::chrono::milliseconds(row.getColumn(10).getInt64())),
                     .face = std::move(face)};
}

}  // namespace

Result<std::unique_ptr<SqliteFaceIndex>> SqliteFaceIndex::open(std::shared_ptr<SqliteDatabase> database) {
  SPOTTER_TRY(database->make_schema(kSchema));
  return std::unique_ptr<SqliteFaceIndex>(new SqliteFaceIndex(std::move(database)));
}

Result<void> SqliteFaceIndex::put(const std::string& image_id, const Order& order,
                                  const std::vector<IndexedFace>& faces, Deadline /*deadline*/) {
  const std::string stamp = stamp_of(order);
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "DELETE FROM Faces WHERE imageId = ?", image_id);
    SQLite::Statement insert(db, "INSERT INTO Faces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const IndexedFace& face : faces) {
      int place = 0;
      insert.bind(++place, image_id);
      insert.bind(++place, face.number);
      insert.bind(++place, face.face_id);
      insert.bind(++place, stamp);
      for (const float side :
           {face.bounding_box.width, face.bounding_box.height, face.bounding_box.left, face.bounding_box.top})
        insert.bind(++place, static_cast<double>(side));
      insert.bind(++place, static_cast<double>(face.confidence));
      insert.bind(++place, face.models);
      bind_blob(insert, ++place, to_blob(face.vector));
      insert.exec();
      insert.reset();
    }
    return {};
  });
}

Result<std::vector<IndexedFace>> SqliteFaceIndex::get(const std::string& image_id, const Order& order,
                                                      Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::vector<IndexedFace>> {
    std::vector<IndexedFace> faces;
    const std::string sql =
        std::string("SELECT ") + kColumns + " FROM Faces f WHERE f.imageId = ? AND f.stamp = ? ORDER BY f.number";
    auto row = prepare(db, sql.c_str(), image_id, stamp_of(order));
    while (row.executeStep()) {
      SPOTTER_ASSIGN(faces.emplace_back(), read_face(row));
    }
    return faces;
  });
}

Result<LocatedFace> SqliteFaceIndex::find(const std::string& face_id, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<LocatedFace> {
    const std::string sql =
        std::string("SELECT ") + kColumns + ", m.imageId, m.uploadedAt" + kStanding + " AND f.faceId = ?";
    auto row = prepare(db, sql.c_str(), face_id);
    if (!row.executeStep())
      return fail(Errc::not_found,
                  "there is no face " + face_id + "; faces get new ids when a picture is recognised again");
    return read_located(row);
  });
}

Result<std::vector<LocatedFace>> SqliteFaceIndex::newest(int limit, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::vector<LocatedFace>> {
    std::vector<LocatedFace> faces;
    const std::string sql = std::string("SELECT ") + kColumns + ", m.imageId, m.uploadedAt" + kStanding + kNewestFirst;
    auto row = prepare(db, sql.c_str(), limit);
    while (row.executeStep()) {
      SPOTTER_ASSIGN(faces.emplace_back(), read_located(row));
    }
    return faces;
  });
}

Result<std::string> SqliteFaceIndex::newest_version(int limit, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::string> {
    // A face's id says image, result and number, so that the ids in their order say all.
    std::string ids;
    const std::string sql = std::string("SELECT f.faceId") + kStanding + kNewestFirst;
    auto row = prepare(db, sql.c_str(), limit);
    while (row.executeStep())
      ids += row.getColumn(0).getString();
    return sha256_hex(as_bytes(ids));
  });
}

Result<int> SqliteFaceIndex::erase(const std::string& image_id, Deadline /*deadline*/) {
  return database_->write(
      [&](SQLite::Database& db) -> Result<int> { return run(db, "DELETE FROM Faces WHERE imageId = ?", image_id); });
}

}  // namespace spotter
