// Uploads over a real connection: the three forms, waiting, duplicates, idempotency keys.

#include <future>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "http/service.h"

namespace spotter::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const Headers kJpeg{{"Content-Type", "image/jpeg"}};
const Headers kJson{{"Content-Type", "application/json"}};

std::string bytes_at(Service& service, const std::string& location) {
  return service.get(location + "/content").body;
}

TEST(Upload, TakesThePictureItself) {
  Service service;
  const Answer answer = service.post("/upload?fileName=two%20cats.jpg", picture(), kJpeg);
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.text("status"), "queued");
  EXPECT_EQ(answer.text("fileName"), "two cats.jpg");
  EXPECT_EQ(answer.text("contentType"), "image/jpeg");
  EXPECT_THAT(answer.text("imageId"), ::testing::EndsWith(".jpg"));
  EXPECT_EQ(answer.header("Location"), "/api/v1/images/" + answer.text("imageId"));
  EXPECT_EQ(bytes_at(service, answer.header("Location")), picture());
}

TEST(Upload, TheBytesCountNotTheTypeThatIsTold) {
  Service service;
  for (const char* type : {"", "image/png", "Image/JPEG", "application/octet-stream", "binary/octet-stream"}) {
    Headers headers;
    if (*type != '\0') headers["Content-Type"] = type;
    EXPECT_EQ(service.post("/api/v1/upload", picture(), headers).text("contentType"), "image/jpeg") << type;
  }
}

TEST(Upload, TakesAFormWithOneFile) {
  Service service;
  const std::string form = "--part\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nmy cat\r\n" +
                           form_of({{.file_name = "cat.jpg", .bytes = picture()}});
  const Answer answer = service.post("/upload", form, kFormType);
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.text("fileName"), "cat.jpg");
  EXPECT_EQ(bytes_at(service, answer.header("Location")), picture());
}

TEST(Upload, TakesAFormWithManyFilesAndToldOfEachInItsOrder) {
  Service service;
  const Answer answer = service.post("/upload",
                                     form_of({{.file_name = "one.jpg", .bytes = picture(1)},
                                              {.file_name = "text", .bytes = "Dear Sir or Madam"},
                                              {.file_name = "two.jpg", .bytes = picture(2)},
                                              {.file_name = "empty", .bytes = ""},
                                              {.file_name = "one again.jpg", .bytes = picture(1)}}),
                                     kFormType);
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.header("Location"), "");
  const auto images = answer.json().at("images").as_array();
  ASSERT_EQ(images.size(), 5U);
  EXPECT_EQ(images[0].at("fileName"), "one.jpg");
  EXPECT_EQ(images[0].at("duplicate"), false);
  EXPECT_EQ(images[1].at("status"), 422);
  EXPECT_EQ(images[1].at("fileName"), "text");
  EXPECT_EQ(images[2].at("fileName"), "two.jpg");
  EXPECT_EQ(images[3].at("detail"), "the file is empty; send an image");
  EXPECT_EQ(images[4].at("duplicate"), true);
  EXPECT_EQ(images[4].at("imageId"), images[0].at("imageId"));
}

TEST(Upload, TakesJsonWithBase64OrADataUrl) {
  Service service;
  const std::string data = to_base64(as_bytes(picture()));
  const Answer plain = service.post("/upload", R"({"image":")" + data + R"(","fileName":"cat \u732b.jpg"})", kJson);
  EXPECT_EQ(plain.status, 202);
  EXPECT_EQ(plain.text("fileName"), "cat \u732b.jpg");
  EXPECT_EQ(bytes_at(service, plain.header("Location")), picture());
  const Answer url = service.post("/upload", R"({"image":"data:image/jpeg;base64,)" + data + "\"}",
                                  {{"Content-Type", "application/json; charset=utf-8"}});
  EXPECT_EQ(url.text("imageId"), plain.text("imageId"));
}

