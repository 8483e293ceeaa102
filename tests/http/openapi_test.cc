// src/http/openapi.json says what there is: the same routes as the router's, and the same members, required or not,
// with the same types and names as the records that are written.

#include <fstream>
#include <set>
#include <sstream>

#include <boost/describe/enumerators.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/erase_image.h"
#include "domain/described_json.h"
#include "domain/json.h"
#include "http/service.h"

namespace spotter::testing {
namespace {

using boost::json::object;
using described::Names;
using ::testing::ElementsAreArray;
using ::testing::IsSupersetOf;

using Set = std::set<std::string>;

const object& document() {
  static const boost::json::value kDocument = [] {
    const std::ifstream file(std::string(SPOTTER_SOURCE_DIR) + "/src/http/openapi.json");
    std::ostringstream text;
    text << file.rdbuf();
    return boost::json::parse(text.str());
  }();
  return kDocument.as_object();
}

const object& schema_of(const std::string& name) {
  return document().at("components").at("schemas").at(name).as_object();
}

Set texts_of(const object& schema, std::string_view member) {
  Set out;
  if (const auto* list = schema.if_contains(member))
    for (const auto& text : list->as_array())
      out.insert(std::string(text.as_string()));
  return out;
}

Set names_of(const object& members) {
  Set out;
  for (const auto& [name, value] : members)
    out.insert(std::string(name));
  return out;
}

TEST(OpenApi, DescribesEveryRouteAndNothingElse) {
  Service service;
  Set routes;
  for (const Route& route : service.router.routes()) {
    std::string method = route.method;
    std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
    routes.insert(method + " " + route.pattern);
  }
  Set described;
  for (const auto& [path, operations] : document().at("paths").as_object())
    for (const auto& [method, operation] : operations.as_object())
      described.insert(std::string(method) + " " + std::string(path));
  EXPECT_THAT(described, ElementsAreArray(routes));
}

/// The parameters of an operation, references followed, that stand in this place.
Set parameters_of(const object& operation, std::string_view place) {
  Set out;
  const auto* list = operation.if_contains("parameters");
  if (list == nullptr) return out;
  for (const auto& entry : list->as_array()) {
    const object* parameter = &entry.as_object();
    if (const auto* ref = parameter->if_contains("$ref")) {
      const std::string name(ref->as_string());
      parameter = &document().at("components").at("parameters").at(name.substr(name.rfind('/') + 1)).as_object();
    }
    if (parameter->at("in").as_string() == place) out.insert(std::string(parameter->at("name").as_string()));
  }
  return out;
}

TEST(OpenApi, NamesTheParametersOfEveryPath) {
  for (const auto& [path, operations] : document().at("paths").as_object()) {
    Set in_path;
    const std::string text(path);
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
      in_path.insert(text.substr(at + 1, text.find('}', at) - at - 1));
    for (const auto& [method, operation] : operations.as_object())
      EXPECT_THAT(parameters_of(operation.as_object(), "path"), ElementsAreArray(in_path)) << method << " " << path;
  }
}

// What a schema says of a type.

template <class T>
struct SchemaName {
  static constexpr const char* value = nullptr;
};
#define SPOTTER_SCHEMA(type)                    \
  template <>                                   \
  struct SchemaName<type> {                     \
    static constexpr const char* value = #type; \
  }
SPOTTER_SCHEMA(BoundingBox);
SPOTTER_SCHEMA(Point);
SPOTTER_SCHEMA(Geometry);
SPOTTER_SCHEMA(DominantColor);
SPOTTER_SCHEMA(Instance);
SPOTTER_SCHEMA(Parent);
SPOTTER_SCHEMA(LabelAlias);
SPOTTER_SCHEMA(LabelCategory);
SPOTTER_SCHEMA(Label);
SPOTTER_SCHEMA(ImageQuality);
SPOTTER_SCHEMA(ImageGround);
SPOTTER_SCHEMA(ImageProperties);
SPOTTER_SCHEMA(TextTypes);
SPOTTER_SCHEMA(TextDetection);
SPOTTER_SCHEMA(LandmarkType);
SPOTTER_SCHEMA(EmotionName);
SPOTTER_SCHEMA(GenderType);
SPOTTER_SCHEMA(KnownGenderType);
SPOTTER_SCHEMA(AgeRange);
SPOTTER_SCHEMA(FaceAttribute);
SPOTTER_SCHEMA(Gender);
SPOTTER_SCHEMA(Emotion);
SPOTTER_SCHEMA(Landmark);
SPOTTER_SCHEMA(Pose);
SPOTTER_SCHEMA(EyeDirection);
SPOTTER_SCHEMA(FaceDetail);
SPOTTER_SCHEMA(ComparedFace);
SPOTTER_SCHEMA(KnownGender);
SPOTTER_SCHEMA(Celebrity);
SPOTTER_SCHEMA(Evidence);
SPOTTER_SCHEMA(ModerationLabel);
SPOTTER_SCHEMA(ContentType);
SPOTTER_SCHEMA(Status);
SPOTTER_SCHEMA(Outcome);
SPOTTER_SCHEMA(Stage);
SPOTTER_SCHEMA(ItemError);
SPOTTER_SCHEMA(ImageItem);
SPOTTER_SCHEMA(ImageCounts);
SPOTTER_SCHEMA(Change);
SPOTTER_SCHEMA(Person);
SPOTTER_SCHEMA(Photograph);
SPOTTER_SCHEMA(ErasedPlace);
SPOTTER_SCHEMA(EraseReceipt);
SPOTTER_SCHEMA(ReviewState);
SPOTTER_SCHEMA(ReviewAction);
SPOTTER_SCHEMA(Review);
SPOTTER_SCHEMA(NamedConfidence);
SPOTTER_SCHEMA(ModerationPolicy);
SPOTTER_SCHEMA(CurrentReview);
SPOTTER_SCHEMA(FacetValue);
SPOTTER_SCHEMA(Facets);
#undef SPOTTER_SCHEMA

/// Members that a record has and its answer hasn't, and the other way round.
struct Differences {
  Set internal;
  Set added;
  Set narrowed;  ///< texts in the record, enumerated in the schema
  Set joined;    ///< added where there is one
};

template <class T>
void expect_type(const object& schema, const std::string& place) {
  if constexpr (described::kIsOptional<T>) {
    expect_type<typename T::value_type>(schema, place);
  } else if constexpr (described::kIsVector<T>) {
    ASSERT_EQ(schema.at("type"), "array") << place;
    expect_type<typename T::value_type>(schema.at("items").as_object(), place + "[]");
  } else if constexpr (described::kIsMap<T>) {
    ASSERT_EQ(schema.at("type"), "object") << place;
    expect_type<typename T::mapped_type>(schema.at("additionalProperties").as_object(), place + "{}");
  } else if constexpr (std::is_same_v<T, Timestamp>) {
    EXPECT_EQ(schema.at("type"), "string") << place;
    EXPECT_EQ(schema.at("format"), "date-time") << place;
  } else if constexpr (SchemaName<T>::value != nullptr) {
    const auto* ref = schema.if_contains("$ref");
    ASSERT_NE(ref, nullptr) << place;
    EXPECT_EQ(std::string(ref->as_string()), std::string("#/components/schemas/") + SchemaName<T>::value) << place;
  } else {
    const char* type = std::is_same_v<T, std::string> ? "string"
                       : std::is_same_v<T, bool>      ? "boolean"
                       : std::is_floating_point_v<T>  ? "number"
                                                      : "integer";
    EXPECT_EQ(schema.at("type"), type) << place;
    EXPECT_FALSE(schema.contains("enum")) << place;
  }
}

template <class T>
void expect_described(Names names, const Differences& differences = {}) {
  const std::string name = SchemaName<T>::value;
  const object& schema = schema_of(name);
  const object& properties = schema.at("properties").as_object();
  Set members = differences.added;
  members.insert(differences.joined.begin(), differences.joined.end());
  Set required = differences.added;
  described::for_each_member<T>([&](auto member) {
    using Type = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
    const std::string in_json = described::json_name(member.name, names);
    if (differences.internal.contains(in_json)) return;
    members.insert(in_json);
    if (!described::kIsOptional<Type>) required.insert(in_json);
    const auto* property = properties.if_contains(in_json);
    if (property != nullptr && !differences.narrowed.contains(in_json))
      expect_type<Type>(property->as_object(), name + "." + in_json);
  });
  EXPECT_THAT(names_of(properties), ElementsAreArray(members)) << name;
  EXPECT_THAT(texts_of(schema, "required"), ElementsAreArray(required)) << name;
}

template <class T>
void expect_enumerated() {
  Set names;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto one) { names.insert(one.name); });
  EXPECT_THAT(texts_of(schema_of(SchemaName<T>::value), "enum"), ElementsAreArray(names)) << SchemaName<T>::value;
}

