#include "recognition/faces/yunet.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace spotter {
namespace {

constexpr float kOverlap = 0.3F;

float overlap(const FaceBox& a, const FaceBox& b) {
  const auto box = [](const FaceBox& face) {
    return BoundingBox{.width = face.width, .height = face.height, .left = face.left, .top = face.top};
  };
  return intersection_over_union(box(a), box(b));
}

}  // namespace

std::vector<FaceBox> read_yunet(const std::function<TensorView(std::string_view)>& output, int input_width,
                                int input_height, float scale, float threshold) {
  std::vector<FaceBox> found;
  for (const int stride : {8, 16, 32}) {
    const TensorView cls = output(fmt::format("cls_{}", stride));
    const TensorView obj = output(fmt::format("obj_{}", stride));
    const TensorView bbox = output(fmt::format("bbox_{}", stride));
    const TensorView kps = output(fmt::format("kps_{}", stride));
    const int columns = input_width / stride;
    const int rows = input_height / stride;
    for (int i = 0; i < rows * columns; ++i) {
      const auto cell = static_cast<std::size_t>(i);
      const float score = std::sqrt(std::clamp(cls[cell], 0.0F, 1.0F) * std::clamp(obj[cell], 0.0F, 1.0F));
      if (score < threshold) continue;
      const auto step = static_cast<float>(stride);
      const auto x = static_cast<float>(i % columns);
      const auto y = static_cast<float>(i / columns);
      const float* box = bbox.data + cell * 4;
      const float* points = kps.data + cell * 10;
      FaceBox face{.left = 0,
                   .top = 0,
                   .width = std::exp(box[2]) * step / scale,
                   .height = std::exp(box[3]) * step / scale,
                   .score = score,
                   .points = {}};
      face.left = (x + box[0]) * step / scale - face.width / 2;
      face.top = (y + box[1]) * step / scale - face.height / 2;
      for (std::size_t k = 0; k < face.points.size(); ++k)
        face.points.at(k) = {.x = (points[2 * k] + x) * step / scale, .y = (points[2 * k + 1] + y) * step / scale};
      found.push_back(face);
    }
  }
  std::ranges::sort(found, std::greater{}, &FaceBox::score);
  std::vector<FaceBox> kept;
  for (const FaceBox& face : found)
    if (std::ranges::none_of(kept, [&](const FaceBox& better) { return overlap(better, face) > kOverlap; }))
      kept.push_back(face);
  return kept;
}

}  // namespace spotter
