#include "base/unicode.h"

#include <memory>

#include <glib.h>

#include "base/encoding.h"

namespace spotter {
namespace {

struct GFree {
  void operator()(char* text) const { g_free(text); }
};
using GString_ = std::unique_ptr<char, GFree>;

}  // namespace

std::string fold(std::string_view text) {
  std::string whole = is_utf8(text) ? std::string(text) : to_utf8(to_code_points(text));
  const GString_ normal(g_utf8_normalize(whole.c_str(), -1, G_NORMALIZE_NFKC));
  if (!normal) return whole;
  const GString_ folded(g_utf8_casefold(normal.get(), -1));
  // GLib folds each of a Cherokee letter's two cases to the other one.
  const GString_ lower(g_utf8_strdown(folded.get(), -1));
  return lower.get();
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::u32string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(to_utf8(word));
    word.clear();
  };
  for (const char32_t point : to_code_points(text)) {
    if (g_unichar_isalnum(point) != 0 || g_unichar_ismark(point) != 0) {
      word += point;
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (const char32_t point : to_code_points(text)) {
    if (g_unichar_iszerowidth(point) != 0) continue;
    columns += g_unichar_iswide(point) != 0 ? 2 : 1;
  }
  return columns;
}

bool is_letter(char32_t point) {
  return g_unichar_isalpha(point) != 0;
}

bool is_number(char32_t point) {
  const auto type = g_unichar_type(point);
  return type == G_UNICODE_DECIMAL_NUMBER || type == G_UNICODE_LETTER_NUMBER || type == G_UNICODE_OTHER_NUMBER;
}

bool is_separator(char32_t point) {
  const auto type = g_unichar_type(point);
  return type == G_UNICODE_SPACE_SEPARATOR || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

}  // namespace spotter
