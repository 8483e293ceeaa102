#pragma once
// From what models and labels say to moderation labels: pure rules, each with its evidence.

#include <map>
#include <string>
#include <vector>

#include "domain/findings.h"

namespace spotter {

/// What one safety model said: class → probability.
struct SafetyVote {
  std::string model;
  std::map<std::string, float> classes;
};

struct Judgement {
  std::vector<ModerationLabel> labels;  ///< level 3 before 2 before 1, each level by confidence
  std::vector<ContentType> content_types;
};

/// Explicit: the middle one of the models' votes on nudity, so that two of three must agree. Swimwear:
/// the suggestive class. Graphic violence: the gore class. What labels imply stands in implied.tsv.
/// A label's ancestors are at least as sure as it is. Nothing under `floor` (0..100).
Judgement judge(const std::vector<SafetyVote>& votes, const std::vector<Label>& labels, float floor);

}  // namespace spotter
