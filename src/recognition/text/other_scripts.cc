#include "recognition/text/other_scripts.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>
#include <tesseract/resultiterator.h>

#include "base/encoding.h"
#include "base/log.h"
#include "base/unicode.h"
#include "recognition/text/line_engine.h"

namespace spotter {
namespace {

constexpr float kUnsure = 0.75F;
constexpr float kFewCharacters = 0.5F;  ///< per line height of width; Latin has about two, ideographs one
constexpr float kLeastConfidence = 0.65F;
constexpr float kLeastInScript = 0.7F;
constexpr std::size_t kVoters = 2;
constexpr float kClear = 0.85F;   ///< mean confidence that ends a vote
constexpr float kElected = 0.7F;  ///< mean confidence below which no script is taken
constexpr float kSure = 0.97F;    ///< a line read so surely stays as it is
constexpr int kHeightPx = 48;
constexpr int kMarginPx = 12;

struct Range {
  char32_t first = 0;
  char32_t last = 0;
};

/// A script pack of Tesseract and the code points that belong to the script.
struct ScriptRow {
  const char* pack;
  std::array<Range, 2> letters;
  bool joins_close = false;
  bool partly_known = false;  ///< the line recogniser knows some of its letters: only lines with such ones are tried
};
constexpr std::array kScripts = {
    ScriptRow{"Cyrillic", {{{0x0400, 0x052F}, {0x1C80, 0x1C8F}}}},
    ScriptRow{"Arabic", {{{0x0600, 0x077F}, {0xFB50, 0xFEFF}}}},
    ScriptRow{"Hangul", {{{0xAC00, 0xD7AF}, {0x1100, 0x11FF}}}, true},
    ScriptRow{"Devanagari", {{{0x0900, 0x097F}, {0xA8E0, 0xA8FF}}}},
    ScriptRow{"Thai", {{{0x0E00, 0x0E7F}, {0, 0}}}, true},
    ScriptRow{"Greek", {{{0x0370, 0x03FF}, {0x1F00, 0x1FFF}}}, false, true},
    ScriptRow{"Hebrew", {{{0x0590, 0x05FF}, {0xFB1D, 0xFB4F}}}},
};

/// Grey, at the height Tesseract reads best, with a quiet margin.
cv::Mat prepared(const cv::Mat& crop) {
  cv::Mat grey;
  cv::cvtColor(crop, grey, cv::COLOR_RGB2GRAY);
  const double scale = static_cast<double>(kHeightPx) / grey.rows;
  cv::resize(grey, grey, {std::max(1, static_cast<int>(std::lround(grey.cols * scale))), kHeightPx}, 0, 0,
             scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  cv::copyMakeBorder(grey, grey, kMarginPx, kMarginPx, kMarginPx, kMarginPx, cv::BORDER_REPLICATE);
  return grey;
}

/// Share of a line's letters that belong to a script; digits and punctuation don't count.
float share_in(const ScriptRow& script, std::string_view text) {
  int in = 0;
  int letters = 0;
  for (const char32_t point : to_code_points(text)) {
    const bool member = std::ranges::any_of(
        script.letters, [&](const Range& range) { return point >= range.first && point <= range.last; });
    const bool latin = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
    in += member ? 1 : 0;
    letters += member || latin || point >= 0x80 ? 1 : 0;
  }
  constexpr int kLeastLetters = 2;
  return in < kLeastLetters ? 0 : static_cast<float>(in) / static_cast<float>(letters);
}

float width_over_height(const cv::Mat& crop) {
  return static_cast<float>(crop.cols) / static_cast<float>(crop.rows);
}

}  // namespace

/// One script, its engine made when it is first wanted.
struct OtherScripts::Script {
  ScriptRow row;
  InferenceObserver observe;
  std::mutex mutex;
  std::unique_ptr<LineEngine> engine;
  bool broken = false;

  /// Empty where nothing that belongs to the script could be read. The line recogniser's angle network doesn't
  /// know these scripts, so the line is tried upside down as well.
  OtherLine read(const cv::Mat& crop) {
    const std::scoped_lock lock(mutex);
    if (!start()) return {};
    OtherLine best{.place = 0, .line = read_once(crop), .turned = false};
    if (best.line.confidence >= kClear) return best;
    cv::Mat turned;
    cv::rotate(crop, turned, cv::ROTATE_180);
    if (Line line = read_once(turned); line.confidence > best.line.confidence)
      best = {.place = 0, .line = std::move(line), .turned = true};
    return best;
  }

 private:
  Line read_once(const cv::Mat& crop) {
    const cv::Mat grey = prepared(crop);
    const Stopwatch watch;
    auto result = engine->read(grey);
    if (observe) tell(grey, watch.elapsed_ms());
    Line line = result ? take(*result, static_cast<float>(grey.cols - 2 * kMarginPx)) : Line{};
    result.reset();
    engine->clear();
    const bool fits = line.confidence >= kLeastConfidence && share_in(row, line.text) >= kLeastInScript;
    return fits ? line : Line{};
  }

