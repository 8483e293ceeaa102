#include "adapters/face_index/sqlite.h"

#include "adapters/vector_blob.h"

namespace spotter {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS Faces (
  imageId TEXT NOT NULL, number INTEGER NOT NULL, faceId TEXT NOT NULL, stamp TEXT NOT NULL, width REAL NOT NULL,
  height REAL NOT NULL, "left" REAL NOT NULL, top REAL NOT NULL, confidence REAL NOT NULL, models TEXT NOT NULL,
  vector BLOB NOT NULL, PRIMARY KEY (imageId, number)) WITHOUT ROWID;
)sql";

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
    auto row =
        prepare(db,
                "SELECT faceId, number, width, height, \"left\", top, confidence, models, vector FROM Faces WHERE "
                "imageId = ? AND stamp = ? ORDER BY number",
                image_id, stamp_of(order));
    while (row.executeStep()) {
      const auto real = [&](int column) { return static_cast<float>(row.getColumn(column).getDouble()); };
      const SQLite::Column blob = row.getColumn(8);
      SPOTTER_ASSIGN(FaceVector vector, vector_from_blob({static_cast<const std::uint8_t*>(blob.getBlob()),
                                                          static_cast<std::size_t>(blob.getBytes())}));
      faces.push_back({.face_id = row.getColumn(0).getString(),
                       .number = row.getColumn(1).getInt(),
                       .bounding_box = {.width = real(2), .height = real(3), .left = real(4), .top = real(5)},
                       .confidence = real(6),
                       .models = row.getColumn(7).getString(),
                       .vector = std::move(vector)});
    }
    return faces;
  });
}

Result<int> SqliteFaceIndex::erase(const std::string& image_id, Deadline /*deadline*/) {
  return database_->write(
      [&](SQLite::Database& db) -> Result<int> { return run(db, "DELETE FROM Faces WHERE imageId = ?", image_id); });
}

}  // namespace spotter
