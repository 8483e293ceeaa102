// Lists, items, bytes, thumbnails, overlays, erasing, recognising again.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/service.h"
#include "imaging/sniff.h"

namespace spotter::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// A service with three images: `cat` (recognised first), `dog`, and `new`, which is not recognised yet.
struct Gallery3 : ::testing::Test {
  Gallery3() {
    cat = service.uploaded(picture(1));
    service.recognise();
    service.world.clock.advance(1h);
    service.world.labels.finds = [](Findings& findings) {
      findings.labels.push_back(label_of("Dog", 60));
      findings.text_detections.push_back(
          {.detected_text = "BEWARE OF THE DOG", .type = TextTypes::LINE, .confidence = 90});
      for (const char* word : {"BEWARE", "OF", "THE", "DOG"})
        findings.text_detections.push_back({.detected_text = word, .type = TextTypes::WORD, .confidence = 90});
    };
    dog = service.uploaded(picture(2));
    service.recognise();
    service.world.clock.advance(1h);
    fresh = service.uploaded(picture(3));
  }
  std::vector<std::string> listed(const std::string& query) {
    const Answer answer = service.get("/api/v1/images?" + query);
    EXPECT_EQ(answer.status, 200) << query << " " << answer.body;
    std::vector<std::string> out;
    const auto page = answer.json();
    for (const auto& image : page.at("images").as_array())
      out.emplace_back(image.at("location").as_string());
    return out;
  }

  Service service;
  std::string cat;
  std::string dog;
  std::string fresh;
};

using ImageList = Gallery3;

TEST_F(ImageList, ShowsTheNewestFirst) {
  EXPECT_THAT(listed(""), ElementsAre(fresh, dog, cat));
}

TEST_F(ImageList, IsFiltered) {
  EXPECT_THAT(listed("label=cat"), ElementsAre(cat));
  EXPECT_THAT(listed("label=DOG"), ElementsAre(dog));
  EXPECT_THAT(listed("label=dog&minConfidence=61"), IsEmpty());
  EXPECT_THAT(listed("text=the+dog"), ElementsAre(dog));
  EXPECT_THAT(listed("q=bew"), ElementsAre(dog));
  EXPECT_THAT(listed("status=queued"), ElementsAre(fresh));
  EXPECT_THAT(listed("status=done"), ElementsAre(dog, cat));
  EXPECT_THAT(listed("person=Ada"), IsEmpty());
  EXPECT_THAT(listed("moderation=Smoking"), IsEmpty());
  EXPECT_THAT(listed("from=2026-11-24T02:46:00Z"), ElementsAre(fresh, dog));
  EXPECT_THAT(listed("from=2026-11-24T02:46:00Z&to=2026-11-24T03:46:00Z"), ElementsAre(dog));
  EXPECT_THAT(listed("from=2026-11-25"), IsEmpty());
  EXPECT_THAT(listed("label=cat&status=queued"), IsEmpty());
}

TEST_F(ImageList, IsReadPageByPage) {
  std::vector<std::string> all;
  std::string cursor;
  for (int pages = 0; pages < 3; ++pages) {
    const auto page = service.get("/api/v1/images?limit=1&cursor=" + cursor).json().as_object();
    ASSERT_EQ(page.at("images").as_array().size(), 1U);
    all.emplace_back(page.at("images").at(0).at("location").as_string());
    ASSERT_EQ(page.contains("cursor"), pages < 2);
    if (pages < 2) cursor = page.at("cursor").as_string();
  }
  EXPECT_THAT(all, ElementsAre(fresh, dog, cat));
}

