#pragma once
// How a condition's operator compares one value of a request with one of the policy.

#include <optional>
#include <string_view>

#include "aws/iam/policy.h"

namespace spotter::iam {

enum class Kind { string, string_any_case, like, number, date, boolean, ip, arn, null };
enum class Compare { equal, less, less_or_equal, greater, greater_or_equal };

struct Operator {
  std::string_view name;
  Kind kind = Kind::string;
  Compare compare = Compare::equal;
  bool negated = false;
};

/// Null where there is no such operator.
const Operator* operator_named(std::string_view name);
/// All of them, for an error's text.
std::string operators_text();

/// What is wrong with a policy's value, and the mend; nothing: the operator can compare it.
std::optional<std::string> fault_of(Kind kind, std::string_view value);

/// Whether a request's value is what the policy's value says, negation aside. Nothing: a variable has no value.
std::optional<bool> compares(const Operator& op, std::string_view wanted, std::string_view have, const Context& context,
                             bool variables);

}  // namespace spotter::iam