  void tell(const cv::Mat& grey, double ms) const {
    const std::string name = std::string(kTesseract) + row.pack;
    observe({.engine = name,
             .shape = {static_cast<std::size_t>(grey.rows), static_cast<std::size_t>(grey.cols)},
             .input = {grey.data, grey.total()},
             .ms = ms});
  }

  bool start() {
    if (engine || broken) return engine != nullptr;
    engine = LineEngine::load(row.pack);
    broken = engine == nullptr;
    if (broken) log::warn("Tesseract's pack {} can't be loaded; lines in that script stay unread", row.pack);
    return !broken;
  }

  /// Tesseract cuts Thai and Hangul into syllables: what stands close together is one word.
  void add_word(Line& line, LineWord word, float width) const {
    constexpr float kCloseInLineHeights = 0.2F;
    const bool joins = row.joins_close && !line.words.empty() &&
                       (word.from - line.words.back().to) * width < kCloseInLineHeights * kHeightPx;
    if (joins) {
      LineWord& last = line.words.back();
      last.text += word.text;
      last.confidence = std::min(last.confidence, word.confidence);
      last.to = word.to;
      line.text += word.text;
      return;
    }
    line.text += (line.text.empty() ? "" : " ") + word.text;
    line.words.push_back(std::move(word));
  }

  Line take(tesseract::ResultIterator& words, float width) const {
    Line line;
    float letters = 0;
    do {
      const std::unique_ptr<char[]> text(words.GetUTF8Text(tesseract::RIL_WORD));
      if (!text || words.Empty(tesseract::RIL_WORD)) continue;
      int left = 0;
      int top = 0;
      int right = 0;
      int bottom = 0;
      words.BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom);
      const auto place = [&](int x) { return std::clamp(static_cast<float>(x - kMarginPx) / width, 0.0F, 1.0F); };
      LineWord word{.text = text.get(),
                    .confidence = words.Confidence(tesseract::RIL_WORD) / 100,
                    .from = place(left),
                    .to = place(right)};
      const auto count = static_cast<float>(to_code_points(word.text).size());
      line.confidence += word.confidence * count;
      letters += count;
      add_word(line, std::move(word), width);
    } while (words.Next(tesseract::RIL_WORD));
    if (letters > 0) line.confidence /= letters;
    return line;
  }
};

bool has_letters_of(const ScriptRow& script, const Line& line) {
  return share_in(script, line.text) > kLeastInScript;
}

/// Surely text, of a readable size, yet read unsurely, or as far fewer characters than fit in a box of its
/// shape, or with letters of these scripts that the line recogniser knows in part.
bool is_doubtful(const CutLine& cut) {
  constexpr float kSurelyText = 0.75F;
  constexpr int kLeastHeightPx = 16;
  if (cut.box_score < kSurelyText || cut.crop.rows < kLeastHeightPx) return false;
  float characters = 0;
  for (const std::string& word : words_of(cut.line->text))
    characters += static_cast<float>(to_code_points(word).size());
  if (cut.line->confidence < kUnsure || characters < kFewCharacters * width_over_height(cut.crop)) return true;
  return cut.line->confidence < kSure &&
         std::ranges::any_of(kScripts, [&](const ScriptRow& script) { return has_letters_of(script, *cut.line); });
}

OtherScripts::OtherScripts(const InferenceObserver& observe) {
  for (const ScriptRow& row : kScripts) {
    if (!LineEngine::is_installed(row.pack)) continue;
    scripts_.push_back(std::make_unique<Script>());
    scripts_.back()->row = row;
    scripts_.back()->observe = observe;
  }
}
OtherScripts::~OtherScripts() = default;

std::vector<OtherLine> OtherScripts::read(const std::vector<CutLine>& lines, Deadline deadline) {
  constexpr float kLeastShare = 0.15F;
  std::vector<const CutLine*> voters;
  float length = 0;
  float doubtful_length = 0;
  for (const CutLine& cut : lines) {
    length += width_over_height(cut.crop);
    if (!is_doubtful(cut)) continue;
    doubtful_length += width_over_height(cut.crop);
    voters.push_back(&cut);
  }
  if (doubtful_length < kLeastShare * length) return {};
  std::ranges::sort(voters, std::greater{}, [](const CutLine* cut) { return width_over_height(cut->crop); });
  voters.resize(std::min(voters.size(), kVoters));

  Script* best = nullptr;
  float most = kElected * static_cast<float>(voters.size());
  for (const auto& script : scripts_) {
    float votes = 0;
    for (const CutLine* voter : voters) {
      const bool tried = !script->row.partly_known || has_letters_of(script->row, *voter->line);
      if (tried && !deadline.expired()) votes += script->read(voter->crop).line.confidence;
    }
    if (votes > most) {
      most = votes;
      best = script.get();
    }
    if (best != nullptr && most > kClear * static_cast<float>(voters.size())) break;
  }
  std::vector<OtherLine> found;
  if (best == nullptr) return found;
  for (std::size_t i = 0; i < lines.size() && !deadline.expired(); ++i) {
    if (lines[i].line->confidence > kSure && !is_doubtful(lines[i])) continue;
    OtherLine line = best->read(lines[i].crop);
    line.place = i;
    if (!line.line.words.empty()) found.push_back(std::move(line));
  }
  return found;
}

}  // namespace spotter
