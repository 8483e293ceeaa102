#include "http/image_id.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/encoding.h"

namespace spotter {
namespace {

bool is_plain(std::string_view key) {
  return !key.empty() && key != "." && key != ".." && std::ranges::all_of(key, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  });
}

/// What S3 takes as a key: UTF-8 of 1 to 1,024 bytes. No NUL, which databases end texts at.
bool is_key(std::string_view key) {
  constexpr std::size_t kLongest = 1024;
  return !key.empty() && key.size() <= kLongest && is_utf8(key) && !key.contains('\0');
}

}  // namespace

std::string to_url_id(std::string_view key) {
  return is_plain(key) ? std::string(key) : "~" + to_base64url(as_bytes(key));
}

Result<std::string> from_url_id(std::string_view id) {
  if (is_plain(id) && is_key(id)) return std::string(id);
  if (id.starts_with('~'))
    if (const auto key = from_base64url(id.substr(1)); key && is_key(as_text(*key))) return std::string(as_text(*key));
  return fail(Errc::not_found, "'" + std::string(id) + "' is no image id");
}

}  // namespace spotter
