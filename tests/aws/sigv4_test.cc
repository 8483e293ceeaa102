#include "aws/sigv4.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/hash.h"

namespace spotter::aws {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kMismatch =
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details.";
const Credentials kCredentials{.access_key_id = "AKIAEXAMPLEKEYNUMBER", .secret_access_key = "a secret"};
const SigningScope kScope{.region = "us-east-1", .service = "rekognition"};

Timestamp noon() {
  return from_iso8601("2026-11-24T12:00:00Z").value();
}

std::string hash_of(std::string_view body) {
  return sha256_hex(as_bytes(body));
}

SignableRequest call() {
  return {.method = "POST",
          .path = "/",
          .headers = {{"Host", "127.0.0.1:8080"},
                      {"Content-Type", "application/x-amz-json-1.1"},
                      {"X-Amz-Target", "RekognitionService.DetectLabels"}}};
}

SignableRequest signed_call() {
  SignableRequest request = call();
  sign(request, kCredentials, kScope, noon(), hash_of("{}"));
  return request;
}

SignableRequest presigned_call(std::chrono::seconds expires = std::chrono::minutes(5)) {
  SignableRequest request{.method = "GET", .path = "/a", .query = "b=c", .headers = {{"Host", "127.0.0.1:8080"}}};
  presign(request, kCredentials, kScope, noon(), expires, hash_of(""));
  return request;
}

std::string& header(SignableRequest& request, std::string_view name) {
  for (auto& [header, value] : request.headers) {
    if (header == name) return value;
  }
  return request.headers.emplace_back(name, "").second;
}

void replace(std::string& text, std::string_view what, std::string_view by) {
  ASSERT_NE(text.find(what), std::string::npos) << text;
  text.replace(text.find(what), what.size(), by);
}

/// What a server says to a request at a time.
Outcome<> judge(const SignableRequest& request, Timestamp now, std::string_view body_hash,
                const CheckOptions& options = {}) {
  auto claim = read_claim(request);
  if (!claim) return std::unexpected(claim.error());
  if (auto good = check_claim(*claim, request, now, options); !good) return good;
  // Another key has another secret: an id is not signed, it says whose secret counts.
  const bool own = claim->access_key_id == kCredentials.access_key_id;
  return check_signature(*claim, request, own ? kCredentials.secret_access_key : "of another key", body_hash);
}

void expect_refused(const Outcome<>& outcome, std::string_view code, std::string_view words) {
  ASSERT_FALSE(outcome) << "was accepted";
  EXPECT_EQ(outcome.error().code, code);
  EXPECT_EQ(outcome.error().status, 400);
  EXPECT_TRUE(outcome.error().of_framework);
  EXPECT_THAT(outcome.error().message, HasSubstr(std::string(words)));
}

TEST(SigV4, WhatWasSignedIsAccepted) {
  EXPECT_TRUE(judge(signed_call(), noon(), hash_of("{}")));
  EXPECT_TRUE(judge(presigned_call(), noon(), hash_of("")));
  EXPECT_TRUE(is_signed(signed_call()));
  EXPECT_TRUE(is_signed(presigned_call()));
}

TEST(SigV4, AnotherSecretIsRefused) {
  const SignableRequest request = signed_call();
  expect_refused(check_signature(read_claim(request).value(), request, "another secret", hash_of("{}")),
                 "InvalidSignatureException", kMismatch);
}

TEST(SigV4, NoSignatureAtAllIsAMissingToken) {
  EXPECT_FALSE(is_signed(call()));
  expect_refused(judge(call(), noon(), ""), "MissingAuthenticationTokenException", "Missing Authentication Token");
  SignableRequest bearer = call();
  header(bearer, "Authorization") = "Bearer abc";
  EXPECT_FALSE(is_signed(bearer));
  expect_refused(judge(bearer, noon(), ""), "MissingAuthenticationTokenException", "Missing Authentication Token");
}

TEST(SigV4, Version2IsRefusedWithTheWayOut) {
  SignableRequest by_header = call();
  header(by_header, "Authorization") = "AWS AKIAEXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=";
  SignableRequest by_query = call();
  by_query.query = "AWSAccessKeyId=AKIAEXAMPLE&Signature=vjbyPxybdZaNmGa%2ByT272YEAiv4%3D&Expires=1141889120";
  for (const auto& request : {by_header, by_query}) {
    EXPECT_TRUE(is_signed(request));
    expect_refused(judge(request, noon(), ""), "InvalidRequest", "Please use AWS4-HMAC-SHA256");
    expect_refused(judge(request, noon(), ""), "InvalidRequest", "signature_version='s3v4'");
  }
}

TEST(SigV4, AllMissingPartsAreNamed) {
  SignableRequest request = call();
  header(request, "Authorization") = "AWS4-HMAC-SHA256 Credential=a/20261124/us-east-1/rekognition/aws4_request";
  expect_refused(judge(request, noon(), ""), "IncompleteSignatureException",
                 "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' "
                 "parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
                 "Authorization=AWS4-HMAC-SHA256");
  header(request, "Authorization") = "AWS4-HMAC-SHA256";
  expect_refused(judge(request, noon(), ""), "IncompleteSignatureException", "requires 'Credential' parameter");
  request = presigned_call();
  replace(request.query, "X-Amz-SignedHeaders", "X-Amz-Signed");
  expect_refused(judge(request, noon(), ""), "IncompleteSignatureException",
                 "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string "
                 "parameters.");
}

TEST(SigV4, BrokenPartsAreNamed) {
  struct Row {
    std::string_view what;
    std::string_view by;
    std::string_view code;
    std::string_view words;
  };
  const std::vector<Row> rows{
      {"/aws4_request", "", "IncompleteSignatureException", "exactly 5 slash-delimited elements"},
      {"/aws4_request", "/aws3_request", "InvalidSignatureException", "valid terminator: 'aws4_request'"},
      {"/20261124/", "/20261123/", "InvalidSignatureException", "'20261123' != '20261124', from '20261124T120000Z'."},
      {"AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", "IncompleteSignatureException", "Unsupported AWS 'algorithm'"},
      {"content-type;host", "Content-Type;host", "IncompleteSignatureException", "in lower case, ascending"},
      {"content-type;host", "host;content-type", "IncompleteSignatureException", "in lower case, ascending"},
      {"content-type;host", "content-type;host;host", "IncompleteSignatureException", "in lower case, ascending"},
      {"content-type;host;", "content-type;", "InvalidSignatureException", "'Host' must be a 'SignedHeader'"},
      {"content-type;host;", "host;", "InvalidSignatureException", "'content-type' must be a 'SignedHeader'"},
      {";x-amz-target", "", "InvalidSignatureException", "'x-amz-target' must be a 'SignedHeader'"},
      {"x-amz-target", "x-amz-target;x-other", "InvalidSignatureException", "'x-other' is not in the request"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.by);
    SignableRequest request = signed_call();
    replace(header(request, "Authorization"), row.what, row.by);
    expect_refused(judge(request, noon(), hash_of("{}")), row.code, row.words);
  }
}

TEST(SigV4, DatesAreReadStrictly) {
  SignableRequest request = signed_call();
  for (const std::string_view date :
       {"2026-11-24T12:00:00Z", "20261124T120000", "20261324T120000Z", "Tue, 24 Nov 2026 12:00:00 GMT", ""}) {
    header(request, "X-Amz-Date") = date;
    expect_refused(judge(request, noon(), hash_of("{}")), "IncompleteSignatureException", "ISO-8601 'basic format'");
  }
  header(request, "X-Amz-Date") = "20261124T120000Z";
  request.headers.emplace_back("X-Amz-Date", "20261124T120000Z");
  expect_refused(judge(request, noon(), hash_of("{}")), "IncompleteSignatureException", "ISO-8601 'basic format'");
}

TEST(SigV4, ADateHeaderDoesWithoutXAmzDate) {
  for (const std::string_view date : {"Tue, 24 Nov 2026 12:00:00 GMT", "20261124T120000Z"}) {
    SignableRequest request = call();
    request.headers.emplace_back("Date", date);
    const std::vector<std::string> names{"content-type", "date", "host", "x-amz-target"};
    const std::string to_sign = string_to_sign(canonical_request(request, names, hash_of("{}"), true), noon(), kScope);
    header(request, "Authorization") =
        "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLEKEYNUMBER/20261124/us-east-1/rekognition/aws4_request,"
        "SignedHeaders=content-type;date;host;x-amz-target,Signature=" +
        signature_of(to_sign, kCredentials.secret_access_key, noon(), kScope);
    EXPECT_TRUE(judge(request, noon(), hash_of("{}"))) << date;
  }
}

TEST(SigV4, ClocksMayDifferByAQuarterOfAnHour) {
  const SignableRequest request = signed_call();
  EXPECT_TRUE(judge(request, noon() + std::chrono::minutes(15), hash_of("{}")));
  EXPECT_TRUE(judge(request, noon() - std::chrono::minutes(15), hash_of("{}")));
  expect_refused(judge(request, noon() + std::chrono::seconds(15 * 60 + 1), hash_of("{}")), "InvalidSignatureException",
                 "Signature expired: 20261124T120000Z is now earlier than 20261124T120001Z (20261124T121501Z - 15 "
                 "min.)");
  expect_refused(judge(request, noon() - std::chrono::seconds(15 * 60 + 1), hash_of("{}")), "InvalidSignatureException",
                 "Signature not yet current: 20261124T120000Z is still later than 20261124T115959Z "
                 "(20261124T114459Z + 15 min.)");
  expect_refused(judge(request, noon() + std::chrono::seconds(31), hash_of("{}"), {.skew = std::chrono::seconds(30)}),
                 "InvalidSignatureException", "- 30 s.)");
}

TEST(SigV4, APresignedUrlLivesAsLongAsItSays) {
  const SignableRequest request = presigned_call(std::chrono::minutes(30));
  EXPECT_TRUE(judge(request, noon() + std::chrono::minutes(30), hash_of("")));
  expect_refused(judge(request, noon() + std::chrono::seconds(1801), hash_of("")), "InvalidSignatureException",
                 "Signature expired: 20261124T120000Z is now earlier than 20261124T120001Z (20261124T123001Z - 30 "
                 "min.)");
  expect_refused(judge(request, noon() - std::chrono::minutes(16), hash_of("")), "InvalidSignatureException",
                 "Signature not yet current");
}

TEST(SigV4, APresignedUrlLivesAWeekAtMost) {
  EXPECT_TRUE(judge(presigned_call(std::chrono::days(7)), noon(), hash_of("")));
  for (const auto seconds : {0, -1, 604801}) {
    expect_refused(judge(presigned_call(std::chrono::seconds(seconds)), noon(), hash_of("")),
                   "IncompleteSignatureException", "X-Amz-Expires must be");
  }
  SignableRequest request = presigned_call();
  replace(request.query, "X-Amz-Expires=300", "X-Amz-Expires=soon");
  expect_refused(judge(request, noon(), hash_of("")), "IncompleteSignatureException", "should be a number");
}

TEST(SigV4, OneSignatureIsEnough) {
  SignableRequest request = presigned_call();
  sign(request, kCredentials, kScope, noon(), hash_of(""));
  expect_refused(judge(request, noon(), hash_of("")), "IncompleteSignatureException", "not by both");
  request = presigned_call();
  request.query += "&X-Amz-Expires=604800";
  expect_refused(judge(request, noon(), hash_of("")), "IncompleteSignatureException", "must come once");
}

TEST(SigV4, AScopeMayBeHeldToARegionAndAService) {
  const SignableRequest request = signed_call();
  EXPECT_TRUE(judge(request, noon(), hash_of("{}"), {.region = "us-east-1", .service = "rekognition"}));
  expect_refused(judge(request, noon(), hash_of("{}"), {.region = "eu-west-1"}), "InvalidSignatureException",
                 "Credential should be scoped to a valid region, not 'us-east-1'.");
  expect_refused(judge(request, noon(), hash_of("{}"), {.service = "s3"}), "InvalidSignatureException",
                 "Credential should be scoped to correct service: 's3'.");
}

TEST(SigV4, AHeaderThatIsAddedIsRefused) {
  for (const std::string_view name : {"X-Amz-Security-Token", "x-amz-meta-a", "X-AMZ-Content-Sha256"}) {
    SignableRequest request = signed_call();
    request.headers.emplace_back(name, "abc");
    expect_refused(judge(request, noon(), hash_of("{}")), "InvalidSignatureException", "must be a 'SignedHeader'");
  }
  // One that was signed does not count twice.
  SignableRequest request = signed_call();
  request.headers.emplace_back("x-amz-target", "RekognitionService.DetectText");
  expect_refused(judge(request, noon(), hash_of("{}")), "InvalidSignatureException", kMismatch);
}

TEST(SigV4, HeadersThatProxiesAddAreNotMissed) {
  SignableRequest request = signed_call();
  request.headers.emplace_back("X-Forwarded-For", "203.0.113.7");
  request.headers.emplace_back("Via", "1.1 proxy");
  EXPECT_TRUE(judge(request, noon(), hash_of("{}")));
}

TEST(SigV4, AStatedHashMustBeTheBodys) {
  SignableRequest request = call();
  sign(request, kCredentials, kScope, noon(), hash_of("{}"), {.content_sha256_header = true});
  EXPECT_EQ(read_claim(request)->payload_hash, hash_of("{}"));
  EXPECT_TRUE(judge(request, noon(), hash_of("{}")));
  EXPECT_TRUE(judge(request, noon(), "")) << "the body is not read yet";
  expect_refused(judge(request, noon(), hash_of("{ }")), "InvalidSignatureException",
                 "The provided 'x-amz-content-sha256' header does not match what was computed.");
}

TEST(SigV4, AnUnsignedBodyIsTakenOnlyWhereItIsAllowed) {
  for (const std::string_view stated : {"UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"}) {
    SignableRequest request = call();
    sign(request, kCredentials, {.region = "us-east-1", .service = "s3"}, noon(), stated,
         {.content_sha256_header = true, .normalise = false});
    expect_refused(judge(request, noon(), hash_of("{}")), "InvalidSignatureException", "The body must be signed");
    EXPECT_TRUE(judge(request, noon(), hash_of("{}"), {.unsigned_payload = true}));
  }
  SignableRequest request = call();
  sign(request, kCredentials, kScope, noon(), "nothing", {.content_sha256_header = true});
  expect_refused(judge(request, noon(), hash_of("{}"), {.unsigned_payload = true}), "InvalidSignatureException",
                 "x-amz-content-sha256 must be");
}

TEST(SigV4, APresignedUrlOfS3LeavesItsBodyOpen) {
  const SigningScope s3{.region = "us-east-1", .service = "s3"};
  SignableRequest request{.method = "PUT", .path = "/uploads/a b.jpg", .headers = {{"Host", "127.0.0.1:8080"}}};
  request.path = "/uploads/a%20b.jpg";
  presign(request, kCredentials, s3, noon(), std::chrono::minutes(5), kUnsignedPayload, {.normalise = false});
  EXPECT_EQ(read_claim(request)->payload_hash, kUnsignedPayload);
  EXPECT_TRUE(judge(request, noon(), hash_of("anything"), {.unsigned_payload = true}));
  expect_refused(judge(request, noon(), hash_of("anything")), "InvalidSignatureException", "must be signed");
}

TEST(SigV4, ASessionTokenIsPartOfWhatIsSigned) {
  Credentials credentials = kCredentials;
  credentials.session_token = "a/token+of=one";
  SignableRequest by_header = call();
  sign(by_header, credentials, kScope, noon(), hash_of("{}"));
  SignableRequest by_query{.method = "GET", .path = "/", .headers = {{"Host", "a"}}};
  presign(by_query, credentials, kScope, noon(), std::chrono::minutes(5), hash_of("{}"));
  for (const auto& request : {by_header, by_query}) {
    EXPECT_EQ(read_claim(request)->session_token, credentials.session_token);
    EXPECT_TRUE(judge(request, noon(), hash_of("{}")));
  }
  header(by_header, "X-Amz-Security-Token") = "another";
  expect_refused(judge(by_header, noon(), hash_of("{}")), "InvalidSignatureException", kMismatch);
  replace(by_query.query, "a%2Ftoken", "b%2Ftoken");
  expect_refused(judge(by_query, noon(), hash_of("{}")), "InvalidSignatureException", kMismatch);
}

TEST(SigV4, QueriesAreSortedAndEscapedInOneWay) {
  SignableRequest request{.method = "GET", .path = "/", .query = "uploads&b=/&a=+%2f&a=%7E&c=%zz", .headers = {}};
  const std::string canonical = canonical_request(request, {}, "hash", true);
  EXPECT_THAT(canonical, HasSubstr("GET\n/\na=%2B%2F&a=~&b=%2F&c=%25zz&uploads=\n"));
}

// ---- Properties -------------------------------------------------------------------------------------------------

const std::string kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

std::string any_word() {
  return *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(kPlain)));
}

