#pragma once
// What routes of images and of faces share: the path's image, and pictures as answers.

#include "app/thumbnail.h"
#include "http/api.h"

namespace spotter {

/// The item of the path's id; tombstones count as not there.
Result<ImageItem> standing_item(const Api& api, const Request& request);

/// Headers under which hostile bytes can do nothing in a browser.
void fence(Headers& headers);

/// A picture made for looking at, fenced and tagged.
Response image_response(const Request& request, const RenderedImage& image);

}  // namespace spotter
