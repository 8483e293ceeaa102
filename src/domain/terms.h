#pragma once
// The words under which an image is found: derived from its item, folded so that case, accents'
// encoding and full-width forms don't matter.

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "domain/item.h"

namespace spotter {

BOOST_DEFINE_ENUM_CLASS(TermKind, label, text, person, moderation, file, label_name, person_name, moderation_name)

/// Names as they are shown, for counting; nothing is searched by them.
inline bool is_shown_name(TermKind kind) {
  return kind >= TermKind::label_name;
}

struct Term {
  TermKind kind = TermKind::label;
  std::string term;
  float confidence = 0;
};

/// At most this many terms of one image are kept: moderation labels, then the surest. Shown names have room apart.
inline constexpr std::size_t kMaxTerms = 500;
inline constexpr std::size_t kMaxNames = 200;

/// The folded form of one name, as terms of kind label, person and moderation have it.
std::string fold_name(std::string_view name);
/// The folded words of a text: runs of letters and digits.
std::vector<std::string> fold_words(std::string_view text);

std::vector<Term> terms_of(const ImageItem& item);

}  // namespace spotter
