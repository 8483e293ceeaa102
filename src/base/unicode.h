#pragma once
// Text for comparing: case, full-width forms and ways of encoding an accent are made equal. And its width.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spotter {

/// NFKC and case folding; broken UTF-8 is replaced first.
std::string fold(std::string_view text);

/// The runs of letters and digits in a text.
std::vector<std::string> words_of(std::string_view text);

/// Columns of a terminal that a text takes: two for ideographs and other wide characters, none for marks.
std::size_t columns_of(std::string_view text);

/// Unicode's general categories L, N and Z.
bool is_letter(char32_t point);
bool is_number(char32_t point);
bool is_separator(char32_t point);

}  // namespace spotter
