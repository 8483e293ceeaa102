#pragma once
// Names of actions and resources in a policy: how they must be written.

#include <string_view>

#include "base/result.h"

namespace spotter::iam {

/// `rekognition:Detect*`. Errors: invalid.
Result<void> check_action(std::string_view action);

/// `*` or an ARN, which may have wildcards after its service, and variables where they are filled. Errors: invalid.
Result<void> check_resource(std::string_view resource, bool variables);

}  // namespace spotter::iam
