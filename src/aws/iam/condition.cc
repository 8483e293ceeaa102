#include "aws/iam/condition.h"

#include <algorithm>

#include <fmt/format.h>

#include "aws/iam/compare.h"
#include "aws/iam/keys.h"
#include "aws/iam/pattern.h"
#include "aws/text.h"

namespace spotter::iam {
namespace {

constexpr std::string_view kForAny = "ForAnyValue:";
constexpr std::string_view kForAll = "ForAllValues:";
constexpr std::string_view kIfExists = "IfExists";

bool takes_variables(Kind kind) {
  return kind == Kind::string || kind == Kind::string_any_case || kind == Kind::like || kind == Kind::arn;
}

/// Takes `IfExists`, `ForAnyValue:` and `ForAllValues:` off.
Condition condition_of(std::string_view op) {
  Condition condition;
  condition.for_any_value = op.starts_with(kForAny);
  condition.for_all_values = op.starts_with(kForAll);
  if (condition.for_any_value) op.remove_prefix(kForAny.size());
  if (condition.for_all_values) op.remove_prefix(kForAll.size());
  condition.if_exists = op.ends_with(kIfExists);
  if (condition.if_exists) op.remove_suffix(kIfExists.size());
  condition.op = op;
  return condition;
}

Result<void> check_value(const Operator& op, std::string_view value, bool variables) {
  if (const auto fault = fault_of(op.kind, value)) return fail(Errc::invalid, fmt::format("{}: {}", op.name, *fault));
  if (variables && takes_variables(op.kind)) return check_variables(value);
  return {};
}

}  // namespace

Result<Condition> read_condition(std::string_view op, std::string_view key, std::vector<std::string> values,
                                 bool variables) {
  Condition condition = condition_of(op);
  const Operator* const known = operator_named(condition.op);
  const bool of_sets = condition.for_any_value || condition.for_all_values;
  if (known == nullptr) {
    return fail(Errc::invalid,
                fmt::format("the operator '{}' is not known; use one of {}, with IfExists at its end or ForAnyValue: "
                            "or ForAllValues: before it where wanted",
                            op, operators_text()));
  }
  if (known->kind == Kind::null && (condition.if_exists || of_sets))
    return fail(Errc::invalid, fmt::format("the operator '{}' says nothing; write Null", op));
  if (!is_condition_key(key)) {
    return fail(Errc::invalid,
                fmt::format("the condition key '{}' is not filled by this server; use one of {}, or leave it out", key,
                            condition_keys_text()));
  }
  if (values.empty()) return fail(Errc::invalid, fmt::format("{} of {} has no value; write one", op, key));
  for (const std::string& value : values)
    SPOTTER_TRY(check_value(*known, value, variables));
  condition.key = aws::lower(key);
  condition.values = std::move(values);
  return condition;
}

Holding holds(const Condition& condition, const Context& context, bool variables) {
  const Operator& op = *operator_named(condition.op);
  const auto found = context.find(condition.key);
  const bool absent = found == context.end() || found->second.empty();
  if (op.kind == Kind::null) {
    const auto wants = [&](const std::string& value) { return (aws::lower(value) == "true") == absent; };
    return {.holds = std::ranges::any_of(condition.values, wants)};
  }
  if (absent) {
    const bool anyway = condition.if_exists || condition.for_all_values || (op.negated && !condition.for_any_value);
    return {.holds = anyway};
  }
  Holding result;
  // Whether one value of the request is one of the policy's.
  const auto matched = [&](const std::string& have) {
    bool any = false;
    for (const std::string& wanted : condition.values) {
      const auto equal = compares(op, wanted, have, context, variables);
      result.unfilled |= !equal.has_value();
      any |= equal.value_or(false);
    }
    return any;
  };
  const auto fits = [&](const std::string& have) { return matched(have) != op.negated; };
  const bool all = condition.for_all_values || (op.negated && !condition.for_any_value);
  result.holds = all ? std::ranges::all_of(found->second, fits) : std::ranges::any_of(found->second, fits);
  return result;
}

}  // namespace spotter::iam
