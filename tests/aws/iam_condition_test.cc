#include <cctype>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "aws/iam/keys.h"
#include "aws/iam/policy.h"

namespace spotter::iam {
namespace {

/// Whether a statement with this condition allows.
bool allows(const std::string& op, const std::string& key, const std::string& values, const Context& context) {
  const auto policy =
      parse_policy(fmt::format(R"({{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "*",
                                   "Resource": "*", "Condition": {{"{}": {{"{}": {}}}}}}}}})",
                               op, key, values));
  EXPECT_TRUE(policy) << policy.error().detail;
  return evaluate(policy.value(), {.action = "s3:A", .resource = "*", .context = context}) == Decision::allowed;
}

struct Row {
  std::string op;
  std::string values;
  std::string have;
  bool holds;
};

void expect_rows(const std::string& key, const std::string& context_key, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(allows(row.op, key, row.values, {{context_key, {row.have}}}), row.holds)
        << row.op << " " << row.values << " on " << row.have;
  }
}

TEST(Conditions, CompareTexts) {
  expect_rows("s3:prefix", "s3:prefix",
              {
                  {"StringEquals", R"("a")", "a", true},
                  {"StringEquals", R"("a")", "A", false},
                  {"StringEquals", R"("a*")", "ab", false},
                  {"StringEquals", R"("a*")", "a*", true},
                  {"StringEquals", R"(["a", "b"])", "b", true},
                  {"StringNotEquals", R"("a")", "b", true},
                  {"StringNotEquals", R"(["a", "b"])", "b", false},
                  {"StringEqualsIgnoreCase", R"("Ab")", "aB", true},
                  {"StringNotEqualsIgnoreCase", R"("Ab")", "aB", false},
                  {"StringLike", R"("home/*/a?")", "home/x/y/ab", true},
                  {"StringLike", R"("home/*")", "HOME/x", false},
                  {"StringNotLike", R"("home/*")", "home/x", false},
                  {"StringNotLike", R"("home/*")", "etc/x", true},
                  {"StringLike", R"("${*}")", "*", true},
                  {"StringLike", R"("${*}")", "a", false},
              });
}

TEST(Conditions, CompareNumbers) {
  expect_rows("s3:max-keys", "s3:max-keys",
              {
                  {"NumericEquals", "10", "10.0", true},
                  {"NumericEquals", R"("10")", "11", false},
                  {"NumericNotEquals", "10", "11", true},
                  {"NumericLessThan", "10", "9", true},
                  {"NumericLessThan", "10", "10", false},
                  {"NumericLessThanEquals", "10", "10", true},
                  {"NumericGreaterThan", "10", "10", false},
                  {"NumericGreaterThan", "10", "10.5", true},
                  {"NumericGreaterThanEquals", "[20, 10]", "10", true},
                  {"NumericEquals", "10", "ten", false},
              });
}

TEST(Conditions, CompareTimes) {
  const std::string noon = R"("2026-11-24T12:00:00Z")";
  expect_rows("aws:CurrentTime", "aws:currenttime",
              {
                  {"DateEquals", noon, "2026-11-24T12:00:00.000Z", true},
                  {"DateNotEquals", noon, "2026-11-24T12:00:00.001Z", true},
                  {"DateLessThan", noon, "2026-11-24T11:59:59Z", true},
                  {"DateLessThan", noon, "2026-11-24T12:00:00Z", false},
                  {"DateLessThanEquals", noon, "2026-11-24T12:00:00Z", true},
                  {"DateGreaterThan", noon, "2026-11-25T00:00:00Z", true},
                  {"DateGreaterThanEquals", R"("2026-11-24")", "2026-11-24T00:00:00Z", true},
                  {"DateLessThan", R"("1795521600")", "2026-11-24T11:59:59Z", true},
                  {"DateLessThan", R"("1795521600")", "2026-11-24T12:00:00Z", false},
              });
  expect_rows("aws:EpochTime", "aws:epochtime",
              {{"DateLessThan", noon, "1795521599", true}, {"NumericLessThan", "1795521600", "1795521600", false}});
}

TEST(Conditions, CompareBooleans) {
  expect_rows("aws:SecureTransport", "aws:securetransport",
              {
                  {"Bool", R"("true")", "true", true},
                  {"Bool", "true", "false", false},
                  {"Bool", R"("False")", "false", true},
              });
}

TEST(Conditions, CompareAddresses) {
  expect_rows("aws:SourceIp", "aws:sourceip",
              {
                  {"IpAddress", R"("203.0.113.0/24")", "203.0.113.255", true},
                  {"IpAddress", R"("203.0.113.0/24")", "203.0.114.0", false},
                  {"IpAddress", R"("203.0.113.64/26")", "203.0.113.128", false},
                  {"IpAddress", R"("203.0.113.64/26")", "203.0.113.127", true},
                  {"IpAddress", R"("203.0.113.7")", "203.0.113.7", true},
                  {"IpAddress", R"("203.0.113.0/24")", "::ffff:203.0.113.9", true},
                  {"IpAddress", R"("0.0.0.0/0")", "1.2.3.4", true},
                  {"IpAddress", R"("0.0.0.0/0")", "2001:db8::1", false},
                  {"IpAddress", R"("::/0")", "1.2.3.4", false},
                  {"IpAddress", R"("2001:db8::/33")", "2001:db8:7fff::1", true},
                  {"IpAddress", R"("2001:db8::/33")", "2001:db8:8000::1", false},
                  {"IpAddress", R"(["10.0.0.0/8", "127.0.0.0/8"])", "127.0.0.1", true},
                  {"NotIpAddress", R"(["10.0.0.0/8", "127.0.0.0/8"])", "127.0.0.1", false},
                  {"NotIpAddress", R"("10.0.0.0/8")", "127.0.0.1", true},
                  {"IpAddress", R"("0.0.0.0/0")", "nowhere", false},
              });
}

TEST(Conditions, CompareArns) {
  const std::string ann = "arn:aws:iam::123456789012:user/ann";
  expect_rows("aws:PrincipalArn", "aws:principalarn",
              {
                  {"ArnEquals", R"("arn:aws:iam::123456789012:user/ann")", ann, true},
                  {"ArnEquals", R"("arn:aws:iam::*:user/*")", ann, true},
                  {"ArnLike", R"("arn:aws:iam::*:user/a?n")", ann, true},
                  {"ArnLike", R"("arn:aws:iam::*:role/*")", ann, false},
                  {"ArnLike", R"("arn:aws:iam:*:user/ann")", ann, false},
                  {"ArnNotEquals", R"("arn:aws:iam::*:user/ann")", ann, false},
                  {"ArnNotLike", R"("arn:aws:iam::*:role/*")", ann, true},
              });
}

TEST(Conditions, OfAKeyThatIsNotThere) {
  struct Absent {
    std::string op;
    std::string values;
    bool holds;
  };
  for (const Absent& row : std::vector<Absent>{
           {"StringEquals", R"("a")", false},
           {"StringNotEquals", R"("a")", true},
           {"StringEqualsIfExists", R"("a")", true},
           {"StringNotEqualsIfExists", R"("a")", true},
           {"StringLike", R"("*")", false},
           {"ForAllValues:StringEquals", R"("a")", true},
           {"ForAnyValue:StringEquals", R"("a")", false},
           {"ForAnyValue:StringNotEquals", R"("a")", false},
           {"NumericLessThan", "1", false},
           {"Bool", "false", false},
           {"BoolIfExists", "true", true},
           {"Null", "true", true},
           {"Null", "false", false},
           {"Null", "[true, false]", true},
       }) {
    EXPECT_EQ(allows(row.op, "s3:prefix", row.values, {}), row.holds) << row.op << " " << row.values;
    EXPECT_EQ(allows(row.op, "s3:prefix", row.values, {{"s3:prefix", {}}}), row.holds) << row.op;
  }
  EXPECT_FALSE(allows("Null", "s3:prefix", "true", {{"s3:prefix", {""}}}));
  EXPECT_TRUE(allows("Null", "s3:prefix", "false", {{"s3:prefix", {""}}}));
}

TEST(Conditions, OfAKeyWithSeveralValues) {
  const Context context{{"aws:referer", {"a", "b"}}};
  const auto holds = [&](const std::string& op, const std::string& values) {
    return allows(op, "aws:Referer", values, context);
  };
  EXPECT_TRUE(holds("ForAnyValue:StringEquals", R"(["b", "c"])"));
  EXPECT_FALSE(holds("ForAnyValue:StringEquals", R"(["c"])"));
  EXPECT_TRUE(holds("ForAllValues:StringEquals", R"(["a", "b", "c"])"));
  EXPECT_FALSE(holds("ForAllValues:StringEquals", R"(["b", "c"])"));
  EXPECT_TRUE(holds("ForAnyValue:StringNotEquals", R"(["b"])"));
  EXPECT_FALSE(holds("ForAnyValue:StringNotEquals", R"(["a", "b"])"));
  EXPECT_TRUE(holds("ForAllValues:StringNotEquals", R"(["c"])"));
  EXPECT_FALSE(holds("ForAllValues:StringNotEquals", R"(["b"])"));
}

TEST(Conditions, AllOfAStatementMustHold) {
  const auto policy = parse_policy(R"({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
      "IpAddress": {"aws:SourceIp": "10.0.0.0/8"},
      "StringLike": {"aws:UserAgent": "Boto3/*", "aws:username": "ann"}}}})");
  ASSERT_TRUE(policy);
  const Context good{{"aws:sourceip", {"10.1.2.3"}}, {"aws:useragent", {"Boto3/1.44"}}, {"aws:username", {"ann"}}};
  const auto decide = [&](const Context& context) {
    return evaluate(*policy, {.action = "s3:A", .resource = "*", .context = context});
  };
  EXPECT_EQ(decide(good), Decision::allowed);
  for (const auto& [key, value] : good) {
    Context one_off = good;
    one_off[key] = {"11.1.2.3"};
    EXPECT_EQ(decide(one_off), Decision::denied_by_default) << key;
  }
}

TEST(Conditions, MayNameVariables) {
  EXPECT_TRUE(allows("StringLike", "s3:prefix", R"("home/${aws:username}/*")",
                     {{"s3:prefix", {"home/ann/a"}}, {"aws:username", {"ann"}}}));
  EXPECT_FALSE(allows("StringLike", "s3:prefix", R"("home/${aws:username}/*")",
                      {{"s3:prefix", {"home/bob/a"}}, {"aws:username", {"ann"}}}));
  // Without a value nothing is opened, even where it says "not".
  EXPECT_FALSE(allows("StringNotLike", "s3:prefix", R"("home/${aws:username}/*")", {{"s3:prefix", {"home/bob/a"}}}));
  EXPECT_TRUE(allows("ArnEquals", "aws:PrincipalArn", R"("arn:aws:iam::123456789012:user/${aws:username}")",
                     {{"aws:principalarn", {"arn:aws:iam::123456789012:user/ann"}}, {"aws:username", {"ann"}}}));
}

TEST(Conditions, KeysAreTheSameInAnyCase) {
  EXPECT_TRUE(allows("StringEquals", "AWS:USERNAME", R"("ann")", {{"aws:username", {"ann"}}}));
  for (const std::string_view key : condition_keys())
    EXPECT_TRUE(allows("StringLike", std::string(key), R"("*")",
                       {{[&] {
                           std::string lower(key);
                           for (char& c : lower)
                             c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
                           return lower;
                         }(),
                         {"any"}}}))
        << key;
}

}  // namespace
}  // namespace spotter::iam
