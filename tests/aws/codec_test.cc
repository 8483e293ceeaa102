#include "aws/rekognition/codec.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "aws/chance.h"
#include "model_shapes/operations.h"

namespace spotter::rekognition {
namespace {

using ::testing::ElementsAre;

aws::Outcome<aws::JsonBody> body_of(std::string_view text) {
  aws::JsonBodyReader reader(kMostImageBytes);
  if (auto fed = reader.feed(as_bytes(text)); !fed) return std::unexpected(fed.error());
  return reader.finish();
}

template <class Request>
aws::Outcome<Request> read(std::string_view text) {
  auto body = body_of(text);
  if (!body) return std::unexpected(body.error());
  return read_request<Request>(std::move(*body));
}

// --- requests -------------------------------------------------------------------------------------

TEST(ReadRequest, FillsEveryKindOfMember) {
  const auto request = read<DetectLabelsRequest>(R"({
    "Image": {"Bytes": "aGVsbG8="}, "MaxLabels": 10, "MinConfidence": 75.5, "Features": ["IMAGE_PROPERTIES"],
    "Settings": {"GeneralLabels": {"LabelInclusionFilters": ["Cat", "Dog"]}, "ImageProperties": {}},
    "Unknown": [{}]})");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(as_text(request->image.bytes->bytes), "hello");
  EXPECT_FALSE(request->image.s3_object);
  EXPECT_EQ(request->max_labels, 10);
  EXPECT_EQ(request->min_confidence, 75.5F);
  EXPECT_THAT(*request->features, ElementsAre(DetectLabelsFeatureName::IMAGE_PROPERTIES));
  EXPECT_THAT(*request->settings->general_labels->label_inclusion_filters, ElementsAre("Cat", "Dog"));
  EXPECT_FALSE(request->settings->general_labels->label_exclusion_filters);
  EXPECT_FALSE(request->settings->image_properties->max_dominant_colors);
}

TEST(ReadRequest, TakesNullAsAbsent) {
  const auto request = read<DetectLabelsRequest>(
      R"({"Image": {"Bytes": null, "S3Object": {"Bucket": "photos", "Name": "a.jpg", "Version": null}},
          "MaxLabels": null, "Features": null, "Settings": {"GeneralLabels": null}})");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_FALSE(request->image.bytes);
  EXPECT_EQ(request->image.s3_object->bucket, "photos");
  EXPECT_FALSE(request->image.s3_object->version);
  EXPECT_FALSE(request->max_labels);
  EXPECT_FALSE(request->features);
  EXPECT_FALSE(request->settings->general_labels);
}

TEST(ReadRequest, GivesEachPictureItsBytes) {
  const auto request = read<CompareFacesRequest>(
      R"({"TargetImage":{"Bytes":"dGFyZ2V0"},"SourceImage":{"Bytes":"c291cmNl"},"QualityFilter":"LOW"})");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(as_text(request->source_image.bytes->bytes), "source");
  EXPECT_EQ(as_text(request->target_image.bytes->bytes), "target");
  EXPECT_EQ(request->quality_filter, QualityFilter::LOW);
}

TEST(ReadRequest, ReadsMaps) {
  const auto request = read<TagResourceRequest>(
      R"({"ResourceArn":"arn:aws:rekognition:eu-west-1:000000000000:collection/c","Tags":{"Bytes":"b","a":""}})");
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->tags, (Tags{{"Bytes", "b"}, {"a", ""}}));
}

// --- responses ------------------------------------------------------------------------------------

TEST(EncodeResponse, NamesMembersAsTheApiDoes) {
  EXPECT_EQ(encode_response(DescribeCollectionResponse{.face_count = 5'000'000'000,
                                                       .face_model_version = "7.0",
                                                       .collection_a_r_n = "arn",
                                                       .creation_timestamp = {1717000000.123},
                                                       .user_count = 2}),
            R"({"FaceCount":5000000000,"FaceModelVersion":"7.0","CollectionARN":"arn",)"
            R"("CreationTimestamp":1717000000.123,"UserCount":2})");
  EXPECT_EQ(encode_response(CreateCollectionResponse{}),
            R"({"StatusCode":200,"CollectionArn":"","FaceModelVersion":""})");
  EXPECT_EQ(encode_response(TagResourceResponse{}), "{}");
}

