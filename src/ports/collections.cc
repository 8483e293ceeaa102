#include "ports/collections.h"

#include "domain/similarity.h"

namespace spotter {

FaceVector mean_of(const std::vector<CollectionFace>& faces, const std::string& models) {
  std::vector<const FaceVector*> vectors;
  for (const CollectionFace& face : faces)
    if (face.models == models) vectors.push_back(&face.vector);
  return mean_of(vectors);
}

void apply(const TagChange& change, std::map<std::string, std::string>& tags) {
  for (const std::string& key : change.removed)
    tags.erase(key);
  for (const auto& [key, value] : change.put)
    tags.insert_or_assign(key, value);
}

}  // namespace spotter
