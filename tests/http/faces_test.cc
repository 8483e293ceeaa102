// Routes of faces: those of a picture, cut-outs, groups, and naming one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/service.h"

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;

const Headers kJson{{"Content-Type", "application/json"}};

/// A picture with one face, recognised; the path of its image.
std::string seen(Service& service, int seed = 0) {
  service.world.text.finds = [](Findings& findings) {
    findings.face_details.push_back(
        {.bounding_box = {.width = 0.25F, .height = 0.5F, .left = 0.25F, .top = 0.25F}, .confidence = 90});
    findings.face_vectors.push_back({.parts = {{1.0F}}});
  };
  std::string image = service.uploaded(picture(seed));
  service.recognise();
  return image;
}
std::string face_of(Service& service, const std::string& image) {
  return std::string(service.get(image + "/faces").json().at("faces").at(0).at("faceId").as_string());
}

TEST(FaceRoutes, AFaceIsListedAndCutOut) {
  Service service;
  const std::string face = face_of(service, seen(service));
  const Answer crop = service.get("/api/v1/faces/" + face + "/crop?width=16");
  EXPECT_EQ(crop.status, 200);
  EXPECT_EQ(crop.header("Content-Type"), "image/webp");
  EXPECT_EQ(crop.header("X-Content-Type-Options"), "nosniff");
  const auto info = service.decoder.probe(as_bytes(crop.body), {});
  ASSERT_TRUE(info);
  EXPECT_EQ(info->width, 16);
  EXPECT_EQ(info->height, 16);
  EXPECT_EQ(service.get("/api/v1/faces/" + face + "/crop?width=16", {{"If-None-Match", crop.header("ETag")}}).status,
            304);
  EXPECT_EQ(service.get("/api/v1/faces/" + face + "/crop?width=15").status, 422);
  EXPECT_EQ(service.get("/api/v1/faces/nobody/crop").status, 404);
}

TEST(FaceRoutes, AGroupIsNamedAndItsPicturesAreRecognisedAgain) {
  Service service;
  seen(service, 1);
  seen(service, 2);
  const Answer groups = service.get("/api/v1/faces/groups?minSize=2");
  ASSERT_EQ(groups.json().at("groups").as_array().size(), 1U);
  const std::string id(groups.json().at("groups").at(0).at("groupId").as_string());
  EXPECT_EQ(service.get("/api/v1/faces/groups/" + id).json().at("faces").as_array().size(), 2U);
  const Answer person = service.post("/api/v1/people", R"({"name":"Ada","faces":[")" + id + "\"]}", kJson);
  ASSERT_EQ(person.status, 201) << person.body;
  EXPECT_EQ(service.get("/api/v1/faces/groups").json().at("unknown"), 0);
  EXPECT_EQ(service.get("/api/v1/faces/groups/" + id).status, 404);
  const Answer queued = service.post(person.header("Location") + "/recognise");
  EXPECT_EQ(queued.status, 202);
  EXPECT_EQ(queued.json().at("images"), 2);
}

TEST(FaceRoutes, WithoutKeptFacesThereAreNoGroups) {
  ApiOptions options;
  options.keep_faces = false;
  Service service(options);
  seen(service);
  EXPECT_TRUE(service.get("/api/v1/faces/groups").json().at("groups").as_array().empty());
}

TEST(FaceRoutes, PeopleAreMergedOnlyIfTheRequestNamesThem) {
  Service service;
  const std::string face = face_of(service, seen(service));
  const Answer ada = service.post("/api/v1/people", R"({"name":"Ada","faces":[")" + face + "\"]}", kJson);
  const std::string path = ada.header("Location") + "/merge";
  EXPECT_THAT(service.post(path, R"({"people":[]})", kJson).text("detail"), HasSubstr("1 to 20"));
  EXPECT_EQ(service.post(path, R"({"people":["nobody"]})", kJson).status, 404);
}

}  // namespace
}  // namespace spotter::testing
