#pragma once
// How good a picture of a face must be to be compared with others.

#include <vector>

#include "domain/findings.h"

namespace spotter {

/// Rekognition's quality filters; what its AUTO means is the caller's choice.
enum class QualityBar { none, low, medium, high };

enum class QualityReason { extreme_pose, low_brightness, low_sharpness, low_confidence, small_bounding_box };

/// Why a face is below the bar; nothing for one that is good enough. What isn't known of a face doesn't count against
/// it, but for the pose from `medium` on: of a face in full profile there is none.
///
/// The limits are read off the 469 faces of the project's test set: `low` takes all of them, `medium` 464,
/// `high` 358.
std::vector<QualityReason> below(const FaceDetail& face, QualityBar bar);

}  // namespace spotter
