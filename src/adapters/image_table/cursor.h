#pragma once
// Where a page of images ended: opaque to clients, shared by the adapters.

#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace spotter {

struct Cursor {
  Timestamp uploaded_at;
  std::string image_id;
};

std::string to_text(const Cursor& cursor);
/// invalid where the text is no cursor.
Result<Cursor> cursor_from_text(const std::string& text);

}  // namespace spotter
