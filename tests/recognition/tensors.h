#pragma once
// Tensors made by hand, as the readers of networks' outputs take them.

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/geometry.h"
#include "recognition/runtime/model.h"

namespace spotter::testing {

struct Tensor {
  std::vector<std::size_t> shape;
  std::vector<float> values;

  explicit Tensor(std::vector<std::size_t> of_shape, float filled_with = 0)
      : shape(std::move(of_shape)),
        values(std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies{}), filled_with) {}

  TensorView view() const { return {.data = values.data(), .shape = shape}; }
  float& at(const std::vector<std::size_t>& place) {
    std::size_t flat = 0;
    for (std::size_t i = 0; i < shape.size(); ++i)
      flat = flat * shape[i] + place[i];
    return values.at(flat);
  }
};

inline void expect_box(const BoundingBox& box, float left, float top, float width, float height, float off = 1e-5F) {
  EXPECT_NEAR(box.left, left, off);
  EXPECT_NEAR(box.top, top, off);
  EXPECT_NEAR(box.width, width, off);
  EXPECT_NEAR(box.height, height, off);
}

}  // namespace spotter::testing
