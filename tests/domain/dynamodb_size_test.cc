// DynamoDB's published rules ("Item sizes and formats"): names and texts in UTF-8 bytes; null and Boolean 1; a list
// or map 3 and 1 for each element; a number about 1 for each two significant digits and 1. An item is weighed here as
// if it were a map in another item, and a number by all its digits: a little more than it weighs, never less.

#include <algorithm>
#include <cctype>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "domain/full_item.h"
#include "domain/json.h"

namespace spotter::testing {
namespace {

using boost::json::array;
using boost::json::object;

TEST(DynamoDbSize, OfATextIsItsUtf8Bytes) {
  EXPECT_EQ(dynamodb_size(""), 0U);
  EXPECT_EQ(dynamodb_size("image.jpg"), 9U);
  EXPECT_EQ(dynamodb_size("é"), 2U);
  EXPECT_EQ(dynamodb_size("出口"), 6U);
  EXPECT_EQ(dynamodb_size("😀"), 4U);
}

TEST(DynamoDbSize, OfNullAndBooleanIsOne) {
  EXPECT_EQ(dynamodb_size(nullptr), 1U);
  EXPECT_EQ(dynamodb_size(true), 1U);
  EXPECT_EQ(dynamodb_size(false), 1U);
}

TEST(DynamoDbSize, OfAListIsThreeAndOneForEachElement) {
  EXPECT_EQ(dynamodb_size(array()), 3U);
  EXPECT_EQ(dynamodb_size(array{"ab"}), 3U + 1 + 2);
  EXPECT_EQ(dynamodb_size(array{"ab", true, nullptr}), 3U + (1 + 2) + (1 + 1) + (1 + 1));
  EXPECT_EQ(dynamodb_size(array{array(), array{"x"}}), 3U + (1 + 3) + (1 + (3 + 1 + 1)));
}

TEST(DynamoDbSize, OfAMapCountsItsNamesToo) {
  EXPECT_EQ(dynamodb_size(object()), 3U);
  EXPECT_EQ(dynamodb_size(object{{"Name", "Dog"}}), 3U + (1 + 4 + 3));
  EXPECT_EQ(dynamodb_size(object{{"größe", true}}), 3U + (1 + 7 + 1));
}

TEST(DynamoDbSize, OfALabelByHand) {
  // Name: 4 + 3; Parents: 7 + list 3 + element 1 + map 3 + element 1 + name 4 + text 6; Aliases: 7 + list 3
  const object label{{"Name", "Dog"}, {"Parents", array{object{{"Name", "Animal"}}}}, {"Aliases", array()}};
  EXPECT_EQ(dynamodb_size(label), 3U + (1 + 4 + 3) + (1 + 7 + 3 + 1 + 3 + 1 + 4 + 6) + (1 + 7 + 3));
}

/// The published size of a number: a byte for two significant digits, one more, and one for a sign.
std::size_t published(std::string digits) {
  const bool negative = digits.starts_with('-');
  std::erase_if(digits, [](char c) { return std::isdigit(static_cast<unsigned char>(c)) == 0; });
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (digits.ends_with('0'))
    digits.pop_back();
  return (digits.size() + 1) / 2 + 1 + (negative ? 1 : 0);
}

TEST(DynamoDbSize, PublishedSizesOfNumbersAreReckonedHereAsByHand) {
  EXPECT_EQ(published("0"), 1U);
  EXPECT_EQ(published("7"), 2U);
  EXPECT_EQ(published("1000"), 2U);
  EXPECT_EQ(published("-97.5"), 4U);
  EXPECT_EQ(published("0.00125"), 3U);
}

TEST(DynamoDbSize, OfANumberIsAtLeastThePublishedOne) {
  EXPECT_EQ(dynamodb_size(7), 3U);
  EXPECT_EQ(dynamodb_size(97.5), 4U);
  EXPECT_EQ(dynamodb_size(99.96941375732422), 11U);
  EXPECT_TRUE(rc::check([](std::int64_t whole, std::int16_t part) {
    const double fraction = part / 1024.0;
    RC_ASSERT(dynamodb_size(whole) >= published(to_text(whole)));
    RC_ASSERT(dynamodb_size(whole) <= to_text(whole).size() / 2 + 3);
    RC_ASSERT(dynamodb_size(fraction) >= published(to_text(boost::json::value(fraction))));
  }));
}

TEST(DynamoDbSize, OfAnItemGrowsByWhatIsAdded) {
  ImageItem item = full_item();
  const std::size_t before = dynamodb_size(to_json(item));
  item.content_types.push_back({.confidence = 82.5F, .name = "Animated"});
  // element 1 + map 3 + Confidence: 1 + 10 + 4 + Name: 1 + 4 + 8
  EXPECT_EQ(dynamodb_size(to_json(item)), before + 1 + 3 + (1 + 10 + 4) + (1 + 4 + 8));
}

}  // namespace
}  // namespace spotter::testing
