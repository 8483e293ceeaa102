#pragma once
// An image's id in URLs: one segment. The key itself where it is plain, else `~` and the key in base64url.

#include <string>
#include <string_view>

#include "base/result.h"

namespace spotter {

std::string to_url_id(std::string_view key);
/// The key of a URL's id. not_found where the id is none.
Result<std::string> from_url_id(std::string_view id);

}  // namespace spotter
