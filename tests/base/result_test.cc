#include "base/result.h"

#include <memory>
#include <set>

#include <gtest/gtest.h>

namespace spotter::testing {
namespace {

TEST(Errc, EachHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const Errc code : {Errc::not_found, Errc::invalid, Errc::conflict, Errc::denied, Errc::unavailable,
                          Errc::too_large, Errc::corrupt, Errc::timeout, Errc::internal})
    names.insert(name_of(code));
  EXPECT_EQ(names, (std::set<std::string_view>{"not_found", "invalid", "conflict", "denied", "unavailable", "too_large",
                                               "corrupt", "timeout", "internal"}));
}

TEST(Result, WithinSaysWhereAndKeepsTheCode) {
  const Error error = within("table", {Errc::unavailable, "locked"});
  EXPECT_EQ(error.code, Errc::unavailable);
  EXPECT_EQ(error.detail, "table: locked");
}

Result<int> number(bool good) {
  if (!good) return fail(Errc::conflict, "taken");
  return 7;
}
Result<void> step(bool good, int& steps) {
  SPOTTER_TRY(number(good));
  ++steps;
  return {};
}

TEST(Result, TryGoesOnOrReturnsTheError) {
  int steps = 0;
  EXPECT_TRUE(step(true, steps));
  EXPECT_EQ(steps, 1);
  const auto failed = step(false, steps);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Errc::conflict);
  EXPECT_EQ(failed.error().detail, "taken");
  EXPECT_EQ(steps, 1);
}

Result<std::unique_ptr<int>> owned(bool good) {
  SPOTTER_ASSIGN(const int value, number(good));
  return std::make_unique<int>(value);
}
Result<int> sum(bool first, bool second) {
  SPOTTER_ASSIGN(const std::unique_ptr<int> a, owned(first));
  int b = 0;
  SPOTTER_ASSIGN(b, number(second));
  return *a + b;
}

TEST(Result, AssignTakesTheValueOrReturnsTheError) {
  EXPECT_EQ(sum(true, true), 14);
  EXPECT_EQ(sum(false, true).error().detail, "taken");
  EXPECT_EQ(sum(true, false).error().detail, "taken");
}

}  // namespace
}  // namespace spotter::testing
