#include "app/group_faces.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <iterator>
#include <tuple>
#include <utility>

namespace spotter {
namespace {

/// All parts in one row, scaled so that one dot product, less `offset`, is the z-score of SimilarityScale.
using Row = std::vector<float>;

float dot(const Row& a, const Row& b) {
  constexpr std::size_t kLanes = 16;  // independent sums, which the compiler makes vector instructions of
  std::array<float, kLanes> sums{};
  std::size_t i = 0;
  for (; i + kLanes <= a.size(); i += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      sums[lane] += a[i + lane] * b[i + lane];
  float sum = 0;
  for (; i < a.size(); ++i)
    sum += a[i] * b[i];
  for (const float one : sums)
    sum += one;
  return sum;
}

class Comparison {
 public:
  explicit Comparison(const FaceMatching& matching) : matching_(matching) {
    for (const CosineSpread& part : matching.scale.parts)
      offset_ += part.mean / part.deviation / parts();
  }
  Row row_of(const FaceVector& vector) const {
    Row row;
    for (std::size_t i = 0; i < vector.parts.size(); ++i) {
      const float scale = 1 / std::sqrt(matching_.scale.parts[i].deviation * parts());
      for (const float value : vector.parts[i])
        row.push_back(value * scale);
    }
    return row;
  }
  float similarity(float product) const { return on_curve(matching_.scale.curve, product - offset_); }
  bool alike(float product) const { return similarity(product) >= matching_.least_similarity; }

 private:
  float parts() const { return static_cast<float>(matching_.scale.parts.size()); }
  const FaceMatching& matching_;
  float offset_ = 0;
};

struct Group {
  std::vector<std::size_t> faces;
  Row sum;     ///< of the faces' rows: average linkage with another group is one product of two sums
  Row centre;  ///< of length as one face's row, as the gallery compares
};

void recentre(Group& group, float length) {
  const float scale = length / std::max(std::sqrt(dot(group.sum, group.sum)), 1e-6F);
  group.centre = group.sum;
  for (float& value : group.centre)
    value *= scale;
}

void join(Group& group, const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i)
    group.sum[i] += row[i];
}

std::vector<Group> greedy(const std::vector<Row>& rows, const Comparison& comparison) {
  std::vector<Group> groups;
  for (std::size_t face = 0; face < rows.size(); ++face) {
    Group* best = nullptr;
    float most = 0;
    for (Group& group : groups)
      if (group.sum.size() == rows[face].size())
        if (const float product = dot(group.centre, rows[face]); best == nullptr || product > most)
          std::tie(best, most) = std::pair(&group, product);
    if (best == nullptr || !comparison.alike(most)) {
      groups.push_back({.faces = {face}, .sum = rows[face], .centre = rows[face]});
      continue;
    }
    best->faces.push_back(face);
    join(*best, rows[face]);
    recentre(*best, std::sqrt(dot(rows[face], rows[face])));
  }
  return groups;
}

/// Groups that began apart and grew alike become one.
void merge(std::vector<Group>& groups, const Comparison& comparison) {
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (std::size_t j = i + 1; j < groups.size(); ++j) {
      Group& a = groups[i];
      Group& b = groups[j];
      if (a.faces.empty() || b.faces.empty() || a.sum.size() != b.sum.size()) continue;
      if (a.faces.size() == 1 && b.faces.size() == 1) continue;  // compared already
      const auto pairs = static_cast<float>(a.faces.size() * b.faces.size());
      if (!comparison.alike(dot(a.sum, b.sum) / pairs)) continue;
      std::ranges::copy(b.faces, std::back_inserter(a.faces));
      join(a, b.sum);
      b.faces.clear();
    }
  std::erase_if(groups, [](const Group& group) { return group.faces.empty(); });
}

bool comparable(const FaceVector& vector, const FaceMatching& matching) {
  return !vector.parts.empty() && vector.parts.size() == matching.scale.parts.size();
}

}  // namespace

std::vector<std::vector<LocatedFace>> group_alike(std::vector<LocatedFace> faces, const FaceMatching& matching) {
  const Comparison comparison(matching);
  std::vector<Row> rows;
  for (const LocatedFace& one : faces)
    rows.push_back(comparison.row_of(one.face.vector));
  std::vector<Group> groups = greedy(rows, comparison);
  merge(groups, comparison);
  for (Group& group : groups)
    std::ranges::sort(group.faces);
  std::ranges::sort(groups, [](const Group& a, const Group& b) {
    return std::pair(b.faces.size(), a.faces.front()) < std::pair(a.faces.size(), b.faces.front());
  });
  std::vector<std::vector<LocatedFace>> out;
  for (const Group& group : groups) {
    auto& members = out.emplace_back();
    for (const std::size_t face : group.faces)
      members.push_back(std::move(faces[face]));
  }
  return out;
}

Result<std::shared_ptr<const FaceGroups>> FaceGrouping::groups(const Ports& ports, const FaceMatching& matching,
                                                               Deadline deadline) {
  const std::scoped_lock lock(mutex_);  // one groups, the others wait for its result
  SPOTTER_ASSIGN(std::string version, ports.faces.newest_version(kMostFaces + 1, deadline));
  SPOTTER_ASSIGN(const std::string gallery, ports.gallery.version(deadline));
  version += " " + gallery + " " + matching.models;
  if (last_ && version == version_) return last_;
  SPOTTER_ASSIGN(const GallerySnapshot snapshot, ports.gallery.snapshot(deadline));
  SPOTTER_ASSIGN(auto faces, ports.faces.newest(kMostFaces + 1, deadline));
  FaceGroups groups;
  groups.truncated = faces.size() > static_cast<std::size_t>(kMostFaces);
  if (groups.truncated) faces.resize(static_cast<std::size_t>(kMostFaces));
  groups.looked = static_cast<int>(faces.size());
  std::ranges::reverse(faces);
  const Comparison comparison(matching);
  std::vector<Row> known;
  for (const Person& person : snapshot.people)
    if (const FaceVector vector = vector_of(person, matching.models); comparable(vector, matching))
      known.push_back(comparison.row_of(vector));
  std::erase_if(faces, [&](const LocatedFace& one) {
    if (one.face.models != matching.models || !comparable(one.face.vector, matching)) return true;
    const Row row = comparison.row_of(one.face.vector);
    return std::ranges::any_of(
        known, [&](const Row& person) { return person.size() == row.size() && comparison.alike(dot(person, row)); });
  });
  groups.unknown = static_cast<int>(faces.size());
  groups.groups = group_alike(std::move(faces), matching);
  last_ = std::make_shared<const FaceGroups>(std::move(groups));
  version_ = std::move(version);
  return last_;
}

}  // namespace spotter