TEST_F(ImageList, AQueryThatIsNoneIsRefusedWithWhatItMustBe) {
  const std::map<std::string, std::string> refused = {{"limit=0", "1 to 500"},
                                                      {"limit=501", "1 to 500"},
                                                      {"limit=abc", "1 to 500"},
                                                      {"limit=1.5", "1 to 500"},
                                                      {"limit=", "1 to 500"},
                                                      {"minConfidence=-1", "0 to 100"},
                                                      {"minConfidence=101", "0 to 100"},
                                                      {"minConfidence=nan", "0 to 100"},
                                                      {"minConfidence=a", "0 to 100"},
                                                      {"status=erasing", "'erasing' is none of"},
                                                      {"from=yesterday", "2026-11-24T01:46:00Z"},
                                                      {"to=2026-13-01", "2026-11-24T01:46:00Z"},
                                                      {"cursor=abc", "cursor"}};
  for (const auto& [query, said] : refused) {
    const Answer answer = service.get("/api/v1/images?" + query);
    EXPECT_EQ(answer.status, 422) << query;
    EXPECT_THAT(answer.text("detail"), HasSubstr(said)) << query;
  }
}

using Image = Gallery3;

TEST_F(Image, IsShownWithItsFindings) {
  const Answer answer = service.get(dog);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.text("status"), "done");
  EXPECT_EQ(answer.text("location"), dog);
  EXPECT_EQ(answer.json().at("labels").at(0).at("Name"), "Dog");
  EXPECT_EQ(answer.json().at("textDetections").at(0).at("DetectedText"), "BEWARE OF THE DOG");
  EXPECT_EQ(answer.json().at("width"), 64);
}

TEST_F(Image, ThatIsNotThereIsNotFound) {
  for (const char* id : {"nothing.jpg", "~bm90aGluZw", "~*", "a%20b", "%FF"})
    for (const char* part : {"", "/content", "/thumbnail", "/overlay"}) {
      const Answer answer = service.get(std::string("/api/v1/images/") + id + part);
      EXPECT_EQ(answer.status, 404) << id << part;
      EXPECT_NE(answer.text("detail"), "");
    }
  EXPECT_EQ(service.erase("/api/v1/images/nothing.jpg").status, 404);
  EXPECT_EQ(service.post("/api/v1/images/nothing.jpg/recognise").status, 404);
}

TEST_F(Image, ItsBytesComeBackFenced) {
  const Answer answer = service.get(cat + "/content");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, picture(1));
  EXPECT_EQ(answer.header("Content-Type"), "image/jpeg");
  EXPECT_EQ(answer.header("Content-Length"), std::to_string(picture(1).size()));
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(answer.header("Content-Security-Policy"), "sandbox; default-src 'none'");
  EXPECT_EQ(answer.header("Cross-Origin-Resource-Policy"), "same-site");
  EXPECT_EQ(answer.header("Content-Disposition"), "inline");
}

TEST_F(Image, BytesThatAreNoImageAreAnAttachment) {
  const std::string page = "<script>alert(1)</script>";
  const std::string id = cat.substr(cat.rfind('/') + 1);
  for (const char* type : {"text/html", "image/svg+xml"}) {
    ASSERT_TRUE(service.world.store.put_bytes(id, as_bytes(page), {.content_type = type}, soon()));
    const Answer answer = service.get(cat + "/content");
    EXPECT_EQ(answer.body, page);
    EXPECT_EQ(answer.header("Content-Disposition"), "attachment");
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
  }
}

TEST_F(Image, ALargeFileComesInPiecesAndWhole) {
  std::string large = picture(1);
  for (int i = 0; large.size() < 1'000'000; ++i)
    large += std::to_string(i);
  const std::string id = cat.substr(cat.rfind('/') + 1);
  ASSERT_TRUE(service.world.store.put_bytes(id, as_bytes(large), {.content_type = "image/jpeg"}, soon()));
  EXPECT_TRUE(service.get(cat + "/content").body == large);
}

