#include "aws/rekognition/patterns.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/encoding.h"
#include "base/unicode.h"

namespace spotter::rekognition {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_alphanumeric(char c) {
  return is_digit(c) || is_lower(c) || (c >= 'A' && c <= 'Z');
}

/// Letters and digits of ASCII, and these.
bool is_made_of(std::string_view text, std::string_view others) {
  return std::ranges::all_of(text, [&](char c) { return is_alphanumeric(c) || others.contains(c); });
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

bool is_label_filter(std::string_view text) {
  constexpr std::u32string_view kOthers = U"àâèçñó ";
  return std::ranges::all_of(to_code_points(text), [&](char32_t point) {
    return (point >= U'\'' && point <= U'_') || (point >= U'a' && point <= U'z') || kOthers.contains(point);
  });
}

bool is_human_loop_name(std::string_view text) {
  const auto plain = [](char c) { return is_lower(c) || is_digit(c); };
  return !text.empty() && plain(text.front()) && plain(text.back()) &&
         std::ranges::all_of(text, [&](char c) { return plain(c) || c == '-'; });
}

/// Cuts a text into exactly so many parts; false where there are more or fewer.
template <std::size_t Parts>
bool split(std::string_view text, char separator, std::array<std::string_view, Parts>& parts) {
  for (std::size_t i = 0; i < Parts; ++i) {
    const auto end = text.find(separator);
    if ((end == std::string_view::npos) != (i + 1 == Parts)) return false;
    parts[i] = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), parts[i].size() + 1));
  }
  return true;
}

bool is_project_version(std::string_view text) {
  constexpr std::size_t kMostName = 255;
  constexpr std::size_t kAccount = 12;
  const auto is_word = [](std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
  };
  const auto is_name = [](std::string_view name) {
    return !name.empty() && name.size() <= kMostName && is_made_of(name, "_.-");
  };
  std::array<std::string_view, 6> arn;
  std::array<std::string_view, 5> resource;
  return split(text, ':', arn) && split(arn[5], '/', resource) && arn[0] == "arn" && is_word(arn[1]) &&
         arn[2] == "rekognition" && is_word(arn[3]) && arn[4].size() == kAccount && is_digits(arn[4]) &&
         resource[0] == "project" && is_name(resource[1]) && resource[2] == "version" && is_name(resource[3]) &&
         is_digits(resource[4]);
}

bool is_face_id(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(
      text, kForm, [](char c, char form) { return form == '-' ? c == '-' : is_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool is_tag_value(std::string_view text) {
  constexpr std::u32string_view kOthers = U"_.:/=+-@";
  return std::ranges::all_of(to_code_points(text), [&](char32_t point) {
    return is_letter(point) || is_number(point) || is_separator(point) || kOthers.contains(point);
  });
}

}  // namespace

const Pattern kS3BucketPattern = {R"([0-9A-Za-z\.\-_]*)",
                                  [](std::string_view text) { return is_made_of(text, ".-_"); }};
const Pattern kLabelFilterPattern = {"[A-Za-z0-9àâèçñó'-_(). ]*", is_label_filter};
const Pattern kUniqueIdPattern = {"[0-9A-Za-z]*", [](std::string_view text) { return is_made_of(text, ""); }};
const Pattern kHumanLoopNamePattern = {"^[a-z0-9](-*[a-z0-9])*", is_human_loop_name};
const Pattern kProjectVersionPattern = {
    R"((^arn:[a-z\d-]+:rekognition:[a-z\d-]+:\d{12}:project\/[a-zA-Z0-9_.\-]{1,255}\/version\/[a-zA-Z0-9_.\-]{1,255}\/[0-9]+$))",
    is_project_version};
const Pattern kCollectionIdPattern = {R"([a-zA-Z0-9_.\-]+)",
                                      [](std::string_view text) { return !text.empty() && is_made_of(text, "_.-"); }};
const Pattern kExternalIdPattern = {R"([a-zA-Z0-9_.\-:]+)",
                                    [](std::string_view text) { return !text.empty() && is_made_of(text, "_.-:"); }};
const Pattern kFaceIdPattern = {"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", is_face_id};
const Pattern kClientTokenPattern = {"^[a-zA-Z0-9-_]+$",
                                     [](std::string_view text) { return !text.empty() && is_made_of(text, "-_"); }};
const Pattern kTagKeyPattern = {R"(^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$)",
                                [](std::string_view text) { return !text.starts_with("aws:") && is_tag_value(text); }};
const Pattern kTagValuePattern = {R"(^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$)", is_tag_value};

}  // namespace spotter::rekognition
