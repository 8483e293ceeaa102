#include "app/associate_faces.h"

#include <algorithm>
#include <map>

namespace spotter {
namespace {

/// Free faces that are less like the user than asked, with their similarity. What else is amiss with a face the
/// collection says.
Result<std::map<std::string, float>> unlike(Collections& collections, const FaceMatching& matching,
                                            const Association& association, Deadline deadline) {
  SPOTTER_ASSIGN(const auto faces, collections.faces_of(association.collection, association.user, deadline));
  const FaceVector user = mean_of(faces, matching.models);
  std::map<std::string, float> too_unlike;
  for (const std::string& id : association.face_ids) {
    const auto face = collections.face(association.collection, id, deadline);
    if (!face && face.error().code != Errc::not_found) return fail(face.error());
    if (!face || face->user_id) continue;
    const float alike = face->models == matching.models ? similarity(user, face->vector, matching.scale) : 0;
    if (alike < association.least_similarity) too_unlike.emplace(id, alike);
  }
  return too_unlike;
}

}  // namespace

Result<std::vector<JudgedFace>> associate_faces(Collections& collections, const FaceMatching& matching,
                                                const Association& association, Deadline deadline) {
  SPOTTER_ASSIGN(const CollectionUser user, collections.user(association.collection, association.user, deadline));
  std::map<std::string, float> too_unlike;
  if (user.faces > 0) {
    SPOTTER_ASSIGN(too_unlike, unlike(collections, matching, association, deadline));
  }
  std::vector<std::string> taken;
  std::ranges::copy_if(association.face_ids, std::back_inserter(taken),
                       [&](const std::string& id) { return !too_unlike.contains(id); });
  SPOTTER_ASSIGN(const auto changed,
                 collections.associate(association.collection, association.user, taken, kMostFacesOfUser, deadline));
  std::map<std::string, JudgedFace> judged;
  for (const FaceChanged& face : changed)
    judged[face.face_id] = {.changed = face, .too_unlike = {}};
  for (const auto& [id, alike] : too_unlike)
    judged[id] = {.changed = {.face_id = id}, .too_unlike = alike};
  std::vector<JudgedFace> in_order;
  for (const std::string& id : association.face_ids)
    if (auto node = judged.extract(id)) in_order.push_back(std::move(node.mapped()));
  return in_order;
}

}  // namespace spotter
