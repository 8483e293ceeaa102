#include "recognition/labels/taxonomy.h"

#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/unicode.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

namespace fs = std::filesystem;

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

const Taxonomy& taxonomy() {
  return Taxonomy::builtin();
}

const Label& label_named(const std::string& name) {
  const int number = taxonomy().find(name);
  EXPECT_GE(number, 0) << name;
  return taxonomy().label(std::max(0, number));
}

template <class Named>
std::vector<std::string> names(const std::vector<Named>& all) {
  std::vector<std::string> out;
  for (const Named& one : all)
    out.push_back(one.name);
  return out;
}

/// Two names that are equal so are one to a reader.
std::string plain(const std::string& name) {
  std::string out;
  for (const std::string& word : words_of(fold(name)))
    out += word;
  return out;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// The rows of a table behind its header.
std::vector<std::vector<std::string>> table(const fs::path& file) {
  std::vector<std::vector<std::string>> rows;
  const auto bytes = read_file(file);
  EXPECT_TRUE(bytes) << file;
  if (!bytes) return rows;
  for (const std::string& line : split(std::string(as_text(*bytes)), '\n'))
    if (!line.empty()) rows.push_back(split(line, '\t'));
  rows.erase(rows.begin());
  return rows;
}

fs::path data(const char* name) {
  return fs::path(SPOTTER_SOURCE_DIR) / "src" / "recognition" / "labels" / name;
}

TEST(Taxonomy, IsClosedUnderAncestorsAndHasNoCycles) {
  ASSERT_GT(taxonomy().size(), 1000U);
  for (int i = 0; i < static_cast<int>(taxonomy().size()); ++i) {
    const auto& above = taxonomy().ancestors(i);
    EXPECT_THAT(above, Not(Contains(i))) << taxonomy().name(i);
    ASSERT_EQ(above.size(), taxonomy().label(i).parents.size());
    for (std::size_t k = 0; k < above.size(); ++k) {
      EXPECT_EQ(taxonomy().label(i).parents[k].name, taxonomy().name(above[k]));
      EXPECT_THAT(above, IsSupersetOf(taxonomy().ancestors(above[k]))) << taxonomy().name(i);
    }
  }
}

TEST(Taxonomy, FindsEachLabelByItsName) {
  for (int i = 0; i < static_cast<int>(taxonomy().size()); ++i)
    EXPECT_EQ(taxonomy().find(taxonomy().name(i)), i);
  EXPECT_EQ(taxonomy().find("No Such Label"), -1);
  EXPECT_EQ(taxonomy().find(""), -1);
}

TEST(Taxonomy, NamesWhatRekognitionsOwnAnswersName) {
  EXPECT_THAT(names(label_named("Car").parents), ElementsAre("Transportation", "Vehicle"));
  EXPECT_THAT(names(label_named("Car").aliases), Contains("Automobile"));
  EXPECT_THAT(names(label_named("Mobile Phone").parents), Contains("Phone"));
  EXPECT_THAT(names(label_named("Mobile Phone").aliases), Contains("Cell Phone"));
  EXPECT_THAT(names(label_named("Clothing").aliases), Contains("Apparel"));
  EXPECT_THAT(names(label_named("Person").aliases), Contains("Human"));
  EXPECT_THAT(names(label_named("Woman").parents), ElementsAre("Adult", "Female", "Person"));
  EXPECT_THAT(names(label_named("Smile").parents), ElementsAre("Face", "Happy", "Head", "Person"));
}

TEST(Taxonomy, HasALabelForEveryClassOfBothVocabularies) {
  EXPECT_EQ(taxonomy().classes_of("coco"), 80U);
  EXPECT_EQ(taxonomy().classes_of("imagenet"), 1000U);
  for (const auto& [vocabulary, count] : {std::pair{"coco", 80}, {"imagenet", 1000}}) {
    for (int i = 0; i < count; ++i)
      EXPECT_GE(taxonomy().label_of_class(vocabulary, i), 0) << vocabulary << ' ' << i;
    EXPECT_EQ(taxonomy().label_of_class(vocabulary, -1), -1);
    EXPECT_EQ(taxonomy().label_of_class(vocabulary, count), -1);
  }
  EXPECT_EQ(taxonomy().name(taxonomy().label_of_class("coco", 0)), "Person");
  EXPECT_EQ(taxonomy().name(taxonomy().label_of_class("coco", 79)), "Toothbrush");
  EXPECT_EQ(taxonomy().name(taxonomy().label_of_class("imagenet", 0)), "Tench");
  EXPECT_EQ(taxonomy().name(taxonomy().label_of_class("imagenet", 207)), "Golden Retriever");
}

/// The order of the classes is the order of the networks' outputs.
TEST(Taxonomy, HasTheImagenetClassesInTheirOrder) {
  const fs::path file = fs::path(SPOTTER_SOURCE_DIR) / ".." / "shared" / "models" / "imagenet_classes.tsv";
  if (!fs::exists(file)) GTEST_SKIP() << "../shared/models is not there";
  const auto theirs = table(file);
  std::vector<std::string> ours;
  for (const auto& row : table(data("classes.tsv")))
    if (row[0] == "imagenet") ours.push_back(row[2]);
  ASSERT_EQ(theirs.size(), 1000U);
  ASSERT_EQ(ours.size(), 1000U);
  for (std::size_t i = 0; i < ours.size(); ++i)
    EXPECT_EQ(plain(ours[i]), plain(theirs[i][2])) << i;
}

TEST(Taxonomy, KeepsAClassesOwnNameAsAnAlias) {
  EXPECT_THAT(names(label_named("Upright Piano").aliases), Contains("upright"));
  EXPECT_THAT(names(label_named("Mobile Phone").aliases), Contains("cellular telephone"));
  EXPECT_THAT(names(label_named("Beagle").aliases), Not(Contains("beagle")));
  for (const auto& row : table(data("classes.tsv"))) {
    const Label& label = label_named(row[3]);
    const auto own = [&](const auto& name) { return plain(name) == plain(row[2]); };
    EXPECT_TRUE(own(label.name) || std::ranges::any_of(names(label.aliases), own)) << row[2];
  }
}

TEST(Taxonomy, PutsEachLabelIntoOneOfTheKnownCategories) {
  const std::set<std::string> known = {"Animals and Pets",
                                       "Apparel and Accessories",
                                       "Beauty and Personal Care",
                                       "Buildings and Architecture",
                                       "Colors and Visual Composition",
                                       "Damage Detection",
                                       "Education",
                                       "Everyday Objects",
                                       "Expressions and Emotions",
                                       "Food and Beverage",
                                       "Furniture and Furnishings",
                                       "Health and Fitness",
                                       "Hobbies and Interests",
                                       "Home and Indoors",
                                       "Home Appliances",
                                       "Kitchen and Dining",
                                       "Materials",
                                       "Medical",
                                       "Nature and Outdoors",
                                       "Offices and Workspaces",
                                       "Patterns and Shapes",
                                       "Person Description",
                                       "Plants and Flowers",
                                       "Popular Landmarks",
                                       "Public Safety",
                                       "Religion",
                                       "Sports",
                                       "Symbols and Flags",
                                       "Technology and Computing",
                                       "Text and Documents",
                                       "Tools and Machinery",
                                       "Toys and Gaming",
                                       "Transport and Logistics",
                                       "Travel and Adventure",
                                       "Vehicles and Automotive",
                                       "Weapons and Military"};
  ASSERT_EQ(known.size(), 36U);
  for (int i = 0; i < static_cast<int>(taxonomy().size()); ++i) {
    const Label& label = taxonomy().label(i);
    ASSERT_EQ(label.categories.size(), 1U) << label.name;
    EXPECT_TRUE(known.contains(label.categories[0].name)) << label.name << ": " << label.categories[0].name;
  }
}

TEST(Taxonomy, HasNoNameTwice) {
  std::map<std::string, std::string> owner;
  for (int i = 0; i < static_cast<int>(taxonomy().size()); ++i) {
    const auto [other, fresh] = owner.emplace(plain(taxonomy().name(i)), taxonomy().name(i));
    EXPECT_TRUE(fresh) << taxonomy().name(i) << " and " << other->second;
  }
}

/// ImageNet calls these by words that mean something else to most people: the word is another label's name or
/// alias, and stays an alias here because it is the class's own name.
const std::set<std::string> kHomonyms = {"kite", "cardigan", "amphibian", "crane", "plane"};

TEST(Taxonomy, HasNoAliasThatMeansAnotherLabel) {
  std::map<std::string, std::string> owner;
  for (int i = 0; i < static_cast<int>(taxonomy().size()); ++i)
    owner.emplace(plain(taxonomy().name(i)), taxonomy().name(i));
  for (int i = 0; i < static_cast<int>(taxonomy().size()); ++i) {
    const Label& label = taxonomy().label(i);
    std::set<std::string> own;
    for (const std::string& alias : names(label.aliases)) {
      EXPECT_TRUE(own.insert(plain(alias)).second) << label.name << " has the alias " << alias << " twice";
      if (kHomonyms.contains(plain(alias))) continue;
      const auto [other, fresh] = owner.emplace(plain(alias), label.name);
      EXPECT_TRUE(fresh) << alias << " means " << label.name << " and " << other->second;
    }
  }
}

// --- tables with mistakes -----------------------------------------------------------------------

constexpr const char* kHeader = "name\tparents\taliases\tcategory\n";
constexpr const char* kClassHeader = "vocabulary\tindex\tclass\tlabel\n";

void expect_mistake(const std::string& labels, const std::string& classes, const std::string& said) {
  const auto parsed = Taxonomy::parse(kHeader + labels, kClassHeader + classes);
  ASSERT_FALSE(parsed) << said;
  EXPECT_EQ(parsed.error().code, Errc::invalid);
  EXPECT_THAT(parsed.error().detail, HasSubstr(said));
}

TEST(Taxonomy, NamesTheRowThatIsWrong) {
  expect_mistake("Cat\tMammal\t\tAnimals and Pets\n", "", "Cat has the parent Mammal, which is no label");
  expect_mistake("A\tB\t\tX\nB\tC\t\tX\nC\tA\t\tX\n", "", "is its own ancestor");
  expect_mistake("Cat\t\tAnimals and Pets\n", "", "taxonomy.tsv, row 'Cat");
  expect_mistake("Cat\t\t\tX\n", "coco\t0\tdog\tDog\n", "classes.tsv: Dog is no label");
  expect_mistake("Cat\t\t\tX\n", "coco\t1\tcat\tCat\n", "classes.tsv: coco 1 is out of order");
  expect_mistake("Cat\t\t\tX\n", "coco\t0\tcat\n", "classes.tsv, row 'coco");
}

TEST(Taxonomy, TakesATableThatIsRight) {
  const auto parsed =
      Taxonomy::parse(std::string(kHeader) + "Cat\tMammal;Pet\tKitty;Puss\tX\nMammal\t\t\tX\nPet\t\t\tX\n",
                      std::string(kClassHeader) + "coco\t0\tfeline\tCat\n");
  ASSERT_TRUE(parsed) << parsed.error().detail;
  const Label& cat = parsed->label(parsed->find("Cat"));
  EXPECT_THAT(names(cat.parents), ElementsAre("Mammal", "Pet"));
  EXPECT_THAT(names(cat.aliases), ElementsAre("Kitty", "Puss", "feline"));
  EXPECT_THAT(names(parsed->label(parsed->find("Pet")).parents), IsEmpty());
}

}  // namespace
}  // namespace spotter::testing
