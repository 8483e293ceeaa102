#include "domain/terms.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/unicode.h"

namespace spotter {
namespace {

class TermSet {
 public:
  void add(TermKind kind, std::string term, float confidence) {
    if (term.empty()) return;
    float& kept = terms_[{kind, std::move(term)}];
    kept = std::max(kept, confidence);
  }
  void add_words(TermKind kind, std::string_view text, float confidence) {
    for (std::string& word : fold_words(text))
      add(kind, std::move(word), confidence);
  }
  std::vector<Term> take() {
    std::vector<Term> searched;
    std::vector<Term> shown;
    for (auto& [key, confidence] : terms_)
      (is_shown_name(key.first) ? shown : searched)
          .push_back({.kind = key.first, .term = key.second, .confidence = confidence});
    keep_first(searched, kMaxTerms);
    keep_first(shown, kMaxNames);
    searched.insert(searched.end(), shown.begin(), shown.end());
    return searched;
  }

 private:
  /// Moderation labels before all else: whether an image is held must not hang on how much text is in it.
  static void keep_first(std::vector<Term>& terms, std::size_t most) {
    std::ranges::sort(terms, {}, [](const Term& term) {
      return std::tuple(term.kind != TermKind::moderation, -term.confidence, term.kind, term.term);
    });
    if (terms.size() > most) terms.resize(most);
  }

  std::map<std::pair<TermKind, std::string>, float> terms_;
};

}  // namespace

std::string fold_name(std::string_view name) {
  return fold(name);
}

std::vector<std::string> fold_words(std::string_view text) {
  return words_of(fold(text));
}

std::vector<Term> terms_of(const ImageItem& item) {
  TermSet terms;
  for (const Label& label : item.labels) {
    terms.add(TermKind::label, fold_name(label.name), label.confidence);
    terms.add(TermKind::label_name, label.name, label.confidence);
    for (const LabelAlias& alias : label.aliases)
      terms.add(TermKind::label, fold_name(alias.name), label.confidence);
  }
  for (const TextDetection& text : item.text_detections)
    if (text.type == TextTypes::WORD) terms.add_words(TermKind::text, text.detected_text, text.confidence);
  for (const Celebrity& celebrity : item.celebrity_faces) {
    terms.add(TermKind::person, fold_name(celebrity.name), celebrity.match_confidence);
    terms.add(TermKind::person_name, celebrity.name, celebrity.match_confidence);
    terms.add(TermKind::person, fold_name(celebrity.id), celebrity.match_confidence);
    terms.add_words(TermKind::person, celebrity.name, celebrity.match_confidence);
  }
  for (const ModerationLabel& label : item.moderation_labels) {
    terms.add(TermKind::moderation, fold_name(label.name), label.confidence);
    terms.add(TermKind::moderation_name, label.name, label.confidence);
  }
  constexpr float kCertain = 100;
  terms.add_words(TermKind::file, item.file_name, kCertain);
  return terms.take();
}

}  // namespace spotter
