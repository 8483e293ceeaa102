#include "domain/order.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace spotter::testing {
namespace {

using ::testing::MatchesRegex;

constexpr auto kLess = std::strong_ordering::less;
constexpr auto kEqual = std::strong_ordering::equal;
constexpr auto kGreater = std::strong_ordering::greater;

/// Few digits, so that equal beginnings and different lengths come up.
std::string any_sequencer() {
  return *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0019afAF")));
}

Order order(const std::string& sequencer, const std::string& run = "") {
  return {.source = "file:1", .sequencer = sequencer, .run = run};
}

TEST(Sequencers, AreComparedFromTheLeft) {
  EXPECT_EQ(compare_sequencers("0055AED6DCD90281E5", "0055AED6DCD90281E6"), kLess);
  EXPECT_EQ(compare_sequencers("0055AED6DCD90281E5", "0055AED6DCD90281E5"), kEqual);
  EXPECT_EQ(compare_sequencers("0A", "09"), kGreater);
  EXPECT_EQ(compare_sequencers("9", "a"), kLess);
}

TEST(Sequencers, OfDifferentLengthsArePaddedOnTheRight) {
  EXPECT_EQ(compare_sequencers("1", "10"), kEqual);
  EXPECT_EQ(compare_sequencers("1", "1000"), kEqual);
  EXPECT_EQ(compare_sequencers("1", "1001"), kLess);
  EXPECT_EQ(compare_sequencers("2", "1fff"), kGreater);
  EXPECT_EQ(compare_sequencers("0055AED6DCD9", "0055AED6DCD90281E5"), kLess);
  EXPECT_EQ(compare_sequencers("", "0"), kEqual);
  EXPECT_EQ(compare_sequencers("", "01"), kLess);
}

TEST(Sequencers, DoNotMindCase) {
  EXPECT_EQ(compare_sequencers("00ab", "00AB"), kEqual);
  EXPECT_EQ(compare_sequencers("00Ab", "00aC"), kLess);
  EXPECT_EQ(compare_sequencers("00F", "00a"), kGreater);
}

TEST(Sequencers, OrderAsPaddedLowerCaseTextDoes) {
  EXPECT_TRUE(rc::check([] {
    std::string a = any_sequencer();
    std::string b = any_sequencer();
    const auto order = compare_sequencers(a, b);
    RC_ASSERT(compare_sequencers(b, a) == 0 <=> order);
    const std::size_t length = std::max(a.size(), b.size());
    for (std::string* text : {&a, &b}) {
      text->resize(length, '0');
      std::ranges::transform(*text, text->begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    }
    RC_ASSERT((order < 0) == (a < b));
    RC_ASSERT((order == 0) == (a == b));
  }));
}

TEST(Order, OfDifferentSourcesCannotBeCompared) {
  EXPECT_EQ(compare({"file:1", "05", ""}, {"file:2", "05", ""}), std::nullopt);
  EXPECT_EQ(compare({"file:1", "05", ""}, {"", "05", ""}), std::nullopt);
}

TEST(Order, IsBySequencerThenByRun) {
  EXPECT_EQ(compare(order("05"), order("06")), kLess);
  EXPECT_EQ(compare(order("05", "019ab3f2-2"), order("06", "019ab3f2-1")), kLess);
  EXPECT_EQ(compare(order("05"), order("05", "019ab3f2-1")), kLess);
  EXPECT_EQ(compare(order("05", "019ab3f2-2"), order("05", "019ab3f2-1")), kGreater);
  EXPECT_EQ(compare(order("05", "019ab3f2-1"), order("0500", "019ab3f2-1")), kEqual);
}

TEST(Stamp, IsSixteenHexDigitsThatStay) {
  EXPECT_THAT(stamp_of(order("05")), MatchesRegex("[0-9a-f]{16}"));
  // The first digits of sha256("file:1\n05\n"): derived objects that are stored already have such names.
  EXPECT_EQ(stamp_of(order("05")), "9311968a0c7c7dec");
}

TEST(Stamp, DiffersWithEachPartAndWithWhereThePartsEnd) {
  EXPECT_EQ(stamp_of(order("05", "r")), stamp_of(order("05", "r")));
  EXPECT_NE(stamp_of(order("05", "r")), stamp_of(order("05", "s")));
  EXPECT_NE(stamp_of(order("05", "r")), stamp_of(order("06", "r")));
  EXPECT_NE(stamp_of({"a", "05", ""}), stamp_of({"b", "05", ""}));
  EXPECT_NE(stamp_of({"a", "b", ""}), stamp_of({"a", "", "b"}));
}

}  // namespace
}  // namespace spotter::testing
