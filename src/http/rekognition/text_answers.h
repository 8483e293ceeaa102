#pragma once
// DetectText without the picture: which of the words that were found are the answer.

#include "aws/rekognition/detect.h"

namespace spotter::rekognition {

/// Lines, then words, numbered through, with at most 100 words, the first in reading order. A line is made of the words
/// that stay; one without any goes.
///
/// Without filters every word stays. A WordFilter keeps words from MinConfidence (80) on whose box is at least as high
/// and wide as it says; regions keep words of which more than half lies in one of them. A region with a polygon is
/// that polygon.
std::vector<TextDetection> text_for(const std::optional<DetectTextFilters>& filters,
                                    const std::vector<TextDetection>& found);

/// Whether every region is a box or a polygon with three corners or more.
bool are_regions(const std::optional<DetectTextFilters>& filters);

/// The share of a quad's area that lies in a polygon of any shape, 0..1; where the quad has no area, 1 if its middle
/// does.
float share_inside(const std::vector<Point>& quad, const std::vector<Point>& polygon);

}  // namespace spotter::rekognition
