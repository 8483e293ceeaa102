#pragma once
// Described structs to JSON and back. Names: Rekognition's (BoundingBox, CSSColor) for what a picture
// holds, lower camel case (imageId, eTag) for spotter's own records. Empty optionals are left out;
// unknown members are ignored when reading; a wrong type is an error that names its place.

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/result.h"
#include "domain/change.h"
#include "domain/event.h"
#include "domain/item.h"
#include "domain/person.h"
#include "domain/query.h"
#include "domain/review.h"

namespace spotter {

boost::json::value to_json(const ImageItem& item);
Result<ImageItem> item_from_json(const boost::json::value& json);

boost::json::value to_json(const BoundingBox& box);

boost::json::value to_json(const Findings& findings);
Result<Findings> findings_from_json(const boost::json::value& json);

boost::json::value to_json(const Event& event);
Result<Event> event_from_json(const boost::json::value& json);

boost::json::value to_json(const Person& person);
Result<Person> person_from_json(const boost::json::value& json);

boost::json::value to_json(const Change& change);
boost::json::value to_json(const ImageCounts& counts);

boost::json::value to_json(const Facets& facets);

boost::json::value to_json(const Review& review);
Result<Review> review_from_json(const boost::json::value& json);
boost::json::value to_json(const CurrentReview& review);
Result<CurrentReview> current_review_from_json(const boost::json::value& json);
boost::json::value to_json(const ModerationPolicy& policy);
Result<ModerationPolicy> policy_from_json(const boost::json::value& json);
Result<ReviewDecision> decision_from_json(const boost::json::value& json);

/// Parses text; invalid, with the place, where it is no JSON. Depth is bounded.
Result<boost::json::value> parse_json(std::string_view text);

/// JSON text; numbers in plain decimals with the fewest digits that give the same value (97.5, not 9.75E1).
std::string to_text(const boost::json::value& json);

/// What an item weighs in DynamoDB, by its rules (names and values in UTF-8 bytes, numbers by digits,
/// three bytes and one an element for a list or map).
std::size_t dynamodb_size(const boost::json::value& json);

}  // namespace spotter
