#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "aws/iam/policy.h"
#include "aws/iam/role.h"

namespace spotter::iam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A policy with one statement, whose members are given.
std::string with_statement(const std::string& members) {
  return fmt::format(R"({{"Version": "2012-10-17", "Statement": [{{{}}}]}})", members);
}

std::string with_resource(const std::string& resource) {
  return with_statement(fmt::format(R"("Effect": "Allow", "Action": "s3:GetObject", "Resource": "{}")", resource));
}

std::string with_condition(const std::string& condition) {
  return with_statement(
      fmt::format(R"("Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {})", condition));
}

std::string complaint(const std::string& document) {
  const auto policy = parse_policy(document);
  if (policy) return "accepted";
  EXPECT_EQ(policy.error().code, Errc::invalid);
  return policy.error().detail;
}

TEST(PolicyDocument, IsReadWithAllItsMembers) {
  const auto policy = parse_policy(R"({
    "Version": "2012-10-17",
    "Id": "all of it",
    "Statement": [
      {"Sid": "First1", "Effect": "Allow", "Action": ["s3:Get*", "S3:ListBucket"], "Resource": "arn:aws:s3:::b/*",
       "Condition": {"ForAnyValue:StringLikeIfExists": {"aws:UserAgent": ["a", "b"]}, "Bool": {"aws:SecureTransport": true},
                     "NumericLessThan": {"s3:max-keys": 10}}},
      {"Effect": "Deny", "NotAction": "iam:*", "NotResource": ["*"]}
    ]})");
  ASSERT_TRUE(policy) << policy.error().detail;
  EXPECT_TRUE(policy->variables);
  ASSERT_EQ(policy->statements.size(), 2U);
  const Statement& first = policy->statements[0];
  EXPECT_EQ(first.sid, "First1");
  EXPECT_TRUE(first.allow);
  EXPECT_FALSE(first.not_action);
  EXPECT_THAT(first.actions, ElementsAre("s3:Get*", "S3:ListBucket"));
  EXPECT_THAT(first.resources, ElementsAre("arn:aws:s3:::b/*"));
  ASSERT_EQ(first.conditions.size(), 3U);
  EXPECT_EQ(first.conditions[0].op, "StringLike");
  EXPECT_TRUE(first.conditions[0].for_any_value);
  EXPECT_TRUE(first.conditions[0].if_exists);
  EXPECT_EQ(first.conditions[0].key, "aws:useragent");
  EXPECT_THAT(first.conditions[0].values, ElementsAre("a", "b"));
  EXPECT_THAT(first.conditions[1].values, ElementsAre("true"));
  EXPECT_THAT(first.conditions[2].values, ElementsAre("10"));
  EXPECT_FALSE(policy->statements[1].allow);
  EXPECT_TRUE(policy->statements[1].not_action);
  EXPECT_TRUE(policy->statements[1].not_resource);
}

TEST(PolicyDocument, MayHaveOneStatementWithoutAList) {
  const auto policy = parse_policy(R"({"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}})");
  ASSERT_TRUE(policy) << policy.error().detail;
  EXPECT_EQ(policy->statements.size(), 1U);
  EXPECT_FALSE(policy->variables) << "no Version is 2008-10-17";
}

