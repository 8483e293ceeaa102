#pragma once
// Moderation review: from which confidence on an image is held, what a person decided, and the audit trail.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/clock.h"
#include "domain/item.h"

namespace spotter {

BOOST_DEFINE_ENUM_CLASS(ReviewState, open, approved, rejected)
BOOST_DEFINE_ENUM_CLASS(ReviewAction, approve, reject, undo, policy)

std::string_view name_of(ReviewState state);
/// Nothing where the name is none of the states.
std::optional<ReviewState> review_state_of(std::string_view name);

/// From which confidence on a moderation label holds an image for review.
struct ModerationPolicy {
  float min_confidence = 50;            ///< for labels that are not in `labels`
  std::map<std::string, float> labels;  ///< name, in any case → its own threshold; above 100: never
};
BOOST_DESCRIBE_STRUCT(ModerationPolicy, (), (min_confidence, labels))

struct NamedConfidence {
  std::string name;
  float confidence = 0;
};
BOOST_DESCRIBE_STRUCT(NamedConfidence, (), (name, confidence))

/// One line of the audit trail. Erasing an image takes what was derived from it out of its lines.
struct Review {
  std::int64_t sequence = 0;
  ReviewAction action = ReviewAction::approve;
  Timestamp at;
  std::optional<std::string> image_id;  ///< empty for the policy
  std::optional<std::string> reviewer;
  std::optional<std::string> note;
  std::optional<std::vector<NamedConfidence>> moderation_labels;  ///< what the image was held for
  std::optional<ModerationPolicy> policy;
};
BOOST_DESCRIBE_STRUCT(Review, (), (sequence, action, at, image_id, reviewer, note, moderation_labels, policy))

struct ReviewPage {
  std::vector<Review> reviews;  ///< newest first
  std::string cursor;           ///< empty on the last page
};

/// What a person asks for.
struct ReviewDecision {
  ReviewAction action = ReviewAction::approve;
  std::optional<std::string> reviewer;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ReviewDecision, (), (action, reviewer, note))

/// Where an image stands.
struct CurrentReview {
  ReviewState state = ReviewState::open;
  std::optional<Timestamp> at;  ///< empty while it is open
  std::optional<std::string> reviewer;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(CurrentReview, (), (state, at, reviewer, note))

/// A decision that stands, and the bytes that it was made on.
struct StandingReview {
  std::string sha256;
  CurrentReview review;
};

/// The moderation labels that hold an image under a policy.
std::vector<NamedConfidence> held_labels(const ImageItem& item, const ModerationPolicy& policy);

/// Nothing where no label holds the image and no decision on its bytes stands.
std::optional<CurrentReview> current_review(const ImageItem& item, const ModerationPolicy& policy,
                                            const StandingReview* standing);

}  // namespace spotter
