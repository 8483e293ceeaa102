#pragma once
// The condition keys that a policy may ask for: those that the server can fill, and no others.

#include <optional>
#include <span>
#include <string_view>

namespace spotter::iam {

/// Written as AWS does: aws:SourceIp.
std::span<const std::string_view> condition_keys();

/// Keys are the same in any case.
bool is_condition_key(std::string_view key);

/// All of them, for an error's text.
std::string condition_keys_text();

}  // namespace spotter::iam
