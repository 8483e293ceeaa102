#include <charconv>
#include <cmath>
#include <limits>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "domain/json.h"

namespace spotter::testing {
namespace {

using ::testing::StartsWith;

std::string number(double value) {
  return to_text(boost::json::value(value));
}

TEST(JsonText, WritesNumbersInPlainDecimalsWithTheFewestDigits) {
  EXPECT_EQ(number(97.5), "97.5");
  EXPECT_EQ(number(0.1), "0.1");
  EXPECT_EQ(number(100), "100");
  EXPECT_EQ(number(-0.0625), "-0.0625");
  EXPECT_EQ(number(1.0 / 3), "0.3333333333333333");
  EXPECT_EQ(number(100'000), "100000");
  EXPECT_EQ(number(1'700'000'000'000), "1700000000000");
  EXPECT_EQ(number(0.00001), "0.00001");
  EXPECT_EQ(number(0), "0");
  EXPECT_EQ(number(-1.2345678901234567e-6), "-0.0000012345678901234567");
  EXPECT_EQ(number(999'999'999'999'999.9), "999999999999999.9");
}

TEST(JsonText, WritesVeryLargeAndSmallNumbersWithAnExponent) {
  EXPECT_EQ(number(1e300), "1e+300");
  EXPECT_EQ(number(1e15), "1e+15");
  EXPECT_EQ(number(123456789012345680000.0), "1.2345678901234568e+20");
  EXPECT_EQ(number(-1.5e-7), "-1.5e-07");
  EXPECT_EQ(number(5e-324), "5e-324");
  EXPECT_EQ(number(-1.7976931348623157e308), "-1.7976931348623157e+308");
}

TEST(JsonText, WritesFloatsAsTheNearestDouble) {
  EXPECT_EQ(to_text(boost::json::value(99.96941375732422F)), "99.96941375732422");
}

TEST(JsonText, WritesNullForWhatIsNoNumber) {
  EXPECT_EQ(number(std::nan("")), "null");
  EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(number(-std::numeric_limits<double>::infinity()), "null");
}

TEST(JsonText, WritesWholeNumbersOfAllSizes) {
  EXPECT_EQ(to_text(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(to_text(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
}

TEST(JsonText, WritesListsObjectsAndTexts) {
  EXPECT_EQ(to_text(boost::json::array()), "[]");
  EXPECT_EQ(to_text(boost::json::object()), "{}");
  EXPECT_EQ(to_text(boost::json::object{{"a", boost::json::array{1, 2.5, true, nullptr, "é"}}, {"b", "x\"y\n"}}),
            R"({"a":[1,2.5,true,null,"é"],"b":"x\"y\n"})");
  EXPECT_EQ(to_text(boost::json::object{{"a\"b", boost::json::array{boost::json::object()}}}), R"({"a\"b":[{}]})");
}

double read_back(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : std::nan("");
}

TEST(JsonText, GivesEveryNumberSoThatTheSameValueIsRead) {
  EXPECT_TRUE(rc::check([] {
    const double value = std::ldexp(1.0 + *rc::gen::inRange(0, 1 << 30) * 0x1p-30, *rc::gen::inRange(-1060, 1020));
    RC_ASSERT(read_back(number(value)) == value);
    RC_ASSERT(number(-value) == "-" + number(value));
  }));
}

// Boost.JSON 1.81 reads a double to within its last bit or two; what findings hold are floats, which it gives back.
TEST(JsonText, BringsFloatsBackThroughTheParser) {
  EXPECT_TRUE(rc::check([] {
    const float value = static_cast<float>(*rc::gen::inRange(-10'000'000, 10'000'001)) / 100'000;
    RC_ASSERT(parse_json(to_text(boost::json::value(value)))->to_number<float>() == value);
  }));
}

TEST(ParseJson, SaysWhatIsNoJson) {
  for (const char* text : {"", "{", "{\"a\":}", "[1,]", "{'a':1}", "nul", "1 2", "\"\xff\"", "NaN"}) {
    const auto json = parse_json(text);
    ASSERT_FALSE(json) << text;
    EXPECT_EQ(json.error().code, Errc::invalid);
    EXPECT_THAT(json.error().detail, StartsWith("this is no JSON: "));
  }
}

TEST(ParseJson, BoundsTheDepth) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(parse_json(nested(32)));
  EXPECT_FALSE(parse_json(nested(33)));
  EXPECT_FALSE(parse_json(std::string(1'000'000, '[')));
}

}  // namespace
}  // namespace spotter::testing
