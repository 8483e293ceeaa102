// What a request is refused for, in AWS's words.

#include <string>

#include <gtest/gtest.h>

#include "aws/rekognition/codec.h"
#include "base/encoding.h"

namespace spotter::rekognition {
namespace {

template <class Request>
aws::Outcome<Request> read(const std::string& text) {
  aws::JsonBodyReader reader(kMostImageBytes);
  if (auto fed = reader.feed(as_bytes(text)); !fed) return std::unexpected(fed.error());
  auto body = reader.finish();
  if (!body) return std::unexpected(body.error());
  return read_request<Request>(std::move(*body));
}

template <class Request>
std::string breach(const std::string& text) {
  const auto request = read<Request>(text);
  if (request) return "";
  EXPECT_EQ(request.error().code, "ValidationException") << request.error().message;
  EXPECT_EQ(request.error().status, 400);
  EXPECT_TRUE(request.error().of_framework);
  return request.error().message;
}

template <class Request>
std::string wrong_type(const std::string& text) {
  const auto request = read<Request>(text);
  if (request) return "";
  EXPECT_EQ(request.error().code, "SerializationException") << request.error().message;
  EXPECT_TRUE(request.error().of_framework);
  return request.error().message;
}

const std::string kImage = R"("Image":{"Bytes":"QQ=="})";

TEST(Constraints, AMissingMemberIsNull) {
  EXPECT_EQ(breach<DescribeCollectionRequest>("{}"),
            "1 validation error detected: Value null at 'collectionId' failed to satisfy constraint: "
            "Member must not be null");
  EXPECT_EQ(breach<DescribeCollectionRequest>(R"({"CollectionId":null})"),
            breach<DescribeCollectionRequest>(R"({"collectionId":"names have their case"})"));
}

TEST(Constraints, SeveralAreToldInTheOrderOfTheMembers) {
  EXPECT_EQ(
      breach<CreateUserRequest>(R"({"ClientRequestToken":"","UserId":null})"),
      "4 validation errors detected: Value null at 'collectionId' failed to satisfy constraint: Member must not be "
      "null; Value null at 'userId' failed to satisfy constraint: Member must not be null; Value '' at "
      "'clientRequestToken' failed to satisfy constraint: Member must have length greater than or equal to 1; "
      "Value '' at 'clientRequestToken' failed to satisfy constraint: Member must satisfy regular expression "
      "pattern: ^[a-zA-Z0-9-_]+$");
}

TEST(Constraints, OfTextAreLengthAndPattern) {
  EXPECT_EQ(breach<CreateCollectionRequest>(R"({"CollectionId":"my photos"})"),
            R"(1 validation error detected: Value 'my photos' at 'collectionId' failed to satisfy constraint: )"
            R"(Member must satisfy regular expression pattern: [a-zA-Z0-9_.\-]+)");
  const std::string long_id(256, 'a');
  EXPECT_EQ(breach<CreateCollectionRequest>(R"({"CollectionId":")" + long_id + R"("})"),
            "1 validation error detected: Value '" + long_id +
                "' at 'collectionId' failed to satisfy constraint: Member must have length less than or equal to 255");
  EXPECT_TRUE(read<CreateCollectionRequest>(R"({"CollectionId":")" + std::string(255, 'a') + R"("})"));
}

TEST(Constraints, CountTheCharactersOfAText) {
  std::string value;
  for (int i = 0; i < 256; ++i)
    value += "ä";
  const auto request = [](const std::string& tag) { return R"({"CollectionId":"c","Tags":{"k":")" + tag + R"("}})"; };
  EXPECT_TRUE(read<CreateCollectionRequest>(request(value)));
  EXPECT_NE(breach<CreateCollectionRequest>(request(value + "ä")), "");
}

TEST(Constraints, OfAPictureAreItsBytes) {
  const auto picture = [](std::size_t size) { return R"({"Image":{"Bytes":")" + to_base64(Bytes(size, 1)) + R"("}})"; };
  EXPECT_TRUE(read<DetectFacesRequest>(picture(kMostImageBytes)));
  EXPECT_EQ(breach<DetectFacesRequest>(picture(kMostImageBytes + 1)),
            "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=5242881 cap=5242881]' at "
            "'image.bytes' failed to satisfy constraint: Member must have length less than or equal to 5242880");
  EXPECT_EQ(breach<DetectFacesRequest>(picture(0)),
            "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=0 cap=0]' at 'image.bytes' failed "
            "to satisfy constraint: Member must have length greater than or equal to 1");
}

TEST(Constraints, OfNumbersAreTheirValues) {
  const auto request = [](const std::string& confidence) {
    return "{" + kImage + R"(,"MinConfidence":)" + confidence + "}";
  };
  EXPECT_EQ(breach<DetectLabelsRequest>(request("101")),
            "1 validation error detected: Value '101.0' at 'minConfidence' failed to satisfy constraint: Member must "
            "have value less than or equal to 100");
  EXPECT_EQ(breach<DetectLabelsRequest>(request("-0.25")),
            "1 validation error detected: Value '-0.25' at 'minConfidence' failed to satisfy constraint: Member must "
            "have value greater than or equal to 0");
  EXPECT_NE(breach<DetectLabelsRequest>(request("1e10")).find("'1.0E10'"), std::string::npos);
  EXPECT_NE(breach<DetectLabelsRequest>(request("-1.5e-5")).find("'-1.5E-5'"), std::string::npos);
  EXPECT_TRUE(read<DetectLabelsRequest>(request("100")));
  EXPECT_TRUE(read<DetectLabelsRequest>(request("0")));
  EXPECT_EQ(
      breach<DetectLabelsRequest>("{" + kImage + R"(,"MaxLabels":-1})"),
      "1 validation error detected: Value '-1' at 'maxLabels' failed to satisfy constraint: Member must have value "
      "greater than or equal to 0");
}

TEST(Constraints, OfAnEnumNameItsValues) {
  EXPECT_EQ(breach<CompareFacesRequest>(
                R"({"SourceImage":{"Bytes":"QQ=="},"TargetImage":{"Bytes":"QQ=="},"QualityFilter":"none"})"),
            "1 validation error detected: Value 'none' at 'qualityFilter' failed to satisfy constraint: Member must "
            "satisfy enum value set: [NONE, AUTO, LOW, MEDIUM, HIGH]");
}

TEST(Constraints, OfAListAreItsLengthAndThoseOfItsElements) {
  EXPECT_EQ(
      breach<DeleteFacesRequest>(R"({"CollectionId":"c","FaceIds":[]})"),
      "1 validation error detected: Value '[]' at 'faceIds' failed to satisfy constraint: Member must have length "
      "greater than or equal to 1");
  EXPECT_EQ(
      breach<DeleteFacesRequest>(R"({"CollectionId":"c","FaceIds":["a","b"]})"),
      "1 validation error detected: Value '[a, b]' at 'faceIds' failed to satisfy constraint: Member must satisfy "
      "constraint: [Member must satisfy regular expression pattern: "
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}]");
  EXPECT_EQ(breach<DetectLabelsRequest>("{" + kImage + R"(,"Features":["GENERAL_LABELS","FOO"]})"),
            "1 validation error detected: Value '[GENERAL_LABELS, FOO]' at 'features' failed to satisfy constraint: "
            "Member must satisfy constraint: [Member must satisfy enum value set: [GENERAL_LABELS, IMAGE_PROPERTIES]]");
  EXPECT_EQ(
      breach<DetectLabelsRequest>("{" + kImage + R"(,"Features":[null]})"),
      "1 validation error detected: Value '[null]' at 'features' failed to satisfy constraint: Member must satisfy "
      "constraint: [Member must not be null]");
  EXPECT_EQ(breach<DetectLabelsRequest>("{" + kImage +
                                        R"(,"Settings":{"GeneralLabels":{"LabelInclusionFilters":["Dog","#"]}}})"),
            "1 validation error detected: Value '[Dog, #]' at 'settings.generalLabels.labelInclusionFilters' failed to "
            "satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 50, "
            "Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: "
            "[A-Za-z0-9àâèçñó'-_(). ]*]");
}

TEST(Constraints, OfAMapAreThoseOfItsKeysAndValues) {
  const auto request = [](const std::string& tags) { return R"({"CollectionId":"c","Tags":)" + tags + "}"; };
  EXPECT_EQ(
      breach<CreateCollectionRequest>(request(R"({"aws:a":"b"})")),
      R"(1 validation error detected: Value '{aws:a=b}' at 'tags' failed to satisfy constraint: Map keys must )"
      R"(satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater )"
      R"(than or equal to 1, Member must satisfy regular expression pattern: )"
      R"(^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$])");
  EXPECT_EQ(
      breach<CreateCollectionRequest>(request(R"({"a":"b#"})")),
      R"(1 validation error detected: Value '{a=b#}' at 'tags' failed to satisfy constraint: Map value must )"
      R"(satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater )"
      R"(than or equal to 0, Member must satisfy regular expression pattern: ^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$])");
  EXPECT_NE(breach<CreateCollectionRequest>(request(R"({"a":null})")).find("[Member must not be null]"),
            std::string::npos);
  EXPECT_TRUE(read<CreateCollectionRequest>(request(R"({"Größe":"10 µ²"})")));
  EXPECT_TRUE(read<CreateCollectionRequest>(request(R"({"名前":"Ünïcode Ⅷ"})")));
}

TEST(Constraints, CutALongValueBetweenCharacters) {
  std::string value;
  for (int i = 0; i < 5000; ++i)
    value += "ä";
  const std::string message = breach<CreateCollectionRequest>(R"({"CollectionId":"x)" + value + R"("})");
  EXPECT_LT(message.size(), 5000U);
  EXPECT_TRUE(is_utf8(message));
  EXPECT_NE(message.find("…' at 'collectionId'"), std::string::npos);
}

TEST(Types, AreToldInAwsWords) {
  EXPECT_EQ(wrong_type<DescribeCollectionRequest>("[]"), "Start of list found where not expected");
  EXPECT_EQ(wrong_type<DescribeCollectionRequest>("7"), "Expected map or null");
  EXPECT_EQ(wrong_type<DescribeCollectionRequest>(R"({"CollectionId":7})"),
            "NUMBER_VALUE can not be converted to a String");
  EXPECT_EQ(wrong_type<DescribeCollectionRequest>(R"({"CollectionId":{}})"),
            "Start of structure or map found where not expected.");
  EXPECT_EQ(wrong_type<DetectLabelsRequest>("{" + kImage + R"(,"MaxLabels":"5"})"),
            "STRING_VALUE can not be converted to an Integer");
  EXPECT_EQ(wrong_type<DetectLabelsRequest>("{" + kImage + R"(,"MaxLabels":5.5})"),
            "NUMBER_VALUE can not be converted to an Integer");
  EXPECT_EQ(wrong_type<DetectLabelsRequest>("{" + kImage + R"(,"MaxLabels":2147483648})"),
            "NUMBER_VALUE can not be converted to an Integer");
  EXPECT_EQ(wrong_type<DetectLabelsRequest>("{" + kImage + R"(,"MinConfidence":true})"),
            "TRUE_VALUE can not be converted to a Float");
  EXPECT_EQ(wrong_type<DetectLabelsRequest>("{" + kImage + R"(,"MinConfidence":1e300})"),
            "NUMBER_VALUE can not be converted to a Float");
  EXPECT_EQ(wrong_type<DetectLabelsRequest>("{" + kImage + R"(,"Features":"GENERAL_LABELS"})"),
            "Expected list or null");
  EXPECT_EQ(wrong_type<DetectLabelsRequest>(R"({"Image":"QQ=="})"), "Expected map or null");
  EXPECT_EQ(wrong_type<CreateCollectionRequest>(R"({"CollectionId":"c","Tags":{"a":1}})"),
            "NUMBER_VALUE can not be converted to a String");
}

TEST(Types, AreToldBeforeConstraints) {
  EXPECT_EQ(wrong_type<CreateUserRequest>(R"({"CollectionId":"","UserId":1})"),
            "NUMBER_VALUE can not be converted to a String");
}

TEST(Types, AWholeNumberMayHaveAFraction) {
  const auto request = read<DetectLabelsRequest>("{" + kImage + R"(,"MaxLabels":5.0})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->max_labels, 5);
}

}  // namespace
}  // namespace spotter::rekognition
