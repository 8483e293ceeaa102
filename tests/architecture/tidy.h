#pragma once
// What is tidy about a file of src/: its length and how a header opens. Works on text alone.

#include <string_view>

#include "architecture/layers.h"

namespace spotter::testing {

inline constexpr int kMostLinesOfCode = 400;

/// Lines that hold more than white space and comments.
inline int lines_of_code(std::string_view text) {
  int count = 0;
  bool in_comment = false;
  for (std::string_view line : lines_of(text)) {
    bool code = false;
    for (line = trimmed(line); !line.empty(); line = trimmed(line)) {
      if (in_comment) {
        const auto end = line.find("*/");
        in_comment = end == std::string_view::npos;
        line.remove_prefix(in_comment ? line.size() : end + 2);
      } else if (line.starts_with("//")) {
        break;
      } else if (line.starts_with("/*")) {
        in_comment = true;
        line.remove_prefix(2);
      } else {
        code = true;
        const auto next = std::min(line.find("//"), line.find("/*"));
        line.remove_prefix(std::min(next, line.size()));
      }
    }
    count += code ? 1 : 0;
  }
  return count;
}

/// `#pragma once`, then a comment that says what the thing is.
inline bool opens_as_a_header(std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.size() < 2 || lines[0] != "#pragma once" || !lines[1].starts_with("//")) return false;
  return trimmed(lines[1]).find_first_not_of("/ ") != std::string_view::npos;
}

}  // namespace spotter::testing
