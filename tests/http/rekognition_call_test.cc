#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/iam/policy.h"
#include "http/rekognition/call.h"
#include "http/rekognition_calls.h"

namespace spotter::rekognition {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace spotter::testing;

constexpr const char* kNoObject =
    "Unable to get object metadata from S3. Check object key, region and/or access permissions.";

Image inline_image(Bytes bytes) {
  return {.bytes = Blob{std::move(bytes)}, .s3_object = {}};
}
Image stored(const std::string& bucket, const std::string& name) {
  return {.bytes = {}, .s3_object = S3Object{.bucket = bucket, .name = name, .version = {}}};
}
Bytes bytes_of(std::string_view text) {
  return {as_bytes(text).begin(), as_bytes(text).end()};
}

class RekognitionCall : public ::testing::Test {
 protected:
  Call call() { return calls.call(); }
  void put(const std::string& key, BytesView bytes) {
    ASSERT_TRUE(calls.service.world.store.put_bytes(key, bytes, {}, soon()));
  }
  void may_only(const std::string& document) {
    calls.principal.arn = "arn:aws:iam::000000000000:user/AKIAEXAMPLE";
    calls.principal.policy = std::make_shared<const iam::Policy>(*iam::parse_policy(document));
  }
  Outcome<Findings> look(Bytes bytes) { return look_at(call(), inline_image(std::move(bytes)), {.labels = true}); }
  FakeRecogniseNow& now() { return calls.service.engine.now; }

