#pragma once
// Collections in memory, for tests.

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "ports/collections.h"

namespace spotter {

class MemoryCollections final : public Collections {
 public:
  explicit MemoryCollections(std::int64_t removals_kept = kRemovalsKept) : removals_kept_(removals_kept) {}

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
  struct Face {
    CollectionFace face;
    std::int64_t number = 0;
  };
  struct User {
    CollectionUser user;
    std::int64_t number = 0;
  };
  struct Removals {
    std::map<std::int64_t, std::int64_t> was;  ///< the removal's number → the number that it removed
    std::int64_t forgotten = 0;
  };
  struct Kept {
    Collection collection;
    std::map<std::string, Face> faces;
    std::map<std::string, User> users;
    Removals face_removals;
    Removals user_removals;
  };

  Result<Kept*> find(const std::string& id);
  Result<User*> find_user(Kept& kept, const std::string& user_id);
  std::int64_t next_change(Kept& kept) { return kept.collection.last_change = ++last_number_; }
  void note_removal(Kept& kept, Removals& removals, std::int64_t was);
  void renumber(Kept& kept, const std::string& user_id);
  static std::vector<FaceChanged> judged(const Kept& kept, const std::vector<std::string>& face_ids,
                                         const std::optional<std::string>& from, const std::optional<std::string>& to);
  /// Those that were judged `done`; `to` is this user or none.
  void pass(Kept& kept, const std::vector<FaceChanged>& changed, const std::string& user_id,
            const std::optional<std::string>& to);
  std::vector<ComparedVector> standing(const Kept& kept, Compared compared, const std::string& models,
                                       const std::function<bool(std::int64_t)>& wanted) const;

  std::mutex mutex_;
  std::int64_t removals_kept_;
  std::int64_t last_number_ = 0;
  std::map<std::string, Kept> collections_;
};

}  // namespace spotter
