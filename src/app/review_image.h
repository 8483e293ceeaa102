#pragma once
// Moderation review: a person approves or rejects an image, or takes that back; and the policy that holds images.

#include <optional>
#include <string>
#include <vector>

#include "app/ports.h"
#include "domain/review.h"

namespace spotter {

/// Returns the line that the audit trail got. Errors: not_found (no such image, or erased); conflict (not done yet,
/// or nothing to undo); invalid (reviewer or note too long).
Result<Review> review_image(const Ports& ports, const std::string& image_id, ReviewDecision decision,
                            Deadline deadline);

/// Where each of these images stands, in their order.
Result<std::vector<std::optional<CurrentReview>>> reviews_of(const Ports& ports, const std::vector<ImageItem>& items,
                                                             Deadline deadline);

/// Errors: invalid (a threshold out of range, too many labels, one label twice).
Result<void> change_policy(const Ports& ports, const ModerationPolicy& policy, Deadline deadline);

}  // namespace spotter
