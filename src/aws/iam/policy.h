#pragma once
// IAM policy documents of an identity: read strictly, evaluated as AWS does (default deny, an explicit Deny wins).
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace spotter::iam {

struct Condition {
  std::string op;  ///< e.g. StringLike, with `IfExists` and `ForAnyValue:` taken off
  bool if_exists = false;
  bool for_any_value = false;
  bool for_all_values = false;
  std::string key;  ///< in lower case: aws:sourceip
  std::vector<std::string> values;
};

struct Statement {
  std::string sid;
  bool allow = false;
  std::vector<std::string> actions;  ///< patterns
  bool not_action = false;
  std::vector<std::string> resources;  ///< patterns
  bool not_resource = false;
  std::vector<Condition> conditions;  ///< all must hold
};

struct Policy {
  bool variables = false;  ///< of Version 2012-10-17: `${aws:username}` and the like are filled
  std::vector<Statement> statements;
};

/// Fills the placeholders YOUR_BUCKET_NAME and YOUR_ACCOUNT_ID in a document's text.
struct Placeholders {
  std::string bucket;
  std::string account_id;
};
std::string fill(std::string_view document, const Placeholders& placeholders);

/// The most characters that a document may have; white space does not count, as with AWS.
inline constexpr std::size_t kMostPolicyCharacters = 6144;
/// The most bytes of a document with its white space.
inline constexpr std::size_t kMostPolicyBytes = 131072;

/// Errors: invalid, naming what is wrong and the mend: no JSON; an unknown member, effect, operator, condition key or
/// variable; a member that comes twice; a placeholder that is left (`--bucket`, `--account-id` fill them); a document
/// over 6,144 characters.
Result<Policy> parse_policy(std::string_view document);

/// What is known of a request, by condition keys in lower case.
using Context = std::map<std::string, std::vector<std::string>>;

/// One thing that somebody wants to do.
struct Wish {
  std::string action;    ///< rekognition:DetectLabels
  std::string resource;  ///< an ARN, or `*` where the action has none
  Context context;       ///< aws:sourceip, aws:currenttime …
};

enum class Decision { allowed, denied_by_statement, denied_by_default };
Decision evaluate(const Policy& policy, const Wish& wish);

}  // namespace spotter::iam
