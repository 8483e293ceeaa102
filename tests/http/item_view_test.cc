#include "http/item_view.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/world.h"

namespace spotter::testing {
namespace {

ImageItem done_item() {
  ImageItem item{.image_id = "a/b.jpg", .status = Status::done, .rev = "secret", .file_name = "cat.jpg", .bytes = 7};
  item.uploaded_at = noon();
  item.recognised_at = noon();
  item.attempts.errors = 3;
  item.overflow = Overflow{.bucket = "uploads-derived", .key = "k", .lists = {}};
  for (int i = 0; i < 12; ++i)
    item.labels.push_back(label_of("Label " + std::to_string(i), 99.5F));
  item.text_detections = {{.detected_text = "IT'S", .type = TextTypes::LINE},
                          {.detected_text = "IT'S", .type = TextTypes::WORD, .parent_id = 0}};
  item.face_details.resize(2);
  item.celebrity_faces.push_back({.urls = {}, .name = "Ada Lovelace", .id = "1"});
  item.moderation_labels.push_back({.confidence = 60, .name = "Smoking"});
  return item;
}

TEST(ItemView, ShowsTheWholeItemWithItsIdAndPlace) {
  const auto view = item_view(done_item()).as_object();
  EXPECT_EQ(view.at("id"), "~YS9iLmpwZw");
  EXPECT_EQ(view.at("imageId"), "a/b.jpg");
  EXPECT_EQ(view.at("location"), "/api/v1/images/~YS9iLmpwZw");
  EXPECT_EQ(view.at("labels").as_array().size(), 12U);
  EXPECT_EQ(view.at("uploadedAt"), "2026-11-24T01:46:00.000Z");
  EXPECT_FALSE(view.contains("error"));
}

TEST(ItemView, KeepsBookkeepingToItself) {
  const auto view = item_view(done_item()).as_object();
  for (const char* internal : {"rev", "attempts", "inboxSkipped", "overflow"})
    EXPECT_FALSE(view.contains(internal)) << internal;
}

TEST(SummaryView, ShowsNamesAndNumbersWithoutPlaces) {
  const auto view = summary_view(done_item()).as_object();
  EXPECT_EQ(view.at("status"), "done");
  EXPECT_EQ(view.at("labels").as_array().size(), 10U);
  EXPECT_EQ(view.at("labels").at(0), (boost::json::object{{"Name", "Label 0"}, {"Confidence", 99.5F}}));
  EXPECT_EQ(view.at("moderationLabels").at(0).at("Name"), "Smoking");
  EXPECT_EQ(view.at("celebrities"), (boost::json::array{"Ada Lovelace"}));
  EXPECT_EQ(view.at("faces"), 2);
  EXPECT_EQ(view.at("lines"), 1);
}

TEST(SummaryView, SaysWhyAnImageFailed) {
  ImageItem item;
  item.error = ItemError{.stage = "decode", .code = "corrupt", .detail = "cut off"};
  const auto view = summary_view(item).as_object();
  EXPECT_EQ(view.at("error"), (boost::json::object{{"stage", "decode"}, {"code", "corrupt"}, {"detail", "cut off"}}));
  EXPECT_FALSE(view.contains("recognisedAt"));
}

}  // namespace
}  // namespace spotter::testing
