#include "aws/json_body.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "aws/chance.h"
#include "base/encoding.h"

namespace spotter::aws {
namespace {

constexpr std::size_t kMost = 1000;

Outcome<JsonBody> read(const std::vector<std::string_view>& pieces, std::size_t most = kMost) {
  JsonBodyReader reader(most);
  for (const std::string_view piece : pieces)
    if (auto fed = reader.feed(as_bytes(piece)); !fed) return std::unexpected(fed.error());
  return reader.finish();
}

std::string refused(std::string_view text) {
  const auto body = read({text});
  if (body) return "taken: " + boost::json::serialize(body->json);
  EXPECT_EQ(body.error().code, "SerializationException") << text;
  EXPECT_EQ(body.error().status, 400) << text;
  EXPECT_TRUE(body.error().of_framework) << text;
  return body.error().message;
}

TEST(JsonBody, TakesThePictureOutOfTheJson) {
  const auto body = read({R"({"Image": {"Bytes": "aGVsbG8="}, "MaxLabels": 5})"});
  ASSERT_TRUE(body);
  EXPECT_EQ(body->json, (boost::json::value{{"Image", {{"Bytes", 0U}}}, {"MaxLabels", 5}}));
  ASSERT_EQ(body->blobs.size(), 1U);
  EXPECT_EQ(as_text(body->blobs[0].bytes), "hello");
  EXPECT_EQ(body->blobs[0].size, 5U);
}

TEST(JsonBody, TakesTwoPicturesInTheirOrder) {
  const auto body = read({R"({"TargetImage":{"Bytes":"Qg=="},"SourceImage":{"Bytes":"QUE="}})"});
  ASSERT_TRUE(body);
  EXPECT_EQ(body->json, (boost::json::value{{"TargetImage", {{"Bytes", 0U}}}, {"SourceImage", {{"Bytes", 1U}}}}));
  EXPECT_EQ(as_text(body->blobs[0].bytes), "B");
  EXPECT_EQ(as_text(body->blobs[1].bytes), "AA");
}

TEST(JsonBody, OfNothingIsAnEmptyObject) {
  const auto body = read({});
  ASSERT_TRUE(body);
  EXPECT_EQ(body->json, boost::json::value(boost::json::object()));
}

TEST(JsonBody, ReadsEscapesWithinBase64) {
  const auto body = read({R"({"Image":{"Bytes":"\/\/\/\u002f"}})"});
  ASSERT_TRUE(body);
  EXPECT_EQ(body->blobs[0].bytes, (Bytes{0xFF, 0xFF, 0xFF}));
}

TEST(JsonBody, LeavesNullAndTheEmptyTextAsTheyAre) {
  const auto null = read({R"({"Image":{"Bytes":null}})"});
  ASSERT_TRUE(null);
  EXPECT_TRUE(null->json.at("Image").at("Bytes").is_null());
  const auto empty = read({R"({"Image":{"Bytes":""}})"});
  ASSERT_TRUE(empty);
  ASSERT_EQ(empty->blobs.size(), 1U);
  EXPECT_EQ(empty->blobs[0].size, 0U);
}

TEST(JsonBody, ReadsBytesAsTextWhereItIsNoPicture) {
  const auto body = read({R"({"Tags":{"Bytes":"not base64!"},"Bytes":7})"});
  ASSERT_TRUE(body);
  EXPECT_EQ(body->json, (boost::json::value{{"Tags", {{"Bytes", "not base64!"}}}, {"Bytes", 7}}));
  EXPECT_TRUE(body->blobs.empty());
}

TEST(JsonBody, RefusesWhatIsNoPaddedBase64) {
  for (const std::string_view broken :
       {"aGVsbG8", "aGVsbG8==", "aGVsbG8=a", "aGVsbG8=aaaa", "=aaa", "a===", "aGV sbG8=", "aGVsbG8=\\n", "aGV_", "aGV-",
        "data:image/png;base64,aGVsbG8=", "Zm\\u00e4="})
    EXPECT_NE(refused(R"({"Image":{"Bytes":")" + std::string(broken) + R"("}})").find("base64"), std::string::npos)
        << broken;
}

TEST(JsonBody, RefusesBytesThatAreNoText) {
  for (const std::string_view other :
       {"0", "-1", "1.5", "true", "[]", "[\"QQ==\"]", "{}", "{\"Bytes\":\"QQ==\"}", "18446744073709551615"})
    EXPECT_NE(refused(R"({"Image":{"Bytes":)" + std::string(other) + "}}").find("base64"), std::string::npos) << other;
}

TEST(JsonBody, RefusesWhatIsNoJson) {
  for (const std::string_view broken :
       {" ", "{", "{}}", "{} {}", R"({"A":})", R"({"A" 1})", R"({"A":1,})", "{'A':1}", "/*c*/{}", R"({"A":"\ud800"})",
        "{\"A\":\"\xFF\"}", R"({"A":01})", R"({"A":NaN})", R"({"Image":{"Bytes":"QUE="})", "\xEF\xBB\xBF{}"})
    EXPECT_NE(refused(broken).find("no JSON"), std::string::npos) << broken;
}

TEST(JsonBody, StaysRefused) {
  JsonBodyReader reader(kMost);
  EXPECT_FALSE(reader.feed(as_bytes("}")));
  EXPECT_FALSE(reader.feed(as_bytes("{}")));
  EXPECT_FALSE(reader.finish());
}

TEST(JsonBody, CountsAPictureThatIsTooLargeWithoutKeepingIt) {
  const Bytes large(kMost + 1, 7);
  const std::string text = R"({"Image":{"Bytes":")" + to_base64(large) + R"("}})";
  const auto counted = read({text});
  ASSERT_TRUE(counted);
  EXPECT_EQ(counted->blobs[0].size, kMost + 1);
  EXPECT_TRUE(counted->blobs[0].bytes.empty());
  const auto kept = read({text}, kMost + 1);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->blobs[0].bytes, large);
}

TEST(JsonBody, HasABoundedDepth) {
  const auto nested = [](std::size_t depth) {
    return R"({"A":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  EXPECT_TRUE(read({nested(kMostJsonDepth)}));
  EXPECT_NE(refused(nested(kMostJsonDepth + 1)).find("no JSON"), std::string::npos);
}

TEST(JsonBody, BoundsTextButNotThatOfPictures) {
  EXPECT_NE(refused(R"({"A":")" + std::string(kMostJsonText, 'a') + R"("})").find("more text"), std::string::npos);
  EXPECT_NE(refused("{" + std::string(kMostJsonText, ' ') + "}").find("more text"), std::string::npos);
  const Bytes picture(2 * kMostJsonText, 1);
  const auto body = read({R"({"Image":{"Bytes":")" + to_base64(picture) + R"("}})"}, picture.size());
  ASSERT_TRUE(body);
  EXPECT_EQ(body->blobs[0].bytes, picture);
}

TEST(JsonBody, TakesTheLastOfNamesThatComeTwice) {
  const auto body = read({R"({"Image":{"Bytes":"QQ=="},"A":1,"A":2,"Image":{"Bytes":"Qw=="}})"});
  ASSERT_TRUE(body);
  EXPECT_EQ(body->json.at("A"), boost::json::value(2));
  const auto number = body->json.at("Image").at("Bytes").to_number<std::size_t>();
  EXPECT_EQ(as_text(body->blobs.at(number).bytes), "C");
}

TEST(JsonBody, RefusesMorePicturesThanAnyRequestHas) {
  EXPECT_EQ(refused(R"({"Image":{"Bytes":"QQ==","Bytes":"QQ==","Bytes":"QQ=="}})"),
            "The body holds more pictures than any request has");
}

// --- pieces ---------------------------------------------------------------------------------------

using spotter::testing::Chance;

std::string any_json(Chance& chance, int depth);

std::string any_name(Chance& chance) {
  return chance.of(std::to_array<std::string_view>(
      {R"("Image")", R"("SourceImage")", R"("Bytes")", R"("B\u0079tes")", R"("Tags")", R"("A")", R"("")"}));
}

std::string any_list(Chance& chance, int depth, bool named) {
  std::string out;
  const std::size_t count = chance.below(4);
  for (std::size_t i = 0; i < count; ++i)
    out += (i == 0 ? "" : ", ") + (named ? any_name(chance) + " :" : std::string()) + any_json(chance, depth - 1);
  return out;
}

std::string any_json(Chance& chance, int depth) {
  switch (chance.below(depth > 0 ? 8 : 4)) {
    case 0:
      return '"' + to_base64(Bytes(chance.below(40), static_cast<std::uint8_t>(chance.below(256)))) + '"';
    case 1:
      return chance.of(std::to_array<std::string_view>(
          {R"("plain")", R"("\u00e4\n\"\\")", R"("ä€𝄞")", R"("\ud834\udd1e")", R"("")", R"("\/\u002f8=")"}));
    case 2:
      return chance.of(
          std::to_array<std::string_view>({"0", "-12", "3.25e2", "1e-7", "18446744073709551615", "0.1", "1."}));
    case 3:
      return chance.of(std::to_array<std::string_view>({"null", "true", "false", "null", "null"}));
    case 4:
      return "[" + any_list(chance, depth, false) + "]";
    default:
      return "{" + any_list(chance, depth, true) + "}";
  }
}

/// All of a body. Of a refusal its code: where a text has two faults, the cuts may decide which is met first.
std::string summary(const Outcome<JsonBody>& body) {
  if (!body) return body.error().code;
  std::string out = boost::json::serialize(body->json);
  for (const BodyBlob& blob : body->blobs)
    out += " " + std::to_string(blob.size) + ":" + to_hex(blob.bytes);
  return out;
}

RC_GTEST_PROP(JsonBody, IsTheSameHoweverItIsCut, (std::uint64_t seed)) {
  Chance chance(seed);
  const std::string text = chance.damaged("{" + any_list(chance, 4, true) + "}", chance.one_in(4) ? 1 : 0);
  std::vector<std::string_view> pieces;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(pieces.back().size()))
    pieces.push_back(rest.substr(0, chance.below(6)));
  const std::size_t most = chance.below(20);
  const std::string whole = summary(read({text}, most));
  RC_CLASSIFY(whole.starts_with('{'), "taken");
  RC_ASSERT(whole == summary(read(pieces, most)));
}

RC_GTEST_PROP(JsonBody, GivesAnyPictureBack, (const Bytes& picture)) {
  const auto body = read({R"({"Image":{"Bytes":")", to_base64(picture), R"("}})"}, picture.size());
  RC_ASSERT(body.has_value());
  RC_ASSERT(body->blobs.at(0).bytes == picture);
}

}  // namespace
}  // namespace spotter::aws
