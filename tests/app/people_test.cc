#include "app/people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/derived_keys.h"
#include "app/world.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Studio : World {
  FakeRecogniser faces_model{"faces"};
  FaceReader reader{decoder, faces_model, "embedding"};

  Studio() { show_faces({0.5F}); }
  /// The photographs show faces of these widths, largest first.
  void show_faces(std::vector<float> widths) {
    faces_model.finds = [widths](Findings& findings) {
      for (const float width : widths) {
        findings.face_details.push_back({.bounding_box = {.width = width, .height = width}, .confidence = 90});
        findings.face_vectors.push_back({.parts = {{width}}});
      }
    };
  }
  static NewPhotograph photograph(const std::string& name) {
    const std::string bytes = "image " + name;
    return {.file_name = name, .bytes = Bytes(bytes.begin(), bytes.end())};
  }
  Result<Person> add(const std::string& name, std::vector<NewPhotograph> photographs) {
    return add_person(ports(), reader,
                      {.name = name, .urls = std::vector<std::string>{"https://www.wikidata.org/wiki/Q7259"}},
                      photographs, soon());
  }
};

TEST(People, AddsAPersonWithPhotographsThatAreKept) {
  Studio studio;
  const auto person = studio.add("Ada Lovelace", {Studio::photograph("one"), Studio::photograph("two")});
  ASSERT_TRUE(person);
  EXPECT_EQ(person->photographs.size(), 2U);
  EXPECT_THAT(person->urls, ElementsAre("www.wikidata.org/wiki/Q7259"));
  EXPECT_EQ(studio.gallery->get(person->id, soon())->name, "Ada Lovelace");
  EXPECT_EQ(as_text(*photograph_bytes(studio.ports(), person->id, person->photographs[0].id, soon())), "image one");
}

TEST(People, TheSamePhotographTwiceIsOne) {
  Studio studio;
  EXPECT_EQ(studio.add("Ada", {Studio::photograph("one"), Studio::photograph("one")})->photographs.size(), 1U);
}

TEST(People, WantsANameAndAPhotograph) {
  Studio studio;
  EXPECT_THAT(studio.add("", {Studio::photograph("one")}).error().detail, HasSubstr("name"));
  EXPECT_THAT(studio.add("Ada", {}).error().detail, HasSubstr("photograph"));
}

TEST(People, RefusesAPhotographWithoutAFace) {
  Studio studio;
  studio.show_faces({});
  const auto person = studio.add("Ada", {Studio::photograph("wall.jpg")});
  EXPECT_EQ(person.error().code, Errc::invalid);
  EXPECT_THAT(person.error().detail, HasSubstr("wall.jpg: no face was found"));
  EXPECT_THAT(studio.gallery->snapshot(soon())->people, IsEmpty());
}

TEST(People, RefusesAPhotographThatDoesNotSayWhoIsMeant) {
  Studio studio;
  studio.show_faces({0.3F, 0.25F});
  EXPECT_THAT(studio.add("Ada", {Studio::photograph("group.jpg")}).error().detail, HasSubstr("crop the photograph"));
  studio.show_faces({0.5F, 0.1F});
  EXPECT_TRUE(studio.add("Ada", {Studio::photograph("background.jpg")}));
}

TEST(People, ChangesWhatIsSaidAndAddsPhotographs) {
  Studio studio;
  const std::string id = studio.add("Ada", {Studio::photograph("one")})->id;
  const auto changed = change_person(studio.ports(), studio.reader, id,
                                     {.name = "Ada Lovelace", .known_gender = KnownGenderType::Female},
                                     {Studio::photograph("two")}, soon());
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->name, "Ada Lovelace");
  EXPECT_EQ(changed->photographs.size(), 2U);
  EXPECT_EQ(changed->urls.size(), 1U);
  EXPECT_EQ(change_person(studio.ports(), studio.reader, "nobody", {}, {}, soon()).error().code, Errc::not_found);
}

TEST(People, RemovesAPersonWithAllPhotographs) {
  Studio studio;
  const std::string id = studio.add("Ada", {Studio::photograph("one")})->id;
  ASSERT_TRUE(remove_person(studio.ports(), id, soon()));
  EXPECT_THAT(studio.derived.list("people/", "", 10, soon())->objects, IsEmpty());
  EXPECT_EQ(remove_person(studio.ports(), id, soon()).error().code, Errc::not_found);
}

TEST(People, KeepsThePersonsLastPhotograph) {
  Studio studio;
  const Person person = *studio.add("Ada", {Studio::photograph("one"), Studio::photograph("two")});
  EXPECT_EQ(remove_photograph(studio.ports(), person.id, person.photographs[0].id, soon())->photographs.size(), 1U);
  EXPECT_EQ(remove_photograph(studio.ports(), person.id, person.photographs[1].id, soon()).error().code, Errc::invalid);
  EXPECT_EQ(remove_photograph(studio.ports(), person.id, "nothing", soon()).error().code, Errc::not_found);
}

TEST(People, LearnsPhotographsAnewForOtherModels) {
  Studio studio;
  const std::string id = studio.add("Ada", {Studio::photograph("one")})->id;
  const FaceReader newer(studio.decoder, studio.faces_model, "newer embedding");
  studio.show_faces({0.7F});
  EXPECT_EQ(*refresh_gallery(studio.ports(), newer, soon()), 1);
  const Person person = *studio.gallery->get(id, soon());
  EXPECT_EQ(person.photographs[0].models, "newer embedding");
  EXPECT_EQ(person.photographs[0].vector.parts.at(0).at(0), 0.7F);
  EXPECT_EQ(*refresh_gallery(studio.ports(), newer, soon()), 0);
}

}  // namespace
}  // namespace spotter::testing
