#pragma once
// Text encodings: hex, base64 (plain and URL-safe), percent escapes.

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace spotter {

std::string to_hex(BytesView bytes);
std::optional<Bytes> from_hex(std::string_view text);

std::string to_base64(BytesView bytes);
/// Standard alphabet; padding may be missing; white space and line ends are skipped.
std::optional<Bytes> from_base64(std::string_view text);
/// URL-safe alphabet without padding.
std::string to_base64url(BytesView bytes);
std::optional<Bytes> from_base64url(std::string_view text);

/// Escapes all but A-Z a-z 0-9 - . _ ~ (and `/` where asked), upper-case hex.
std::string percent_encode(std::string_view text, bool keep_slash = false);
/// Resolves %XX; `plus_is_space` reads form encoding. Nothing for a broken escape.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

/// Whether the text is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

/// The code points of well-formed UTF-8.
std::u32string to_code_points(std::string_view utf8);
std::string to_utf8(std::u32string_view code_points);

}  // namespace spotter
