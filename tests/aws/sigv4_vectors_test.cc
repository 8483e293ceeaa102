#include <gtest/gtest.h>

#include "aws/signing_suite.h"
#include "aws/sigv4.h"
#include "base/hash.h"

namespace spotter::testing {
namespace {

constexpr std::size_t kCases = 40;
constexpr std::size_t kCasesByQuery = 38;  // those that have such files

class SigningSuite : public ::testing::Test {
 protected:
  void SetUp() override {
    cases_ = signed_cases();
    ASSERT_EQ(cases_.size(), kCases) << signing_suite() << " is not all there; ./dev setup fetches it";
  }
  std::vector<SignedCase> cases_;
};

std::string body_hash(const SignedCase& one) {
  return sha256_hex(as_bytes(one.body));
}

aws::Credentials signing_credentials(const SignedCase& one) {
  aws::Credentials credentials = one.credentials;
  if (one.omit_session_token) credentials.session_token.clear();
  return credentials;
}

std::string header(const aws::SignableRequest& request, std::string_view name) {
  for (const auto& [header, value] : request.headers) {
    if (header == name) return value;
  }
  return "";
}

std::string without_parameter(const std::string& query, const std::string& name) {
  const auto start = query.find("&" + name + "=");
  if (start == std::string::npos) return query;
  return query.substr(0, start) + query.substr(std::min(query.find('&', start + 1), query.size()));
}

/// The three steps over a signed request, held against the case's files where it has them.
void expect_steps(const SignedCase& one, const std::string& kind, const aws::SignableRequest& request) {
  const auto claim = aws::read_claim(request);
  ASSERT_TRUE(claim) << claim.error().message;
  const std::string canonical = aws::canonical_request(request, claim->signed_headers, body_hash(one), one.normalise);
  EXPECT_EQ(canonical, one.text(kind + "-canonical-request.txt"));
  const std::string to_sign = aws::string_to_sign(canonical, claim->time, claim->scope);
  if (one.has(kind + "-string-to-sign.txt")) EXPECT_EQ(to_sign, one.text(kind + "-string-to-sign.txt"));
  const std::string signature =
      aws::signature_of(to_sign, one.credentials.secret_access_key, claim->time, claim->scope);
  EXPECT_EQ(signature, claim->signature);
  if (one.has(kind + "-signature.txt")) EXPECT_EQ(signature, one.text(kind + "-signature.txt"));
}

/// What a server does with the case's own signed request.
void expect_accepted(const SignedCase& one, const aws::SignableRequest& request) {
  const auto claim = aws::read_claim(request);
  ASSERT_TRUE(claim) << claim.error().message;
  EXPECT_EQ(claim->access_key_id, one.credentials.access_key_id);
  const auto good = aws::check_claim(*claim, request, one.time);
  ASSERT_TRUE(good) << good.error().message;
  const auto right = aws::check_signature(*claim, request, one.credentials.secret_access_key, body_hash(one));
  EXPECT_TRUE(right) << right.error().message;
  EXPECT_FALSE(aws::check_signature(*claim, request, "another", body_hash(one)));
}

TEST_F(SigningSuite, SigningByHeaderGivesWhatAwsGives) {
  std::size_t ran = 0;
  for (const SignedCase& one : cases_) {
    SCOPED_TRACE(one.name);
    aws::SignableRequest request = one.request;
    aws::sign(request, signing_credentials(one), one.scope, one.time, body_hash(one),
              {.content_sha256_header = one.sign_body, .normalise = one.normalise});
    const std::string expected = header(request_of(one.text("header-signed-request.txt")), "Authorization");
    EXPECT_EQ(header(request, "Authorization"), expected.substr(expected.find('A')));
    ++ran;
    // What is signed in this case is written for another time than its signature.
    if (one.name == "double-encode-path") {
      aws::sign(request, one.credentials, one.scope, from_iso8601("2021-05-11T15:40:45Z").value(), body_hash(one));
    }
    expect_steps(one, "header", request);
  }
  EXPECT_EQ(ran, kCases);
}

TEST_F(SigningSuite, SigningByQueryGivesWhatAwsGives) {
  std::size_t ran = 0;
  for (const SignedCase& one : cases_) {
    if (!one.has("query-signature.txt")) continue;
    SCOPED_TRACE(one.name);
    aws::SignableRequest request = one.request;
    aws::presign(request, signing_credentials(one), one.scope, one.time, std::chrono::hours(1), body_hash(one),
                 {.normalise = one.normalise});
    expect_steps(one, "query", request);
    ++ran;
  }
  EXPECT_EQ(ran, kCasesByQuery);
}

TEST_F(SigningSuite, WhatAwsSignedByHeaderIsAccepted) {
  std::size_t ran = 0;
  for (const SignedCase& one : cases_) {
    SCOPED_TRACE(one.name);
    const auto request = request_of(one.text("header-signed-request.txt"));
    ++ran;
    if (one.name == "double-encode-path") {
      expect_accepted(one, request);
    } else if (one.omit_session_token) {
      const auto claim = aws::read_claim(request);
      ASSERT_TRUE(claim);
      EXPECT_EQ(aws::check_claim(*claim, request, one.time).error().message,
                "'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization.");
      expect_steps(one, "header", request);
    } else if (one.normalise) {
      expect_accepted(one, request);
      expect_steps(one, "header", request);
    } else {
      expect_steps(one, "header", request);
    }
  }
  EXPECT_EQ(ran, kCases);
}

TEST_F(SigningSuite, WhatAwsSignedByQueryIsAccepted) {
  std::size_t ran = 0;
  for (const SignedCase& one : cases_) {
    if (!one.has("query-signed-request.txt")) continue;
    SCOPED_TRACE(one.name);
    auto request = request_of(one.text("query-signed-request.txt"));
    ++ran;
    if (one.omit_session_token) {
      const auto claim = aws::read_claim(request);
      ASSERT_TRUE(claim);
      EXPECT_FALSE(aws::check_signature(*claim, request, one.credentials.secret_access_key, body_hash(one)));
      request.query = without_parameter(request.query, "X-Amz-Security-Token");
    }
    if (one.normalise) expect_accepted(one, request);
    expect_steps(one, "query", request);
  }
  EXPECT_EQ(ran, kCasesByQuery);
}

}  // namespace
}  // namespace spotter::testing
