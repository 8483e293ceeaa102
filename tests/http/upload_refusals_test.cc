// What is no picture, or too much of one, is refused with the reason, and leaves nothing behind.

#include <filesystem>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/object_store/file.h"
#include "base/encoding.h"
#include "http/service.h"

namespace spotter::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Headers kJpeg{{"Content-Type", "image/jpeg"}};
const Headers kJson{{"Content-Type", "application/json"}};
constexpr std::uint64_t kMost = 16 * 1024;

std::string large_picture() {
  return picture() + std::string(kMost, 'x');
}

void expect_problem(const Answer& answer, int status, const std::string& said) {
  EXPECT_EQ(answer.status, status) << answer.body;
  EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(answer.json().at("status"), status);
  EXPECT_THAT(answer.text("detail"), HasSubstr(said));
}

/// Nothing was taken: no event, no image.
void expect_nothing_kept(Service& service) {
  EXPECT_EQ(service.world.store.size().value_or(-1), 0);
  EXPECT_THAT(service.get("/api/v1/images").json().at("images").as_array(), IsEmpty());
}

TEST(UploadRefusal, SaysWhatABodyIs) {
  Service service;
  expect_problem(service.post("/upload", "Dear Sir or Madam", kJpeg), 422, "no image that can be told by its content");
  expect_problem(service.post("/upload", "%PDF-1.7\n", kJpeg), 422, "a PDF document");
  expect_problem(service.post("/upload", "", kJpeg), 422, "the file is empty");
  expect_problem(service.post("/upload", picture().substr(0, 100), kJpeg), 422, "");
  expect_problem(service.post("/upload", "a {}", {{"Content-Type", "text/css"}}), 422, "'text/css' is not taken");
  expect_nothing_kept(service);
}

TEST(UploadRefusal, OfALargePictureComesBeforeItIsRead) {
  Service service({.max_upload_bytes = kMost});
  for (const char* type : {"image/jpeg", "application/json", "multipart/form-data; boundary=part"}) {
    Client client = service.client();
    client.write(client.head_of("POST", "/upload", {{"Content-Type", type}}, "100000000"));
    const Answer answer = client.read();  // though nothing of the body was sent
    expect_problem(answer, 413, "at most 0.0 MiB");
    EXPECT_EQ(answer.header("Connection"), "close");
    client.end_sending();
    EXPECT_TRUE(client.ends());
  }
  expect_nothing_kept(service);
}

TEST(UploadRefusal, OfALargePictureInChunksComesAsSoonAsItIsKnown) {
  Service service({.max_upload_bytes = kMost});
  Client client = service.client();
  client.write(client.head_of("POST", "/upload", {{"Transfer-Encoding", "chunked"}}, ""));
  client.write(fmt::format("{:x}\r\n{}\r\n", large_picture().size(), large_picture()));
  expect_problem(client.read(), 413, "at most");  // though the body has no end yet
  client.close();
  expect_nothing_kept(service);
}

TEST(UploadRefusal, OfALargeFileInAFormConcernsThatFileAlone) {
  Service service({.max_upload_bytes = kMost});
  const Answer answer = service.post(
      "/upload",
      form_of({{.file_name = "large", .bytes = large_picture()}, {.file_name = "small", .bytes = picture()}}),
      kFormType);
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.json().at("images").at(0).at("status"), 413);
  EXPECT_EQ(answer.json().at("images").at(1).at("status"), "queued");
}

TEST(UploadRefusal, OfALargePictureInJson) {
  Service service({.max_upload_bytes = kMost});
  const std::string json = R"({"image":")" + to_base64(as_bytes(large_picture())) + "\"}";
  expect_problem(service.post("/upload", json, kJson), 413, "at most");
  expect_nothing_kept(service);
}

TEST(UploadRefusal, OfAFormWithMoreFilesThanAreTaken) {
  Service service;
  std::vector<FormFile> files(65, {.file_name = "f", .bytes = picture()});
  expect_problem(service.post("/upload", form_of(files), kFormType), 413, "more than 64 files");
  expect_nothing_kept(service);
  files.pop_back();
  EXPECT_EQ(service.post("/upload", form_of(files), kFormType).json().at("images").as_array().size(), 64U);
}

