#pragma once
// Items as the REST side shows them.

#include <boost/json/value.hpp>

#include "domain/item.h"
#include "domain/review.h"

namespace spotter {

/// The whole item with its `id` and `location`. Bookkeeping that is nobody's business is left out.
boost::json::value item_view(const ImageItem& item, const std::optional<CurrentReview>& review = {});

/// A line of a list: what a grid of pictures shows, without boxes and polygons.
boost::json::value summary_view(const ImageItem& item, const std::optional<CurrentReview>& review = {});

/// Where an image is found: `/api/v1/images/{id}`.
std::string location_of(const ImageItem& item);

}  // namespace spotter
