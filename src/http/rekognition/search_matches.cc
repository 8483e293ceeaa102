#include "http/rekognition/search_matches.h"

#include <algorithm>
#include <map>

namespace spotter::rekognition {
namespace {

/// One more, since what is left out may be among them.
SimilarityRange range_of(const FaceQuery& query) {
  SimilarityRange range;
  range.least = query.least.value_or(range.least);
  range.most = query.most.value_or(range.most) + (query.besides.empty() ? 0 : 1);
  return range;
}

/// The faces or users most like the one asked for, without what is left out.
Outcome<std::vector<Alike>> found_for(const Call& call, const FaceMatching& matching, const FaceQuery& query,
                                      Compared compared) {
  if (query.vector.parts.empty()) return std::vector<Alike>{};
  auto found = call.api.face_search.most_like(compared, query.collection, query.vector, matching, range_of(query),
                                              call.deadline);
  if (!found) return std::unexpected(error_in(query.collection, found.error()));
  std::erase_if(*found, [&](const Alike& one) { return one.id == query.besides; });
  const auto most = static_cast<std::size_t>(query.most.value_or(SimilarityRange{}.most));
  if (found->size() > most) found->resize(most);
  return std::move(*found);
}

/// What is kept of the faces found; one that was deleted meanwhile is missing.
Outcome<std::map<std::string, CollectionFace>> kept_faces(const Call& call, const std::string& collection,
                                                          const std::vector<Alike>& found) {
  FaceFilter filter;
  for (const Alike& one : found)
    filter.face_ids.push_back(one.id);
  auto faces = call.api.ports.collections.faces(collection, filter, "", static_cast<int>(found.size()), call.deadline);
  if (!faces) return std::unexpected(error_in(collection, faces.error()));
  std::map<std::string, CollectionFace> kept;
  for (CollectionFace& face : *faces)
    kept.emplace(face.face_id, std::move(face));
  return kept;
}

}  // namespace

Outcome<std::vector<FaceMatch>> face_matches(const Call& call, const FaceMatching& matching, const FaceQuery& query) {
  std::vector<FaceMatch> matches;
  SPOTTER_ASSIGN(const auto found, found_for(call, matching, query, Compared::faces));
  if (found.empty()) return matches;  // an empty filter would mean all faces
  SPOTTER_ASSIGN(const auto kept, kept_faces(call, query.collection, found));
  for (const Alike& one : found)
    if (const auto face = kept.find(one.id); face != kept.end())
      matches.push_back({.similarity = one.similarity, .face = face_view(face->second)});
  return matches;
}

Outcome<std::vector<UserMatch>> user_matches(const Call& call, const FaceMatching& matching, const FaceQuery& query) {
  std::vector<UserMatch> matches;
  SPOTTER_ASSIGN(auto found, found_for(call, matching, query, Compared::users));
  for (Alike& one : found)
    matches.push_back({.similarity = one.similarity, .user = {.user_id = std::move(one.id)}});
  return matches;
}

Outcome<FaceVector> vector_of_face(const Call& call, const FaceMatching& matching, const std::string& collection_id,
                                   const std::string& face_id) {
  auto face = call.api.ports.collections.face(collection_id, face_id, call.deadline);
  if (!face) return std::unexpected(error_in(collection_id, face.error()));
  return face->models == matching.models ? std::move(face->vector) : FaceVector{};
}

}  // namespace spotter::rekognition
