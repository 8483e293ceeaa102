#pragma once
// What can be measured in pixels without any model: dominant colours, brightness, sharpness, contrast.

#include <vector>

#include "domain/findings.h"
#include "domain/picture.h"

namespace spotter {

/// Up to `limit` CSS colours by the share of the area they are nearest to (in CIELAB), largest first;
/// shares under 2 % are left out. `area` in ratios of the picture.
std::vector<DominantColor> dominant_colors(const Picture& picture, const BoundingBox& area, int limit);

/// Brightness: mean luma. Sharpness: how much of the fine detail that a sharp photograph has is there,
/// from the variance of the Laplacian over that of the luma. Contrast: spread of the luma. All 0..100.
ImageQuality quality_of(const Picture& picture, const BoundingBox& area);

/// Properties of the whole picture and, where objects were found, of them (foreground) and the rest.
ImageProperties image_properties_of(const Picture& picture, const std::vector<BoundingBox>& objects, int limit);

}  // namespace spotter