TEST(UploadRefusal, OfAFormWithTooManyFields) {
  Service service;
  std::string form;
  for (int i = 0; i < 65; ++i)
    form += "--part\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nx\r\n";
  expect_problem(service.post("/upload", form + form_of({}), kFormType), 413, "more than 64 fields");
}

TEST(UploadRefusal, OfAnEndlessFormThatHoldsNoFile) {
  Service service({.max_upload_bytes = kMost, .max_files = 1});
  Client client = service.client();
  Headers headers = kFormType;
  headers["Transfer-Encoding"] = "chunked";
  client.write(client.head_of("POST", "/upload", headers, ""));
  const std::string field =
      "--part\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n" + std::string(200 * 1024, 'x');
  client.write(fmt::format("{:x}\r\n{}\r\n", field.size(), field));
  expect_problem(client.read(), 413, "send several forms");
}

TEST(UploadRefusal, OfAFormWithoutAFile) {
  Service service;
  expect_problem(service.post("/upload", form_of({}), kFormType), 422, "no picture");
  expect_problem(service.post("/upload", "", kFormType), 422, "ends in the middle");
  expect_problem(
      service.post("/upload", "--part\r\nContent-Disposition: form-data; name=\"filename\"\r\n\r\nx\r\n--part--",
                   kFormType),
      422, "no picture");
  expect_problem(service.post("/upload", form_of({{.file_name = "", .bytes = ""}}), kFormType), 422, "empty");
}

TEST(UploadRefusal, OfABrokenForm) {
  Service service;
  const std::string form = form_of({{.file_name = "f", .bytes = picture()}});
  expect_problem(service.post("/upload", form, {{"Content-Type", "multipart/form-data"}}), 422, "boundary");
  expect_problem(service.post("/upload", form, {{"Content-Type", "multipart/form-data; boundary=other"}}), 422, "form");
  expect_problem(service.post("/upload", form.substr(0, form.size() - 6), kFormType), 422, "ends in the middle");
  expect_nothing_kept(service);
}

TEST(UploadRefusal, OfJsonThatIsNone) {
  Service service;
  const std::string deep = std::string(1000, '[') + std::string(1000, ']');
  for (const std::string& json :
       {std::string(""), std::string("{"), std::string("{\"image\":\"\xff\"}"), "{\"image\":" + deep + "}", deep,
        std::string("\xEF\xBB\xBF{\"image\":\"aaaa\"}"), std::string("{\"image\":\"aaaa\"} {}"), std::string("NaN")})
    expect_problem(service.post("/upload", json, kJson), 422, "this is no JSON");
}

TEST(UploadRefusal, OfJsonWithoutAPicture) {
  Service service;
  for (const char* json :
       {"[]", "\"aaaa\"", "7", "null", "{}", R"({"image":7})", R"({"image":null})", R"({"Image":"aaaa"})"})
    expect_problem(service.post("/upload", json, kJson), 422, "must be an object with `image`");
  expect_problem(service.post("/upload", R"({"image":"a*b"})", kJson), 422, "no base64");
  expect_problem(service.post("/upload", R"({"image":"data:image/png,abc"})", kJson), 422, "must be base64");
  expect_problem(service.post("/upload", R"({"image":"data:image/png;base64"})", kJson), 422, "must be base64");
  expect_problem(service.post("/upload", R"({"image":""})", kJson), 422, "empty");
  expect_problem(service.post("/upload", R"({"image":"RGVhciBTaXI="})", kJson), 422, "no image");
}

TEST(UploadRefusal, OfAFileNameThatIsTooLong) {
  Service service;
  const std::string name(1025, 'n');
  const std::string data = to_base64(as_bytes(picture()));
  expect_problem(service.post("/upload?fileName=" + name, picture(), kJpeg), 422, "at most 1024");
  expect_problem(service.post("/upload", form_of({{.file_name = name, .bytes = picture()}}), kFormType), 422, "1024");
  expect_problem(service.post("/upload", R"({"image":")" + data + R"(","fileName":")" + name + "\"}", kJson), 422,
                 "1024");
  expect_nothing_kept(service);
}

TEST(UploadRefusal, OfAKeyThatIsNone) {
  Service service;
  for (const std::string& id : {std::string("~"), std::string("~*"), std::string("a%20b"), std::string("%FF"),
                                "~" + to_base64url(as_bytes("\xff")), std::string(1025, 'k')}) {
    Client client = service.client();
    client.write(client.head_of("PUT", "/api/v1/images/" + id + "/content", kJpeg, "1000"));
    expect_problem(client.read(), 404, "is no image id");  // before the body is read
  }
  expect_nothing_kept(service);
}

