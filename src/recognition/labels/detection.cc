#include "recognition/labels/detection.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spotter {
namespace {

BoundingBox box_between(float left, float top, float right, float bottom) {
  left = std::clamp(left, 0.0F, 1.0F);
  top = std::clamp(top, 0.0F, 1.0F);
  return {.width = std::clamp(right, 0.0F, 1.0F) - left,
          .height = std::clamp(bottom, 0.0F, 1.0F) - top,
          .left = left,
          .top = top};
}

void keep_best(std::vector<Detection>& detections, std::size_t count) {
  std::ranges::sort(detections, std::greater{}, &Detection::score);
  if (detections.size() > count) detections.resize(count);
}

}  // namespace

std::vector<Detection> read_centernet(const TensorView& heat, const TensorView& wh, int input_side, float floor) {
  constexpr std::size_t kMost = 100;
  const auto rows = static_cast<int>(heat.shape[1]);
  const auto columns = static_cast<int>(heat.shape[2]);
  const auto classes = static_cast<int>(heat.shape[3]);
  const auto score_at = [&](int y, int x, int c) { return heat.data[(std::size_t(y) * columns + x) * classes + c]; };
  const auto is_peak = [&](int y, int x, int c, float score) {
    for (int ny = std::max(0, y - 1); ny <= std::min(rows - 1, y + 1); ++ny)
      for (int nx = std::max(0, x - 1); nx <= std::min(columns - 1, x + 1); ++nx)
        if (score_at(ny, nx, c) > score) return false;
    return true;
  };
  std::vector<Detection> found;
  const auto side = static_cast<float>(input_side);
  const float cell = side / static_cast<float>(columns);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      for (int c = 0; c < classes; ++c) {
        const float score = score_at(y, x, c);
        if (score <= floor || !is_peak(y, x, c, score)) continue;
        const float* distance = wh.data + (std::size_t(y) * columns + x) * 4;
        const float center_x = cell * static_cast<float>(x);
        const float center_y = cell * static_cast<float>(y);
        found.push_back({.class_index = c,
                         .score = score,
                         .box = box_between((center_x - distance[0]) / side, (center_y - distance[1]) / side,
                                            (center_x + distance[2]) / side, (center_y + distance[3]) / side)});
      }
    }
  }
  keep_best(found, kMost);
  return found;
}

std::vector<Detection> read_yolox(const TensorView& predictions, int input_side, float content_width,
                                  float content_height, float floor) {
  constexpr std::array kStrides = {8, 16, 32};
  constexpr std::size_t kBoxAndObjectness = 5;
  const std::size_t row_size = predictions.shape[2];
  const std::size_t classes = row_size - kBoxAndObjectness;
  std::vector<Detection> found;
  const float* row = predictions.data;
  for (const int stride : kStrides) {
    const int cells = input_side / stride;
    for (int cell = 0; cell < cells * cells; ++cell, row += row_size) {
      const float objectness = row[4];
      if (objectness <= floor) continue;
      const auto step = static_cast<float>(stride);
      const float center_x = (row[0] + static_cast<float>(cell % cells)) * step;
      const float center_y = (row[1] + static_cast<float>(cell / cells)) * step;
      const float half_width = std::exp(row[2]) * step / 2;
      const float half_height = std::exp(row[3]) * step / 2;
      const BoundingBox box =
          box_between((center_x - half_width) / content_width, (center_y - half_height) / content_height,
                      (center_x + half_width) / content_width, (center_y + half_height) / content_height);
      for (std::size_t c = 0; c < classes; ++c) {
        const float score = objectness * row[kBoxAndObjectness + c];
        if (score > floor) found.push_back({.class_index = static_cast<int>(c), .score = score, .box = box});
      }
    }
  }
  return found;
}

std::vector<Detection> without_overlaps(std::vector<Detection> detections, float limit) {
  std::ranges::sort(detections, std::greater{}, &Detection::score);
  std::vector<Detection> kept;
  for (const Detection& detection : detections) {
    const bool covered = std::ranges::any_of(kept, [&](const Detection& better) {
      return better.class_index == detection.class_index && intersection_over_union(better.box, detection.box) > limit;
    });
    if (!covered) kept.push_back(detection);
  }
  return kept;
}

float calibrated(float score, double a, double b) {
  constexpr double kEdge = 1e-6;
  const double p = std::clamp(static_cast<double>(score), kEdge, 1 - kEdge);
  return static_cast<float>(1 / (1 + std::exp(-(a * std::log(p / (1 - p)) + b))));
}

namespace {

/// Boxes of one class that are taken for one object.
struct Cluster {
  int class_index = 0;
  std::vector<float> best;  ///< of each detector
  double weight = 0;
  double left = 0, top = 0, right = 0, bottom = 0;  // sums, weighted by score
  BoundingBox box;

  void add(const Detection& detection, std::size_t detector) {
    const double w = detection.score;
    weight += w;
    left += w * detection.box.left;
    top += w * detection.box.top;
    right += w * detection.box.right();
    bottom += w * detection.box.bottom();
    best[detector] = std::max(best[detector], detection.score);
    box = {.width = static_cast<float>((right - left) / weight),
           .height = static_cast<float>((bottom - top) / weight),
           .left = static_cast<float>(left / weight),
           .top = static_cast<float>(top / weight)};
  }
};

}  // namespace

std::vector<Detection> fused(const std::vector<std::vector<Detection>>& lists, float limit) {
  struct Entry {
    Detection detection;
    std::size_t detector;
  };
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < lists.size(); ++i)
    for (const Detection& detection : lists[i])
      entries.push_back({detection, i});
  std::ranges::sort(entries, std::greater{}, [](const Entry& entry) { return entry.detection.score; });

  std::vector<Cluster> clusters;
  for (const Entry& entry : entries) {
    Cluster* nearest = nullptr;
    float most = limit;
    for (Cluster& cluster : clusters) {
      if (cluster.class_index != entry.detection.class_index) continue;
      if (const float overlap = intersection_over_union(cluster.box, entry.detection.box); overlap > most) {
        most = overlap;
        nearest = &cluster;
      }
    }
    if (nearest == nullptr) {
      nearest = &clusters.emplace_back();
      nearest->class_index = entry.detection.class_index;
      nearest->best.assign(lists.size(), 0);
    }
    nearest->add(entry.detection, entry.detector);
  }

  std::vector<Detection> out;
  for (const Cluster& cluster : clusters) {
    float sum = 0;
    for (const float best : cluster.best)
      sum += best;
    out.push_back(
        {.class_index = cluster.class_index, .score = sum / static_cast<float>(lists.size()), .box = cluster.box});
  }
  std::ranges::sort(out, std::greater{}, &Detection::score);
  return out;
}

std::vector<Detection> explained(std::vector<Detection> detections, float limit, float least_side) {
  std::erase_if(detections, [&](const Detection& detection) {
    return detection.box.width < least_side || detection.box.height < least_side;
  });
  std::ranges::sort(detections, std::greater{}, &Detection::score);
  std::vector<float> scores;
  for (std::size_t i = 0; i < detections.size(); ++i) {
    float surest = 0;
    for (std::size_t k = 0; k < i; ++k)
      if (detections[k].class_index != detections[i].class_index &&
          intersection_over_union(detections[k].box, detections[i].box) > limit)
        surest = std::max(surest, detections[k].score);
    scores.push_back(detections[i].score * (1 - surest));
  }
  for (std::size_t i = 0; i < detections.size(); ++i)
    detections[i].score = scores[i];
  std::ranges::sort(detections, std::greater{}, &Detection::score);
  return detections;
}

}  // namespace spotter
