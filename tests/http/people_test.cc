// The gallery's routes: people and their photographs, in forms and in JSON.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "http/service.h"

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Headers kJson{{"Content-Type", "application/json"}};

std::string field(const std::string& name, const std::string& value) {
  return "--part\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
}
std::string ada_form() {
  return field("name", "Ada Lovelace") + field("url", "https://www.wikidata.org/wiki/Q7259") +
         field("knownGender", "Female") + form_of({{.file_name = "ada.jpg", .bytes = picture(1)}});
}
std::string base64_of(int seed) {
  return to_base64(as_bytes(picture(seed)));
}

TEST(PeopleRoutes, AFormAddsAPerson) {
  Service service;
  const Answer added = service.post("/api/v1/people", ada_form(), kFormType);
  EXPECT_EQ(added.status, 201);
  EXPECT_EQ(added.text("name"), "Ada Lovelace");
  EXPECT_EQ(added.text("knownGender"), "Female");
  EXPECT_EQ(added.json().at("urls"), (boost::json::array{"www.wikidata.org/wiki/Q7259"}));
  EXPECT_EQ(added.json().at("photographs").as_array().size(), 1U);
  EXPECT_EQ(added.header("Location"), "/api/v1/people/" + added.text("id"));
  EXPECT_EQ(service.get(added.header("Location")).json(), added.json());
  EXPECT_EQ(service.get("/api/v1/people").json().at("people"), (boost::json::array{added.json()}));
}

TEST(PeopleRoutes, JsonAddsAPerson) {
  Service service;
  const Answer added = service.post("/api/v1/people",
                                    R"({"name":"Ada","urls":[],"photographs":[")" + base64_of(1) +
                                        R"(","data:image/jpeg;base64,)" + base64_of(2) + "\"]}",
                                    kJson);
  EXPECT_EQ(added.status, 201);
  EXPECT_FALSE(added.json().as_object().contains("knownGender"));
  EXPECT_EQ(added.json().at("photographs").as_array().size(), 2U);
}

TEST(PeopleRoutes, APersonIsChanged) {
  Service service;
  const std::string path = service.post("/api/v1/people", ada_form(), kFormType).header("Location");
  const Answer named = service.client().ask("PATCH", path, R"({"name":"Augusta Ada King"})", kJson);
  EXPECT_EQ(named.status, 200);
  EXPECT_EQ(named.text("name"), "Augusta Ada King");
  EXPECT_EQ(named.text("knownGender"), "Female");
  const Answer more =
      service.post(path + "/photographs", form_of({{.file_name = "b.jpg", .bytes = picture(2)}}), kFormType);
  EXPECT_EQ(more.json().at("photographs").as_array().size(), 2U);
  EXPECT_EQ(more.text("name"), "Augusta Ada King");
}