  RekognitionCalls calls;
};

// --- which bytes ------------------------------------------------------------------------------------

TEST_F(RekognitionCall, TakesBytesOrAnObjectButNotBothAndNotNothing) {
  EXPECT_EQ(*image_bytes(call(), inline_image(bytes_of("abc"))), bytes_of("abc"));
  Image both = stored("uploads", "a");
  both.bytes = Blob{bytes_of("abc")};
  EXPECT_EQ(code_of(image_bytes(call(), both)), "InvalidParameterException");
  EXPECT_EQ(code_of(image_bytes(call(), {})), "InvalidParameterException");
  EXPECT_EQ(message_of(image_bytes(call(), {})), "Request has invalid parameters");
}

TEST_F(RekognitionCall, ReadsAnObjectOfTheBucket) {
  put("holiday/a b+c.jpg", as_bytes("pixels"));
  EXPECT_EQ(*image_bytes(call(), stored("uploads", "holiday/a b+c.jpg")), bytes_of("pixels"));
}

TEST_F(RekognitionCall, SaysTheSameOfEveryObjectThatCantBeRead) {
  put("a", as_bytes("pixels"));
  Image with_version = stored("uploads", "a");
  with_version.s3_object->version = "3HL4kqtJlcpXroDTDmJ";
  for (const Image& image : {stored("uploads", "b"), stored("elsewhere", "a"), with_version}) {
    EXPECT_EQ(code_of(image_bytes(call(), image)), "InvalidS3ObjectException");
    EXPECT_EQ(message_of(image_bytes(call(), image)), kNoObject);
  }
}

TEST_F(RekognitionCall, WantsBucketAndName) {
  Image image = stored("uploads", "a");
  image.s3_object->name.reset();
  EXPECT_EQ(code_of(image_bytes(call(), image)), "InvalidS3ObjectException");
  EXPECT_EQ(message_of(image_bytes(call(), image)), "Request has invalid S3 object.");
}

TEST_F(RekognitionCall, ReadsNoObjectThatTheCallerMayNotReadHimself) {
  put("mine/a", as_bytes("mine"));
  put("theirs/a", as_bytes("theirs"));
  may_only(R"({"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "rekognition:*", "Resource": "*"},
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::uploads/mine/*"}]})");
  EXPECT_TRUE(image_bytes(call(), stored("uploads", "mine/a")));
  EXPECT_EQ(code_of(image_bytes(call(), stored("uploads", "theirs/a"))), "InvalidS3ObjectException");
  EXPECT_EQ(message_of(image_bytes(call(), stored("uploads", "theirs/a"))), kNoObject);
}

TEST_F(RekognitionCall, ReadsNoErasedImage) {
  World& world = calls.service.world;
  const std::string id = calls.service.uploaded().substr(std::string("/api/v1/images/").size());
  ASSERT_TRUE(image_bytes(call(), stored("uploads", id)));
  // The tombstone is written before the object goes.
  ASSERT_TRUE(update_item(
      world.table, id,
      [](const ImageItem* current) {
        ImageItem erased = *current;
        erased.status = Status::erased;
        return std::optional(erased);
      },
      soon()));
  ASSERT_TRUE(world.store.head(id, soon()));
  EXPECT_EQ(code_of(image_bytes(call(), stored("uploads", id))), "InvalidS3ObjectException");
}

TEST_F(RekognitionCall, TakesObjectsUpTo15MiB) {
  const std::size_t most = 15 * 1024 * 1024;
  put("largest", Bytes(most));
  put("larger", Bytes(most + 1));
  EXPECT_TRUE(image_bytes(call(), stored("uploads", "largest")));
  EXPECT_EQ(code_of(image_bytes(call(), stored("uploads", "larger"))), "ImageTooLargeException");
  EXPECT_EQ(message_of(image_bytes(call(), stored("uploads", "larger"))), "Image size is too large");
}

// --- what they must be ------------------------------------------------------------------------------

TEST_F(RekognitionCall, LooksAtPicturesFrom80PixelsASide) {
  EXPECT_TRUE(look(made_jpeg(80, 80)));
  EXPECT_TRUE(look(made_png(80, 200)));
  for (Bytes small : {made_jpeg(79, 80), made_jpeg(80, 79), made_png(1, 1)}) {
    const auto refused = look(std::move(small));
    EXPECT_EQ(code_of(refused), "InvalidParameterException");
    EXPECT_EQ(message_of(refused), "Request has invalid parameters");
  }
  EXPECT_THAT(now().images, SizeIs(2));
}

TEST_F(RekognitionCall, LooksAtPicturesUpTo10000PixelsASide) {
  EXPECT_TRUE(look(made_png(10'000, 80)));
  const auto refused = look(made_png(10'001, 80));
  EXPECT_EQ(code_of(refused), "ImageTooLargeException");
  EXPECT_EQ(message_of(refused), "Input image dimensions 10001 x 80 exceed maximum dimension size of 10000 pixels");
}

TEST_F(RekognitionCall, RefusesMorePixelsThanAreDecoded) {
  calls.service.api.options.decode.max_pixels = 100 * 100;
  EXPECT_TRUE(look(made_png(100, 100)));
  const auto refused = look(made_png(100, 101));
  EXPECT_EQ(code_of(refused), "ImageTooLargeException");
  EXPECT_EQ(message_of(refused), "Image dimensions: 100 x 101 pixels exceed the maximum limit.");
}

TEST_F(RekognitionCall, RefusesWhatIsNoPicture) {
  for (const char* text : {"", "hello", "\xff\xd8\xff\xe0 no more of it", "GIF89a"}) {
    const auto refused = look(bytes_of(text));
    EXPECT_EQ(code_of(refused), "InvalidImageFormatException") << text;
    EXPECT_EQ(message_of(refused), "Request has invalid image format") << text;
  }
  EXPECT_THAT(now().images, IsEmpty());
}

TEST_F(RekognitionCall, SaysThatAPictureIsBrokenWhereDecodingFails) {
  now().error = Error{Errc::corrupt, "cut off"};
  EXPECT_EQ(code_of(look(made_jpeg(100, 100))), "InvalidImageFormatException");
}

TEST_F(RekognitionCall, LeavesTheFormatsToTheSetting) {
  EXPECT_TRUE(look(made_jpeg(100, 100)));
  EXPECT_FALSE(now().last_limits.jpeg_and_png_only);
  EXPECT_EQ(now().last_limits.min_side_px, 80);
  calls.service.api.options.strict_aws = true;
  EXPECT_TRUE(look(made_png(100, 100)));
  EXPECT_TRUE(now().last_limits.jpeg_and_png_only);
}

TEST_F(RekognitionCall, PassesOnWhatIsAskedFor) {
  ASSERT_TRUE(look_at(call(), image_of(), {.text = true, .celebrities = true}));
  ASSERT_THAT(now().asked_for, SizeIs(1));
  EXPECT_TRUE(now().asked_for[0].text);
  EXPECT_TRUE(now().asked_for[0].celebrities);
  EXPECT_FALSE(now().asked_for[0].labels);
}

// --- errors -----------------------------------------------------------------------------------------

TEST_F(RekognitionCall, TellsClientsToComeBackWhereAllPlacesAreTaken) {
  now().error = Error{Errc::unavailable, "too many"};
  const auto refused = look(made_jpeg(100, 100));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "ThrottlingException");
  EXPECT_EQ(refused.error().message, "Slow down; sudden increase in rate of requests.");
  EXPECT_EQ(refused.error().status, 400);
}

TEST_F(RekognitionCall, TellsClientsToComeBackWhileModelsLoad) {
  calls.service.engine.state = {.ready = false, .reason = "the models are loading"};
  EXPECT_EQ(code_of(look(made_jpeg(100, 100))), "ThrottlingException");
}

TEST_F(RekognitionCall, SaysNothingOfWhatBrokeInside) {
  for (const Errc code : {Errc::internal, Errc::timeout}) {
    now().error = Error{code, "/var/lib/secret: no such file"};
    const auto failed = look(made_jpeg(100, 100));
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "InternalServerError");
    EXPECT_EQ(failed.error().message, "Internal server error");
    EXPECT_EQ(failed.error().status, 500);
  }
}

// --- who may ----------------------------------------------------------------------------------------

TEST_F(RekognitionCall, AllowsEverythingWhereThereAreNoKeys) {
  EXPECT_TRUE(allow(call(), "rekognition:DetectLabels", "*"));
}

TEST_F(RekognitionCall, DeniesInTheWordsOfAws) {
  may_only(R"({"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "rekognition:DetectText", "Resource": "*"}]})");
  EXPECT_TRUE(allow(call(), "rekognition:DetectText", "*"));
  const auto denied = allow(call(), "rekognition:IndexFaces", collection_arn(call(), "friends"));
  EXPECT_EQ(code_of(denied), "AccessDeniedException");
  EXPECT_EQ(message_of(denied),
            "User: arn:aws:iam::000000000000:user/AKIAEXAMPLE is not authorized to perform: rekognition:IndexFaces on "
            "resource: arn:aws:rekognition:us-east-1:000000000000:collection/friends");
}

}  // namespace
}  // namespace spotter::rekognition
