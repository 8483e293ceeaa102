#include "adapters/image_table/cursor.h"

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/encoding.h"

namespace spotter {

std::string to_text(const Cursor& cursor) {
  return to_base64url(as_bytes(to_iso8601(cursor.uploaded_at) + " " + cursor.image_id));
}

Result<Cursor> cursor_from_text(const std::string& text) {
  const auto wrong = [] {
    return fail(Errc::invalid, "this cursor is not one that a list gave; begin again without it");
  };
  const auto bytes = from_base64url(text);
  if (!bytes) return wrong();
  const std::string_view plain = as_text(*bytes);
  const auto space = plain.find(' ');
  if (space == std::string_view::npos) return wrong();
  const auto time = from_iso8601(plain.substr(0, space));
  if (!time) return wrong();
  return Cursor{.uploaded_at = *time, .image_id = std::string(plain.substr(space + 1))};
}

Result<PageStarts> PageStartsMaker::take() {
  if (starts_.total > kMostPages * limit_)
    return fail(Errc::invalid, fmt::format("{} images have more than {} pages of {}; ask with a larger limit or a "
                                           "narrower filter",
                                           starts_.total, kMostPages, limit_));
  return std::move(starts_);
}

}  // namespace spotter