TEST(PeopleRoutes, PhotographsAreShownFencedAndTakenAwayButTheLast) {
  Service service;
  const Answer added = service.post("/api/v1/people",
                                    field("name", "Ada") + form_of({{.file_name = "a", .bytes = picture(1)},
                                                                    {.file_name = "b", .bytes = picture(2)}}),
                                    kFormType);
  const auto photographs = added.json().at("photographs");
  const auto path = [&](std::size_t i) {
    return added.header("Location") + "/photographs/" + std::string(photographs.at(i).at("id").as_string());
  };
  const Answer shown = service.get(path(1));
  EXPECT_EQ(shown.body, picture(2));
  EXPECT_EQ(shown.header("Content-Type"), "image/jpeg");
  EXPECT_EQ(shown.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(shown.header("Content-Security-Policy"), "sandbox; default-src 'none'");
  EXPECT_EQ(service.erase(path(1)).json().at("photographs").as_array().size(), 1U);
  EXPECT_EQ(service.get(path(1)).status, 404);
  EXPECT_EQ(service.erase(path(1)).status, 404);
  const Answer last = service.erase(path(0));
  EXPECT_EQ(last.status, 422);
  EXPECT_THAT(last.text("detail"), HasSubstr("only photograph"));
}

TEST(PeopleRoutes, ARemovedPersonIsGone) {
  Service service;
  const std::string path = service.post("/api/v1/people", ada_form(), kFormType).header("Location");
  const Answer removed = service.erase(path);
  EXPECT_EQ(removed.status, 204);
  EXPECT_EQ(removed.body, "");
  EXPECT_EQ(service.get(path).status, 404);
  EXPECT_EQ(service.erase(path).status, 404);
  EXPECT_EQ(service.client().ask("PATCH", path, R"({"name":"x"})", kJson).status, 404);
  EXPECT_THAT(service.get("/api/v1/people").json().at("people").as_array(), IsEmpty());
}

TEST(PeopleRoutes, WhatIsMissingOrWrongIsSaid) {
  Service service;
  const auto said = [&](const std::string& body, const Headers& headers) {
    const Answer answer = service.post("/api/v1/people", body, headers);
    EXPECT_EQ(answer.status, 422) << body;
    return answer.text("detail");
  };
  EXPECT_THAT(said(form_of({{.file_name = "a", .bytes = picture()}}), kFormType), HasSubstr("needs a name"));
  EXPECT_THAT(said(field("name", "Ada") + form_of({}), kFormType), HasSubstr("at least one photograph"));
  EXPECT_THAT(said(field("name", std::string(201, 'a')) + form_of({}), kFormType), HasSubstr("201 bytes"));
  EXPECT_THAT(said(field("name", "\xff") + form_of({}), kFormType), HasSubstr("'name' is no UTF-8"));
  EXPECT_THAT(said(field("knownGender", "female") + form_of({}), kFormType), HasSubstr("knownGender must be"));
  EXPECT_THAT(said(field("name", "Ada"), kFormType), HasSubstr("ends in the middle"));
  EXPECT_THAT(said(field("name", "Ada") + form_of({{.file_name = "a.txt", .bytes = "text"}}), kFormType),
              HasSubstr("a.txt: "));
  EXPECT_THAT(said("[]", kJson), HasSubstr("must be an object"));
  EXPECT_THAT(said("{", kJson), HasSubstr("no JSON"));
  EXPECT_THAT(said(R"({"name":"Ada","urls":"x"})", kJson), HasSubstr("`urls` must be a list"));
  EXPECT_THAT(said(R"({"name":"Ada","photographs":[7]})", kJson), HasSubstr("`photographs` must be a list"));
  EXPECT_THAT(said(R"({"name":"Ada","photographs":["*"]})", kJson), HasSubstr("photographs[0] is no base64"));
  EXPECT_THAT(service.get("/api/v1/people").json().at("people").as_array(), IsEmpty());
}

TEST(PeopleRoutes, APhotographWithoutAFaceIsRefused) {
  Service service;
  service.faces.finds = nullptr;
  const Answer answer = service.post("/api/v1/people", ada_form(), kFormType);
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.text("detail"), HasSubstr("ada.jpg: no face was found"));
}

TEST(PeopleRoutes, BeforeTheModelsAreLoadedNobodyCanBeLearntAndThatIsSaidAtOnce) {
  Service service;
  const std::string path = service.post("/api/v1/people", ada_form(), kFormType).header("Location");
  service.engine.state = {.ready = false, .reason = "loading"};
  Client client = service.client();
  client.write(client.head_of("POST", "/api/v1/people", kFormType, "1000000"));
  const Answer answer = client.read();  // though nothing of the body was sent
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("Retry-After"), "5");
  EXPECT_THAT(answer.text("detail"), HasSubstr("loading"));
  EXPECT_EQ(service.get(path).status, 200);
}

TEST(PeopleRoutes, TooManyBytesAreRefusedBeforeTheyAreRead) {
  Service service;
  Client client = service.client();
  client.write(client.head_of("POST", "/api/v1/people", kFormType, std::to_string(64 * 1024 * 1024 + 1)));
  EXPECT_EQ(client.read().status, 413);
}

TEST(PeopleRoutes, PhotographsOfAFewRequestsAreLearntAtOnce) {
  Service service;
  std::vector<std::unique_ptr<Client>> others;
  Headers headers = kFormType;
  headers["Expect"] = "100-continue";
  for (int i = 0; i < 4; ++i) {
    others.push_back(std::make_unique<Client>(service.server->port()));
    others.back()->write(others.back()->head_of("POST", "/api/v1/people", headers, std::to_string(ada_form().size())));
    others.back()->read_until("\r\n\r\n");  // it has begun
  }
  const Answer refused = service.post("/api/v1/people", ada_form(), kFormType);
  EXPECT_EQ(refused.status, 503);
  EXPECT_THAT(refused.text("detail"), HasSubstr("4 requests"));
  for (const auto& other : others) {
    other->write(ada_form());
    EXPECT_EQ(other->read().status, 201);
  }
  EXPECT_EQ(service.post("/api/v1/people", ada_form(), kFormType).status, 201);
}

TEST(PeopleRoutes, AnIdOfAnyBytesIsNotFoundAndQuotedAsUtf8) {
  Service service;
  for (const char* id : {"nobody", "%FF%FE", "..%2F..", "%00"}) {
    const Answer answer = service.get(std::string("/api/v1/people/") + id);
    EXPECT_EQ(answer.status, 404) << id;
    EXPECT_TRUE(is_utf8(answer.body)) << id;
    EXPECT_EQ(service.get(std::string("/api/v1/people/") + id + "/photographs/x").status, 404) << id;
  }
}

}  // namespace
}  // namespace spotter::testing
