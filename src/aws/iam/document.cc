#include "aws/iam/document.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/parser.hpp>
#include <fmt/format.h>

#include "aws/iam/policy.h"

namespace spotter::iam {
namespace {

constexpr std::string_view kBucket = "YOUR_BUCKET_NAME";
constexpr std::string_view kAccountId = "YOUR_ACCOUNT_ID";
constexpr std::size_t kMostDepth = 8;
constexpr std::string_view kSpace = " \t\r\n";

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

Result<void> check_size(std::string_view document) {
  const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
  const auto counts = [&](char c) { return is_start(c) && !kSpace.contains(c); };
  const auto characters = static_cast<std::size_t>(std::ranges::count_if(document, counts));
  if (document.size() <= kMostPolicyBytes && characters <= kMostPolicyCharacters) return {};
  return fail(Errc::invalid, fmt::format("the policy has {} characters, of {} that it may have (white space does not "
                                         "count); shorten its lists with wildcards",
                                         characters, kMostPolicyCharacters));
}

Result<void> check_placeholders(std::string_view document) {
  if (document.contains(kBucket))
    return fail(Errc::invalid, fmt::format("the policy still has the placeholder {}; give --bucket", kBucket));
  if (document.contains(kAccountId))
    return fail(Errc::invalid, fmt::format("the policy still has the placeholder {}; give --account-id", kAccountId));
  const auto start = document.find("YOUR_");
  if (start == std::string_view::npos) return {};
  const auto end = document.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789", start);
  return fail(Errc::invalid, fmt::format("the policy still has the placeholder {}; write what it stands for (only {} "
                                         "and {} are filled, by --bucket and --account-id)",
                                         document.substr(start, end - start), kBucket, kAccountId));
}

/// The end of a string that begins at `start`, its quotes included.
std::size_t end_of_string(std::string_view json, std::size_t start) {
  std::size_t at = start + 1;
  while (json[at] != '"')
    at += json[at] == '\\' ? 2 : 1;
  return at + 1;
}

/// The first member that an object of well-formed JSON has twice.
std::optional<std::string> member_twice(std::string_view json) {
  std::vector<std::set<std::string>> open;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (json[at] == '{') open.emplace_back();
    if (json[at] == '}') open.pop_back();
    if (json[at] != '"') continue;
    const std::size_t end = end_of_string(json, at);
    const std::string_view text = json.substr(at, end - at);
    at = end - 1;
    const auto next = json.find_first_not_of(kSpace, end);
    if (next == std::string_view::npos || json[next] != ':') continue;
    std::string name(boost::json::parse(text).as_string());
    if (!open.back().insert(name).second) return name;
  }
  return std::nullopt;
}

}  // namespace

std::string fill(std::string_view document, const Placeholders& placeholders) {
  std::string text(document);
  if (!placeholders.bucket.empty()) replace_all(text, kBucket, placeholders.bucket);
  if (!placeholders.account_id.empty()) replace_all(text, kAccountId, placeholders.account_id);
  return text;
}

Result<boost::json::value> read_document(std::string_view document) {
  SPOTTER_TRY(check_size(document));
  SPOTTER_TRY(check_placeholders(document));
  boost::json::parse_options options;
  options.max_depth = kMostDepth;
  boost::json::parser parser({}, options);
  boost::system::error_code error;
  const std::size_t read = parser.write_some(document.data(), document.size(), error);
  if (!error && document.find_first_not_of(kSpace, read) != std::string_view::npos)
    error = boost::json::error::extra_data;
  if (error) return fail(Errc::invalid, fmt::format("the policy is no JSON: {} at byte {}", error.message(), read + 1));
  if (const auto name = member_twice(document))
    return fail(Errc::invalid, fmt::format("'{}' comes twice in one object; write it once", *name));
  return parser.release();
}

}  // namespace spotter::iam
