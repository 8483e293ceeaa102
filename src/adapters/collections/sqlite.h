#pragma once
// Collections in the table's SQLite file. Every change takes numbers from one counter, so that none is given twice.

#include <memory>
#include <string>
#include <vector>

#include "adapters/sqlite_database.h"
#include "ports/collections.h"

namespace spotter {

class SqliteCollections final : public Collections {
 public:
  static Result<std::unique_ptr<SqliteCollections>> open(std::shared_ptr<SqliteDatabase> database,
                                                         std::int64_t removals_kept = kRemovalsKept);

  Result<void> create(const Collection& collection, Deadline deadline) override;
  Result<Collection> get(const std::string& id, Deadline deadline) override;
  Result<std::vector<Collection>> list(const std::string& after, int limit, Deadline deadline) override;
  Result<void> remove(const std::string& id, Deadline deadline) override;
  Result<void> change_tags(const std::string& id, const TagChange& change, int most, Deadline deadline) override;
  Result<void> put_faces(const std::string& id, const std::vector<CollectionFace>& faces, std::int64_t most,
                         Deadline deadline) override;
  Result<CollectionFace> face(const std::string& id, const std::string& face_id, Deadline deadline) override;
  Result<std::vector<CollectionFace>> faces(const std::string& id, const FaceFilter& filter, const std::string& after,
                                            int limit, Deadline deadline) override;
  Result<std::vector<FaceChanged>> remove_faces(const std::string& id, const std::vector<std::string>& face_ids,
                                                Deadline deadline) override;
  Result<void> create_user(const std::string& id, const std::string& user_id, Deadline deadline) override;
  Result<void> remove_user(const std::string& id, const std::string& user_id, Deadline deadline) override;
  Result<CollectionUser> user(const std::string& id, const std::string& user_id, Deadline deadline) override;
  Result<std::vector<CollectionUser>> users(const std::string& id, const std::string& after, int limit,
                                            Deadline deadline) override;
  Result<std::vector<CollectionFace>> faces_of(const std::string& id, const std::string& user_id,
                                               Deadline deadline) override;
  Result<std::vector<FaceChanged>> associate(const std::string& id, const std::string& user_id,
                                             const std::vector<std::string>& face_ids, int most,
                                             Deadline deadline) override;
  Result<std::vector<FaceChanged>> disassociate(const std::string& id, const std::string& user_id,
                                                const std::vector<std::string>& face_ids, Deadline deadline) override;
  Result<VectorChanges> changes(const std::string& id, Compared compared, const std::string& models, std::int64_t after,
                                int limit, Deadline deadline) override;
  Result<std::vector<ComparedVector>> vectors(const std::string& id, Compared compared, const std::string& models,
                                              const std::vector<std::int64_t>& numbers, Deadline deadline) override;
  Result<void> clean_up(Deadline deadline) override;

 private:
  SqliteCollections(std::shared_ptr<SqliteDatabase> database, std::int64_t removals_kept)
      : database_(std::move(database)), removals_kept_(removals_kept) {}

  std::shared_ptr<SqliteDatabase> database_;
  std::int64_t removals_kept_;
};

}  // namespace spotter
