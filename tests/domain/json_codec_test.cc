#include <limits>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/mp11/list.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/described_json.h"
#include "domain/full_item.h"
#include "domain/json.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

template <class T>
constexpr std::size_t kMembers =
    boost::mp11::mp_size<boost::describe::describe_members<T, boost::describe::mod_public>>::value;

std::vector<std::string> names_in(const boost::json::value& json) {
  std::vector<std::string> names;
  for (const auto& [name, value] : json.as_object())
    names.emplace_back(name);
  return names;
}

/// The places of a document that hold nothing: an empty list, object or text.
void find_empty(const boost::json::value& json, const std::string& place, std::vector<std::string>& found) {
  if (const auto* object = json.if_object()) {
    if (object->empty()) found.push_back(place);
    for (const auto& [name, value] : *object)
      find_empty(value, place + "." + std::string(name), found);
  } else if (const auto* list = json.if_array()) {
    if (list->empty()) found.push_back(place);
    for (const auto& element : *list)
      find_empty(element, place + "[]", found);
  } else if (json.is_null() || (json.is_string() && json.get_string().empty())) {
    found.push_back(place);
  }
}

boost::json::value json_of(const std::string& text) {
  auto json = parse_json(text);
  EXPECT_TRUE(json) << text;
  return json ? *json : boost::json::value();
}

std::string complaint_about_item(const std::string& text) {
  const auto item = item_from_json(json_of(text));
  if (item) return "";
  EXPECT_EQ(item.error().code, Errc::invalid) << text;
  return item.error().detail;
}

TEST(ItemJson, HoldsEveryMemberOfAFullItem) {
  const boost::json::value json = to_json(full_item());
  std::vector<std::string> empty;
  find_empty(json, "", empty);
  EXPECT_THAT(empty, IsEmpty());
  EXPECT_EQ(json.as_object().size(), kMembers<ImageItem>);
  EXPECT_EQ(json.at("faceDetails").at(0).as_object().size(), kMembers<FaceDetail>);
  EXPECT_EQ(json.at("celebrityFaces").at(0).as_object().size(), kMembers<Celebrity>);
  EXPECT_EQ(json.at("imageProperties").as_object().size(), kMembers<ImageProperties>);
  EXPECT_EQ(json.at("stages").at(0).as_object().size(), kMembers<Stage>);
}

