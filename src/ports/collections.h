#pragma once
// Collections of faces that callers index and search (Rekognition's): durable, and the truth from which any
// index in memory is made again. Face ids are unique within their collection, user ids too. Counts are kept with
// every change, so that reading them costs the same at any size.
//
// A not_found's detail begins with what is missing: "collection ", "user " or "face ". Safe to call from several
// threads.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
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
  std::int64_t serial = 0;       ///< another one each time that a collection is created, under the same id too
  std::int64_t last_change = 0;  ///< number of the last change of its faces and users
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

/// The mean of the vectors that these models made; without parts where there is none.
FaceVector mean_of(const std::vector<CollectionFace>& faces, const std::string& models);

/// Which faces a list shows; empty members don't narrow it. A user or face that isn't there has no faces.
struct FaceFilter {
  std::optional<std::string> user_id;
  std::vector<std::string> face_ids;
};

/// What became of one face that a call named.
enum class FaceChange { done, already, face_not_found, of_another_user, of_a_user };
struct FaceChanged {
  std::string face_id;
  FaceChange change = FaceChange::done;
  std::optional<std::string> user_id;  ///< whose it is where it isn't the caller's: of_another_user, of_a_user
};

/// What a face is compared with: faces, or users by the mean of their faces.
enum class Compared { faces, users };

struct ComparedVector {
  std::int64_t number = 0;  ///< of the change that made it what it is: never given twice, growing
  std::string id;           ///< of the face or user
  FaceVector vector;
};

/// What happened to the vectors of a collection after a change. A face or user that changed is removed under its old
/// number and put under a new one.
struct VectorChanges {
  std::vector<ComparedVector> put;    ///< those that stand now, by ascending number
  std::vector<std::int64_t> removed;  ///< numbers that stand no longer
  std::int64_t last = 0;              ///< all changes up to this one are here; where to read on
  std::int64_t forgotten = 0;         ///< removals up to this one are not listed any more
};

struct TagChange {
  std::map<std::string, std::string> put;
  std::vector<std::string> removed;  ///< before the others are put
};

void apply(const TagChange& change, std::map<std::string, std::string>& tags);

class Collections {
 public:
  virtual ~Collections() = default;

  /// With its id, tags and time; what is counted begins at 0. Errors: conflict (the id is taken).
  virtual Result<void> create(const Collection& collection, Deadline deadline) = 0;
  /// Errors: not_found.
  virtual Result<Collection> get(const std::string& id, Deadline deadline) = 0;
  /// In ascending order of ids, after `after`.
  virtual Result<std::vector<Collection>> list(const std::string& after, int limit, Deadline deadline) = 0;
  /// With all its faces and users: nobody finds them any more when it returns, and what lies of them is removed as far
  /// as `deadline` allows, else by `clean_up`. Errors: not_found.
  virtual Result<void> remove(const std::string& id, Deadline deadline) = 0;
  /// One transaction. Errors: not_found; too_large (it would have more than `most` tags: nothing is changed).
  virtual Result<void> change_tags(const std::string& id, const TagChange& change, int most, Deadline deadline) = 0;

  /// Adds faces in one transaction; one whose id is there already is replaced and keeps its user (`user_id` of those
  /// given is not looked at); of two with one id the last counts. Durable when it returns. Errors: not_found (the
  /// collection); too_large (it would pass `most` faces: none is added).
  virtual Result<void> put_faces(const std::string& id, const std::vector<CollectionFace>& faces, std::int64_t most,
                                 Deadline deadline) = 0;
  /// Errors: not_found (collection or face).
  virtual Result<CollectionFace> face(const std::string& id, const std::string& face_id, Deadline deadline) = 0;
  /// In ascending order of face ids, after `after`; without vectors. Errors: not_found.
  virtual Result<std::vector<CollectionFace>> faces(const std::string& id, const FaceFilter& filter,
                                                    const std::string& after, int limit, Deadline deadline) = 0;
  /// Removes faces that no user has; `of_a_user`, `face_not_found` for the others. One answer for each different id,
  /// in the order given. Errors: not_found (the collection).
  virtual Result<std::vector<FaceChanged>> remove_faces(const std::string& id, const std::vector<std::string>& face_ids,
                                                        Deadline deadline) = 0;

  /// Errors: not_found (collection); conflict (the user is there).
  virtual Result<void> create_user(const std::string& id, const std::string& user_id, Deadline deadline) = 0;
  /// Its faces stay, without a user. Errors: not_found (collection or user).
  virtual Result<void> remove_user(const std::string& id, const std::string& user_id, Deadline deadline) = 0;
  /// Errors: not_found (collection or user).
  virtual Result<CollectionUser> user(const std::string& id, const std::string& user_id, Deadline deadline) = 0;
  /// In ascending order of ids, after `after`. Errors: not_found.
  virtual Result<std::vector<CollectionUser>> users(const std::string& id, const std::string& after, int limit,
                                                    Deadline deadline) = 0;
  /// The faces of a user with their vectors, in ascending order of face ids. Errors: not_found (collection or user).
  virtual Result<std::vector<CollectionFace>> faces_of(const std::string& id, const std::string& user_id,
                                                       Deadline deadline) = 0;
  /// One transaction; one answer for each different id, in the order given. `already`: the user has it. Errors:
  /// not_found (collection or user); too_large (the user would have more than `most` faces: nothing is changed).
  virtual Result<std::vector<FaceChanged>> associate(const std::string& id, const std::string& user_id,
                                                     const std::vector<std::string>& face_ids, int most,
                                                     Deadline deadline) = 0;
  /// As associate. Faces without a user are `already`. Errors: not_found (collection or user).
  virtual Result<std::vector<FaceChanged>> disassociate(const std::string& id, const std::string& user_id,
                                                        const std::vector<std::string>& face_ids,
                                                        Deadline deadline) = 0;

  /// Changes after number `after` (0: from the beginning, which gives all that stands), at most `limit` of each kind;
  /// vectors of these models alone. What an index is made of and follows. Errors: not_found.
  virtual Result<VectorChanges> changes(const std::string& id, Compared compared, const std::string& models,
                                        std::int64_t after, int limit, Deadline deadline) = 0;
  /// Those of these numbers that stand, in any order. Errors: not_found.
  virtual Result<std::vector<ComparedVector>> vectors(const std::string& id, Compared compared,
                                                      const std::string& models,
                                                      const std::vector<std::int64_t>& numbers, Deadline deadline) = 0;

  /// Ends removals of collections that were cut short. Errors: timeout (call it again).
  virtual Result<void> clean_up(Deadline deadline) = 0;
};

/// Removals that `changes` still lists; from twice as many on, older ones are forgotten.
constexpr std::int64_t kRemovalsKept = 100'000;

}  // namespace spotter
