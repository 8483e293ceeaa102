#pragma once
// Reading one line from the recogniser's alignment: characters, the spaces between them, and where each
// word lies along the line.

#include <string>
#include <vector>

#include "recognition/runtime/model.h"

namespace spotter {

/// A word and its place along the line, 0 (start) to 1 (end).
struct LineWord {
  std::string text;
  float confidence = 0;  ///< mean probability of its characters, 0..1
  float from = 0;
  float to = 1;
};

struct Line {
  std::string text;      ///< the words, joined by single spaces
  float confidence = 0;  ///< mean probability of all characters, 0..1
  std::vector<LineWord> words;
};

/// A recogniser's classes: blank first, then `characters`, last a space.
struct Alphabet {
  std::vector<std::string> characters;
};

/// Reads the alphabet that lies beside a model, one character a line. Errors: not_found, corrupt.
Result<Alphabet> read_alphabet(const ModelManifest& manifest);

/// Greedy CTC decoding of probabilities [1, steps, classes], of which the first `content` (0..1) belong to
/// the line and the rest to padding. The recogniser often loses a space: one is put between two characters
/// where its probability passes `space_threshold` somewhere between them, but never beside an ideograph.
Line decode_line(const TensorView& probabilities, const Alphabet& alphabet, float content, float space_threshold);

}  // namespace spotter
