#pragma once
// Conditions of policies: operators, what their values may be, and whether they hold.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

#include <string>
#include <string_view>
#include <vector>

#include "aws/iam/policy.h"
#include "base/result.h"

namespace spotter::iam {

/// `op` as written: `ForAnyValue:StringLikeIfExists`. Errors: invalid: an unknown operator or key, a value that the
/// operator can't compare.
Result<Condition> read_condition(std::string_view op, std::string_view key, std::vector<std::string> values,
                                 bool variables);

struct Holding {
  bool holds = false;
  bool unfilled = false;  ///< a variable of the condition has no value
};

/// As AWS has it for a key that the request lacks: a negated operator, IfExists and ForAllValues hold, others don't.
Holding holds(const Condition& condition, const Context& context, bool variables);

}  // namespace spotter::iam
