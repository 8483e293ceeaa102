#pragma once
// A policy document as text: its placeholders, its size, its JSON.

#include <string_view>

#include <boost/json/value.hpp>

#include "base/result.h"

namespace spotter::iam {

/// The document's JSON. Errors: invalid: too long, placeholders left, no JSON, a member that comes twice in one object
/// (the first of them would silently not count).
Result<boost::json::value> read_document(std::string_view document);

}  // namespace spotter::iam
