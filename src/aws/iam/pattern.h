#pragma once
// Patterns of policies: `*` is any text, `?` any character; policy variables stand for what is known of a request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "aws/iam/policy.h"
#include "base/result.h"

namespace spotter::iam {

struct Symbol {
  enum class Kind { character, any_character, any_text };
  Kind kind = Kind::character;
  char32_t character = 0;
  bool written = true;  ///< in the policy itself, not by a variable's value
};
using Pattern = std::vector<Symbol>;

struct Filling {
  bool variables = false;
  bool wildcards = true;
};

/// A pattern with its variables filled; what they hold is plain text. Nothing where a variable has no value, or
/// several.
std::optional<Pattern> pattern_of(std::string_view text, const Context& context, const Filling& filling);

bool matches(std::span<const Symbol> pattern, std::u32string_view text);
/// The text as characters; bytes that are no UTF-8 stand for themselves.
std::u32string characters_of(std::string_view text);

/// ARNs are compared part by part: a `*` in one of the first five stays inside it, in the sixth it also stands for `/`
/// and `:`. Parts that a pattern leaves out at its end are any. A pattern that is `*` alone is everything.
bool matches_arn(const Pattern& pattern, std::string_view arn);

/// Errors: invalid: a variable that is not known or not closed.
Result<void> check_variables(std::string_view text);

}  // namespace spotter::iam
