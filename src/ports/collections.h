#pragma once
// Collections of faces that callers index and search (Rekognition's): durable, and the truth from which any
// index in memory is made again. Face ids are unique within their collection.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/findings.h"

namespace spotter {

struct Collection {
  std::string id;
  Timestamp created_at;
  std::map<std::string, std::string> tags;
  std::int64_t faces = 0;
  std::int64_t users = 0;
};

struct CollectionFace {
  std::string face_id;
  std::string image_id;
  std::optional<std::string> external_image_id;
  BoundingBox bounding_box;
  float confidence = 0;
  std::optional<std::string> user_id;
  std::string models;  ///< which embedding models made the vector
  FaceVector vector;
};

struct CollectionUser {
  std::string id;
  int faces = 0;  ///< associated
};

/// Which faces a list shows; empty members don't narrow it.
struct FaceFilter {
  std::optional<std::string> user_id;
  std::vector<std::string> face_ids;
};

/// What became of one face that a call named.
enum class FaceChange { done, already, face_not_found, of_another_user, of_a_user };
struct FaceChanged {
  std::string face_id;
  FaceChange change = FaceChange::done;
  std::optional<std::string> user_id;  ///< whose it is
};

class Collections {
 public:
  virtual ~Collections() = default;

  /// Errors: conflict (the id is taken).
  virtual Result<void> create(const Collection& collection, Deadline deadline) = 0;
  /// Errors: not_found.
  virtual Result<Collection> get(const std::string& id, Deadline deadline) = 0;
  /// In ascending order of ids, after `after`.
  virtual Result<std::vector<Collection>> list(const std::string& after, int limit, Deadline deadline) = 0;
  /// With all its faces and users. Errors: not_found.
  virtual Result<void> remove(const std::string& id, Deadline deadline) = 0;
  /// Replaces all tags. Errors: not_found.
  virtual Result<void> set_tags(const std::string& id, const std::map<std::string, std::string>& tags,
                                Deadline deadline) = 0;

  /// Adds faces in one transaction; one whose id is there already is replaced and keeps its user. Durable when it
  /// returns. Errors: not_found (the collection); too_large (it would pass `most` faces).
  virtual Result<void> put_faces(const std::string& id, const std::vector<CollectionFace>& faces, std::int64_t most,
                                 Deadline deadline) = 0;
  /// Errors: not_found (collection or face: the detail says which).
  virtual Result<CollectionFace> face(const std::string& id, const std::string& face_id, Deadline deadline) = 0;
  /// In ascending order of face ids, after `after`; without vectors. Errors: not_found.
  virtual Result<std::vector<CollectionFace>> faces(const std::string& id, const FaceFilter& filter,
                                                    const std::string& after, int limit, Deadline deadline) = 0;
  /// All faces with their vectors, in ascending order of face ids, after `after`: what an index is made of.
  virtual Result<std::vector<CollectionFace>> vectors(const std::string& id, const std::string& after, int limit,
                                                      Deadline deadline) = 0;
  /// Removes faces that no user has; `of_a_user`, `face_not_found` for the others. Errors: not_found.
  virtual Result<std::vector<FaceChanged>> remove_faces(const std::string& id, const std::vector<std::string>& face_ids,
                                                        Deadline deadline) = 0;

  /// Errors: not_found (collection); conflict (the user is there).
  virtual Result<void> create_user(const std::string& id, const std::string& user_id, Deadline deadline) = 0;
  /// Its faces stay, without a user. Errors: not_found (the detail says which).
  virtual Result<void> remove_user(const std::string& id, const std::string& user_id, Deadline deadline) = 0;
  virtual Result<CollectionUser> user(const std::string& id, const std::string& user_id, Deadline deadline) = 0;
  /// In ascending order of ids, after `after`. Errors: not_found.
  virtual Result<std::vector<CollectionUser>> users(const std::string& id, const std::string& after, int limit,
                                                    Deadline deadline) = 0;
  /// The faces of a user with their vectors. Errors: not_found.
  virtual Result<std::vector<CollectionFace>> faces_of(const std::string& id, const std::string& user_id,
                                                       Deadline deadline) = 0;
  /// One transaction. Errors: not_found (which); too_large (the user would have more than `most` faces).
  virtual Result<std::vector<FaceChanged>> associate(const std::string& id, const std::string& user_id,
                                                     const std::vector<std::string>& face_ids, int most,
                                                     Deadline deadline) = 0;
  /// One transaction. Faces without a user are `already`. Errors: not_found (which).
  virtual Result<std::vector<FaceChanged>> disassociate(const std::string& id, const std::string& user_id,
                                                        const std::vector<std::string>& face_ids,
                                                        Deadline deadline) = 0;
};

}  // namespace spotter
