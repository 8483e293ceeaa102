#include "app/index_faces.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/ids.h"

namespace spotter {
namespace {

// Namespaces of name-based ids (RFC 9562): random, and never to be changed.
constexpr const char* kImages = "5d0b6a1c-0f0e-4d59-9f3a-6f4f4f1f8a37";
constexpr const char* kFaces = "c2b1f7de-8a55-4c0b-a1f4-0b8f1f2f7e90";

/// Whose faces they are, of those that were there before.
Result<void> add_users(Collections& collections, const IndexedPicture& picture, std::vector<CollectionFace>& faces,
                       Deadline deadline) {
  FaceFilter filter;
  for (const CollectionFace& face : faces)
    filter.face_ids.push_back(face.face_id);
  SPOTTER_ASSIGN(const auto kept,
                 collections.faces(picture.collection, filter, "", static_cast<int>(faces.size()), deadline));
  std::map<std::string, std::optional<std::string>> users;
  for (const CollectionFace& face : kept)
    users.emplace(face.face_id, face.user_id);
  for (CollectionFace& face : faces)
    if (const auto user = users.find(face.face_id); user != users.end()) face.user_id = user->second;
  return {};
}

}  // namespace

void sort_by_size(Findings& findings) {
  std::vector<std::size_t> order(findings.face_details.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {},
                    [&](std::size_t i) { return std::pair(-findings.face_details[i].bounding_box.area(), i); });
  order.resize(std::min(order.size(), kMostFacesOfPicture));
  std::vector<FaceDetail> details;
  std::vector<FaceVector> vectors;
  for (const std::size_t i : order) {
    details.push_back(std::move(findings.face_details[i]));
    if (i < findings.face_vectors.size()) vectors.push_back(std::move(findings.face_vectors[i]));
  }
  findings.face_details = std::move(details);
  findings.face_vectors = std::move(vectors);
}

FaceChoice choose_faces(const std::vector<FaceDetail>& faces, QualityBar bar, std::size_t most) {
  FaceChoice choice;
  std::vector<std::size_t> poor;
  std::vector<std::size_t> good;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    if (auto reasons = below(faces[i], bar); !reasons.empty()) {
      choice.left_out.push_back({.face = i, .reasons = std::move(reasons)});
    } else {
      (below(faces[i], QualityBar::low).empty() ? good : poor).push_back(i);
    }
  }
  // The good ones by size, then the poor ones by size: what stands last goes first.
  choice.indexed = std::move(good);
  choice.indexed.insert(choice.indexed.end(), poor.begin(), poor.end());
  for (; choice.indexed.size() > most; choice.indexed.pop_back())
    choice.left_out.push_back({.face = choice.indexed.back(), .reasons = {}});
  std::ranges::sort(choice.indexed);
  std::ranges::sort(choice.left_out, {}, &FaceLeftOut::face);
  return choice;
}

std::string image_id_of(BytesView picture) {
  return uuid5(kImages, sha256_hex(picture));
}

std::string face_id_of(const IndexedPicture& picture, std::size_t place) {
  return uuid5(kFaces, fmt::format("{}\n{}\n{}\n{}", picture.image_id, picture.external_image_id.value_or(""),
                                   picture.models, place));
}

Result<std::vector<CollectionFace>> index_faces(Collections& collections, const IndexedPicture& picture,
                                                const Findings& findings, const FaceChoice& choice, Deadline deadline) {
  std::vector<CollectionFace> faces;
  for (const std::size_t place : choice.indexed)
    faces.push_back({.face_id = face_id_of(picture, place),
                     .image_id = picture.image_id,
                     .external_image_id = picture.external_image_id,
                     .bounding_box = findings.face_details[place].bounding_box,
                     .confidence = findings.face_details[place].confidence,
                     .user_id = {},
                     .models = picture.models,
                     .vector = findings.face_vectors.at(place)});
  if (faces.empty()) return faces;
  SPOTTER_TRY(collections.put_faces(picture.collection, faces, kMostFacesOfCollection, deadline));
  SPOTTER_TRY(add_users(collections, picture, faces, deadline));
  return faces;
}

}  // namespace spotter
