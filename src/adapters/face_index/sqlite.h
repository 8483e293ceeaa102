#pragma once
// Vectors of uploaded pictures' faces in SQLite.

#include <memory>

#include "adapters/sqlite_database.h"
#include "ports/face_index.h"

namespace spotter {

class SqliteFaceIndex final : public FaceIndex {
 public:
  static Result<std::unique_ptr<SqliteFaceIndex>> open(std::shared_ptr<SqliteDatabase> database);

  Result<void> put(const std::string& image_id, const Order& order, const std::vector<IndexedFace>& faces,
                   Deadline deadline) override;
  Result<std::vector<IndexedFace>> get(const std::string& image_id, const Order& order, Deadline deadline) override;
  Result<LocatedFace> find(const std::string& face_id, Deadline deadline) override;
  Result<std::vector<LocatedFace>> newest(int limit, Deadline deadline) override;
  Result<std::string> newest_version(int limit, Deadline deadline) override;
  Result<int> erase(const std::string& image_id, Deadline deadline) override;

 private:
  explicit SqliteFaceIndex(std::shared_ptr<SqliteDatabase> database) : database_(std::move(database)) {}
  std::shared_ptr<SqliteDatabase> database_;
};

}  // namespace spotter
