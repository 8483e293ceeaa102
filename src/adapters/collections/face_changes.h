#pragma once
// What all stores of collections do with ids that a caller gave.

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ports/collections.h"

namespace spotter {

/// Each id once, where it came first.
inline std::vector<std::string> different(const std::vector<std::string>& ids) {
  std::set<std::string> seen;
  std::vector<std::string> kept;
  std::ranges::copy_if(ids, std::back_inserter(kept), [&](const std::string& id) { return seen.insert(id).second; });
  return kept;
}

/// What becomes of a face that is to pass from one user to another, where none is a user too. `user_id`: whose it is;
/// null where the face isn't there.
inline FaceChanged changed_by(const std::string& face_id, const std::optional<std::string>* user_id,
                              const std::optional<std::string>& from, const std::optional<std::string>& to) {
  if (user_id == nullptr) return {.face_id = face_id, .change = FaceChange::face_not_found};
  if (*user_id == to) return {.face_id = face_id, .change = FaceChange::already};
  if (*user_id != from) return {.face_id = face_id, .change = FaceChange::of_another_user, .user_id = *user_id};
  return {.face_id = face_id};
}

}  // namespace spotter
