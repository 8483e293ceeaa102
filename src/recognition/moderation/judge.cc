#include "recognition/moderation/judge.h"

#include <algorithm>
#include <cassert>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "recognition/moderation/taxonomy.h"

namespace spotter {
namespace {

constexpr unsigned char kImpliedTsv[] = {
#embed "implied.tsv"
};

constexpr float kPercent = 100;

using Implied = std::vector<std::pair<std::string_view, std::string_view>>;

const Implied& implied() {
  static const Implied table = [] {
    Implied rows;
    std::string_view text = as_text(kImpliedTsv);
    text.remove_prefix(text.find('\n') + 1);
    while (!text.empty()) {
      const std::size_t tab = text.find('\t');
      const std::size_t end = text.find('\n');
      rows.emplace_back(text.substr(0, tab), text.substr(tab + 1, end - tab - 1));
      assert(find_moderation(rows.back().second) != nullptr);
      text.remove_prefix(end + 1);
    }
    return rows;
  }();
  return table;
}

/// Moderation labels as they are gathered.
class Docket {
 public:
  void charge(std::string_view label, Evidence evidence) {
    for (const ModerationEntry* entry = find_moderation(label); entry != nullptr;
         entry = find_moderation(entry->parent)) {
      ModerationLabel& charged = labels_[std::string(entry->name)];
      charged.name = entry->name;
      charged.parent_name = entry->parent;
      charged.taxonomy_level = entry->level;
      charged.confidence = std::max(charged.confidence, evidence.confidence);
      charged.evidence.push_back(evidence);
    }
  }

  std::vector<ModerationLabel> take(float floor) {
    std::vector<ModerationLabel> out;
    for (auto& [name, label] : labels_) {
      if (label.confidence < floor) continue;
      std::ranges::sort(label.evidence, std::greater{}, &Evidence::confidence);
      std::erase_if(label.evidence, [&](const Evidence& evidence) { return evidence.confidence < floor; });
      out.push_back(std::move(label));
    }
    std::ranges::sort(out, [](const ModerationLabel& a, const ModerationLabel& b) {
      if (a.taxonomy_level != b.taxonomy_level) return a.taxonomy_level > b.taxonomy_level;
      if (a.confidence != b.confidence) return a.confidence > b.confidence;
      return a.name < b.name;
    });
    return out;
  }

 private:
  std::map<std::string, ModerationLabel> labels_;
};

float said(const SafetyVote& vote, const std::string& name) {
  const auto found = vote.classes.find(name);
  return found == vote.classes.end() ? 0 : found->second;
}

/// A model's probability of nudity; negative where it has no opinion on it.
float nudity(const SafetyVote& vote) {
  if (vote.classes.contains("Porn")) return said(vote, "Porn") + said(vote, "Hentai");
  if (vote.classes.contains("NSFW")) return said(vote, "NSFW");
  if (vote.classes.contains("nsfw")) return said(vote, "nsfw");
  return -1;
}

/// How sure it is that the picture shows an animal and nobody else, 0..1: bare skin is no nudity then. 0 unless very
/// sure, so that a picture of a person is never taken for one.
float animal_alone(const std::vector<Label>& labels) {
  constexpr float kPersonShown = 55;
  constexpr float kVerySure = 90;
  float animal = 0;
  for (const Label& label : labels) {
    if (label.name == "Person" && label.confidence >= kPersonShown) return 0;
    if (label.name == "Animal" && label.confidence >= kVerySure) animal = label.confidence / kPercent;
  }
  return animal;
}

/// The middle one of the models' opinions.
void charge_nudity(Docket& docket, const std::vector<SafetyVote>& votes, float animal) {
  std::vector<std::pair<float, const SafetyVote*>> opinions;
  for (const SafetyVote& vote : votes)
    if (const float p = nudity(vote); p >= 0) opinions.emplace_back(p, &vote);
  if (opinions.empty()) return;
  std::ranges::sort(opinions, std::greater{}, [](const auto& opinion) { return opinion.first; });
  const auto& [p, vote] = opinions[opinions.size() / 2];
  docket.charge("Explicit Nudity",
                {.source = vote->model, .name = "nudity", .confidence = p * (1 - animal) * kPercent});
}

}  // namespace

Judgement judge(const std::vector<SafetyVote>& votes, const std::vector<Label>& labels, float floor) {
  Docket docket;
  Judgement judgement;
  charge_nudity(docket, votes, animal_alone(labels));
  for (const SafetyVote& vote : votes) {
    if (const float p = said(vote, "Sexy"); p > 0)
      docket.charge("Swimwear or Underwear", {.source = vote.model, .name = "Sexy", .confidence = p * kPercent});
    if (const float p = said(vote, "NSFL"); p > 0)
      docket.charge("Graphic Violence", {.source = vote.model, .name = "NSFL", .confidence = p * kPercent});
    if (const float p = (said(vote, "Drawing") + said(vote, "Hentai")) * kPercent; p >= std::max(floor, 1.0F))
      judgement.content_types.push_back({.confidence = p, .name = "Illustrated"});
  }
  for (const Label& label : labels)
    for (const auto& [name, moderation] : implied())
      if (label.name == name)
        docket.charge(moderation, {.source = "labels", .name = label.name, .confidence = label.confidence});
  judgement.labels = docket.take(floor);
  return judgement;
}

}  // namespace spotter
