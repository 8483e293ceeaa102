#include "http/item_view.h"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "domain/json.h"
#include "http/image_id.h"

namespace spotter {
namespace {

template <class T>
boost::json::array names_of(const std::vector<T>& labels, std::size_t most) {
  boost::json::array out;
  for (std::size_t i = 0; i < std::min(labels.size(), most); ++i)
    out.push_back(boost::json::object{{"Name", labels[i].name}, {"Confidence", labels[i].confidence}});
  return out;
}

}  // namespace

std::string location_of(const ImageItem& item) {
  return "/api/v1/images/" + to_url_id(item.image_id);
}

boost::json::value item_view(const ImageItem& item, const std::optional<CurrentReview>& review) {
  boost::json::value json = to_json(item);
  boost::json::object& out = json.as_object();
  out["id"] = to_url_id(item.image_id);
  out["location"] = location_of(item);
  for (const char* internal : {"rev", "attempts", "inboxSkipped", "overflow"})
    out.erase(internal);
  if (review) out["review"] = to_json(*review);
  return json;
}

boost::json::value summary_view(const ImageItem& item, const std::optional<CurrentReview>& review) {
  constexpr std::size_t kMostLabels = 10;
  boost::json::object out{{"id", to_url_id(item.image_id)},
                          {"imageId", item.image_id},
                          {"location", location_of(item)},
                          {"status", name_of(item.status)},
                          {"fileName", item.file_name},
                          {"contentType", item.content_type},
                          {"bytes", item.bytes},
                          {"width", item.width},
                          {"height", item.height},
                          {"uploadedAt", to_iso8601(item.uploaded_at)}};
  if (item.recognised_at) out["recognisedAt"] = to_iso8601(*item.recognised_at);
  out["labels"] = names_of(item.labels, kMostLabels);
  out["moderationLabels"] = names_of(item.moderation_labels, kMostLabels);
  boost::json::array people;
  for (const Celebrity& celebrity : item.celebrity_faces)
    people.push_back(boost::json::value(celebrity.name));
  out["celebrities"] = std::move(people);
  out["faces"] = item.face_details.size();
  out["lines"] = std::ranges::count(item.text_detections, TextTypes::LINE, &TextDetection::type);
  if (item.error)
    out["error"] =
        boost::json::object{{"stage", item.error->stage}, {"code", item.error->code}, {"detail", item.error->detail}};
  if (review) out["review"] = to_json(*review);
  return out;
}

}  // namespace spotter
