#include "app/recognise_person.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "app/group_faces.h"
#include "app/recognise_again.h"

namespace spotter {
namespace {

using Images = std::map<std::string, Timestamp>;

Result<void> add_alike(const Ports& ports, const FaceMatching& matching, const Person& person, Images& images,
                       Deadline deadline) {
  const FaceVector known = vector_of(person, matching.models);
  SPOTTER_ASSIGN(const auto faces, ports.faces.newest(kMostFaces, deadline));
  for (const LocatedFace& one : faces)
    if (one.face.models == matching.models &&
        similarity(one.face.vector, known, matching.scale) >= matching.least_similarity)
      images.emplace(one.image_id, one.uploaded_at);
  return {};
}

/// Those that were found to show the person, maybe wrongly.
Result<void> add_named(const Ports& ports, const std::string& id, Images& images, Deadline deadline) {
  ImageQuery query{.person = id, .limit = 500};
  for (std::size_t seen = 0; seen < kMostRecognisedOfPerson;) {
    SPOTTER_ASSIGN(const ImagePage page, ports.table.find(query, deadline));
    for (const ImageItem& item : page.items)
      images.emplace(item.image_id, item.uploaded_at);
    seen += page.items.size();
    if (page.cursor.empty()) break;
    query.cursor = page.cursor;
  }
  return {};
}

}  // namespace

Result<int> recognise_person(const Ports& ports, const FaceMatching& matching, const std::string& id,
                             Deadline deadline) {
  SPOTTER_ASSIGN(const Person person, ports.gallery.get(id, deadline));
  Images images;
  SPOTTER_TRY(add_alike(ports, matching, person, images, deadline));
  SPOTTER_TRY(add_named(ports, id, images, deadline));
  std::vector<std::pair<Timestamp, std::string>> newest;
  for (const auto& [image, time] : images)
    newest.emplace_back(time, image);
  std::ranges::sort(newest, std::greater{});
  newest.resize(std::min(newest.size(), kMostRecognisedOfPerson));
  int queued = 0;
  for (const auto& [time, image] : newest) {
    const auto again = recognise_again(ports, image, deadline);
    if (again) ++queued;
    // It may have been erased meanwhile.
    if (!again && again.error().code != Errc::not_found) return fail(again.error());
  }
  return queued;
}

}  // namespace spotter