TEST(Upload, TakesABodyInChunks) {
  Service service;
  Client client = service.client();
  const std::string bytes = picture();
  Headers headers = kJpeg;
  headers["Transfer-Encoding"] = "chunked";
  client.write(client.head_of("POST", "/upload", headers, ""));
  for (const char byte : bytes.substr(0, 3))
    client.write(std::string("1\r\n") + byte + "\r\n");
  client.write(fmt::format("{:x};name=value\r\n{}\r\n0\r\nTrailer: x\r\n\r\n", bytes.size() - 3, bytes.substr(3)));
  const Answer answer = client.read();
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(bytes_at(service, answer.header("Location")), bytes);
}

TEST(Upload, PutsAPictureUnderAKey) {
  Service service;
  const Answer first = service.client().ask("PUT", "/api/v1/images/cat.jpg/content", picture(1), kJpeg);
  EXPECT_EQ(first.status, 202);
  EXPECT_EQ(first.text("imageId"), "cat.jpg");
  const Answer second = service.client().ask("PUT", "/api/v1/images/cat.jpg/content", picture(2), kJpeg);
  EXPECT_EQ(second.json().at("duplicate"), false);
  EXPECT_EQ(bytes_at(service, "/api/v1/images/cat.jpg"), picture(2));
}

TEST(Upload, PutsAPictureUnderAKeyThatIsNoPlainName) {
  Service service;
  const std::string id = "~" + to_base64url(as_bytes("2026/my cat.jpg"));
  const Answer answer = service.client().ask("PUT", "/api/v1/images/" + id + "/content", picture(), kJpeg);
  EXPECT_EQ(answer.text("imageId"), "2026/my cat.jpg");
  EXPECT_EQ(service.get(answer.header("Location")).text("id"), id);
}

TEST(Upload, OneKeyHoldsOnePicture) {
  Service service;
  const Answer answer = service.client().ask(
      "PUT", "/api/v1/images/cat.jpg/content",
      form_of({{.file_name = "a", .bytes = picture(1)}, {.file_name = "b", .bytes = picture(2)}}), kFormType);
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(service.get("/api/v1/images/cat.jpg").status, 404);
}

TEST(Upload, ThatWaitsIsAnsweredWithWhatWasFoundMeanwhile) {
  Service service;
  auto answer = std::async(std::launch::async, [&] { return service.post("/upload?wait=60", picture(), kJpeg); });
  service.recognise(20s);
  const Answer found = answer.get();
  EXPECT_EQ(found.status, 200);
  EXPECT_EQ(found.text("status"), "done");
  EXPECT_EQ(found.json().at("labels").at(0).at("Name"), "Cat");
  EXPECT_EQ(found.json().at("duplicate"), false);
}

TEST(Upload, ThatWaitsInVainIsAnsweredAsStored) {
  Service service;
  const Answer answer = service.post("/upload?wait=0.05", picture(), kJpeg);
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.text("status"), "queued");
}

TEST(Upload, WaitsForAllPicturesOfAForm) {
  Service service;
  const std::string form = form_of({{.file_name = "a", .bytes = picture(1)}, {.file_name = "b", .bytes = picture(2)}});
  const Answer stored = service.post("/upload", form, kFormType);
  EXPECT_EQ(stored.status, 202);
  service.recognise();
  const Answer answer = service.post("/upload?wait=60", form, kFormType);
  EXPECT_EQ(answer.status, 200);
  for (const auto& image : answer.json().at("images").as_array())
    EXPECT_EQ(image.at("status"), "done");
}

TEST(Upload, AWaitThatIsNoNumberIsRefusedBeforeThePictureIsTaken) {
  Service service;
  for (const char* wait : {"abc", "", "5s", "-1", "nan", "inf%20", "1,5"}) {
    const Answer answer = service.post(std::string("/upload?wait=") + wait, picture(), kJpeg);
    EXPECT_EQ(answer.status, 422) << wait;
    EXPECT_THAT(answer.text("detail"), StartsWith("wait must be a number of seconds")) << wait;
  }
  EXPECT_EQ(service.world.store.size().value_or(-1), 0);
}

