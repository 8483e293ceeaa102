// Routes of faces: those of a picture, cut-outs, and unknown ones grouped by person.

#include <algorithm>
#include <memory>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "app/face_crop.h"
#include "app/group_faces.h"
#include "domain/json.h"
#include "http/api.h"
#include "http/image_id.h"
#include "http/image_query.h"
#include "http/permit.h"
#include "http/problem.h"
#include "http/stored_image.h"

namespace spotter {
namespace {

boost::json::value view_of(const std::string& image_id, const IndexedFace& face) {
  return boost::json::object{{"faceId", face.face_id},
                             {"id", to_url_id(image_id)},
                             {"imageId", image_id},
                             {"number", face.number},
                             {"boundingBox", to_json(face.bounding_box)},
                             {"confidence", face.confidence}};
}

boost::json::array view_of(const std::vector<LocatedFace>& faces, std::size_t most) {
  boost::json::array views;
  for (std::size_t i = 0; i < std::min(faces.size(), most); ++i)
    views.push_back(view_of(faces[i].image_id, faces[i].face));
  return views;
}

Response list_image_faces(const Api& api, const Request& request) {
  const auto item = standing_item(api, request);
  if (!item) return problem(item.error());
  const auto faces = api.ports.faces.get(item->image_id, item->order(), api.deadline());
  if (!faces) return problem(faces.error());
  boost::json::array views;
  for (const IndexedFace& face : *faces)
    views.push_back(view_of(item->image_id, face));
  return json_response(200, boost::json::object{{"faces", std::move(views)}});
}

Response get_crop(const Api& api, const Request& request) {
  const auto width = asked_number(request, "width", 160, 16, 400);
  if (!width) return problem(width.error());
  const auto face = api.ports.faces.find(request.params.at("face"), api.deadline());
  if (!face) return problem(face.error());
  if (auto refusal = refuse_on_image(api, request, "spotter:GetImageContent", face->image_id))
    return std::move(*refusal);
  const auto image = face_crop(api.ports, api.decoder, api.options.decode, *face, *width, api.deadline());
  return image ? image_response(request, *image) : problem(image.error());
}

Result<std::shared_ptr<const FaceGroups>> groups_of(const Api& api, FaceGrouping& grouping) {
  if (!api.options.keep_faces) return std::make_shared<const FaceGroups>();
  const FaceMatching* matching = api.engine.face_matching();
  if (matching == nullptr)
    return fail(Errc::unavailable, "the models are still loading: " + api.engine.readiness().reason);
  return grouping.groups(api.ports, *matching, api.deadline());
}

Response list_groups(const Api& api, const Request& request, FaceGrouping& grouping) {
  constexpr std::size_t kShown = 8;
  constexpr int kUsualGroups = 100;
  if (auto refusal = refuse_partial_view(request)) return std::move(*refusal);
  const auto least = asked_number(request, "minSize", 1, 1, kMostFaces);
  if (!least) return problem(least.error());
  const auto limit = limit_of(request, kUsualGroups);
  if (!limit) return problem(limit.error());
  const auto groups = groups_of(api, grouping);
  if (!groups) return problem(groups.error());
  boost::json::array views;
  for (const auto& group : (*groups)->groups) {
    if (std::ssize(group) < *least || std::ssize(views) >= *limit) break;  // the largest come first
    views.push_back(boost::json::object{
        {"groupId", group.front().face.face_id}, {"size", group.size()}, {"faces", view_of(group, kShown)}});
  }
  return json_response(200, boost::json::object{{"groups", std::move(views)},
                                                {"unknown", (*groups)->unknown},
                                                {"looked", (*groups)->looked},
                                                {"truncated", (*groups)->truncated}});
}

Response get_group(const Api& api, const Request& request, FaceGrouping& grouping) {
  if (auto refusal = refuse_partial_view(request)) return std::move(*refusal);
  const auto groups = groups_of(api, grouping);
  if (!groups) return problem(groups.error());
  const std::string& id = request.params.at("group");
  for (const auto& group : (*groups)->groups)
    if (group.front().face.face_id == id)
      return json_response(200, boost::json::object{{"faces", view_of(group, group.size())}});
  return problem(404, "Not found", "there is no such group any more; groups change with the faces: list them again");
}

}  // namespace

void add_face_routes(Router& router, const Api& api) {
  const auto grouping = std::make_shared<FaceGrouping>();
  const auto add_grouped = [&](const char* pattern, Response (*handle)(const Api&, const Request&, FaceGrouping&)) {
    router.add(
        {.method = "GET",
         .pattern = pattern,
         .action = "spotter:ListFaces",
         .handle = [&api, grouping, handle](const Request& request) { return handle(api, request, *grouping); }});
  };
  add_grouped("/api/v1/faces/groups", list_groups);
  add_grouped("/api/v1/faces/groups/{group}", get_group);
  add_row(router, api, "GET", "/api/v1/images/{id}/faces", "spotter:GetImage", list_image_faces);
  add_row(router, api, "GET", "/api/v1/faces/{face}/crop", "spotter:GetImageContent", get_crop);
}

}  // namespace spotter