TEST(UploadRefusal, NamesWithControlCharactersAreKeptAsTextAndDoNoHarm) {
  Service service;
  const Answer answer = service.post("/upload?fileName=a%0D%0AX-Evil:%201%00%22", picture(), kJpeg);
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.header("X-Evil"), "");
  EXPECT_EQ(answer.text("fileName"), std::string("a\r\nX-Evil: 1\0\"", 14));
  EXPECT_EQ(service.get(answer.header("Location") + "/content").header("X-Evil"), "");
}

TEST(UploadRefusal, WhenTooManyWaitAlready) {
  Service service({.max_queue = 0});
  const Answer answer = service.post("/upload", picture(), kJpeg);
  expect_problem(answer, 503, "which is the limit");
  EXPECT_EQ(answer.header("Retry-After"), "5");
}

TEST(UploadRefusal, WhenTooManyUploadsAreUnderWayUntilOneIsOver) {
  Service service({.max_uploads_at_once = 1});
  Client first = service.client();
  first.write(first.head_of("POST", "/upload", {{"Content-Type", "image/jpeg"}, {"Expect", "100-continue"}},
                            std::to_string(picture().size())));
  first.read_until("\r\n\r\n");  // it has begun
  expect_problem(service.post("/upload", picture(1), kJpeg), 503, "1 uploads are under way");
  first.write(picture());
  EXPECT_EQ(first.read().status, 202);
  EXPECT_EQ(service.post("/upload", picture(1), kJpeg).status, 202);
}

/// A service whose store is a folder, so that what is left behind can be seen.
struct FolderService {
  std::vector<std::string> files() const {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path() / "generations"))
      if (entry.is_regular_file()) out.push_back(entry.path().filename());
    return out;
  }

  TemporaryFolder folder;
  SystemClock clock;
  SystemIds ids{clock};
  std::unique_ptr<FileObjectStore> store =
      *FileObjectStore::open({.folder = folder.path(), .bucket = "uploads"}, clock, ids);
  Service service{{.max_upload_bytes = kMost}, {}, store.get()};
};

TEST(UploadRefusal, OfABodyThatEndsEarlyLeavesNothingInTheStore) {
  FolderService there;
  for (const Headers& headers : {kJpeg, kFormType}) {
    Client client = there.service.client();
    const std::string body = headers == kJpeg ? picture() : form_of({{.file_name = "f", .bytes = picture()}});
    client.write(client.head_of("POST", "/upload", headers, std::to_string(body.size())));
    client.write(body.substr(0, body.size() / 2));
    client.end_sending();
    expect_problem(client.read(), 400, "ended early");
    EXPECT_THAT(there.files(), IsEmpty());
  }
  EXPECT_EQ(there.store->size().value_or(-1), 0);
}

TEST(UploadRefusal, OfATooLargeBodyLeavesNothingInTheStore) {
  FolderService there;
  expect_problem(there.service.post("/upload", form_of({{.file_name = "f", .bytes = large_picture()}}), kFormType), 413,
                 "at most");
  EXPECT_THAT(there.files(), IsEmpty());
}

TEST(UploadRefusal, AClientThatGoesAwayLeavesNothingInTheStore) {
  FolderService there;
  {
    Client client = there.service.client();
    Headers headers = kJpeg;
    headers["Expect"] = "100-continue";
    client.write(client.head_of("POST", "/upload", headers, "10000"));
    client.read_until("\r\n\r\n");  // it has begun
    client.write(picture().substr(0, 200));
  }
  there.service.stop();  // waits for what is begun
  EXPECT_THAT(there.files(), IsEmpty());
}

TEST(UploadRefusal, WhatIsTakenLeavesOneFile) {
  FolderService there;
  EXPECT_EQ(there.service.post("/upload", picture(), kJpeg).status, 202);
  EXPECT_EQ(there.files().size(), 1U);
  EXPECT_EQ(there.service.post("/upload", picture(), kJpeg).status, 200);
  EXPECT_EQ(there.files().size(), 1U) << "of a duplicate nothing is kept";
}

}  // namespace
}  // namespace spotter::testing
