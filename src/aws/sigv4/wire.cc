#include "aws/sigv4/wire.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "aws/text.h"
#include "base/encoding.h"

namespace spotter::aws::wire {
namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Whether a text has this shape, where `0` stands for any digit and `A` for any letter.
bool has_shape(std::string_view text, std::string_view shape) {
  return std::ranges::equal(text, shape, [](char c, char wanted) {
    if (wanted == '0') return c >= '0' && c <= '9';
    if (wanted == 'A') return std::isalpha(static_cast<unsigned char>(c)) != 0;
    return c == wanted;
  });
}

int number_at(std::string_view text, std::size_t at, std::size_t size) {
  int number = 0;
  for (const char c : text.substr(at, size))
    number = number * 10 + (c - '0');
  return number;
}

std::optional<Timestamp> moment(int year, int month, int day, int hour, int minute, int second) {
  using namespace std::chrono;
  const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return Timestamp(sys_days(date)) + hours(hour) + minutes(minute) + seconds(second);
}

std::string unescaped(std::string_view text) {
  return percent_decode(text).value_or(std::string(text));
}

void append_squeezed(std::string& out, std::string_view value) {
  bool space = false;
  for (const char c : trimmed(value)) {
    if (is_space(c)) {
      space = true;
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
  }
}

}  // namespace

std::string amz_date(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::optional<Timestamp> from_amz_date(std::string_view text) {
  if (!has_shape(text, "00000000T000000Z")) return std::nullopt;
  return moment(number_at(text, 0, 4), number_at(text, 4, 2), number_at(text, 6, 2), number_at(text, 9, 2),
                number_at(text, 11, 2), number_at(text, 13, 2));
}

std::optional<Timestamp> from_http_date(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (!has_shape(text, "AAA, 00 AAA 0000 00:00:00 GMT")) return std::nullopt;
  const auto month = std::ranges::find(kMonths, text.substr(8, 3));
  return moment(number_at(text, 12, 4), static_cast<int>(month - kMonths.begin()) + 1, number_at(text, 5, 2),
                number_at(text, 17, 2), number_at(text, 20, 2), number_at(text, 23, 2));
}

std::vector<Parameter> parameters_of(std::string_view query) {
  std::vector<Parameter> parameters;
  for (const std::string_view piece : split(query, '&')) {
    if (piece.empty()) continue;
    const auto equals = std::min(piece.find('='), piece.size());
    const auto value = piece.substr(std::min(equals + 1, piece.size()));
    parameters.push_back({.name = unescaped(piece.substr(0, equals)), .value = unescaped(value)});
  }
  return parameters;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_space(text.back()))
    text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const auto end = text.find(at);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::string> header_value(const SignableRequest& request, std::string_view name) {
  std::optional<std::string> joined;
  for (const auto& [header, value] : request.headers) {
    if (header.size() != name.size() || lower(header) != name) continue;
    joined = joined ? *joined + "," : "";
    append_squeezed(*joined, value);
  }
  return joined;
}

std::vector<std::string> header_names(const SignableRequest& request) {
  std::set<std::string> names;
  for (const auto& [header, value] : request.headers)
    names.insert(lower(header));
  names.erase("authorization");
  return {names.begin(), names.end()};
}

std::string scope_text(std::string_view date, const SigningScope& scope) {
  return fmt::format("{}/{}/{}/{}", date, scope.region, scope.service, kTerminator);
}

}  // namespace spotter::aws::wire
