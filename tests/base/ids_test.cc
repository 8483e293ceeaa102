#include "base/ids.h"

#include <algorithm>
#include <set>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter::testing {
namespace {

using ::testing::MatchesRegex;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr const char* kUuid7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
constexpr std::string_view kDns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
constexpr std::string_view kUrl = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

Timestamp at_ms(std::int64_t ms) {
  return Timestamp(std::chrono::milliseconds(ms));
}

/// A clock that can go back.
class LooseClock final : public Clock {
 public:
  Timestamp now() const override { return time; }
  Timestamp time;
};

TEST(Uuid7, HasVersionVariantAndTheTimeInFront) {
  // The time of the example in RFC 9562, appendix A.6: 2022-02-22T19:22:22Z.
  const ManualClock clock(at_ms(0x017F22E279B0));
  SystemIds ids(clock);
  const std::string id = ids.uuid7();
  EXPECT_THAT(id, MatchesRegex(kUuid7));
  EXPECT_THAT(id, StartsWith("017f22e2-79b0-7"));
}

TEST(Uuid7, SortsByTimeOfCreation) {
  ManualClock clock(at_ms(1'700'000'000'000));
  SystemIds ids(clock);
  std::vector<std::string> made;
  for (int i = 0; i < 100; ++i) {
    made.push_back(ids.uuid7());
    if (i % 3 == 0) clock.advance(std::chrono::milliseconds(1));
  }
  EXPECT_TRUE(std::ranges::is_sorted(made, std::less_equal<>{}));
}

TEST(Uuid7, SortsWithinAMillisecondAndBeyondItsCounter) {
  const ManualClock clock(at_ms(1'700'000'000'000));
  SystemIds ids(clock);
  std::vector<std::string> made;
  for (int i = 0; i < 10'000; ++i)
    made.push_back(ids.uuid7());
  EXPECT_TRUE(std::ranges::is_sorted(made, std::less_equal<>{}));
}

TEST(Uuid7, SortsWhenTheClockGoesBack) {
  LooseClock clock;
  clock.time = at_ms(1'700'000'000'000);
  SystemIds ids(clock);
  const std::string before = ids.uuid7();
  clock.time = at_ms(1'600'000'000'000);
  EXPECT_LT(before, ids.uuid7());
}

TEST(SystemIds, NeverGivesTheSameTwice) {
  const ManualClock clock(at_ms(0));
  SystemIds a(clock);
  SystemIds b(clock);
  std::set<std::string> all;
  for (int i = 0; i < 1000; ++i) {
    all.insert(a.uuid7());
    all.insert(b.uuid7());
    all.insert(a.random_hex(16));
  }
  EXPECT_THAT(all, SizeIs(3000));
}

TEST(SystemIds, RandomHexHasTwoDigitsAByte) {
  const ManualClock clock(at_ms(0));
  SystemIds ids(clock);
  EXPECT_EQ(ids.random_hex(0), "");
  EXPECT_THAT(ids.random_hex(8), MatchesRegex("[0-9a-f]{16}"));
}

TEST(Ids, FractionsAreSpreadOverZeroToOne) {
  const ManualClock clock(at_ms(0));
  SystemIds system(clock);
  SeededIds seeded;
  for (Ids* ids : {static_cast<Ids*>(&system), static_cast<Ids*>(&seeded)}) {
    std::set<int> tenths;
    for (int i = 0; i < 2000; ++i) {
      const double fraction = ids->fraction();
      ASSERT_GE(fraction, 0.0);
      ASSERT_LT(fraction, 1.0);
      tenths.insert(static_cast<int>(fraction * 10));
    }
    EXPECT_THAT(tenths, SizeIs(10));
  }
}

TEST(SeededIds, RepeatThemselves) {
  SeededIds a(7);
  SeededIds b(7);
  SeededIds other(8);
  const std::string first = a.uuid7();
  EXPECT_THAT(first, MatchesRegex(kUuid7));
  EXPECT_EQ(first, b.uuid7());
  EXPECT_NE(first, other.uuid7());
  EXPECT_EQ(a.random_hex(12), b.random_hex(12));
  EXPECT_EQ(a.fraction(), b.fraction());
  EXPECT_LT(first, a.uuid7());
}

// RFC 9562, appendix A.4, and the values of Python's documentation of uuid.
TEST(Uuid5, GivesThePublishedValues) {
  EXPECT_EQ(uuid5(kDns, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  EXPECT_EQ(uuid5(kDns, "python.org"), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

TEST(Uuid5, DependsOnSpaceAndName) {
  EXPECT_EQ(uuid5(kDns, "a"), uuid5(kDns, "a"));
  EXPECT_NE(uuid5(kDns, "a"), uuid5(kUrl, "a"));
  EXPECT_NE(uuid5(kDns, "a"), uuid5(kDns, "b"));
}

}  // namespace
}  // namespace spotter::testing
