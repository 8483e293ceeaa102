#include "base/clock.h"

#include <cstdio>
#include <ctime>

#include <fmt/format.h>

namespace spotter {

Timestamp SystemClock::now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string to_iso8601(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

Result<Timestamp> from_iso8601(std::string_view text) {
  int year = 0;
  unsigned month = 1;
  unsigned day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int milli = 0;
  const std::string copy(text);
  int used = 0;
  const int date_fields = std::sscanf(copy.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &used);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  const auto wrong = [&] {
    return fail(Errc::invalid, fmt::format("'{}' is not a time; write it as 2026-11-24T01:46:00Z", text));
  };
  if (date_fields != 3 || !date.ok()) return wrong();
  if (std::string_view rest = text.substr(static_cast<std::size_t>(used)); !rest.empty()) {
    const std::string clock(rest);
    int clock_used = 0;
    if (std::sscanf(clock.c_str(), "T%2d:%2d:%2d%n", &hour, &minute, &second, &clock_used) != 3) return wrong();
    rest.remove_prefix(static_cast<std::size_t>(clock_used));
    if (rest.starts_with('.')) {
      int digits = 0;
      rest.remove_prefix(1);
      while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
        if (digits++ < 3) milli = milli * 10 + (rest.front() - '0');
        rest.remove_prefix(1);
      }
      if (digits == 0) return wrong();
      for (; digits < 3; ++digits)
        milli *= 10;
    }
    if (rest != "Z" && !rest.empty()) return wrong();
    if (hour > 23 || minute > 59 || second > 60 || hour < 0 || minute < 0 || second < 0) return wrong();
  }
  using namespace std::chrono;
  return Timestamp(sys_days(date)) + hours(hour) + minutes(minute) + seconds(second) + milliseconds(milli);
}

}  // namespace spotter
