#include "app/review_image.h"

#include <set>

#include <fmt/format.h>

#include "base/encoding.h"
#include "domain/terms.h"

namespace spotter {
namespace {

/// Nothing said and an empty text are the same.
Result<void> check_text(std::optional<std::string>& text, std::string_view name, std::size_t most) {
  if (text && text->empty()) text.reset();
  if (text && to_code_points(*text).size() > most)
    return fail(Errc::invalid, fmt::format("{} may have at most {} characters", name, most));
  return {};
}

}  // namespace

Result<Review> review_image(const Ports& ports, const std::string& image_id, ReviewDecision decision,
                            Deadline deadline) {
  constexpr std::size_t kMostReviewer = 200;
  constexpr std::size_t kMostNote = 2000;
  SPOTTER_TRY(check_text(decision.reviewer, "reviewer", kMostReviewer));
  SPOTTER_TRY(check_text(decision.note, "note", kMostNote));
  if (decision.action == ReviewAction::policy) return fail(Errc::invalid, "action must be approve, reject or undo");
  const auto erased = [&] { return fail(Errc::not_found, "the image " + image_id + " was erased"); };

  SPOTTER_ASSIGN(const ImageItem item, ports.table.get(image_id, deadline));
  if (item.status == Status::erased) return erased();
  if (item.status != Status::done && decision.action != ReviewAction::undo)
    return fail(Errc::conflict,
                fmt::format("only an image that is done can be reviewed; {} is {}", image_id, name_of(item.status)));
  SPOTTER_ASSIGN(const ModerationPolicy policy, ports.reviews.policy(deadline));
  SPOTTER_ASSIGN(Review line, ports.reviews.decide({.action = decision.action,
                                                    .at = ports.clock.now(),
                                                    .image_id = image_id,
                                                    .reviewer = decision.reviewer,
                                                    .note = decision.note,
                                                    .moderation_labels = held_labels(item, policy)},
                                                   item.sha256, deadline));
  // It may have been erased between: then the line must lose what was derived from it, too.
  const auto now = ports.table.get(image_id, deadline);
  if (!now && now.error().code != Errc::not_found) return fail(now.error());
  if (now && now->status != Status::erased) return line;
  SPOTTER_TRY(ports.reviews.erase(image_id, deadline));
  return erased();
}

Result<std::vector<std::optional<CurrentReview>>> reviews_of(const Ports& ports, const std::vector<ImageItem>& items,
                                                             Deadline deadline) {
  std::vector<std::string> ids;
  for (const ImageItem& item : items)
    ids.push_back(item.image_id);
  SPOTTER_ASSIGN(const ModerationPolicy policy, ports.reviews.policy(deadline));
  SPOTTER_ASSIGN(const auto standing, ports.reviews.standing(ids, deadline));
  std::vector<std::optional<CurrentReview>> out;
  for (const ImageItem& item : items) {
    const auto found = standing.find(item.image_id);
    out.push_back(current_review(item, policy, found == standing.end() ? nullptr : &found->second));
  }
  return out;
}

Result<void> change_policy(const Ports& ports, const ModerationPolicy& policy, Deadline deadline) {
  constexpr std::size_t kMostLabels = 200;
  constexpr std::size_t kMostName = 200;
  constexpr float kNever = 101;
  if (!(policy.min_confidence >= 0 && policy.min_confidence <= 100))
    return fail(Errc::invalid, "minConfidence must be a number from 0 to 100");
  if (policy.labels.size() > kMostLabels)
    return fail(Errc::invalid, fmt::format("labels may name at most {} labels", kMostLabels));
  std::set<std::string> names;
  for (const auto& [name, threshold] : policy.labels) {
    if (name.empty() || to_code_points(name).size() > kMostName)
      return fail(Errc::invalid, fmt::format("a label's name must have 1 to {} characters", kMostName));
    if (!(threshold >= 0 && threshold <= kNever))
      return fail(Errc::invalid,
                  fmt::format("the threshold of '{}' must be a number from 0 to 101; above 100: never", name));
    if (!names.insert(fold_name(name)).second)
      return fail(Errc::invalid, fmt::format("'{}' is named twice, in different cases; name it once", name));
  }
  return ports.reviews.put_policy(policy, ports.clock.now(), deadline);
}

}  // namespace spotter
