#include "recognition/labels/box_colors.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "imaging/colours.h"

namespace spotter {
namespace {

using Corners = std::array<float, 4>;

Corners corners_of(const BoundingBox& box) {
  return {box.left, box.top, box.width, box.height};
}

struct Place {
  const Label* label = nullptr;
  Instance* instance = nullptr;
};

bool is_above(const Label& label, const Label& other) {
  return std::ranges::find(other.parents, label.name, &Parent::name) != other.parents.end();
}

/// Which of the labels that share a box shows its colours: the surest one, or its most general ancestor among them.
/// (Two labels of which none is above the other are two guesses at one object.)
Instance* shown(const std::vector<Place>& places) {
  Place best = places.front();
  for (const Place& place : places)
    if (place.instance->confidence > best.instance->confidence) best = place;
  for (const Place& place : places)
    if (is_above(*place.label, *best.label)) best = place;
  return best.instance;
}

/// Each box once.
std::vector<Instance*> distinct_boxes(std::vector<Label>& labels) {
  std::map<Corners, std::vector<Place>> places;
  for (Label& label : labels)
    for (Instance& instance : label.instances)
      places[corners_of(instance.bounding_box)].push_back({.label = &label, .instance = &instance});
  std::vector<Instance*> boxes;
  for (const auto& [corners, labels_there] : places)
    boxes.push_back(shown(labels_there));
  return boxes;
}

}  // namespace

void add_box_colors(const Picture& picture, int limit, std::vector<Label>& labels) {
  for (Label& label : labels)
    for (Instance& instance : label.instances)
      instance.dominant_colors.emplace();
  std::vector<Instance*> boxes = distinct_boxes(labels);
  std::ranges::sort(boxes, std::greater{}, [](const Instance* box) { return box->confidence; });
  boxes.resize(std::min(boxes.size(), kMostColoredBoxes));
  for (Instance* box : boxes)
    box->dominant_colors = dominant_colors(picture, box->bounding_box, limit);
}

}  // namespace spotter