TEST(OpenApi, DescribesFindingsAsTheyAreWritten) {
  expect_described<BoundingBox>(Names::pascal);
  expect_described<Point>(Names::pascal);
  expect_described<Geometry>(Names::pascal);
  expect_described<DominantColor>(Names::pascal);
  expect_described<Instance>(Names::pascal);
  expect_described<Parent>(Names::pascal);
  expect_described<LabelAlias>(Names::pascal);
  expect_described<LabelCategory>(Names::pascal);
  expect_described<Label>(Names::pascal);
  expect_described<ImageQuality>(Names::pascal);
  expect_described<ImageGround>(Names::pascal);
  expect_described<ImageProperties>(Names::pascal);
  expect_described<TextDetection>(Names::pascal);
  expect_described<AgeRange>(Names::pascal);
  expect_described<FaceAttribute>(Names::pascal);
  expect_described<Gender>(Names::pascal);
  expect_described<Emotion>(Names::pascal);
  expect_described<Landmark>(Names::pascal);
  expect_described<Pose>(Names::pascal);
  expect_described<EyeDirection>(Names::pascal);
  expect_described<FaceDetail>(Names::pascal);
  expect_described<ComparedFace>(Names::pascal);
  expect_described<KnownGender>(Names::pascal);
  expect_described<Celebrity>(Names::pascal);
  expect_described<Evidence>(Names::pascal);
  expect_described<ModerationLabel>(Names::pascal);
  expect_described<ContentType>(Names::pascal);
}

