#include "aws/iam/names.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "aws/iam/pattern.h"

namespace spotter::iam {
namespace {

constexpr std::string_view kDigits = "0123456789";

/// Where colons inside `${…}` are no ends of parts.
std::vector<std::string> arn_parts(std::string_view arn) {
  std::vector<std::string> parts(1);
  bool inside = false;
  for (std::size_t i = 0; i < arn.size(); ++i) {
    if (arn.substr(i).starts_with("${")) inside = true;
    if (arn[i] == '}') inside = false;
    if (arn[i] == ':' && !inside && parts.size() < 6) {
      parts.emplace_back();
    } else {
      parts.back() += arn[i];
    }
  }
  return parts;
}

}  // namespace

Result<void> check_action(std::string_view action) {
  if (action == "*") return {};
  constexpr std::string_view kName = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
  const auto colon = action.find(':');
  const auto name = colon == std::string_view::npos ? "" : action.substr(colon + 1);
  const bool good = colon != 0 && !name.empty() &&
                    action.substr(0, colon).find_first_not_of(kName) == std::string_view::npos &&
                    name.find_first_not_of(std::string(kName) + "*?") == std::string_view::npos;
  if (good) return {};
  return fail(
      Errc::invalid,
      fmt::format("'{}' is no action; write SERVICE:NAME, as rekognition:DetectLabels or rekognition:Detect*", action));
}

Result<void> check_resource(std::string_view resource, bool variables) {
  if (resource == "*") return {};
  const auto parts = arn_parts(resource);
  if (parts.size() < 3 || parts[0] != "arn") {
    return fail(Errc::invalid, fmt::format("'{}' is no resource; write * or an ARN, as arn:aws:s3:::BUCKET/* or "
                                           "arn:aws:rekognition:REGION:ACCOUNT:collection/ID",
                                           resource));
  }
  if (parts[2].empty() || parts[2].find_first_of("*?") != std::string::npos)
    return fail(Errc::invalid,
                fmt::format("'{}' must name its service: wildcards are for the parts after it", resource));
  if (parts.size() > 4 && !parts[4].contains("${")) {
    const std::string& account = parts[4];
    const bool wild = account.find_first_of("*?") != std::string::npos;
    const bool digits = account.find_first_not_of(std::string(kDigits) + "*?") == std::string::npos;
    if (!account.empty() && account != "aws" && (!digits || (!wild && account.size() != 12)))
      return fail(Errc::invalid, fmt::format("'{}' in '{}' is no account: it has 12 digits", account, resource));
  }
  return variables ? check_variables(resource) : Result<void>();
}

}  // namespace spotter::iam
