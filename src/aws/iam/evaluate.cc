#include <algorithm>

#include "aws/iam/condition.h"
#include "aws/iam/pattern.h"
#include "aws/iam/policy.h"
#include "aws/text.h"

namespace spotter::iam {
namespace {

bool names_action(const Statement& statement, const std::string& action) {
  const std::u32string wanted = characters_of(aws::lower(action));
  const bool named = std::ranges::any_of(statement.actions, [&](const std::string& pattern) {
    return matches(*pattern_of(aws::lower(pattern), {}, {}), wanted);
  });
  return named != statement.not_action;
}

struct Fit {
  bool fits = false;
  bool unfilled = false;  ///< a variable has no value
};

Fit fits_resource(const Statement& statement, const Wish& wish, bool variables) {
  Fit fit;
  bool named = false;
  for (const std::string& resource : statement.resources) {
    const auto pattern = pattern_of(resource, wish.context, {.variables = variables});
    fit.unfilled |= !pattern.has_value();
    named |= pattern.has_value() && matches_arn(*pattern, wish.resource);
  }
  fit.fits = named != statement.not_resource;
  // A resource that is named is named, whatever its neighbours lack.
  if (named) fit.unfilled = false;
  return fit;
}

/// A variable without a value matches nothing, and opens nothing either: an Allow that turned on it does not apply.
bool applies(const Statement& statement, const Wish& wish, bool variables) {
  if (!names_action(statement, wish.action)) return false;
  const Fit fit = fits_resource(statement, wish, variables);
  bool unfilled = fit.unfilled;
  bool all = fit.fits;
  for (const Condition& condition : statement.conditions) {
    const Holding holding = holds(condition, wish.context, variables);
    unfilled |= holding.unfilled;
    all &= holding.holds;
  }
  return all && !(statement.allow && unfilled);
}

}  // namespace

Decision evaluate(const Policy& policy, const Wish& wish) {
  bool allowed = false;
  for (const Statement& statement : policy.statements) {
    if (!applies(statement, wish, policy.variables)) continue;
    if (!statement.allow) return Decision::denied_by_statement;
    allowed = true;
  }
  return allowed ? Decision::allowed : Decision::denied_by_default;
}

}  // namespace spotter::iam
