#include "adapters/collections/memory.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "adapters/collections/face_changes.h"
#include "domain/similarity.h"

namespace spotter {
namespace {

/// Up to `limit` values of a map after a key, as `shown` gives them.
template <class Map, class Shown>
auto page_of(const Map& map, const std::string& after, int limit, Shown&& shown) {
  std::vector<std::remove_cvref_t<decltype(shown(map.begin()->second))>> page;
  for (auto at = after.empty() ? map.begin() : map.upper_bound(after); at != map.end() && std::ssize(page) < limit;
       ++at)
    page.push_back(shown(at->second));
  return page;
}

}  // namespace

Result<MemoryCollections::Kept*> MemoryCollections::find(const std::string& id) {
  const auto found = collections_.find(id);
  if (found == collections_.end()) return fail(Errc::not_found, "collection " + id + " does not exist");
  return &found->second;
}

Result<MemoryCollections::User*> MemoryCollections::find_user(Kept& kept, const std::string& user_id) {
  const auto found = kept.users.find(user_id);
  if (found == kept.users.end()) return fail(Errc::not_found, "user " + user_id + " does not exist");
  return &found->second;
}

void MemoryCollections::note_removal(Kept& kept, Removals& removals, std::int64_t was) {
  removals.was.emplace(next_change(kept), was);
  if (std::ssize(removals.was) < 2 * removals_kept_) return;
  const auto end = std::next(removals.was.begin(), std::ssize(removals.was) - removals_kept_);
  removals.forgotten = std::prev(end)->first;
  removals.was.erase(removals.was.begin(), end);
}

/// The user's faces changed: it stands under a new number.
void MemoryCollections::renumber(Kept& kept, const std::string& user_id) {
  User& user = kept.users.at(user_id);
  note_removal(kept, kept.user_removals, user.number);
  user.number = next_change(kept);
}

Result<void> MemoryCollections::create(const Collection& collection, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  if (collections_.contains(collection.id)) return fail(Errc::conflict, "collection " + collection.id + " exists");
  Kept& kept = collections_[collection.id];
  kept.collection.id = collection.id;
  kept.collection.created_at = collection.created_at;
  kept.collection.tags = collection.tags;
  kept.collection.serial = next_change(kept);
  return {};
}

Result<Collection> MemoryCollections::get(const std::string& id, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(const Kept* kept, find(id));
  return kept->collection;
}

Result<std::vector<Collection>> MemoryCollections::list(const std::string& after, int limit, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  return page_of(collections_, after, limit, [](const Kept& kept) { return kept.collection; });
}

Result<void> MemoryCollections::remove(const std::string& id, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_TRY(find(id));
  collections_.erase(id);
  return {};
}

Result<void> MemoryCollections::change_tags(const std::string& id, const TagChange& change, int most,
                                            Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(Kept * kept, find(id));
  auto tags = kept->collection.tags;
  apply(change, tags);
  if (std::ssize(tags) > most)
    return fail(Errc::too_large, "collection " + id + " would have more than " + std::to_string(most) + " tags");
  kept->collection.tags = std::move(tags);
  return {};
}

Result<void> MemoryCollections::put_faces(const std::string& id, const std::vector<CollectionFace>& faces,
                                          std::int64_t most, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(Kept * kept, find(id));
  std::set<std::string> added;
  for (const CollectionFace& face : faces)
    if (!kept->faces.contains(face.face_id)) added.insert(face.face_id);
  if (kept->collection.faces + std::ssize(added) > most)
    return fail(Errc::too_large, "collection " + id + " would have more than " + std::to_string(most) + " faces");
  for (const CollectionFace& face : faces) {
    const auto there = kept->faces.find(face.face_id);
    std::optional<std::string> user_id;
    if (there != kept->faces.end()) {
      user_id = there->second.face.user_id;
      note_removal(*kept, kept->face_removals, there->second.number);
    }
    Face& now = kept->faces[face.face_id] = {.face = face, .number = next_change(*kept)};
    now.face.user_id = user_id;
    if (user_id) renumber(*kept, *user_id);
  }
  kept->collection.faces = std::ssize(kept->faces);
  return {};
}

Result<CollectionFace> MemoryCollections::face(const std::string& id, const std::string& face_id,
                                               Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(const Kept* kept, find(id));
  const auto found = kept->faces.find(face_id);
  if (found == kept->faces.end()) return fail(Errc::not_found, "face " + face_id + " does not exist");
  return found->second.face;
}

Result<std::vector<CollectionFace>> MemoryCollections::faces(const std::string& id, const FaceFilter& filter,
                                                             const std::string& after, int limit,
                                                             Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(const Kept* kept, find(id));
  std::map<std::string, CollectionFace> shown;
  for (const auto& [face_id, face] : kept->faces) {
    if (filter.user_id && face.face.user_id != filter.user_id) continue;
    if (!filter.face_ids.empty() && std::ranges::find(filter.face_ids, face_id) == filter.face_ids.end()) continue;
    CollectionFace& one = shown[face_id] = face.face;
    one.vector = {};
  }
  return page_of(shown, after, limit, [](const CollectionFace& face) { return face; });
}

Result<std::vector<FaceChanged>> MemoryCollections::remove_faces(const std::string& id,
                                                                 const std::vector<std::string>& face_ids,
                                                                 Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(Kept * kept, find(id));
  std::vector<FaceChanged> changed;
  for (const std::string& face_id : different(face_ids)) {
    FaceChanged& one = changed.emplace_back(FaceChanged{.face_id = face_id});
    const auto found = kept->faces.find(face_id);
    if (found == kept->faces.end()) {
      one.change = FaceChange::face_not_found;
    } else if (found->second.face.user_id) {
      one.change = FaceChange::of_a_user;
      one.user_id = found->second.face.user_id;
    } else {
      note_removal(*kept, kept->face_removals, found->second.number);
      kept->faces.erase(found);
    }
  }
  kept->collection.faces = std::ssize(kept->faces);
  return changed;
}

Result<void> MemoryCollections::create_user(const std::string& id, const std::string& user_id, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(Kept * kept, find(id));
  if (kept->users.contains(user_id)) return fail(Errc::conflict, "user " + user_id + " exists");
  kept->users[user_id] = {.user = {.id = user_id}, .number = next_change(*kept)};
  kept->collection.users = std::ssize(kept->users);
  return {};
}

Result<void> MemoryCollections::remove_user(const std::string& id, const std::string& user_id, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(Kept * kept, find(id));
  SPOTTER_ASSIGN(const User* user, find_user(*kept, user_id));
  for (auto& [face_id, face] : kept->faces)
    if (face.face.user_id == user_id) face.face.user_id.reset();
  note_removal(*kept, kept->user_removals, user->number);
  kept->users.erase(user_id);
  kept->collection.users = std::ssize(kept->users);
  return {};
}

Result<CollectionUser> MemoryCollections::user(const std::string& id, const std::string& user_id,
                                               Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(Kept * kept, find(id));
  SPOTTER_ASSIGN(const User* user, find_user(*kept, user_id));
  return user->user;
}

Result<std::vector<CollectionUser>> MemoryCollections::users(const std::string& id, const std::string& after, int limit,
                                                             Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(const Kept* kept, find(id));
  return page_of(kept->users, after, limit, [](const User& user) { return user.user; });
}

Result<std::vector<CollectionFace>> MemoryCollections::faces_of(const std::string& id, const std::string& user_id,
                                                                Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(Kept * kept, find(id));
  SPOTTER_TRY(find_user(*kept, user_id));
  std::vector<CollectionFace> faces;
  for (const auto& [face_id, face] : kept->faces)
    if (face.face.user_id == user_id) faces.push_back(face.face);
  return faces;
}

std::vector<FaceChanged> MemoryCollections::judged(const Kept& kept, const std::vector<std::string>& face_ids,
                                                   const std::optional<std::string>& from,
                                                   const std::optional<std::string>& to) {
  std::vector<FaceChanged> changed;
  for (const std::string& face_id : different(face_ids)) {
    const auto found = kept.faces.find(face_id);
    changed.push_back(changed_by(face_id, found == kept.faces.end() ? nullptr : &found->second.face.user_id, from, to));
  }
  return changed;
}

void MemoryCollections::pass(Kept& kept, const std::vector<FaceChanged>& changed, const std::string& user_id,
                             const std::optional<std::string>& to) {
  int passed = 0;
  for (const FaceChanged& one : changed) {
    if (one.change != FaceChange::done) continue;
    kept.faces.at(one.face_id).face.user_id = to;
    ++passed;
  }
  kept.users.at(user_id).user.faces += to ? passed : -passed;
  if (passed > 0) renumber(kept, user_id);
}

Result<std::vector<FaceChanged>> MemoryCollections::associate(const std::string& id, const std::string& user_id,
                                                              const std::vector<std::string>& face_ids, int most,
                                                              Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(Kept * kept, find(id));
  SPOTTER_ASSIGN(const User* user, find_user(*kept, user_id));
  auto changed = judged(*kept, face_ids, std::nullopt, user_id);
  if (user->user.faces + std::ranges::count(changed, FaceChange::done, &FaceChanged::change) > most)
    return fail(Errc::too_large, "user " + user_id + " would have more than " + std::to_string(most) + " faces");
  pass(*kept, changed, user_id, user_id);
  return changed;
}

Result<std::vector<FaceChanged>> MemoryCollections::disassociate(const std::string& id, const std::string& user_id,
                                                                 const std::vector<std::string>& face_ids,
                                                                 Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(Kept * kept, find(id));
  SPOTTER_TRY(find_user(*kept, user_id));
  auto changed = judged(*kept, face_ids, user_id, std::nullopt);
  pass(*kept, changed, user_id, std::nullopt);
  return changed;
}

/// Those whose numbers are wanted, by ascending number.
std::vector<ComparedVector> MemoryCollections::standing(const Kept& kept, Compared compared, const std::string& models,
                                                        const std::function<bool(std::int64_t)>& wanted) const {
  std::vector<ComparedVector> all;
  std::map<std::string, std::vector<const FaceVector*>> of_users;
  for (const auto& [face_id, face] : kept.faces) {
    if (face.face.models != models) continue;
    if (compared == Compared::faces && wanted(face.number))
      all.push_back({.number = face.number, .id = face_id, .vector = face.face.vector});
    if (compared == Compared::users && face.face.user_id) of_users[*face.face.user_id].push_back(&face.face.vector);
  }
  for (const auto& [user_id, faces] : of_users)
    if (const std::int64_t number = kept.users.at(user_id).number; wanted(number))
      all.push_back({.number = number, .id = user_id, .vector = mean_of(faces)});
  std::ranges::sort(all, {}, &ComparedVector::number);
  return all;
}

Result<VectorChanges> MemoryCollections::changes(const std::string& id, Compared compared, const std::string& models,
                                                 std::int64_t after, int limit, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(const Kept* kept, find(id));
  const Removals& removals = compared == Compared::faces ? kept->face_removals : kept->user_removals;
  VectorChanges changes{.last = kept->collection.last_change, .forgotten = removals.forgotten};
  for (ComparedVector& one : standing(*kept, compared, models, [&](std::int64_t number) { return number > after; })) {
    if (std::ssize(changes.put) == limit) {
      changes.last = changes.put.back().number;
      break;
    }
    changes.put.push_back(std::move(one));
  }
  for (auto at = removals.was.upper_bound(after); at != removals.was.end() && at->first <= changes.last; ++at) {
    if (std::ssize(changes.removed) == limit) {
      changes.last = std::prev(at)->first;
      break;
    }
    changes.removed.push_back(at->second);
  }
  std::erase_if(changes.put, [&](const ComparedVector& one) { return one.number > changes.last; });
  return changes;
}

Result<std::vector<ComparedVector>> MemoryCollections::vectors(const std::string& id, Compared compared,
                                                               const std::string& models,
                                                               const std::vector<std::int64_t>& numbers,
                                                               Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(const Kept* kept, find(id));
  const std::set<std::int64_t> wanted(numbers.begin(), numbers.end());
  return standing(*kept, compared, models, [&](std::int64_t number) { return wanted.contains(number); });
}

Result<void> MemoryCollections::clean_up(Deadline /*deadline*/) {
  return {};
}

}  // namespace spotter