TEST(PolicyDocument, ThatIsWrongIsRefusedWithTheMend) {
  struct Row {
    std::string document;
    std::string words;
  };
  const std::vector<Row> rows{
      {"", "no JSON"},
      {"{", "no JSON"},
      {"{} {}", "no JSON: extra data at byte"},
      {"[]", "a policy is an object"},
      {"{}", "no Statement"},
      {R"({"Statement": []})", "empty list"},
      {R"({"Statement": [7]})", "statement 1: it must be an object"},
      {R"({"Version": "2025-01-01", "Statement": []})", R"(the Version "2025-01-01" is not known; write "2012-10-17")"},
      {R"({"version": "2012-10-17", "Statement": []})", "'version' is not known; a policy has Version, Id, Statement"},
      {R"({"Id": 7, "Statement": []})", "Id must be a text"},
      {with_statement(R"("Effect": "allow", "Action": "*", "Resource": "*")"), "Effect must be Allow or Deny"},
      {with_statement(R"("Action": "*", "Resource": "*")"), "Effect must be Allow or Deny"},
      {with_statement(R"("Effect": "Allow", "Resource": "*")"), "one of Action and NotAction: write one of them"},
      {with_statement(R"("Effect": "Allow", "Action": "*", "NotAction": "*", "Resource": "*")"), "write only one"},
      {with_statement(R"("Effect": "Allow", "Action": "*")"), "one of Resource and NotResource"},
      {with_statement(R"("Effect": "Allow", "Action": [], "Resource": "*")"), "Action must be a text or a list"},
      {with_statement(R"("Effect": "Allow", "Action": [7], "Resource": "*")"), "Action must be a text"},
      {with_statement(R"("Effect": "Allow", "Action": "DetectLabels", "Resource": "*")"),
       "'DetectLabels' is no action; write SERVICE:NAME"},
      {with_statement(R"("Effect": "Allow", "Action": "s*:GetObject", "Resource": "*")"), "is no action"},
      {with_statement(R"("Effect": "Allow", "Action": "s3:", "Resource": "*")"), "is no action"},
      {with_statement(R"("Effect": "Allow", "Action": "s3:Get Object", "Resource": "*")"), "is no action"},
      {with_statement(R"("Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*")"),
       "the policy belongs to an access key, which is the principal; leave it out"},
      {with_statement(R"("Effect": "Allow", "NotPrincipal": "*", "Action": "*", "Resource": "*")"), "leave it out"},
      {with_statement(R"("Effect": "Allow", "Actions": "*", "Action": "*", "Resource": "*")"),
       "the member 'Actions' is not known; a policy has Sid, Effect, Action"},
      {with_statement(R"("Effect": "Allow", "Action": "*", "Resource": "*", "Effect": "Deny")"),
       "'Effect' comes twice"},
      {with_statement(R"("Effect": "Allow", "Action": "*", "Resource": "*", "\u0045ffect": "Deny")"), "comes twice"},
      {with_statement(R"("Sid": "not plain", "Effect": "Allow", "Action": "*", "Resource": "*")"),
       "the Sid 'not plain' may have letters and digits only"},
      {with_resource("bucket/*"), "'bucket/*' is no resource; write * or an ARN"},
      {with_resource("arn:aws"), "is no resource"},
      {with_resource("arn:aws:*"), "must name its service"},
      {with_resource("arn:aws:rekognition:us-east-1:ACCOUNT:collection/a"), "'ACCOUNT' in "},
      {with_resource("arn:aws:rekognition:us-east-1:1234:collection/a"), "it has 12 digits"},
      {with_resource("arn:aws:s3:::b/${aws:TokenIssueTime}"), "the variable '${aws:TokenIssueTime}' is not known"},
      {with_resource("arn:aws:s3:::b/${aws:username"), "is no variable"},
      {with_resource("arn:aws:s3:::b/${aws:username, nobody}"), "is no variable"},
      {with_condition("[]"), "Condition must be written as"},
      {with_condition(R"({"Bool": true})"), "Condition must be written as"},
      {with_condition(R"({"StringLikes": {"aws:UserAgent": "a"}})"),
       "the operator 'StringLikes' is not known; use one"},
      {with_condition(R"({"BinaryEquals": {"aws:UserAgent": "a"}})"), "the operator 'BinaryEquals' is not known"},
      {with_condition(R"({"ForSomeValue:StringLike": {"aws:UserAgent": "a"}})"), "is not known"},
      {with_condition(R"({"NullIfExists": {"aws:UserAgent": "true"}})"), "write Null"},
      {with_condition(R"({"StringLike": {"aws:MultiFactorAuthPresent": "true"}})"),
       "the condition key 'aws:MultiFactorAuthPresent' is not filled by this server; use one of aws:CurrentTime"},
      {with_condition(R"({"StringLike": {"aws:UserAgent": []}})"), "has no value"},
      {with_condition(R"({"StringLike": {"aws:UserAgent": [null]}})"), "must be texts, numbers or booleans"},
      {with_condition(R"({"Bool": {"aws:SecureTransport": "yes"}})"), "'yes' is no value for it; write true or false"},
      {with_condition(R"({"NumericLessThan": {"s3:max-keys": "ten"}})"), "write a number"},
      {with_condition(R"({"DateLessThan": {"aws:CurrentTime": "24.11.2026"}})"), "write a time in UTC as"},
      {with_condition(R"({"IpAddress": {"aws:SourceIp": "10.0.0.0/33"}})"), "write an address or a network"},
      {with_condition(R"({"IpAddress": {"aws:SourceIp": "10.0.0"}})"), "write an address or a network"},
      {with_condition(R"({"ArnLike": {"aws:PrincipalArn": "user/a"}})"), "write an ARN"},
      {with_condition(R"({"StringLike": {"aws:UserAgent": "${aws:sourceVpc}"}})"), "is not known here"},
      {with_condition(R"({"Bool": {"aws:SecureTransport": {"a": [[[1]]]}}})"), "too deep"},
  };
  for (const Row& row : rows)
    EXPECT_THAT(complaint(row.document), HasSubstr(row.words)) << row.document;
}

