#include "domain/similarity.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace spotter {
namespace {

float dot(const std::vector<float>& a, const std::vector<float>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0F);
}

}  // namespace

float similarity(const FaceVector& a, const FaceVector& b, const SimilarityScale& scale) {
  if (a.parts.size() != scale.parts.size() || b.parts.size() != scale.parts.size() || scale.parts.empty()) return 0;
  float sum = 0;
  for (std::size_t i = 0; i < scale.parts.size(); ++i) {
    if (a.parts[i].size() != b.parts[i].size()) return 0;
    sum += (dot(a.parts[i], b.parts[i]) - scale.parts[i].mean) / scale.parts[i].deviation;
  }
  return on_curve(scale.curve, sum / static_cast<float>(scale.parts.size()));
}

FaceVector mean_of(const std::vector<const FaceVector*>& vectors) {
  FaceVector mean;
  for (const FaceVector* vector : vectors) {
    if (mean.parts.empty()) {
      mean = *vector;
      continue;
    }
    for (std::size_t i = 0; i < mean.parts.size() && i < vector->parts.size(); ++i)
      if (vector->parts[i].size() == mean.parts[i].size())
        std::ranges::transform(mean.parts[i], vector->parts[i], mean.parts[i].begin(), std::plus{});
  }
  for (auto& part : mean.parts) {
    const float length = std::sqrt(dot(part, part));
    if (length > 0)
      for (float& value : part)
        value /= length;
  }
  return mean;
}

FaceVector vector_of(const Person& person, const std::string& models) {
  std::vector<const FaceVector*> vectors;
  for (const Photograph& photograph : person.photographs)
    if (photograph.models == models) vectors.push_back(&photograph.vector);
  return mean_of(vectors);
}

float on_curve(const std::vector<Point>& curve, float x) {
  if (curve.empty()) return x;
  if (x <= curve.front().x) return curve.front().y;
  for (std::size_t i = 1; i < curve.size(); ++i) {
    if (x > curve[i].x) continue;
    const Point& a = curve[i - 1];
    const Point& b = curve[i];
    return b.x == a.x ? b.y : a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x);
  }
  return curve.back().y;
}

}  // namespace spotter
