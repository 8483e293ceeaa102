// Vectors in memory: found by their product with another, whatever their number and length.

#include "app/vector_index.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/rounded_vectors.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<float> made(std::size_t length, std::mt19937& random) {
  std::normal_distribution<float> normal;
  std::vector<float> vector(length);
  for (float& value : vector)
    value = normal(random) / std::sqrt(static_cast<float>(length));
  return vector;
}

float dot(const std::vector<float>& a, const std::vector<float>& b) {
  float sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += a[i] * b[i];
  return sum;
}

std::vector<std::int64_t> numbers_of(const std::vector<Neighbour>& neighbours) {
  std::vector<std::int64_t> numbers;
  for (const Neighbour& one : neighbours)
    numbers.push_back(one.number);
  return numbers;
}

TEST(RoundedVectors, ProductsAreThoseOfTheVectorsButForRounding) {
  std::mt19937 random(1);
  for (const std::size_t length : {1, 2, 31, 32, 33, 128, 384, 512}) {
    const std::size_t size = rounded_size(length);
    std::vector<std::vector<float>> vectors;
    std::vector<std::uint8_t> rounded(size * 10);
    for (std::size_t i = 0; i < 10; ++i)
      round_into(vectors.emplace_back(made(length, random)), rounded.data() + i * size);
    std::vector<float> products(10);
    rounded_products(rounded.data(), rounded.data(), size, products);
    const float longest = std::sqrt(dot(vectors[0], vectors[0]));
    for (std::size_t i = 0; i < 10; ++i) {
      const float other = std::sqrt(dot(vectors[i], vectors[i]));
      EXPECT_NEAR(products[i], dot(vectors[0], vectors[i]), rounding_error(longest, other)) << length;
    }
  }
}

TEST(RoundedVectors, AVectorOfZerosHasNoProduct) {
  std::vector<std::uint8_t> rounded(rounded_size(4));
  round_into(std::vector<float>(4), rounded.data());
  float product = 1;
  rounded_products(rounded.data(), rounded.data(), rounded.size(), {&product, 1});
  EXPECT_EQ(product, 0);
}

TEST(VectorIndex, GivesTheGreatestProductsFirst) {
  VectorIndex index(2);
  index.put(3, std::vector<float>{0, 1});
  index.put(5, std::vector<float>{1, 0});
  index.put(9, std::vector<float>{-1, 0});
  const std::vector<float> query{1, 0.5F};
  EXPECT_THAT(numbers_of(index.nearest(query, 10)), ElementsAre(5, 3, 9));
  EXPECT_THAT(numbers_of(index.nearest(query, 2)), ElementsAre(5, 3));
  EXPECT_THAT(index.nearest(query, 0), IsEmpty());
  EXPECT_THAT(index.nearest(std::vector<float>{1}, 10), IsEmpty()) << "another length";
}

TEST(VectorIndex, PassesOverNumbersThatDoNotAscendAndThoseThatAreNotThere) {
  VectorIndex index(1);
  const std::vector<float> one{1};
  index.put(5, one);
  index.put(5, one);
  index.put(4, one);
  index.put(0, one);
  index.put(-7, one);
  index.put(6, std::vector<float>{1, 2});
  EXPECT_EQ(index.size(), 1);
  index.remove(4);
  index.remove(6);
  EXPECT_EQ(index.size(), 1);
  index.remove(5);
  index.remove(5);
  EXPECT_EQ(index.size(), 0);
  EXPECT_THAT(index.nearest(one, 10), IsEmpty());
  index.put(5, one);
  EXPECT_EQ(index.size(), 0) << "a number stands once";
}

TEST(VectorIndex, FindsTheSameAsLookingAtAllInEverySize) {
  std::mt19937 random(1);
  VectorIndex index(16);
  std::vector<std::vector<float>> vectors;
  for (std::int64_t number = 1; number <= 5000; ++number) {
    index.put(number, vectors.emplace_back(made(16, random)));
    if (number > 3 && number % 997 != 0 && (number & (number - 1)) != 0) continue;
    const auto query = vectors[static_cast<std::size_t>(number) / 2];
    std::int64_t best = 0;
    for (std::size_t i = 0; i < vectors.size(); ++i)
      if (best == 0 || dot(query, vectors[i]) > dot(query, vectors[static_cast<std::size_t>(best) - 1]))
        best = static_cast<std::int64_t>(i) + 1;
    const auto found = index.nearest(query, 5);
    EXPECT_EQ(std::ssize(found), std::min<std::int64_t>(number, 5));
    EXPECT_THAT(numbers_of(found), ::testing::Contains(best)) << number;
  }
}

TEST(VectorIndex, ACopyHoldsWhatStands) {
  std::mt19937 random(1);
  VectorIndex index(8);
  std::vector<std::vector<float>> vectors;
  for (std::int64_t number = 1; number <= 1000; ++number)
    index.put(number, vectors.emplace_back(made(8, random)));
  EXPECT_FALSE(index.is_sparse());
  for (std::int64_t number = 1; number <= 900; ++number)
    index.remove(number);
  EXPECT_TRUE(index.is_sparse());
  const auto copy = index.packed();
  EXPECT_EQ(copy->size(), 100);
  EXPECT_LT(copy->bytes(), index.bytes() / 5);
  EXPECT_FALSE(copy->is_sparse());
  EXPECT_EQ(numbers_of(copy->nearest(vectors[0], 100)), numbers_of(index.nearest(vectors[0], 100)));
  std::vector<float> twice = vectors[950];
  for (float& value : twice)
    value *= 2;
  copy->put(1001, twice);
  EXPECT_EQ(copy->nearest(twice, 1)[0].number, 1001);
}

TEST(VectorIndex, IsSearchedWhileItChanges) {
  VectorIndex index(4);
  const std::vector<float> vector{1, 0, 0, 0};
  constexpr std::int64_t kLast = 2000;
  std::jthread changing([&] {
    for (std::int64_t number = 1; number <= kLast; ++number) {
      index.put(number, vector);
      if (number > 1) index.remove(number - 1);
    }
  });
  std::int64_t before = 0;
  while (before < kLast) {
    const auto found = index.nearest(vector, 1);
    if (found.empty()) continue;
    ASSERT_GE(found[0].number, before) << "what was removed doesn't come back";
    before = found[0].number;
  }
}

}  // namespace
}  // namespace spotter::testing
