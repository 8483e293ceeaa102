#include "http/rekognition/text_answers.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace spotter::rekognition {
namespace {

constexpr std::size_t kMostWords = 100;
constexpr std::size_t kQuad = 4;

using Words = std::vector<const TextDetection*>;

/// Twice the area on the left of a → b → p; its sign says on which side p is.
double side_of(const Point& a, const Point& b, const Point& p) {
  return (double{b.x} - a.x) * (double{p.y} - a.y) - (double{b.y} - a.y) * (double{p.x} - a.x);
}

/// Shoelace formula; positive where the corners go clockwise as seen (y runs down).
double signed_area(const std::vector<Point>& polygon) {
  double sum = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point& a = polygon[i];
    const Point& b = polygon[(i + 1) % polygon.size()];
    sum += double{a.x} * b.y - double{b.x} * a.y;
  }
  return sum / 2;
}

/// Even-odd rule.
bool is_inside(const Point& p, const std::vector<Point>& polygon) {
  bool inside = false;
  for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
    const Point& a = polygon[i];
    const Point& b = polygon[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

/// The part of a polygon on the inner side of a → b (Sutherland and Hodgman, 1974). Parts that fall apart stay joined
/// by edges that run there and back, which have no area.
std::vector<Point> cut(const std::vector<Point>& polygon, const Point& a, const Point& b, double inner) {
  std::vector<Point> out;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point& from = polygon[i];
    const Point& to = polygon[(i + 1) % polygon.size()];
    const double s = inner * side_of(a, b, from);
    const double t = inner * side_of(a, b, to);
    if (s >= 0) out.push_back(from);
    if ((s >= 0) == (t >= 0)) continue;
    const auto share = static_cast<float>(s / (s - t));
    out.push_back({.x = from.x + (to.x - from.x) * share, .y = from.y + (to.y - from.y) * share});
  }
  return out;
}

std::vector<Point> corners_of(const BoundingBox& box) {
  return {{.x = box.left, .y = box.top},
          {.x = box.right(), .y = box.top},
          {.x = box.right(), .y = box.bottom()},
          {.x = box.left, .y = box.bottom()}};
}

bool passes(const TextDetection& word, const DetectionFilter& filter) {
  constexpr float kUsualConfidence = 80;
  const BoundingBox& box = word.geometry.bounding_box;
  return word.confidence >= filter.min_confidence.value_or(kUsualConfidence) &&
         box.height >= filter.min_bounding_box_height.value_or(0) &&
         box.width >= filter.min_bounding_box_width.value_or(0);
}

bool is_in_one(const TextDetection& word, const std::vector<RegionOfInterest>& regions) {
  constexpr float kHalf = 0.5F;
  const std::vector<Point> quad =
      word.geometry.polygon.empty() ? corners_of(word.geometry.bounding_box) : word.geometry.polygon;
  return std::ranges::any_of(regions, [&](const RegionOfInterest& region) {
    const auto polygon = region.polygon ? *region.polygon : corners_of(region.bounding_box.value_or(BoundingBox{}));
    return share_inside(quad, polygon) > kHalf;
  });
}

bool stays(const TextDetection& word, const std::optional<DetectTextFilters>& filters) {
  if (!filters) return true;
  if (filters->word_filter && !passes(word, *filters->word_filter)) return false;
  const auto& regions = filters->regions_of_interest;
  return !regions || regions->empty() || is_in_one(word, *regions);
}

/// A line of some of its words: from the first one's left edge to the last one's right edge.
TextDetection line_of(const TextDetection& whole, const Words& words) {
  TextDetection line = whole;
  line.detected_text.clear();
  float sum = 0;
  std::vector<Point> corners;
  for (const TextDetection* word : words) {
    line.detected_text += (line.detected_text.empty() ? "" : " ") + word->detected_text;
    sum += word->confidence;
    corners.insert(corners.end(), word->geometry.polygon.begin(), word->geometry.polygon.end());
  }
  line.confidence = sum / static_cast<float>(words.size());
  const auto& first = words.front()->geometry.polygon;
  const auto& last = words.back()->geometry.polygon;
  if (first.size() == kQuad && last.size() == kQuad) line.geometry.polygon = {first[0], last[1], last[2], first[3]};
  line.geometry.bounding_box = hull_of(corners);
  return line;
}

}  // namespace

float share_inside(const std::vector<Point>& quad, const std::vector<Point>& polygon) {
  constexpr double kNoArea = 1e-9;
  const double area = signed_area(quad);
  if (std::abs(area) < kNoArea) {
    const BoundingBox hull = hull_of(quad);
    return is_inside({.x = hull.left + hull.width / 2, .y = hull.top + hull.height / 2}, polygon) ? 1 : 0;
  }
  std::vector<Point> inside = polygon;
  for (std::size_t i = 0; i < quad.size() && !inside.empty(); ++i)
    inside = cut(inside, quad[i], quad[(i + 1) % quad.size()], area > 0 ? 1 : -1);
  return static_cast<float>(std::min(1.0, std::abs(signed_area(inside)) / std::abs(area)));
}

bool are_regions(const std::optional<DetectTextFilters>& filters) {
  constexpr std::size_t kTriangle = 3;
  if (!filters || !filters->regions_of_interest) return true;
  return std::ranges::all_of(*filters->regions_of_interest, [](const RegionOfInterest& region) {
    return region.polygon ? region.polygon->size() >= kTriangle : region.bounding_box.has_value();
  });
}

std::vector<TextDetection> text_for(const std::optional<DetectTextFilters>& filters,
                                    const std::vector<TextDetection>& found) {
  std::map<int, std::size_t> words_of_line;  // as they were found
  std::map<int, Words> staying;
  std::size_t count = 0;
  for (const TextDetection& one : found) {
    if (one.type != TextTypes::WORD || !one.parent_id) continue;
    ++words_of_line[*one.parent_id];
    if (count == kMostWords || !stays(one, filters)) continue;
    staying[*one.parent_id].push_back(&one);
    ++count;
  }
  std::vector<TextDetection> answer;
  std::vector<std::pair<int, const Words*>> lines;  // new number, its words
  for (const TextDetection& one : found) {
    const auto words = staying.find(one.id);
    if (one.type != TextTypes::LINE || words == staying.end()) continue;
    const bool whole = words->second.size() == words_of_line[one.id];
    lines.emplace_back(static_cast<int>(answer.size()), &words->second);
    answer.push_back(whole ? one : line_of(one, words->second));
    answer.back().id = lines.back().first;
  }
  for (const auto& [line, words] : lines) {
    for (const TextDetection* word : *words) {
      answer.push_back(*word);
      answer.back().parent_id = line;
      answer.back().id = static_cast<int>(answer.size()) - 1;
    }
  }
  return answer;
}

}  // namespace spotter::rekognition