TEST(EncodeResponse, WidensAFloatAndLeavesEmptyOptionalsOut) {
  EXPECT_EQ(encode_response(DetectModerationLabelsResponse{
                .moderation_labels = {{.confidence = 99.96941F, .name = "A", .parent_name = "", .taxonomy_level = 1}},
                .moderation_model_version = "7.0"}),
            R"({"ModerationLabels":[{"Confidence":99.96941375732422,"Name":"A","ParentName":"","TaxonomyLevel":1}],)"
            R"("ModerationModelVersion":"7.0","ContentTypes":[]})");
  EXPECT_EQ(encode_response(DetectLabelsResponse{.label_model_version = "3.0"}), R"({"LabelModelVersion":"3.0"})");
  EXPECT_EQ(encode_response(ListCollectionsResponse{.collection_ids = {"a"}, .face_model_versions = {"7.0"}}),
            R"({"CollectionIds":["a"],"FaceModelVersions":["7.0"]})");
}

TEST(EncodeResponse, OfEveryOperationIsAnObjectOfItsMembers) {
  for_each_operation([]<class Request, class Response>(std::string_view name) {
    const auto json = boost::json::parse(encode_response(Response{}));
    for (const auto& [member, value] : json.as_object()) {
      const auto& members = shape_of<Response>().members;
      EXPECT_NE(std::ranges::find(members, std::string_view(member), &Member::name), members.end())
          << name << "." << member;
    }
  });
}

// --- whatever comes -------------------------------------------------------------------------------

using spotter::testing::Chance;

std::string any_value(Chance& chance, const Shape& shape);

std::string any_members(Chance& chance, const Shape& shape) {
  std::string out;
  for (const Member& member : shape.members)
    if (!chance.one_in(member.required ? 16 : 3))
      out += fmt::format("{}\"{}\":{}", out.empty() ? "" : ",", member.name, any_value(chance, member.shape));
  return "{" + out + "}";
}

std::string any_elements(Chance& chance, const Shape& shape) {
  std::string out;
  const std::size_t count = chance.below(4);
  for (std::size_t i = 0; i < count; ++i)
    out += (i == 0 ? "" : ",") + any_value(chance, shape.elements.front());
  return "[" + out + "]";
}

/// What the shape allows, most of the time.
std::string any_value(Chance& chance, const Shape& shape) {
  if (chance.one_in(16))
    return chance.of(
        std::to_array<std::string_view>({"null", "true", "-1", "1e38", "1e308", "[]", "{}", "[null]", R"("x")", "0.5",
                                         R"({"Bytes":"QQ=="})", "9223372036854775808", R"("\u0000")", "[[]]", "-0.0"}));
  switch (shape.kind) {
    case Kind::structure:
      return any_members(chance, shape);
    case Kind::list:
      return any_elements(chance, shape);
    case Kind::map:
      return chance.of(
          std::to_array<std::string_view>({"{}", R"({"k":"v"})", R"({"k":"v","l":""})", R"({"aws:k":"v"})"}));
    case Kind::blob:
      return chance.of(std::to_array<std::string_view>({R"("QQ==")", R"("QQ==")", R"("")", R"("QQ=")"}));
    case Kind::enumeration:
      return '"' + shape.enumerators[chance.below(shape.enumerators.size())] + '"';
    case Kind::string:
      return chance.of(std::to_array<std::string_view>({R"("photos")", R"("01234567-89ab-cdef-0123-456789abcdef")"}));
    case Kind::boolean:
      return "true";
    default:
      return chance.of(std::to_array<std::string_view>({"1", "55", "1.0", "0.5"}));
  }
}

RC_GTEST_PROP(ReadRequest, AnswersWhateverComes, (std::uint64_t seed)) {
  Chance chance(seed);
  int taken = 0;
  for_each_operation([&]<class Request, class Response>(std::string_view name) {
    const std::string text =
        chance.damaged(any_members(chance, shape_of<Request>()), chance.one_in(2) ? chance.below(4) : 0);
    const auto request = read<Request>(text);
    if (request) {
      ++taken;
      return;
    }
    const auto& error = request.error();
    if (error.code != "SerializationException" && error.code != "ValidationException")
      RC_FAIL(std::string(name) + " " + text + ": " + error.code);
    RC_ASSERT(error.of_framework && error.status == 400 && !error.message.empty());
  });
  RC_CLASSIFY(taken > 4, "five taken at least");
}

}  // namespace
}  // namespace spotter::rekognition