struct Signed {
  SignableRequest request;
  std::string body_hash;
  Timestamp time;
  bool s3 = false;
};

Signed any_signed(bool by_header) {
  Signed one;
  one.time = noon() + std::chrono::seconds(*rc::gen::inRange(-1'000'000, 1'000'000));
  one.body_hash = hash_of(any_word());
  one.s3 = *rc::gen::arbitrary<bool>();
  one.request.method = *rc::gen::element<std::string>("GET", "PUT", "POST", "DELETE");
  for (int i = *rc::gen::inRange(1, 4); i > 0; --i)
    one.request.path += "/" + any_word();
  for (int i = *rc::gen::inRange(1, 4); i > 0; --i)
    one.request.query += (one.request.query.empty() ? "" : "&") + any_word() + "=" + any_word();
  one.request.headers = {{"Host", any_word()}, {"Content-Type", any_word()}, {"x-amz-meta-" + any_word(), any_word()}};
  const SigningScope scope{.region = any_word(), .service = one.s3 ? "s3" : "rekognition"};
  const SignOptions options{.content_sha256_header = one.s3 && by_header, .normalise = !one.s3};
  if (by_header) {
    sign(one.request, kCredentials, scope, one.time, one.body_hash, options);
  } else {
    // A presigned URL of S3 says which body it means by a header.
    if (one.s3) one.request.headers.emplace_back("X-Amz-Content-Sha256", one.body_hash);
    presign(one.request, kCredentials, scope, one.time, std::chrono::seconds(*rc::gen::inRange(1, 604801)),
            one.body_hash, options);
  }
  return one;
}