TEST(PolicyDocument, TwoStatementsHaveDifferentSids) {
  const std::string statement = R"({"Sid": "One", "Effect": "Allow", "Action": "*", "Resource": "*"})";
  EXPECT_THAT(complaint(fmt::format(R"({{"Statement": [{0}, {0}]}})", statement)), HasSubstr("have the Sid 'One'"));
}

TEST(PolicyDocument, WithAPlaceholderIsRefusedWithItsFlag) {
  EXPECT_THAT(complaint(std::string(role_policy())), HasSubstr("YOUR_BUCKET_NAME; give --bucket"));
  EXPECT_THAT(complaint(fill(role_policy(), {.bucket = "uploads"})), HasSubstr("YOUR_ACCOUNT_ID; give --account-id"));
  EXPECT_EQ(complaint(fill(role_policy(), {.bucket = "uploads", .account_id = "123456789012"})), "accepted");
  EXPECT_THAT(complaint(with_resource("arn:aws:s3:::YOUR_OTHER_BUCKET2/*")),
              HasSubstr("the placeholder YOUR_OTHER_BUCKET2; write what it stands for"));
}

TEST(PolicyDocument, OfAnEarlierVersionTakesVariablesAsText) {
  EXPECT_EQ(complaint(R"({"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "*",
                          "Resource": "arn:aws:s3:::b/${aws:TokenIssueTime}"}})"),
            "accepted");
}

TEST(PolicyDocument, HasItsSizeWithoutWhiteSpace) {
  const std::string frame = with_resource("arn:aws:s3:::");
  const auto counted = static_cast<std::size_t>(std::ranges::count_if(frame, [](char c) { return c != ' '; }));
  const std::string name(kMostPolicyCharacters - counted, 'b');
  EXPECT_EQ(complaint(with_resource("arn:aws:s3:::" + name)), "accepted");
  EXPECT_EQ(complaint(std::string(20'000, ' ') + with_resource("arn:aws:s3:::" + name)), "accepted");
  EXPECT_THAT(complaint(with_resource("arn:aws:s3:::b" + name)), HasSubstr("has 6145 characters, of 6144"));
  EXPECT_THAT(complaint(std::string(kMostPolicyBytes, ' ') + with_resource("arn:aws:s3:::b")), HasSubstr("of 6144"));
}

TEST(PolicyDocument, OfAnyBytesIsAnAnswer) {
  EXPECT_TRUE(rc::check([] {
    std::string document = with_condition(R"({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})");
    for (int i = *rc::gen::inRange(1, 4); i > 0; --i)
      document[*rc::gen::inRange<std::size_t>(0, document.size())] = *rc::gen::arbitrary<char>();
    const auto policy = parse_policy(document);
    RC_ASSERT(policy || policy.error().code == Errc::invalid);
  }));
}

}  // namespace
}  // namespace spotter::iam
