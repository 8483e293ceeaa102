#include "domain/review.h"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include "domain/terms.h"

namespace spotter {

std::string_view name_of(ReviewState state) {
  return boost::describe::enum_to_string(state, "");
}

std::optional<ReviewState> review_state_of(std::string_view name) {
  ReviewState state{};
  if (!boost::describe::enum_from_string(std::string(name).c_str(), state)) return std::nullopt;
  return state;
}

std::vector<NamedConfidence> held_labels(const ImageItem& item, const ModerationPolicy& policy) {
  if (item.status != Status::done) return {};
  std::map<std::string, float> thresholds;
  for (const auto& [name, threshold] : policy.labels)
    thresholds[fold_name(name)] = threshold;
  std::vector<NamedConfidence> held;
  for (const ModerationLabel& label : item.moderation_labels) {
    const auto own = thresholds.find(fold_name(label.name));
    if (label.confidence >= (own == thresholds.end() ? policy.min_confidence : own->second))
      held.push_back({.name = label.name, .confidence = label.confidence});
  }
  return held;
}

std::optional<CurrentReview> current_review(const ImageItem& item, const ModerationPolicy& policy,
                                            const StandingReview* standing) {
  if (standing != nullptr && standing->sha256 == item.sha256) return standing->review;
  if (held_labels(item, policy).empty()) return std::nullopt;
  return CurrentReview{};
}

}  // namespace spotter