bool accepted(const Signed& one) {
  return judge(one.request, one.time, one.body_hash).has_value();
}

void change_a_byte(std::string& text) {
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  text[at] = *rc::gen::suchThat(rc::gen::elementOf(kPlain), [&](char c) { return c != text[at]; });
}

TEST(SigV4, AnythingThatIsSignedIsAccepted) {
  EXPECT_TRUE(rc::check([] { RC_ASSERT(accepted(any_signed(true))); }));
  EXPECT_TRUE(rc::check([] { RC_ASSERT(accepted(any_signed(false))); }));
}

TEST(SigV4, AnyByteThatIsChangedIsNoticed) {
  EXPECT_TRUE(rc::check([] {
    Signed one = any_signed(*rc::gen::arbitrary<bool>());
    std::vector<std::string*> parts{&one.request.method, &one.request.path, &one.request.query, &one.body_hash};
    for (auto& [name, value] : one.request.headers)
      parts.push_back(&value);
    change_a_byte(**rc::gen::elementOf(parts));
    RC_ASSERT(!accepted(one));
  }));
}

TEST(SigV4, AnySignedHeaderThatIsTakenAwayIsMissed) {
  EXPECT_TRUE(rc::check([] {
    Signed one = any_signed(*rc::gen::arbitrary<bool>());
    const auto at = *rc::gen::inRange<std::size_t>(0, one.request.headers.size());
    one.request.headers.erase(one.request.headers.begin() + static_cast<std::ptrdiff_t>(at));
    RC_ASSERT(!accepted(one));
  }));
}

}  // namespace
}  // namespace spotter::aws
