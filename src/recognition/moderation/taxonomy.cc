#include "recognition/moderation/taxonomy.h"

#include <algorithm>
#include <array>

namespace spotter {
namespace {

constexpr std::string_view kSuggestive = "Non-Explicit Nudity of Intimate parts and Kissing";

constexpr std::array kEntries = {
    ModerationEntry{"Explicit", "", 1},
    ModerationEntry{"Explicit Nudity", "Explicit", 2},
    ModerationEntry{"Exposed Male Genitalia", "Explicit Nudity", 3},
    ModerationEntry{"Exposed Female Genitalia", "Explicit Nudity", 3},
    ModerationEntry{"Exposed Buttocks or Anus", "Explicit Nudity", 3},
    ModerationEntry{"Exposed Female Nipple", "Explicit Nudity", 3},
    ModerationEntry{"Explicit Sexual Activity", "Explicit", 2},
    ModerationEntry{"Sex Toys", "Explicit", 2},
    ModerationEntry{kSuggestive, "", 1},
    ModerationEntry{"Non-Explicit Nudity", kSuggestive, 2},
    ModerationEntry{"Bare Back", "Non-Explicit Nudity", 3},
    ModerationEntry{"Exposed Male Nipple", "Non-Explicit Nudity", 3},
    ModerationEntry{"Partially Exposed Buttocks", "Non-Explicit Nudity", 3},
    ModerationEntry{"Partially Exposed Female Breast", "Non-Explicit Nudity", 3},
    ModerationEntry{"Implied Nudity", "Non-Explicit Nudity", 3},
    ModerationEntry{"Obstructed Intimate Parts", kSuggestive, 2},
    ModerationEntry{"Obstructed Female Nipple", "Obstructed Intimate Parts", 3},
    ModerationEntry{"Obstructed Male Genitalia", "Obstructed Intimate Parts", 3},
    ModerationEntry{"Kissing on the Lips", kSuggestive, 2},
    ModerationEntry{"Swimwear or Underwear", "", 1},
    ModerationEntry{"Female Swimwear or Underwear", "Swimwear or Underwear", 2},
    ModerationEntry{"Male Swimwear or Underwear", "Swimwear or Underwear", 2},
    ModerationEntry{"Violence", "", 1},
    ModerationEntry{"Weapons", "Violence", 2},
    ModerationEntry{"Graphic Violence", "Violence", 2},
    ModerationEntry{"Weapon Violence", "Graphic Violence", 3},
    ModerationEntry{"Physical Violence", "Graphic Violence", 3},
    ModerationEntry{"Self-Harm", "Graphic Violence", 3},
    ModerationEntry{"Blood & Gore", "Graphic Violence", 3},
    ModerationEntry{"Explosions and Blasts", "Graphic Violence", 3},
    ModerationEntry{"Visually Disturbing", "", 1},
    ModerationEntry{"Death and Emaciation", "Visually Disturbing", 2},
    ModerationEntry{"Emaciated Bodies", "Death and Emaciation", 3},
    ModerationEntry{"Corpses", "Death and Emaciation", 3},
    ModerationEntry{"Crashes", "Visually Disturbing", 2},
    ModerationEntry{"Air Crash", "Crashes", 3},
    ModerationEntry{"Drugs & Tobacco", "", 1},
    ModerationEntry{"Products", "Drugs & Tobacco", 2},
    ModerationEntry{"Pills", "Products", 3},
    ModerationEntry{"Drugs & Tobacco Paraphernalia & Use", "Drugs & Tobacco", 2},
    ModerationEntry{"Smoking", "Drugs & Tobacco Paraphernalia & Use", 3},
    ModerationEntry{"Alcohol", "", 1},
    ModerationEntry{"Alcohol Use", "Alcohol", 2},
    ModerationEntry{"Drinking", "Alcohol Use", 3},
    ModerationEntry{"Alcoholic Beverages", "Alcohol", 2},
    ModerationEntry{"Rude Gestures", "", 1},
    ModerationEntry{"Middle Finger", "Rude Gestures", 2},
    ModerationEntry{"Gambling", "", 1},
    ModerationEntry{"Hate Symbols", "", 1},
    ModerationEntry{"Nazi Party", "Hate Symbols", 2},
    ModerationEntry{"White Supremacy", "Hate Symbols", 2},
    ModerationEntry{"Extremist", "Hate Symbols", 2},
};
static_assert(kEntries.size() == 52);

}  // namespace

std::span<const ModerationEntry> moderation_taxonomy() {
  return kEntries;
}

const ModerationEntry* find_moderation(std::string_view name) {
  const auto* found = std::ranges::find(kEntries, name, &ModerationEntry::name);
  return found == kEntries.end() ? nullptr : found;
}

}  // namespace spotter