TEST(OpenApi, DescribesRecordsAsTheyAreWritten) {
  expect_described<ImageItem>(
      Names::camel,
      {.internal = {"rev", "attempts", "overflow", "inboxSkipped"}, .added = {"id", "location"}, .joined = {"review"}});
  expect_described<Stage>(Names::camel);
  expect_described<ItemError>(Names::camel);
  expect_described<ImageCounts>(Names::camel);
  expect_described<Change>(Names::camel, {.internal = {}, .added = {"id"}, .narrowed = {"status", "outcome"}});
  expect_described<Person>(Names::camel);
  expect_described<Photograph>(Names::camel, {.internal = {"models"}, .added = {}, .narrowed = {}});
  expect_described<ErasedPlace>(Names::camel);
  expect_described<NamedConfidence>(Names::pascal);
  expect_described<ModerationPolicy>(Names::camel);
  expect_described<CurrentReview>(Names::camel);
  expect_described<Review>(Names::camel, {.joined = {"id"}});
  expect_described<FacetValue>(Names::camel);
  expect_described<Facets>(Names::camel);
  expect_described<EraseReceipt>(Names::camel, {.internal = {}, .added = {"id", "status"}, .narrowed = {}});
}

TEST(OpenApi, NamesEveryValueOfEveryEnumeration) {
  expect_enumerated<TextTypes>();
  expect_enumerated<LandmarkType>();
  expect_enumerated<EmotionName>();
  expect_enumerated<GenderType>();
  expect_enumerated<KnownGenderType>();
  expect_enumerated<Status>();
  expect_enumerated<Outcome>();
  expect_enumerated<ReviewState>();
  expect_enumerated<ReviewAction>();
}

