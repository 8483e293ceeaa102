#pragma once
// Decisions of moderation review: an audit trail that only grows, the decision that stands for each image, and
// the policy. Apart from the items, so that recognising an image again leaves them.

#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/review.h"

namespace spotter {

class ReviewStore {
 public:
  virtual ~ReviewStore() = default;

  /// Adds a line on an image with these bytes and makes it stand; `undo` takes the standing decision away, and the
  /// one before it on these bytes, if any, stands again. Gives the line its sequence. Errors: conflict (undo, and no
  /// decision on these bytes stands).
  virtual Result<Review> decide(const Review& line, const std::string& sha256, Deadline deadline) = 0;

  /// The standing decisions of those images that have one, on whichever bytes.
  virtual Result<std::map<std::string, StandingReview>> standing(const std::vector<std::string>& image_ids,
                                                                 Deadline deadline) = 0;

  /// Newest first; of one image, or of all where `image_id` is empty. Errors: invalid (no such cursor).
  virtual Result<ReviewPage> list(const std::string& image_id, int limit, const std::string& cursor,
                                  Deadline deadline) = 0;

  virtual Result<ModerationPolicy> policy(Deadline deadline) = 0;
  /// Adds a line and makes its policy stand.
  virtual Result<void> put_policy(const ModerationPolicy& policy, Timestamp at, Deadline deadline) = 0;

  /// Takes the image's decisions away, and notes and labels out of the image's lines; action, time, id and
  /// reviewer stay. Returns how many lines the image has.
  virtual Result<int> erase(const std::string& image_id, Deadline deadline) = 0;
};

}  // namespace spotter