TEST(Upload, ALongWaitIsCutToTheLimit) {
  Service service({.max_wait = 0s});
  int seed = 0;
  for (const char* wait : {"3600", "1e30", "inf"})
    EXPECT_EQ(service.post(std::string("/upload?wait=") + wait, picture(++seed), kJpeg).status, 202) << wait;
}

TEST(Upload, OfTheSameBytesGivesTheImageThatIsThere) {
  Service service;
  const Answer first = service.post("/upload?fileName=a.jpg", picture(), kJpeg);
  const Answer waiting = service.post("/upload?fileName=b.jpg", picture(), kJpeg);
  EXPECT_EQ(waiting.status, 200);
  EXPECT_EQ(waiting.json().at("duplicate"), true);
  EXPECT_EQ(waiting.text("imageId"), first.text("imageId"));
  EXPECT_EQ(waiting.text("fileName"), "a.jpg");
  service.recognise();
  const Answer done = service.post("/upload", picture(), kJpeg);
  EXPECT_EQ(done.text("status"), "done");
  EXPECT_EQ(done.json().at("labels").at(0).at("Name"), "Cat");
}

TEST(Upload, ADuplicateIsAnsweredWithAllFindingsOfALargeItem) {
  Service service;
  service.world.labels.finds = [](Findings& findings) {
    for (int i = 0; i < 4000; ++i)
      findings.text_detections.push_back({.detected_text = "word number " + std::to_string(i)});
  };
  service.uploaded();
  service.recognise();
  ASSERT_TRUE(service.world.table.find({}, soon())->items[0].overflow);
  EXPECT_EQ(service.post("/upload", picture(), kJpeg).json().at("textDetections").as_array().size(), 4000U);
}

TEST(IdempotencyKey, TheSameRequestAgainGivesTheSameImages) {
  Service service;
  Headers headers = kFormType;
  headers["Idempotency-Key"] = "key one";
  const std::string form = form_of({{.file_name = "a", .bytes = picture(1)}, {.file_name = "b", .bytes = picture(2)}});
  const auto first = service.post("/upload", form, headers).json().at("images");
  const auto second = service.post("/upload", form, headers).json().at("images");
  ASSERT_EQ(second.as_array().size(), 2U);
  for (const std::size_t i : {0U, 1U}) {
    EXPECT_EQ(second.at(i).at("imageId"), first.at(i).at("imageId"));
    EXPECT_EQ(second.at(i).at("duplicate"), true);
  }
}

TEST(IdempotencyKey, APutThatIsRepeatedIsDoneOnce) {
  Service service;
  Headers headers = kJpeg;
  headers["Idempotency-Key"] = "key one";
  const auto put = [&] { return service.client().ask("PUT", "/api/v1/images/cat.jpg/content", picture(), headers); };
  put();
  service.recognise();
  EXPECT_EQ(put().text("status"), "done");
  EXPECT_EQ(service.world.store.size().value_or(-1), 0) << "there should be no second event";
}

TEST(IdempotencyKey, WithAnotherBodyItIsRefused) {
  Service service;
  Headers headers = kJpeg;
  headers["Idempotency-Key"] = "key one";
  EXPECT_EQ(service.post("/upload", picture(1), headers).status, 202);
  const Answer answer = service.post("/upload", picture(2), headers);
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.text("detail"), HasSubstr("another body"));
}

TEST(IdempotencyKey, OfARequestThatWasRefusedMayBeUsedAgain) {
  Service service;
  Headers headers = kJpeg;
  headers["Idempotency-Key"] = "key one";
  EXPECT_EQ(service.post("/upload", "Dear Sir or Madam", headers).status, 422);
  EXPECT_EQ(service.post("/upload", picture(), headers).status, 202);
}

TEST(IdempotencyKey, EndsAfterADay) {
  Service service;
  Headers headers = kJpeg;
  headers["Idempotency-Key"] = "key one";
  service.post("/upload", picture(1), headers);
  service.world.clock.advance(25h);
  EXPECT_EQ(service.post("/upload", picture(2), headers).status, 202);
}

}  // namespace
}  // namespace spotter::testing
