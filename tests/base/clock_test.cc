#include "base/clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace spotter::testing {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

Timestamp at_ms(std::int64_t ms) {
  return Timestamp(milliseconds(ms));
}

TEST(Iso8601, IsWrittenInUtcWithMilliseconds) {
  EXPECT_EQ(to_iso8601(at_ms(0)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_iso8601(at_ms(1'700'000'000'123)), "2023-11-14T22:13:20.123Z");
  EXPECT_EQ(to_iso8601(at_ms(951'782'400'000)), "2000-02-29T00:00:00.000Z");
  EXPECT_EQ(to_iso8601(at_ms(-1)), "1969-12-31T23:59:59.999Z");
}

TEST(Iso8601, IsReadWithAndWithoutItsLaterParts) {
  EXPECT_EQ(from_iso8601("2023-11-14T22:13:20.123Z"), at_ms(1'700'000'000'123));
  EXPECT_EQ(from_iso8601("2023-11-14T22:13:20Z"), at_ms(1'700'000'000'000));
  EXPECT_EQ(from_iso8601("2023-11-14T22:13:20"), at_ms(1'700'000'000'000));
  EXPECT_EQ(from_iso8601("2023-11-14"), at_ms(1'699'920'000'000));
}

TEST(Iso8601, FractionsAreReadToTheMillisecond) {
  EXPECT_EQ(from_iso8601("2023-11-14T22:13:20.5Z"), at_ms(1'700'000'000'500));
  EXPECT_EQ(from_iso8601("2023-11-14T22:13:20.05Z"), at_ms(1'700'000'000'050));
  EXPECT_EQ(from_iso8601("2023-11-14T22:13:20.1239999999999999Z"), at_ms(1'700'000'000'123));
}

TEST(Iso8601, TimesThatDoNotExistAreRefused) {
  for (const char* text : {"2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-11-24T24:00:00Z",
                           "2026-11-24T01:60:00Z", "2026-11-24T01:46:61Z", "2026-11-24T01:46:-1Z"}) {
    const auto time = from_iso8601(text);
    ASSERT_FALSE(time) << text;
    EXPECT_EQ(time.error().code, Errc::invalid);
    EXPECT_THAT(time.error().detail, HasSubstr(text));
  }
}

TEST(Iso8601, OtherWaysOfWritingTimesAreRefused) {
  for (const char* text : {"",
                           "yesterday",
                           "24.11.2026",
                           "20261124",
                           "2026-11",
                           "2026/11/24",
                           "2026-1-2",
                           "2026- 1-+2",
                           "+226-11-24",
                           " 2026-11-24",
                           "2026-11-24 ",
                           "2026-11-24 01:46:00Z",
                           "2026-11-24T",
                           "2026-11-24T01:46Z",
                           "2026-11-24T1:4:0Z",
                           "2026-11-24T+1:-0: 0Z",
                           "2026-11-24T01:46:00.Z",
                           "2026-11-24T01:46:00.1x",
                           "2026-11-24T01:46:00ZZ",
                           "2026-11-24T01:46:00+01:00",
                           "2026-11-24t01:46:00z",
                           "1764000000"})
    EXPECT_FALSE(from_iso8601(text)) << text;
  EXPECT_FALSE(from_iso8601(std::string_view("2026-11-24\0T01:46:00Z", 21)));
}

TEST(Iso8601, BringsAllTimesBack) {
  EXPECT_TRUE(rc::check([] {
    const std::int64_t last = 253'402'300'799'999;   // 9999-12-31T23:59:59.999Z
    const std::int64_t first = -62'167'219'200'000;  // 0000-01-01
    const Timestamp time = at_ms(*rc::gen::inRange<std::int64_t>(first, last));
    const std::string text = to_iso8601(time);
    RC_ASSERT(text.size() == 24U);
    RC_ASSERT(from_iso8601(text).value() == time);
  }));
}

TEST(Iso8601, SortsAsTextAsItDoesInTime) {
  EXPECT_TRUE(rc::check([] {
    const auto any = rc::gen::inRange<std::int64_t>(0, 253'402'300'799'999);
    const Timestamp a = at_ms(*any);
    const Timestamp b = at_ms(*any);
    RC_ASSERT((to_iso8601(a) < to_iso8601(b)) == (a < b));
  }));
}

TEST(ManualClock, MovesOnlyByHand) {
  ManualClock clock(at_ms(1000));
  EXPECT_EQ(clock.now(), at_ms(1000));
  EXPECT_EQ(clock.now(), at_ms(1000));
  clock.advance(seconds(5));
  EXPECT_EQ(clock.now(), at_ms(6000));
}

TEST(SystemClock, TellsUnixTime) {
  const auto before = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
  const Timestamp now = SystemClock().now();
  EXPECT_GE(now, before);
  EXPECT_LE(now, std::chrono::system_clock::now());
}

TEST(Deadline, OfTheFutureIsNotYetPast) {
  const Deadline later = Deadline::after(hours(1));
  EXPECT_FALSE(later.expired());
  EXPECT_LE(later.remaining(), hours(1));
  EXPECT_GT(later.remaining(), milliseconds(0));
}

TEST(Deadline, OfNowOrThePastIsPastWithNothingLeft) {
  for (const milliseconds span : {milliseconds(0), milliseconds(-5000)}) {
    EXPECT_TRUE(Deadline::after(span).expired());
    EXPECT_EQ(Deadline::after(span).remaining(), milliseconds(0));
  }
}

TEST(Deadline, NeverIsFarAway) {
  EXPECT_FALSE(Deadline::never().expired());
  EXPECT_EQ(Deadline::never().remaining(), days(365));
}

TEST(Deadline, TheSoonerOneCounts) {
  const Deadline sooner = Deadline::after(seconds(10));
  const Deadline later = Deadline::after(hours(10));
  EXPECT_EQ(sooner.sooner_of(later).at(), sooner.at());
  EXPECT_EQ(later.sooner_of(sooner).at(), sooner.at());
  EXPECT_EQ(Deadline::never().sooner_of(later).at(), later.at());
}

}  // namespace
}  // namespace spotter::testing
