#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "aws/iam/pattern.h"
#include "aws/iam/policy.h"

namespace spotter::iam {
namespace {

constexpr auto kAllowed = Decision::allowed;
constexpr auto kDenied = Decision::denied_by_statement;
constexpr auto kByDefault = Decision::denied_by_default;

Policy policy_of(const std::string& statements, const std::string& version = "2012-10-17") {
  auto policy = parse_policy(fmt::format(R"({{"Version": "{}", "Statement": [{}]}})", version, statements));
  EXPECT_TRUE(policy) << policy.error().detail;
  return policy.value();
}

Decision decide(const std::string& statements, const std::string& action, const std::string& resource,
                const Context& context = {}) {
  return evaluate(policy_of(statements), {.action = action, .resource = resource, .context = context});
}

/// A policy that allows one action pattern on everything.
Decision by_action(const std::string& pattern, const std::string& action) {
  return decide(fmt::format(R"({{"Effect": "Allow", "Action": "{}", "Resource": "*"}})", pattern), action, "*");
}

Decision by_resource(const std::string& pattern, const std::string& resource, const Context& context = {}) {
  return decide(fmt::format(R"({{"Effect": "Allow", "Action": "*", "Resource": "{}"}})", pattern), "s3:GetObject",
                resource, context);
}

TEST(Policies, DenyByDefault) {
  EXPECT_EQ(evaluate(Policy{}, {.action = "s3:GetObject", .resource = "*"}), kByDefault);
  EXPECT_EQ(by_action("s3:GetObject", "s3:PutObject"), kByDefault);
}

TEST(Policies, AnExplicitDenyWinsWhereverItStands) {
  const std::string allow = R"({"Effect": "Allow", "Action": "*", "Resource": "*"})";
  const std::string deny = R"({"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::b/kept/*"})";
  for (const auto& statements : {allow + "," + deny, deny + "," + allow}) {
    EXPECT_EQ(decide(statements, "s3:DeleteObject", "arn:aws:s3:::b/kept/a"), kDenied);
    EXPECT_EQ(decide(statements, "s3:DeleteObject", "arn:aws:s3:::b/a"), kAllowed);
    EXPECT_EQ(decide(statements, "s3:GetObject", "arn:aws:s3:::b/kept/a"), kAllowed);
  }
}

TEST(Policies, ActionsAreTheSameInAnyCase) {
  EXPECT_EQ(by_action("Rekognition:detectLABELS", "rekognition:DetectLabels"), kAllowed);
  EXPECT_EQ(by_action("rekognition:Detect*", "rekognition:DetectText"), kAllowed);
  EXPECT_EQ(by_action("rekognition:*Faces", "rekognition:SearchFaces"), kAllowed);
  EXPECT_EQ(by_action("rekognition:*Faces", "rekognition:SearchFacesByImage"), kByDefault);
  EXPECT_EQ(by_action("rekognition:Detect????", "rekognition:DetectText"), kAllowed);
  EXPECT_EQ(by_action("rekognition:Detect????", "rekognition:DetectFaces"), kByDefault);
  EXPECT_EQ(by_action("rekognition:*", "s3:GetObject"), kByDefault);
  EXPECT_EQ(by_action("*", "s3:GetObject"), kAllowed);
}

TEST(Policies, NotActionIsEveryOther) {
  const std::string statement = R"({"Effect": "Allow", "NotAction": ["s3:Delete*", "s3:PutObject"], "Resource": "*"})";
  EXPECT_EQ(decide(statement, "s3:GetObject", "*"), kAllowed);
  EXPECT_EQ(decide(statement, "s3:DeleteObject", "*"), kByDefault);
  EXPECT_EQ(decide(statement, "S3:putobject", "*"), kByDefault);
}

TEST(Policies, ResourcesAreComparedPartByPart) {
  struct Row {
    std::string pattern;
    std::string resource;
    Decision decision;
  };
  const std::vector<Row> rows{
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b/a", kAllowed},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b/a/b/c", kAllowed},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b/a:b", kAllowed},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b", kByDefault},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::bb/a", kByDefault},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::B/a", kByDefault},
      {"arn:aws:s3:::b*", "arn:aws:s3:::bb/a", kAllowed},
      {"arn:aws:s3:::b/?.jpg", "arn:aws:s3:::b/\xe1\x88\xb4.jpg", kAllowed},
      {"arn:aws:s3:::b/?.jpg", "arn:aws:s3:::b/ab.jpg", kByDefault},
      {"arn:aws:s3:::b/*/c/*.jpg", "arn:aws:s3:::b/a/c/d/c/e.jpg", kAllowed},
      {"arn:aws:s3:::b/*/c/*.jpg", "arn:aws:s3:::b/a/c/d/c/e.png", kByDefault},
      {"arn:aws:dynamodb:*:123456789012:table/T", "arn:aws:dynamodb:us-east-1:123456789012:table/T", kAllowed},
      {"arn:aws:dynamodb:us-*-1:*:table/T", "arn:aws:dynamodb:us-east-1:123456789012:table/T", kAllowed},
      {"arn:aws:dynamodb:us-*-1:*:table/T", "arn:aws:dynamodb:us-east-2:123456789012:table/T", kByDefault},
      // A wildcard stays in its part.
      {"arn:aws:dynamodb:*-1", "arn:aws:dynamodb:us-east-1:123456789012:table/T", kAllowed},
      {"arn:aws:dynamodb:*T", "arn:aws:dynamodb:us-east-1:123456789012:table/T", kByDefault},
      {"arn:aws:dynamodb:*", "arn:aws:dynamodb:us-east-1:123456789012:table/T", kAllowed},
      {"arn:aws:s3:*:*:b", "arn:aws:s3:::b", kAllowed},
      {"arn:aws:s3:*:*:b", "arn:aws:s3:::a:b", kByDefault},
      // Parts that are left out are any.
      {"arn:aws:dynamodb", "arn:aws:dynamodb:us-east-1:123456789012:table/T", kAllowed},
      {"arn:aws:dynamodb", "arn:aws:s3:::b", kByDefault},
      {"*", "arn:aws:s3:::b", kAllowed},
      {"*", "*", kAllowed},
      {"arn:aws:s3:::*", "*", kByDefault},
  };
  for (const Row& row : rows)
    EXPECT_EQ(by_resource(row.pattern, row.resource), row.decision) << row.pattern << " on " << row.resource;
}

TEST(Policies, NotResourceIsEveryOther) {
  const std::string statement =
      R"({"Effect": "Deny", "Action": "*", "NotResource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]},
                                   {"Effect": "Allow", "Action": "*", "Resource": "*"})";
  EXPECT_EQ(decide(statement, "s3:GetObject", "arn:aws:s3:::b/a"), kAllowed);
  EXPECT_EQ(decide(statement, "s3:GetObject", "arn:aws:s3:::c/a"), kDenied);
}

TEST(Policies, VariablesStandForWhatIsKnown) {
  const Context ann{{"aws:username", {"ann"}}, {"aws:userid", {"AKIA1"}}};
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/ann/a", ann), kAllowed);
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/bob/a", ann), kByDefault);
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${AWS:UserName}/*", "arn:aws:s3:::b/ann/a", ann), kAllowed);
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${aws:userid}", "arn:aws:s3:::b/AKIA1", ann), kAllowed);
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/${aws:username}", ann), kByDefault);
}

TEST(Policies, WhatAVariableHoldsIsPlainText) {
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/ann", {{"aws:username", {"*"}}}), kByDefault);
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/*", {{"aws:username", {"*"}}}), kAllowed);
  // A colon of a value makes no new part.
  EXPECT_EQ(by_resource("arn:aws:s3::${aws:username}:b", "arn:aws:s3::a:b:b", {{"aws:username", {"a:b"}}}), kByDefault);
}

TEST(Policies, SignsAreWrittenAsVariables) {
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${*}${?}${$}", "arn:aws:s3:::b/*?$"), kAllowed);
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/a"), kByDefault);
}

TEST(Policies, AVariableMayHaveADefault) {
  const std::string pattern = "arn:aws:s3:::b/${aws:username, 'nobody'}/*";
  EXPECT_EQ(by_resource(pattern, "arn:aws:s3:::b/nobody/a"), kAllowed);
  EXPECT_EQ(by_resource(pattern, "arn:aws:s3:::b/nobody/a", {{"aws:username", {"ann"}}}), kByDefault);
}

TEST(Policies, AVariableWithoutAValueOpensNothing) {
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${aws:username}*", "arn:aws:s3:::b/a"), kByDefault);
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/"), kByDefault);
  EXPECT_EQ(by_resource("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/a", {{"aws:username", {"a", "b"}}}),
            kByDefault);
  EXPECT_EQ(decide(R"({"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b/${aws:username}/*"})", "s3:A",
                   "arn:aws:s3:::b/ann/a"),
            kByDefault);
  const std::string all = R"({"Effect": "Allow", "Action": "*", "Resource": "*"},)";
  EXPECT_EQ(decide(all + R"({"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3:::b/${aws:username}/*"})",
                   "s3:A", "arn:aws:s3:::b/ann/a"),
            kDenied);
}

TEST(Policies, OfAnEarlierVersionHaveNoVariables) {
  const auto policy =
      policy_of(R"({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}"})", "2008-10-17");
  const Context ann{{"aws:username", {"ann"}}};
  EXPECT_EQ(evaluate(policy, {.action = "s3:A", .resource = "arn:aws:s3:::b/ann", .context = ann}), kByDefault);
  EXPECT_EQ(evaluate(policy, {.action = "s3:A", .resource = "arn:aws:s3:::b/${aws:username}", .context = ann}),
            kAllowed);
}

TEST(Patterns, MatchAsAPlainSearchDoes) {
  // The definition, prefix by prefix: by recursion alone some patterns would take for ever.
  struct Plain {
    static bool fits(std::string_view pattern, std::string_view text) {
      std::vector<bool> ends(text.size() + 1);  // whether the pattern so far fits the text up to here
      ends[0] = true;
      for (const char wanted : pattern) {
        std::vector<bool> next(text.size() + 1);
        next[0] = wanted == '*' && ends[0];
        for (std::size_t i = 1; i <= text.size(); ++i)
          next[i] = wanted == '*' ? ends[i] || next[i - 1] : ends[i - 1] && (wanted == '?' || wanted == text[i - 1]);
        ends = std::move(next);
      }
      return ends.back();
    }
  };
  EXPECT_TRUE(rc::check([] {
    const auto pattern = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab*?")));
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab")));
    RC_ASSERT(matches(*pattern_of(pattern, {}, {}), characters_of(text)) == Plain::fits(pattern, text));
  }));
}

TEST(Patterns, OfManyStarsEndSoon) {
  std::string pattern;
  for (int i = 0; i < 1000; ++i)
    pattern += "*a";
  EXPECT_FALSE(matches(*pattern_of(pattern + "b", {}, {}), std::u32string(2000, U'a')));
}

}  // namespace
}  // namespace spotter::iam
