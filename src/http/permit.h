#pragma once
// What a caller may see of lists, and do beyond the resource that a path names.

#include <optional>
#include <string>

#include "http/api.h"

namespace spotter {

/// Whether the caller may read an image, so that lists show it.
bool may_see(const Api& api, const Request& request, const std::string& image_id);

/// 403 unless the caller may read every image: of what counts or groups images. Where a policy denies some, by
/// whatever condition, it may not.
std::optional<Response> refuse_partial_view(const Request& request);

/// 403 unless the caller may do this on an image or person.
std::optional<Response> refuse_on_image(const Api& api, const Request& request, const std::string& action,
                                        const std::string& image_id);
std::optional<Response> refuse_on_person(const Api& api, const Request& request, const std::string& action,
                                         const std::string& person_id);

/// Nothing where the caller's secret access key was given rightly, the request is signed by it, or there are no keys;
/// else 403, or 429 after too many attempts.
std::optional<Response> refuse_without_secret(const Api& api, const Request& request, std::string_view secret);

}  // namespace spotter
