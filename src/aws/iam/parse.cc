#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aws/iam/condition.h"
#include "aws/iam/document.h"
#include "aws/iam/names.h"
#include "aws/iam/policy.h"

namespace spotter::iam {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 3> kMembers{"Version", "Id", "Statement"};
constexpr std::array<std::string_view, 7> kStatementMembers{"Sid",      "Effect",      "Action",   "NotAction",
                                                            "Resource", "NotResource", "Condition"};

std::unexpected<Error> wrong(std::string detail) {
  return fail(Errc::invalid, std::move(detail));
}

Result<void> check_members(const json::object& object, std::span<const std::string_view> known) {
  for (const auto& [key, value] : object) {
    const std::string_view name(key.data(), key.size());
    if (std::ranges::find(known, name) != known.end()) continue;
    if (name == "Principal" || name == "NotPrincipal") {
      return wrong(
          fmt::format("'{}' has no place here: the policy belongs to an access key, which is the principal; "
                      "leave it out",
                      name));
    }
    return wrong(fmt::format("the member '{}' is not known; a policy has {} here", name, fmt::join(known, ", ")));
  }
  return {};
}

Result<std::string> text_of(const json::value& value, std::string_view name) {
  if (!value.is_string()) return wrong(fmt::format("{} must be a text", name));
  return std::string(value.get_string());
}

/// One text, or a list of texts with at least one.
Result<std::vector<std::string>> texts_of(const json::value& value, std::string_view name) {
  if (value.is_string()) return std::vector<std::string>{std::string(value.get_string())};
  if (!value.is_array() || value.get_array().empty())
    return wrong(fmt::format("{} must be a text or a list of texts, not empty", name));
  std::vector<std::string> texts;
  for (const json::value& one : value.get_array()) {
    SPOTTER_ASSIGN(auto text, text_of(one, name));
    texts.push_back(std::move(text));
  }
  return texts;
}

/// A condition's values may be numbers and booleans too.
Result<std::vector<std::string>> condition_values(const json::value& value, std::string_view key) {
  std::vector<std::string> texts;
  const auto add = [&](const json::value& one) {
    if (one.is_string()) texts.emplace_back(one.get_string());
    if (one.is_number() || one.is_bool()) texts.push_back(json::serialize(one));
    return one.is_string() || one.is_number() || one.is_bool();
  };
  const bool good = value.is_array() ? std::ranges::all_of(value.get_array(), add) : add(value);
  if (!good) return wrong(fmt::format("the values of {} must be texts, numbers or booleans", key));
  return texts;
}

/// The values of one of two members, of which a statement must have one; the second is the negated.
Result<std::vector<std::string>> one_of(const json::object& object, std::string_view plain, std::string_view negated) {
  const json::value* const first = object.if_contains(plain);
  const json::value* const second = object.if_contains(negated);
  if ((first == nullptr) == (second == nullptr))
    return wrong(fmt::format("a statement has one of {} and {}: write {} of them", plain, negated,
                             first == nullptr ? "one" : "only one"));
  return first != nullptr ? texts_of(*first, plain) : texts_of(*second, negated);
}

Result<std::vector<Condition>> read_conditions(const json::value& value, bool variables) {
  constexpr std::string_view kMend =
      R"(Condition must be written as {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})";
  std::vector<Condition> conditions;
  if (!value.is_object()) return wrong(std::string(kMend));
  for (const auto& [op, keys] : value.get_object()) {
    if (!keys.is_object()) return wrong(std::string(kMend));
    for (const auto& [key, values] : keys.get_object()) {
      SPOTTER_ASSIGN(auto texts, condition_values(values, key));
      SPOTTER_ASSIGN(auto condition, read_condition(op, key, std::move(texts), variables));
      conditions.push_back(std::move(condition));
    }
  }
  return conditions;
}

Result<std::string> read_sid(const json::object& object) {
  const json::value* const value = object.if_contains("Sid");
  if (value == nullptr) return std::string();
  SPOTTER_ASSIGN(auto sid, text_of(*value, "Sid"));
  const auto plain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (!std::ranges::all_of(sid, plain)) return wrong(fmt::format("the Sid '{}' may have letters and digits only", sid));
  return sid;
}

Result<Statement> read_statement(const json::value& value, bool variables) {
  if (!value.is_object()) return wrong("it must be an object");
  const json::object& object = value.get_object();
  SPOTTER_TRY(check_members(object, kStatementMembers));
  Statement statement;
  SPOTTER_ASSIGN(statement.sid, read_sid(object));
  const json::value* const effect = object.if_contains("Effect");
  if (effect == nullptr || (*effect != "Allow" && *effect != "Deny"))
    return wrong("its Effect must be Allow or Deny, written so");
  statement.allow = *effect == "Allow";
  SPOTTER_ASSIGN(statement.actions, one_of(object, "Action", "NotAction"));
  SPOTTER_ASSIGN(statement.resources, one_of(object, "Resource", "NotResource"));
  statement.not_action = object.contains("NotAction");
  statement.not_resource = object.contains("NotResource");
  for (const std::string& action : statement.actions)
    SPOTTER_TRY(check_action(action));
  for (const std::string& resource : statement.resources)
    SPOTTER_TRY(check_resource(resource, variables));
  if (const json::value* const condition = object.if_contains("Condition")) {
    SPOTTER_ASSIGN(statement.conditions, read_conditions(*condition, variables));
  }
  return statement;
}

/// Whether variables are filled: in documents of the newer version.
Result<bool> read_version(const json::object& object) {
  const json::value* const version = object.if_contains("Version");
  if (version == nullptr || *version == "2008-10-17") return false;
  if (*version == "2012-10-17") return true;
  return wrong(fmt::format("the Version {} is not known; write \"2012-10-17\"", json::serialize(*version)));
}

}  // namespace

Result<Policy> parse_policy(std::string_view document) {
  SPOTTER_ASSIGN(const json::value value, read_document(document));
  if (!value.is_object()) return wrong("a policy is an object with Version and Statement");
  const json::object& object = value.get_object();
  SPOTTER_TRY(check_members(object, kMembers));
  Policy policy;
  SPOTTER_ASSIGN(policy.variables, read_version(object));
  if (const json::value* const id = object.if_contains("Id")) SPOTTER_TRY(text_of(*id, "Id"));
  const json::value* const statements = object.if_contains("Statement");
  if (statements == nullptr) return wrong("the policy has no Statement; without one it allows nothing");
  const json::array alone = statements->is_array() ? json::array() : json::array{*statements};
  const json::array& all = statements->is_array() ? statements->get_array() : alone;
  if (all.empty()) return wrong("Statement is an empty list; without one the policy allows nothing");
  std::set<std::string> sids;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto statement = read_statement(all[i], policy.variables);
    if (!statement) return fail(within(fmt::format("statement {}", i + 1), std::move(statement).error()));
    if (!statement->sid.empty() && !sids.insert(statement->sid).second)
      return wrong(fmt::format("two statements have the Sid '{}'; give each its own", statement->sid));
    policy.statements.push_back(std::move(*statement));
  }
  return policy;
}

}  // namespace spotter::iam
