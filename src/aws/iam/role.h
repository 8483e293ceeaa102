#pragma once
// The policy of the least-privilege role that an image pipeline runs under on AWS, with its placeholders.

#include <string_view>

namespace spotter::iam {

/// A document for `fill` and `parse_policy`.
std::string_view role_policy();

}  // namespace spotter::iam