/// Whether an answer has the members that its schema names: all required ones, no others than it lists.
void expect_fits(const object& answer, const std::string& name) {
  const object& schema = schema_of(name);
  EXPECT_THAT(names_of(answer), IsSupersetOf(texts_of(schema, "required"))) << name;
  EXPECT_THAT(names_of(schema.at("properties").as_object()), IsSupersetOf(names_of(answer))) << name;
}
void expect_fits(const Answer& answer, const std::string& name) {
  expect_fits(answer.json().as_object(), name);
}

TEST(OpenApi, AnswersHaveTheMembersThatItNames) {
  Service service;
  service.world.labels.error = Error{Errc::internal, "out of order"};
  const std::string image = service.uploaded();
  service.recognise();
  expect_fits(service.get(image), "ImageItem");
  const auto page = service.get("/api/v1/images?limit=1");
  expect_fits(page, "ImagePage");
  expect_fits(page.json().at("images").at(0).as_object(), "ImageSummary");
  const auto inbox = service.get("/api/v1/inbox");
  expect_fits(inbox, "InboxPage");
  expect_fits(inbox.json().at("entries").at(0).as_object(), "InboxEntry");
  const auto stats = service.get("/api/v1/stats");
  expect_fits(stats, "Stats");
  expect_fits(stats.json().at("queue").as_object(), "QueueDepth");
  expect_fits(service.get("/api/v1/limits"), "Limits");
  expect_fits(service.get("/healthz"), "Liveness");
  expect_fits(service.get("/readyz"), "Ready");
  expect_fits(service.get("/nothing"), "Problem");
  expect_fits(service.erase(image), "EraseReceipt");
  expect_fits(service.get("/api/v1/people"), "People");
  expect_fits(service.get("/api/v1/session"), "Session");
  expect_fits(service.post("/api/v1/policies/check", R"({"policy":"all"})"), "CheckedPolicy");
  expect_fits(service.get("/api/v1/keys"), "AccessKeys");
}

TEST(OpenApi, AnswersAboutKeysHaveTheMembersThatItNames) {
  Service service;
  const Answer made =
      service.post("/api/v1/keys", R"({"description":"x","policy":"all","expiresInDays":1,"sessionToken":true})");
  expect_fits(made, "CreatedAccessKey");
  const Answer session =
      service.post("/api/v1/session", to_text(boost::json::object{{"accessKeyId", made.text("accessKeyId")},
                                                                  {"secretAccessKey", made.text("secretAccessKey")},
                                                                  {"sessionToken", made.text("sessionToken")}}));
  expect_fits(session, "Session");
  const std::string cookie = session.header("Set-Cookie");
  const Headers page{{"Cookie", cookie.substr(0, cookie.find(';'))},
                     {"Origin", "http://localhost:" + std::to_string(service.server->port())}};
  const auto keys = service.get("/api/v1/keys", page).json();
  expect_fits(keys.at("keys").at(0).as_object(), "AccessKey");
  const std::string secret = to_text(boost::json::object{{"secretAccessKey", made.text("secretAccessKey")}});
  expect_fits(service.post("/api/v1/tokens", secret, page), "Token");
}

TEST(OpenApi, TheServerGivesTheDocument) {
  Service service;
  const Answer answer = service.get("/openapi.json");
  EXPECT_EQ(answer.header("Content-Type"), "application/json");
  EXPECT_TRUE(answer.json() == boost::json::value(document())) << "the program was built with another description";
}

}  // namespace
}  // namespace spotter::testing
