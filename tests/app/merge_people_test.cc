#include "app/merge_people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/crowd.h"
#include "app/people.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

struct Doubles : Crowd {
  /// A person with photographs FIRST … LAST-1.
  void know_many(const std::string& id, int first, int last) {
    Person person{.id = id, .name = "Person " + id};
    for (int i = first; i < last; ++i) {
      const std::string photograph = std::to_string(i);
      person.photographs.push_back({.id = photograph, .models = "embedding", .vector = facing(0)});
      EXPECT_TRUE(derived.put_bytes(photograph_key(id, photograph), as_bytes(photograph), {}, soon()));
    }
    EXPECT_TRUE(gallery->put(person, soon()));
  }
  Result<Person> merge(const std::string& id, const std::vector<std::string>& others) {
    return merge_people(ports(), id, others, soon());
  }
  std::vector<std::string> kept() {
    std::vector<std::string> keys;
    for (const ObjectInfo& object : derived.list("people/", "", 1000, soon())->objects)
      keys.push_back(object.key);
    return keys;
  }
  std::vector<std::string> photographs(const std::string& id) {
    std::vector<std::string> ids;
    for (const Photograph& photograph : gallery->get(id, soon())->photographs)
      ids.push_back(photograph.id);
    return ids;
  }
};

TEST(MergePeople, PhotographsMoveAndTheOthersGo) {
  Doubles world;
  world.know("ada", 0, "one");
  world.know("ida", 5, "two");
  world.know("eda", 10, "three");
  const auto person = world.merge("ada", {"ida", "eda"});
  ASSERT_TRUE(person);
  EXPECT_EQ(person->name, "Person ada");
  EXPECT_THAT(person->photographs, SizeIs(3));
  EXPECT_THAT(world.photographs("ada"), ElementsAre("one", "two", "three"));
  EXPECT_THAT(world.gallery->snapshot(soon())->people, SizeIs(1));
  EXPECT_THAT(world.kept(), ElementsAre("people/ada/one", "people/ada/three", "people/ada/two"));
  EXPECT_EQ(as_text(*photograph_bytes(world.ports(), "ada", "two", soon())), "two");
}

TEST(MergePeople, LinksAreTakenOverOnceAndWhatIsKnownOfThePersonStays) {
  Doubles world;
  Person ada = world.know("ada", 0, "one");
  ada.urls = {"example.org/ada"};
  Person ida = world.know("ida", 5, "two");
  ida.urls = {"example.org/ada", "example.org/ida"};
  ida.known_gender = KnownGenderType::Female;
  Person eda = world.know("eda", 5, "three");
  eda.known_gender = KnownGenderType::Unlisted;
  for (const Person* person : {&ada, &ida, &eda})
    ASSERT_TRUE(world.gallery->put(*person, soon()));
  ASSERT_TRUE(world.merge("ada", {"ida", "eda"}));
  const Person merged = *world.gallery->get("ada", soon());
  EXPECT_THAT(merged.urls, ElementsAre("example.org/ada", "example.org/ida"));
  EXPECT_EQ(merged.known_gender, KnownGenderType::Female);
}

TEST(MergePeople, APhotographThatBothHaveIsOne) {
  Doubles world;
  world.know_many("ada", 0, 60);
  world.know_many("ida", 20, 100);
  ASSERT_TRUE(world.merge("ada", {"ida"}));
  EXPECT_THAT(world.photographs("ada"), SizeIs(kMostPhotographs));
  EXPECT_THAT(world.kept(), SizeIs(kMostPhotographs));
}

TEST(MergePeople, OnePhotographTooManyIsRefusedBeforeAnythingChanges) {
  Doubles world;
  world.know_many("ada", 0, 1);
  world.know_many("ida", 1, 50);
  world.know_many("eda", 50, 101);
  const auto before = world.kept();
  const auto merged = world.merge("ada", {"ida", "eda"});
  EXPECT_EQ(merged.error().code, Errc::too_large);
  EXPECT_THAT(merged.error().detail, HasSubstr("101 photographs; a person has at most 100"));
  EXPECT_THAT(world.photographs("ada"), ElementsAre("0"));
  EXPECT_THAT(world.gallery->snapshot(soon())->people, SizeIs(3));
  EXPECT_EQ(world.kept(), before);
}

TEST(MergePeople, ItselfAndWhoIsNotThereAreRefusedBeforeAnythingChanges) {
  Doubles world;
  world.know("ada", 0, "one");
  world.know("ida", 5, "two");
  const auto before = world.kept();
  EXPECT_EQ(world.merge("ada", {"ida", "ada"}).error().code, Errc::invalid);
  EXPECT_EQ(world.merge("ada", {"ida", "nobody"}).error().code, Errc::not_found);
  EXPECT_EQ(world.merge("nobody", {"ida"}).error().code, Errc::not_found);
  EXPECT_THAT(world.photographs("ada"), ElementsAre("one"));
  EXPECT_THAT(world.photographs("ida"), ElementsAre("two"));
  EXPECT_EQ(world.kept(), before);
}

TEST(MergePeople, AnIdThatIsNamedTwiceCountsOnce) {
  Doubles world;
  world.know("ada", 0, "one");
  world.know("ida", 5, "two");
  ASSERT_TRUE(world.merge("ada", {"ida", "ida"}));
  EXPECT_THAT(world.photographs("ada"), ElementsAre("one", "two"));
  EXPECT_EQ(world.gallery->get("ida", soon()).error().code, Errc::not_found);
}

TEST(MergePeople, ASecondMergeEndsOneThatWasCutShort) {
  Doubles world;
  const Person ada = world.know("ada", 0, "one");
  const Person ida = world.know("ida", 5, "two");
  ASSERT_TRUE(world.merge("ada", {"ida"}));
  // The other was not removed yet.
  ASSERT_TRUE(world.gallery->put(ida, soon()));
  ASSERT_TRUE(world.derived.put_bytes(photograph_key("ida", "two"), as_bytes("two"), {}, soon()));
  ASSERT_TRUE(world.merge("ada", {"ida"}));
  EXPECT_THAT(world.photographs("ada"), ElementsAre("one", "two"));
  EXPECT_THAT(world.kept(), ElementsAre("people/ada/one", "people/ada/two"));
}

}  // namespace
}  // namespace spotter::testing
