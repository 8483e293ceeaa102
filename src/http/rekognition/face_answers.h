#pragma once
// What several operations share in telling of faces.

#include <optional>
#include <vector>

#include "aws/rekognition/detect.h"
#include "domain/face_quality.h"
#include "domain/findings.h"

namespace spotter::rekognition {

using Attributes = std::optional<std::vector<Attribute>>;

/// Whether more is asked for than what is always told (DEFAULT, which is also meant by nothing and by an empty list).
bool asks_for_more(const Attributes& attributes);

/// Box, confidence, pose, quality and landmarks, and of the rest what is asked for. The landmarks are five, and all
/// thirty with ALL.
FaceDetail only_asked(FaceDetail face, const Attributes& attributes);

/// AUTO is the lowest bar.
QualityBar bar_of(QualityFilter filter);

}  // namespace spotter::rekognition
