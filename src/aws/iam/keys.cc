#include "aws/iam/keys.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/ranges.h>

#include "aws/text.h"

namespace spotter::iam {
namespace {

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
constexpr std::array<std::string_view, 15> kKeys{
    "aws:CurrentTime", "aws:EpochTime",       "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalType",
    "aws:Referer",     "aws:RequestedRegion", "aws:SecureTransport",  "aws:SourceIp",     "aws:UserAgent",
    "aws:userid",      "aws:username",        "s3:delimiter",         "s3:max-keys",      "s3:prefix",
};

}  // namespace

std::span<const std::string_view> condition_keys() {
  return kKeys;
}

bool is_condition_key(std::string_view key) {
  return std::ranges::any_of(kKeys, [&](std::string_view known) { return aws::lower(known) == aws::lower(key); });
}

std::string condition_keys_text() {
  return fmt::format("{}", fmt::join(kKeys, ", "));
}

}  // namespace spotter::iam
