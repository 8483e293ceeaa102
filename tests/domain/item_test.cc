#include "domain/item.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/full_item.h"
#include "domain/json.h"
#include "domain/picture.h"

namespace spotter::testing {
namespace {

TEST(Status, HasANameThatReadsBack) {
  for (const Status status :
       {Status::queued, Status::recognising, Status::done, Status::rejected, Status::failed, Status::erased})
    EXPECT_EQ(status_of(name_of(status)), status);
  EXPECT_EQ(name_of(Status::recognising), "recognising");
  for (const char* name : {"", "Done", "done ", "recognizing"})
    EXPECT_EQ(status_of(name), std::nullopt) << name;
}

TEST(Status, IsFinalWhereNothingMoreHappensByItself) {
  EXPECT_FALSE(is_final(Status::queued));
  EXPECT_FALSE(is_final(Status::recognising));
  for (const Status status : {Status::done, Status::rejected, Status::failed, Status::erased})
    EXPECT_TRUE(is_final(status)) << name_of(status);
}

bool waits(Status status, bool with_error, bool skipped) {
  ImageItem item;
  item.status = status;
  if (with_error) item.error = ItemError{.stage = "text", .code = "internal", .detail = "x"};
  item.inbox_skipped = skipped;
  return needs_attention(item);
}

TEST(Attention, IsNeededByWhatFailedAndWasNotPutAside) {
  EXPECT_TRUE(waits(Status::failed, true, false));
  EXPECT_TRUE(waits(Status::failed, false, false));
  EXPECT_FALSE(waits(Status::failed, true, true));
}

TEST(Attention, IsNeededWhereRecognisingAgainFailed) {
  EXPECT_TRUE(waits(Status::done, true, false));
  EXPECT_FALSE(waits(Status::done, false, false));
  EXPECT_FALSE(waits(Status::done, true, true));
}

TEST(Attention, IsNotNeededByOthers) {
  for (const Status status : {Status::queued, Status::recognising, Status::rejected, Status::erased})
    EXPECT_FALSE(waits(status, true, false)) << name_of(status);
}

TEST(Item, GivesItsFindingsAndTakesThemBack) {
  ImageItem item;
  set_findings(item, full_findings());
  EXPECT_EQ(to_text(to_json(findings_of(item))), to_text(to_json(full_findings())));
  set_findings(item, {});
  EXPECT_EQ(to_text(to_json(item)), to_text(to_json(ImageItem())));
}

TEST(Item, ClearedKeepsWhatWasUploadedAndItsOrder) {
  ImageItem item = full_item();
  clear_recognition(item);
  const ImageItem full = full_item();
  ImageItem expected;
  expected.image_id = full.image_id;
  expected.status = full.status;
  expected.rev = full.rev;
  expected.bucket = full.bucket;
  expected.e_tag = full.e_tag;
  expected.sha256 = full.sha256;
  expected.source = full.source;
  expected.sequencer = full.sequencer;
  expected.file_name = full.file_name;
  expected.content_type = full.content_type;
  expected.bytes = full.bytes;
  expected.width = full.width;
  expected.height = full.height;
  expected.uploaded_at = full.uploaded_at;
  expected.run = full.run;
  expected.erased_at = full.erased_at;
  EXPECT_EQ(to_text(to_json(item)), to_text(to_json(expected)));
}

TEST(ImageFormat, HasNameContentTypeAndExtension) {
  struct Row {
    ImageFormat format;
    std::string_view name, content_type, extension;
  };
  for (const Row& row : std::vector<Row>{{ImageFormat::jpeg, "JPEG", "image/jpeg", "jpg"},
                                         {ImageFormat::png, "PNG", "image/png", "png"},
                                         {ImageFormat::webp, "WebP", "image/webp", "webp"},
                                         {ImageFormat::heic, "HEIC", "image/heic", "heic"},
                                         {ImageFormat::avif, "AVIF", "image/avif", "avif"},
                                         {ImageFormat::gif, "GIF", "image/gif", "gif"},
                                         {ImageFormat::tiff, "TIFF", "image/tiff", "tiff"}}) {
    EXPECT_EQ(name_of(row.format), row.name);
    EXPECT_EQ(content_type_of(row.format), row.content_type);
    EXPECT_EQ(extension_of(row.format), row.extension);
  }
}

TEST(Picture, WeighsThreeBytesAPixel) {
  EXPECT_EQ((Picture{.width = 4096, .height = 3072}).size_bytes(), 37'748'736U);
  EXPECT_EQ((Picture{.width = 40'000, .height = 40'000}).size_bytes(), 4'800'000'000U);
}

}  // namespace
}  // namespace spotter::testing
