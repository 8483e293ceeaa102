#include "base/clock.h"

#include <algorithm>
#include <optional>

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

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes a text of this shape from the front, where `0` stands for any digit; nothing where it has another.
std::optional<std::string_view> take(std::string_view& text, std::string_view shape) {
  const auto fits = [](char c, char wanted) { return wanted == '0' ? is_digit(c) : c == wanted; };
  if (text.size() < shape.size() || !std::ranges::equal(text.substr(0, shape.size()), shape, fits)) return std::nullopt;
  const std::string_view taken = text.substr(0, shape.size());
  text.remove_prefix(shape.size());
  return taken;
}

int number_at(std::string_view digits, std::size_t at, std::size_t size) {
  int number = 0;
  for (const char c : digits.substr(at, size))
    number = number * 10 + (c - '0');
  return number;
}

/// `.123…` to the millisecond; 0 where there is no fraction, nothing where it has no digits.
std::optional<int> take_milliseconds(std::string_view& text) {
  if (!text.starts_with('.')) return 0;
  text.remove_prefix(1);
  const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  if (digits == 0) return std::nullopt;
  const std::string padded = std::string(text.substr(0, std::min<std::size_t>(digits, 3))) + "00";
  text.remove_prefix(digits);
  return number_at(padded, 0, 3);
}

std::optional<Timestamp> read_time(std::string_view text) {
  using namespace std::chrono;
  const auto day_text = take(text, "0000-00-00");
  if (!day_text) return std::nullopt;
  const year_month_day date{year(number_at(*day_text, 0, 4)), month(static_cast<unsigned>(number_at(*day_text, 5, 2))),
                            day(static_cast<unsigned>(number_at(*day_text, 8, 2)))};
  if (!date.ok()) return std::nullopt;
  Timestamp time = sys_days(date);
  if (text.empty()) return time;
  const auto clock = take(text, "T00:00:00");
  if (!clock) return std::nullopt;
  const int hour = number_at(*clock, 1, 2);
  const int minute = number_at(*clock, 4, 2);
  const int second = number_at(*clock, 7, 2);
  const auto milli = take_milliseconds(text);
  if (!milli || (text != "Z" && !text.empty()) || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return time + hours(hour) + minutes(minute) + seconds(second) + milliseconds(*milli);
}

}  // namespace

Result<Timestamp> from_iso8601(std::string_view text) {
  if (const auto time = read_time(text)) return *time;
  return fail(Errc::invalid, fmt::format("'{}' is not a time; write it as 2026-11-24T01:46:00Z", text));
}

}  // namespace spotter
