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

}  // namespace

std::string to_url_id(std::string_view key) {
  return is_plain(key) ? std::string(key) : "~" + to_base64url(as_bytes(key));
}

Result<std::string> from_url_id(std::string_view id) {
  if (is_plain(id)) return std::string(id);
  if (id.starts_with('~'))
    if (const auto key = from_base64url(id.substr(1)); key && !key->empty()) return std::string(as_text(*key));
  return fail(Errc::not_found, "'" + std::string(id) + "' is no image id");
}

}  // namespace spotter
