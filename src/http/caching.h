#pragma once
// Answers that a client may keep a copy of, and those that nobody is to keep.

#include <string>

#include "http/message.h"

namespace spotter {

/// Bytes that change only under another tag; an up-to-date copy is answered with 304. The client asks each time
/// unless `cache_control` says otherwise.
Response tagged(const Request& request, Response response, const std::string& tag,
                const std::string& cache_control = "private, no-cache");

/// An answer with a secret in it.
Response not_kept(Response response);

}  // namespace spotter
