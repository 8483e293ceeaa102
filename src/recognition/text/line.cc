#include "recognition/text/line.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "base/encoding.h"
#include "base/file.h"

namespace spotter {
namespace {

/// One decoded character and the steps it stands on.
struct Glyph {
  std::size_t character = 0;  ///< class - 1
  std::size_t first = 0;
  std::size_t last = 0;
  float probability = 0;  ///< at its first step, as PP-OCR has it
  bool space_before = false;
};

/// From here on Unicode has CJK radicals, kana, ideographs: scripts without spaces.
bool ideographic(std::string_view character) {
  constexpr char32_t kFirst = 0x2E80;
  const auto points = to_code_points(character);
  return !points.empty() && points.front() >= kFirst;
}

std::vector<Glyph> decode_glyphs(const TensorView& p, std::size_t spaces) {
  const std::size_t steps = p.shape[1];
  const std::size_t classes = p.shape[2];
  std::vector<Glyph> glyphs;
  std::size_t previous = 0;
  bool space = false;
  for (std::size_t t = 0; t < steps; ++t) {
    const float* row = p.data + t * classes;
    const auto best = static_cast<std::size_t>(std::max_element(row, row + classes) - row);
    if (best == spaces) {
      space = true;
    } else if (best != 0 && best == previous) {
      glyphs.back().last = t;
    } else if (best != 0) {
      glyphs.push_back({.character = best - 1,
                        .first = t,
                        .last = t,
                        .probability = row[best],
                        .space_before = space && !glyphs.empty()});
      space = false;
    }
    previous = best;
  }
  return glyphs;
}

void recover_spaces(std::vector<Glyph>& glyphs, const TensorView& p, std::size_t spaces, const Alphabet& alphabet,
                    float threshold) {
  const std::size_t classes = p.shape[2];
  for (std::size_t i = 1; i < glyphs.size(); ++i) {
    if (glyphs[i].space_before) continue;
    if (ideographic(alphabet.characters[glyphs[i - 1].character]) ||
        ideographic(alphabet.characters[glyphs[i].character]))
      continue;
    float most = 0;
    for (std::size_t t = glyphs[i - 1].first; t <= glyphs[i].first; ++t)
      most = std::max(most, p.data[t * classes + spaces]);
    glyphs[i].space_before = most > threshold;
  }
}

}  // namespace

Result<Alphabet> read_alphabet(const ModelManifest& manifest) {
  const auto path = manifest.file.parent_path() / manifest.characters;
  SPOTTER_ASSIGN(const Bytes bytes, read_file(path));
  Alphabet alphabet;
  std::string_view text = as_text(bytes);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    alphabet.characters.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (alphabet.characters.empty()) return fail(Errc::corrupt, fmt::format("{} holds no characters", path.string()));
  return alphabet;
}

Line decode_line(const TensorView& probabilities, const Alphabet& alphabet, float content, float space_threshold) {
  const std::size_t spaces = alphabet.characters.size() + 1;
  std::vector<Glyph> glyphs = decode_glyphs(probabilities, spaces);
  recover_spaces(glyphs, probabilities, spaces, alphabet, space_threshold);

  Line line;
  if (glyphs.empty()) return line;
  const auto steps = static_cast<float>(probabilities.shape[1]) * content;
  const auto place = [&](float step) { return std::clamp(step / steps, 0.0F, 1.0F); };
  float sum = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    sum += glyphs[i].probability;
    const bool ends = i + 1 == glyphs.size() || glyphs[i + 1].space_before;
    if (!ends) continue;
    LineWord word;
    for (std::size_t k = begin; k <= i; ++k) {
      word.text += alphabet.characters[glyphs[k].character];
      word.confidence += glyphs[k].probability / static_cast<float>(i + 1 - begin);
    }
    // Two words share the gap between them: a sixth of it stays with each.
    const auto border = [&](std::size_t left, std::size_t right, float share) {
      const auto from = static_cast<float>(glyphs[left].last + 1);
      return from + share * (static_cast<float>(glyphs[right].first) - from);
    };
    constexpr float kShare = 1.0F / 6;
    word.from = begin == 0 ? 0 : place(border(begin - 1, begin, 1 - kShare));
    word.to = i + 1 == glyphs.size() ? 1 : place(border(i, i + 1, kShare));
    line.text += (line.text.empty() ? "" : " ") + word.text;
    line.words.push_back(std::move(word));
    begin = i + 1;
  }
  line.confidence = sum / static_cast<float>(glyphs.size());
  return line;
}

}  // namespace spotter
