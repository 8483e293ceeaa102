#pragma once
// A picture as OpenCV sees it: a view without a copy. Only code that calls OpenCV includes this.

#include <opencv2/core.hpp>

#include "domain/picture.h"

namespace spotter {

/// An 8-bit RGB view of the picture's pixels; never write through it.
inline cv::Mat mat_of(const Picture& picture) {
  return {picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.rgb.get())};
}

}  // namespace spotter