TEST_F(Image, WhoHasACopyIsToldThatItIsUpToDate) {
  for (const char* part : {"/content", "/thumbnail", "/overlay"}) {
    const std::string tag = service.get(cat + part).header("ETag");
    EXPECT_THAT(tag, StartsWith("\""));
    Client client = service.client();
    for (const std::string& tags : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
      const Answer answer = client.get(cat + part, {{"If-None-Match", tags}});
      EXPECT_EQ(answer.status, 304) << tags;
      EXPECT_EQ(answer.body, "");
      EXPECT_EQ(answer.header("ETag"), tag);
    }
    EXPECT_EQ(client.get(cat + part, {{"If-None-Match", "\"other\""}}).status, 200);
    EXPECT_EQ(client.get(dog + part, {{"If-None-Match", tag}}).status, 200);
  }
}

TEST_F(Image, HasThumbnailsInWebP) {
  for (const char* query : {"", "?width=1", "?width=161", "?width=100000"}) {
    const Answer answer = service.get(cat + "/thumbnail" + query);
    EXPECT_EQ(answer.status, 200) << query;
    EXPECT_EQ(answer.header("Content-Type"), "image/webp");
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(*sniff_format(as_bytes(answer.body)), ImageFormat::webp);
  }
  for (const char* width : {"0", "-1", "wide", "", "1e9", "99999999999"})
    EXPECT_EQ(service.get(cat + "/thumbnail?width=" + width).status, 422) << width;
}

TEST_F(Image, HasAnOverlayInJpeg) {
  const Answer answer = service.get(cat + "/overlay?minConfidence=50");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(*sniff_format(as_bytes(answer.body)), ImageFormat::jpeg);
  for (const char* least : {"abc", "-1", "101", "nan"})
    EXPECT_EQ(service.get(cat + "/overlay?minConfidence=" + least).status, 422) << least;
}

TEST_F(Image, IsErasedWithAReceiptAndThenSaidToBe) {
  service.get(cat + "/thumbnail");
  const Answer receipt = service.erase(cat);
  EXPECT_EQ(receipt.status, 200);
  EXPECT_EQ(receipt.text("status"), "erased");
  EXPECT_EQ(receipt.text("erasedAt"), "2026-11-24T03:46:00.000Z");
  std::map<std::string, std::string> outcomes;
  const auto told = receipt.json();
  for (const auto& place : told.at("places").as_array())
    outcomes[std::string(place.at("place").as_string())] = place.at("outcome").as_string();
  EXPECT_EQ(outcomes.at("object"), "removed");
  EXPECT_THAT(outcomes.at("thumbnails and overflow"), StartsWith("removed"));
  for (const char* part : {"", "/content", "/thumbnail", "/overlay"}) {
    const Answer gone = service.get(cat + part);
    EXPECT_EQ(gone.status, 404);
    EXPECT_EQ(gone.text("detail"), "the image was erased on 2026-11-24T03:46:00.000Z");
  }
  EXPECT_EQ(service.post(cat + "/recognise").status, 404);
  EXPECT_THAT(listed(""), ElementsAre(fresh, dog));
  EXPECT_THAT(listed("status=erased"), ElementsAre(cat));
}

TEST_F(Image, MayBeErasedAgainAndUploadedAnew) {
  service.erase(cat);
  EXPECT_EQ(service.erase(cat).status, 200);
  const Answer anew = service.post("/upload", picture(1));
  EXPECT_EQ(anew.status, 202);
  EXPECT_EQ(anew.json().at("duplicate"), false);
  EXPECT_NE(anew.text("location"), cat);
}

TEST_F(Image, IsRecognisedAgainAndKeepsItsFindingsUntilThen) {
  const Answer answer = service.post(cat + "/recognise");
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.header("Location"), cat);
  EXPECT_EQ(service.get(cat).json().at("labels").at(0).at("Name"), "Cat");
  service.recognise();
  EXPECT_EQ(service.get(cat).json().at("labels").at(0).at("Name"), "Dog");
  EXPECT_NE(service.get(cat).text("run"), "");
}

}  // namespace
}  // namespace spotter::testing
