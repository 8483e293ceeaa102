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
    std::vector<Term> out;
    for (auto& [key, confidence] : terms_)
      out.push_back({.kind = key.first, .term = key.second, .confidence = confidence});
    std::ranges::sort(out, {}, [](const Term& term) { return std::tuple(-term.confidence, term.kind, term.term); });
    if (out.size() > kMaxTerms) out.resize(kMaxTerms);
    return out;
  }

 private:
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
    for (const LabelAlias& alias : label.aliases)
      terms.add(TermKind::label, fold_name(alias.name), label.confidence);
  }
  for (const TextDetection& text : item.text_detections)
    if (text.type == TextTypes::WORD) terms.add_words(TermKind::text, text.detected_text, text.confidence);
  for (const Celebrity& celebrity : item.celebrity_faces) {
    terms.add(TermKind::person, fold_name(celebrity.name), celebrity.match_confidence);
    terms.add(TermKind::person, fold_name(celebrity.id), celebrity.match_confidence);
    terms.add_words(TermKind::person, celebrity.name, celebrity.match_confidence);
  }
  for (const ModerationLabel& label : item.moderation_labels)
    terms.add(TermKind::moderation, fold_name(label.name), label.confidence);
  constexpr float kCertain = 100;
  terms.add_words(TermKind::file, item.file_name, kCertain);
  return terms.take();
}

}  // namespace spotter