TEST(ItemJson, BringsAFullItemBackThroughText) {
  const boost::json::value json = to_json(full_item());
  const auto back = item_from_json(json_of(to_text(json)));
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(to_text(to_json(*back)), to_text(json));
  EXPECT_EQ(back->image_id, "holiday/dog 1.jpg");
  EXPECT_EQ(back->status, Status::done);
  EXPECT_EQ(back->bytes, 5'000'000'000);
  EXPECT_EQ(back->uploaded_at, noon());
  EXPECT_EQ(back->order(), full_item().order());
  EXPECT_EQ(back->labels.at(0).instances.at(0).bounding_box, full_box());
  EXPECT_EQ(back->text_detections.at(0).parent_id, 1);
  EXPECT_EQ(back->text_detections.at(0).geometry, full_item().text_detections.at(0).geometry);
  EXPECT_EQ(back->face_details.at(0).landmarks.at(1).type, LandmarkType::upperJawlineRight);
  EXPECT_EQ(back->stages.at(0).duration_ms, 12.625);
  EXPECT_EQ(back->models, full_item().models);
}

TEST(ItemJson, GivesSpottersRecordsLowerCamelCase) {
  EXPECT_THAT(names_in(to_json(full_item())),
              ElementsAre("imageId", "status", "rev", "bucket", "eTag", "sha256", "source", "sequencer", "fileName",
                          "contentType", "bytes", "width", "height", "uploadedAt", "run", "recognisedAt", "labels",
                          "imageProperties", "textDetections", "faceDetails", "celebrityFaces", "unrecognizedFaces",
                          "moderationLabels", "contentTypes", "stages", "models", "fingerprint", "error", "attempts",
                          "overflow", "inboxSkipped", "erasedAt"));
  EXPECT_THAT(names_in(to_json(full_item()).at("stages").at(0)),
              ElementsAre("name", "startedAt", "durationMs", "outcome", "error"));
}

TEST(ItemJson, GivesFindingsRekognitionsNames) {
  const boost::json::value json = to_json(full_item());
  EXPECT_THAT(names_in(json.at("labels").at(0)),
              ElementsAre("Name", "Confidence", "Instances", "Parents", "Aliases", "Categories"));
  EXPECT_THAT(names_in(json.at("labels").at(0).at("Instances").at(0)),
              ElementsAre("BoundingBox", "Confidence", "DominantColors"));
  EXPECT_THAT(names_in(json.at("labels").at(0).at("Instances").at(0).at("DominantColors").at(0)),
              ElementsAre("Red", "Blue", "Green", "HexCode", "CSSColor", "SimplifiedColor", "PixelPercent"));
  EXPECT_THAT(names_in(json.at("textDetections").at(0)),
              ElementsAre("DetectedText", "Type", "Id", "ParentId", "Confidence", "Geometry"));
  EXPECT_THAT(names_in(json.at("faceDetails").at(0)),
              ElementsAre("BoundingBox", "AgeRange", "Smile", "Eyeglasses", "Sunglasses", "Gender", "Beard", "Mustache",
                          "EyesOpen", "MouthOpen", "Emotions", "Landmarks", "Pose", "Quality", "Confidence",
                          "FaceOccluded", "EyeDirection"));
  EXPECT_EQ(to_text(json.at("faceDetails").at(0).at("Landmarks").at(0)), R"({"Type":"eyeLeft","X":0.25,"Y":0.375})");
  EXPECT_EQ(to_text(json.at("celebrityFaces").at(0).at("KnownGender")), R"({"Type":"Female"})");
  EXPECT_THAT(names_in(json.at("moderationLabels").at(0)),
              ElementsAre("Confidence", "Name", "ParentName", "TaxonomyLevel", "Evidence"));
}

TEST(ItemJson, WritesTimesAndNamesAsText) {
  const boost::json::value json = to_json(full_item());
  EXPECT_EQ(json.at("uploadedAt"), "2026-11-24T01:46:00.000Z");
  EXPECT_EQ(json.at("recognisedAt"), "2026-11-24T01:46:01.234Z");
  EXPECT_EQ(json.at("status"), "done");
  EXPECT_EQ(json.at("stages").at(0).at("outcome"), "failed");
}

TEST(ItemJson, LeavesMissingOptionalsOut) {
  ImageItem item;
  item.face_details.emplace_back();
  item.text_detections.emplace_back();
  item.labels = {{.name = "Dog", .instances = {{}}}};
  const boost::json::value json = to_json(item);
  for (const char* name : {"recognisedAt", "imageProperties", "error", "overflow", "erasedAt"})
    EXPECT_FALSE(json.as_object().contains(name)) << name;
  EXPECT_THAT(names_in(json.at("faceDetails").at(0)), ElementsAre("BoundingBox", "Landmarks", "Confidence"));
  EXPECT_FALSE(json.at("textDetections").at(0).as_object().contains("ParentId"));
  EXPECT_FALSE(json.at("labels").at(0).at("Instances").at(0).as_object().contains("DominantColors"));
  EXPECT_EQ(json.at("celebrityFaces"), boost::json::array());
  EXPECT_EQ(json.at("models"), boost::json::object());
}

TEST(ItemJson, TellsAnEmptyOptionalListFromAMissingOne) {
  ImageItem item;
  item.face_details.resize(2);
  item.face_details[0].emotions.emplace();
  const auto back = item_from_json(to_json(item));
  ASSERT_TRUE(back);
  ASSERT_TRUE(back->face_details.at(0).emotions);
  EXPECT_THAT(*back->face_details.at(0).emotions, IsEmpty());
  EXPECT_FALSE(back->face_details.at(1).emotions);
}

TEST(ItemJson, IgnoresUnknownMembersAndReadsNullAsMissing) {
  const auto item = item_from_json(json_of(R"({"imageId":"a","colour":"red","overflow":null,"width":null,
      "labels":[{"Name":"Dog","Rank":1,"Instances":[{"Shape":[1,2]}]}]})"));
  ASSERT_TRUE(item) << item.error().detail;
  EXPECT_EQ(item->image_id, "a");
  EXPECT_FALSE(item->overflow);
  EXPECT_EQ(item->width, 0);
  EXPECT_EQ(item->labels.at(0).name, "Dog");
  EXPECT_EQ(item->labels.at(0).instances.size(), 1U);
}

TEST(ItemJson, KeepsDefaultsForMissingMembers) {
  const auto item = item_from_json(boost::json::object());
  ASSERT_TRUE(item);
  EXPECT_EQ(to_text(to_json(*item)), to_text(to_json(ImageItem())));
}

TEST(ItemJson, NamesThePlaceOfAWrongType) {
  EXPECT_EQ(complaint_about_item("[]"), "the value must be an object");
  EXPECT_EQ(complaint_about_item(R"({"imageId":7})"), "imageId must be a text");
  EXPECT_EQ(complaint_about_item(R"({"labels":{}})"), "labels must be a list");
  EXPECT_EQ(complaint_about_item(R"({"labels":[{"Confidence":"98"}]})"), "labels[0].Confidence must be a number");
  EXPECT_EQ(complaint_about_item(R"({"labels":[{},{},{"Parents":[{},{"Name":1}]}]})"),
            "labels[2].Parents[1].Name must be a text");
  EXPECT_EQ(complaint_about_item(R"({"inboxSkipped":"true"})"), "inboxSkipped must be true or false");
  EXPECT_EQ(complaint_about_item(R"({"models":{"yunet":1}})"), "models.yunet must be a text");
  EXPECT_EQ(complaint_about_item(R"({"overflow":{"lists":[1]}})"), "overflow.lists[0] must be a text");
  EXPECT_EQ(complaint_about_item(R"({"uploadedAt":1764000000})"), "uploadedAt must be a time");
}

TEST(ItemJson, NamesThePlaceOfAWrongNameOrTime) {
  EXPECT_EQ(complaint_about_item(R"({"status":"finished"})"), "status must be one of the known names");
  EXPECT_EQ(complaint_about_item(R"({"status":"Done"})"), "status must be one of the known names");
  EXPECT_EQ(complaint_about_item(R"({"faceDetails":[{"Landmarks":[{"Type":"ear"}]}]})"),
            "faceDetails[0].Landmarks[0].Type must be one of the known names");
  EXPECT_THAT(complaint_about_item(R"({"stages":[{"startedAt":"noon"}]})"), HasSubstr("stages[0].startedAt"));
}

TEST(ItemJson, TakesWholeNumbersOnlyWhereItCounts) {
  EXPECT_EQ(complaint_about_item(R"({"width":1.5})"), "width must be a whole number");
  EXPECT_EQ(complaint_about_item(R"({"width":"15"})"), "width must be a whole number");
  EXPECT_EQ(complaint_about_item(R"({"width":2147483648})"), "width must be a whole number");
  EXPECT_EQ(complaint_about_item(R"({"width":1e30})"), "width must be a whole number");
  EXPECT_EQ(complaint_about_item(R"({"bytes":18446744073709551615})"), "bytes must be a whole number");
  const auto item = item_from_json(json_of(R"({"width":15.0,"height":-2147483648,"bytes":9223372036854775807})"));
  ASSERT_TRUE(item) << item.error().detail;
  EXPECT_EQ(item->width, 15);
  EXPECT_EQ(item->height, std::numeric_limits<int>::min());
  EXPECT_EQ(item->bytes, std::numeric_limits<std::int64_t>::max());
}

TEST(FindingsJson, BringsAllFindingsBackAndLeavesVectorsOut) {
  Findings findings = full_findings();
  findings.face_vectors = {{.parts = {{0.5F}}}};
  const boost::json::value json = to_json(findings);
  EXPECT_EQ(json.as_object().size(), kMembers<Findings>);
  EXPECT_FALSE(json.as_object().contains("faceVectors"));
  const auto back = findings_from_json(json_of(to_text(json)));
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(to_text(to_json(*back)), to_text(json));
}

TEST(EventJson, BringsAnEventBack) {
  const Event event{.kind = EventKind::again,
                    .bucket = "uploads",
                    .key = "a b.jpg",
                    .e_tag = "99",
                    .sequencer = "0A",
                    .run = "019ab3f2",
                    .time = noon()};
  const std::string text = to_text(to_json(event));
  EXPECT_EQ(text, R"({"kind":"again","bucket":"uploads","key":"a b.jpg","eTag":"99","sequencer":"0A","run":"019ab3f2",)"
                  R"("time":"2026-11-24T01:46:00.000Z"})");
  const auto back = event_from_json(json_of(text));
  ASSERT_TRUE(back);
  EXPECT_EQ(to_text(to_json(*back)), text);
}

TEST(PersonJson, BringsAPersonBackWithoutVectors) {
  const Person person{
      .id = "1SK7cR8M",
      .name = "Ada Lovelace",
      .urls = {"www.wikidata.org/wiki/Q7259"},
      .known_gender = KnownGenderType::Female,
      .photographs = {{.id = "ba78", .models = "sface", .vector = {.parts = {{1.0F}}}, .added_at = noon()}}};
  const std::string text = to_text(to_json(person));
  EXPECT_EQ(text, R"({"id":"1SK7cR8M","name":"Ada Lovelace","urls":["www.wikidata.org/wiki/Q7259"],)"
                  R"("knownGender":"Female","photographs":[{"id":"ba78","models":"sface",)"
                  R"("addedAt":"2026-11-24T01:46:00.000Z"}]})");
  const auto back = person_from_json(json_of(text));
  ASSERT_TRUE(back);
  EXPECT_EQ(to_text(to_json(*back)), text);
  EXPECT_EQ(person_from_json(json_of(R"({"knownGender":"female"})")).error().detail,
            "knownGender must be one of the known names");
}

TEST(OtherJson, ChangesAndCountsAreWritten) {
  EXPECT_EQ(
      to_text(to_json(Change{
          .sequence = 7, .image_id = "a", .status = "recognising", .stage = "text", .outcome = "ok", .at = noon()})),
      R"({"sequence":7,"imageId":"a","status":"recognising","stage":"text","outcome":"ok",)"
      R"("at":"2026-11-24T01:46:00.000Z"})");
  ImageCounts counts{.queued = 1, .recognising = 2, .done = 3, .rejected = 4, .failed = 5, .erased = 6};
  ++count_of(counts, Status::done);
  EXPECT_EQ(to_text(to_json(counts)), R"({"queued":1,"recognising":2,"done":4,"rejected":4,"failed":5,"erased":6})");
}

TEST(JsonName, TurnsSnakeCaseIntoBothForms) {
  using described::json_name;
  using described::Names;
  EXPECT_EQ(json_name("bounding_box", Names::pascal), "BoundingBox");
  EXPECT_EQ(json_name("bounding_box", Names::camel), "boundingBox");
  EXPECT_EQ(json_name("e_tag", Names::camel), "eTag");
  EXPECT_EQ(json_name("x", Names::pascal), "X");
  EXPECT_EQ(json_name("css_color", Names::pascal), "CSSColor");
}

}  // namespace
}  // namespace spotter::testing
