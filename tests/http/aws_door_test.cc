// The AWS front door over real sockets: the JSON protocol, its errors, what the HTTP layer refuses, overload, keys.

#include "http/aws_door.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "http/aws_error.h"
#include "http/service.h"

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

Headers target(std::string_view operation) {
  return {{"Content-Type", "application/x-amz-json-1.1"},
          {"X-Amz-Target", "RekognitionService." + std::string(operation)}};
}

Answer call(Service& service, std::string_view operation, std::string_view body) {
  return service.post("/", body, target(operation));
}

/// The answer is an error of the JSON protocol.
void expect_error(const Answer& answer, int status, const std::string& code, const std::string& said) {
  EXPECT_EQ(answer.status, status) << answer.body;
  EXPECT_EQ(answer.header("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_FALSE(answer.header("x-amzn-RequestId").empty());
  EXPECT_EQ(answer.text("__type"), code);
  EXPECT_THAT(answer.text("message"), HasSubstr(said));
}

std::string with_image(const std::string& bytes, const std::string& rest = "") {
  return R"({"Image":{"Bytes":")" + to_base64(as_bytes(bytes)) + R"("})" + rest + "}";
}

/// As `picture`, but large enough for Rekognition.
std::string photograph() {
  return std::string(as_text(made_jpeg(160, 120, 1)));
}

TEST(AwsDoor, AnswersAnOperationWithItsRequestId) {
  Service service;
  const Answer answer = call(service, "CreateCollection", R"({"CollectionId":"friends"})");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.header("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_THAT(std::string(answer.header("x-amzn-RequestId")),
              MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"));
  EXPECT_FALSE(answer.header("Date").empty());
  EXPECT_EQ(answer.text("CollectionArn"), "aws:rekognition:us-east-1:000000000000:collection/friends");
}

TEST(AwsDoor, ServesSeveralCallsOnOneConnection) {
  Service service;
  Client client = service.client();
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(client.post("/", "{}", target("ListCollections")).status, 200);
}

TEST(AwsDoor, TakesAnEmptyBodyForAnEmptyObject) {
  Service service;
  EXPECT_EQ(call(service, "ListCollections", "").status, 200);
}

TEST(AwsDoor, LooksAtThePictureThatWasSent) {
  Service service;
  service.engine.now.finds.labels.push_back({.name = "Cat", .confidence = 99});
  const std::string bytes = photograph();
  const Answer answer = call(service, "DetectLabels", with_image(bytes));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json().at("Labels").at(0).at("Name"), "Cat");
  ASSERT_EQ(service.engine.now.images.size(), 1U);
  EXPECT_EQ(service.engine.now.images[0], bytes);
}

TEST(AwsDoor, SaysWhatIsNotOffered) {
  Service service;
  expect_error(call(service, "StartLabelDetection", "{}"), 400, "UnknownOperationException", "StartLabelDetection");
  expect_error(service.post("/", "{}", {{"X-Amz-Target", "TrentService.Encrypt"}}), 400, "UnknownOperationException",
               "TrentService.Encrypt");
  const Answer bare = service.post("/", "{}");
  EXPECT_EQ(bare.status, 400);
  EXPECT_THAT(bare.text("message"), HasSubstr("X-Amz-Target"));
}

TEST(AwsDoor, RefusesWhatIsNoJson) {
  Service service;
  expect_error(call(service, "ListCollections", "{\"MaxResults\":"), 400, "SerializationException", "");
  expect_error(call(service, "ListCollections", "[]"), 400, "SerializationException", "");
}

TEST(AwsDoor, NamesABrokenConstraintInAwssWords) {
  Service service;
  expect_error(call(service, "DescribeCollection", R"({"CollectionId":"no spaces"})"), 400, "ValidationException",
               "1 validation error detected: Value 'no spaces' at 'collectionId' failed to satisfy constraint: Member "
               "must satisfy regular expression pattern: [a-zA-Z0-9_.\\-]+");
}

TEST(AwsDoor, NamesTheSizeOfAPictureThatIsTooLarge) {
  Service service;
  const std::string large(5'242'881, 'x');
  expect_error(call(service, "DetectLabels", with_image(large)), 400, "ValidationException",
               "java.nio.HeapByteBuffer[pos=0 lim=5242881 cap=5242881]");
  EXPECT_TRUE(service.engine.now.images.empty());
}

TEST(AwsDoor, GivesErrorsOfOperationsWithCodeAndLogref) {
  Service service;
  const Answer answer = call(service, "DescribeCollection", R"({"CollectionId":"nobody"})");
  expect_error(answer, 400, "ResourceNotFoundException", "The collection id: nobody does not exist");
  EXPECT_EQ(answer.text("Code"), "ResourceNotFoundException");
  EXPECT_EQ(answer.text("Logref"), answer.header("x-amzn-RequestId"));
}

TEST(AwsDoor, RefusesABodyBeyondEveryLimitBeforeItComes) {
  Service service;
  Client client = service.client();
  Headers headers = target("DetectLabels");
  headers["Host"] = "localhost";
  std::string head = "POST / HTTP/1.1\r\nContent-Length: 40000000\r\n";
  for (const auto& [name, value] : headers)
    head += name + ": " + value + "\r\n";
  client.write(head + "\r\n");
  expect_error(client.read(), 413, "RequestEntityTooLargeException", "33554432 bytes");
}

TEST(AwsDoor, AsksForTheBodyOfACallerWhoWaitsForThat) {
  Service service;
  Client client = service.client();
  client.write(
      "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: RekognitionService.ListCollections\r\n"
      "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  client.write("{}");
  EXPECT_EQ(client.read().status, 200);
}

TEST(AwsDoor, TellsOverloadBeforeTheBodyComes) {
  Service service;
  service.engine.now.is_full = true;
  Client client = service.client();
  client.write(
      "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: RekognitionService.DetectLabels\r\n"
      "Content-Length: 2000000\r\nExpect: 100-continue\r\n\r\n");
  expect_error(client.read(), 400, "ThrottlingException", "Slow down");
  // What looks at no picture goes on.
  EXPECT_EQ(call(service, "ListCollections", "{}").status, 200);
}

TEST(AwsDoor, GivesRefusalsOfTheHttpLayerInAwssWords) {
  Service service;
  expect_error(service.post("/nothing/here", "{}", target("DetectLabels")), 404, "UnknownOperationException",
               "/nothing/here");
  Headers elsewhere = target("DetectLabels");
  elsewhere["Host"] = "evil.example";
  expect_error(service.post("/", "{}", elsewhere), 403, "AccessDeniedException", "evil.example");
}

TEST(AwsDoor, CountsCallsByOutcome) {
  Service service;
  call(service, "ListCollections", "{}");
  call(service, "DescribeCollection", R"({"CollectionId":"nobody"})");
  const std::string metrics = service.metrics.render();
  EXPECT_THAT(metrics, HasSubstr(R"(spotter_rekognition_requests_total{operation="ListCollections",outcome="ok"} 1)"));
  EXPECT_THAT(metrics, HasSubstr(R"(operation="DescribeCollection",outcome="ResourceNotFoundException"} 1)"));
}

TEST(AwsError, LeavesOtherAnswersAlone) {
  const Response plain = as_aws_error({.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = "hi"}, "id");
  EXPECT_EQ(plain.body, "hi");
  EXPECT_EQ(plain.headers.at("Content-Type"), "text/plain");
}

}  // namespace
}  // namespace spotter::testing
