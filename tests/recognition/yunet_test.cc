#include "recognition/faces/yunet.h"

#include <cmath>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tensors.h"

namespace spotter::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Outputs for an input of 64 × 32 px: 8 × 4, 4 × 2 and 2 × 1 cells.
class YunetOutput {
 public:
  YunetOutput() {
    for (const std::size_t stride : {8U, 16U, 32U}) {
      const std::size_t cells = (64 / stride) * (32 / stride);
      for (const auto& [name, size] : {std::pair{"cls", 1U}, {"obj", 1U}, {"bbox", 4U}, {"kps", 10U}})
        tensors_.emplace(name + ("_" + std::to_string(stride)), Tensor({1, cells, size}));
    }
  }
  void put(int stride, std::size_t cell, float cls, float obj, const std::vector<float>& box,
           const std::vector<float>& points = std::vector<float>(10)) {
    const auto tensor = [&](const char* name) -> Tensor& { return tensors_.at(name + ("_" + std::to_string(stride))); };
    tensor("cls").at({0, cell, 0}) = cls;
    tensor("obj").at({0, cell, 0}) = obj;
    for (std::size_t i = 0; i < 4; ++i)
      tensor("bbox").at({0, cell, i}) = box[i];
    for (std::size_t i = 0; i < 10; ++i)
      tensor("kps").at({0, cell, i}) = points[i];
  }
  std::vector<FaceBox> read(float scale = 1, float threshold = 0.6F) const {
    return read_yunet([&](std::string_view name) { return tensors_.find(name)->second.view(); }, 64, 32, scale,
                      threshold);
  }

 private:
  std::map<std::string, Tensor, std::less<>> tensors_;
};

void expect_face(const FaceBox& face, float left, float top, float width, float height) {
  EXPECT_NEAR(face.left, left, 1e-3);
  EXPECT_NEAR(face.top, top, 1e-3);
  EXPECT_NEAR(face.width, width, 1e-3);
  EXPECT_NEAR(face.height, height, 1e-3);
}

TEST(ReadYunet, PlacesBoxAndPointsByTheirCell) {
  YunetOutput output;
  // Cell (2, 1) of 8 px: middle at (2.5, 1.25) · 8, 16 × 24 px.
  output.put(8, 8 + 2, 0.81F, 1, {0.5F, 0.25F, std::log(2.0F), std::log(3.0F)}, {0, 0, 1, 0, 0.5F, 0.5F, 0, 1, 1, 1});
  const auto faces = output.read();
  ASSERT_THAT(faces, SizeIs(1));
  EXPECT_NEAR(faces[0].score, 0.9, 1e-6);  // the root of .81 · 1
  expect_face(faces[0], 12, -2, 16, 24);
  EXPECT_EQ(faces[0].points[0], (Point{16, 8}));
  EXPECT_EQ(faces[0].points[1], (Point{24, 8}));
  EXPECT_EQ(faces[0].points[2], (Point{20, 12}));
  EXPECT_EQ(faces[0].points[3], (Point{16, 16}));
  EXPECT_EQ(faces[0].points[4], (Point{24, 16}));
  EXPECT_EQ(faces[0].centre(), (Point{20, 10}));
  EXPECT_FLOAT_EQ(faces[0].side(), 24);
}

TEST(ReadYunet, MeasuresInPixelsOfThePicture) {
  YunetOutput output;
  output.put(8, 8 + 2, 1, 1, {0.5F, 0.25F, std::log(2.0F), std::log(3.0F)}, {1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  const auto faces = output.read(0.5F);  // the input is half as large as the picture
  ASSERT_THAT(faces, SizeIs(1));
  expect_face(faces[0], 24, -4, 32, 48);
  EXPECT_EQ(faces[0].points[0], (Point{48, 16}));
}

TEST(ReadYunet, ReadsAllThreeStridesTheSurestFirst) {
  YunetOutput output;
  output.put(8, 0, 0.7F, 0.7F, {0.5F, 0.5F, 0, 0});
  output.put(16, 4 + 3, 0.9F, 0.9F, {0.5F, 0.5F, 0, 0});  // (3, 1)
  output.put(32, 0, 0.8F, 0.8F, {0.9F, 0.5F, std::log(0.25F), std::log(0.25F)});
  const auto faces = output.read();
  ASSERT_THAT(faces, SizeIs(3));
  expect_face(faces[0], 48, 16, 16, 16);
  expect_face(faces[1], 24.8F, 12, 8, 8);
  expect_face(faces[2], 0, 0, 8, 8);
}

TEST(ReadYunet, TakesFacesFromTheThresholdOn) {
  YunetOutput output;
  output.put(8, 0, 0.5F, 0.5F, {0.5F, 0.5F, 0, 0});
  EXPECT_THAT(output.read(1, 0.51F), IsEmpty());
  EXPECT_THAT(output.read(1, 0.49F), SizeIs(1));
}

TEST(ReadYunet, KeepsTheBestOfOverlappingFaces) {
  YunetOutput output;
  const float large = std::log(2.0F);
  output.put(8, 9, 0.8F, 0.8F, {0, 0, large, large});
  output.put(8, 10, 0.9F, 0.9F, {-0.5F, 0, large, large});  // 4 px to the right of it: IoU .6
  output.put(8, 13, 0.7F, 0.7F, {0, 0, large, large});
  const auto faces = output.read();
  ASSERT_THAT(faces, SizeIs(2));
  EXPECT_NEAR(faces[0].score, 0.9, 1e-6);
  EXPECT_NEAR(faces[1].score, 0.7, 1e-6);
}

TEST(ReadYunet, HoldsScoresToZeroAndOne) {
  YunetOutput output;
  output.put(8, 0, 1.2F, 1.1F, {0.5F, 0.5F, 0, 0});
  output.put(8, 5, -0.5F, -0.5F, {0.5F, 0.5F, 0, 0});
  const auto faces = output.read();
  ASSERT_THAT(faces, SizeIs(1));
  EXPECT_FLOAT_EQ(faces[0].score, 1);
}

}  // namespace
}  // namespace spotter::testing
