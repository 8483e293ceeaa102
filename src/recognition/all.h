#pragma once
// The recognisers, all of them, in the order in which they run: a later one may read what an earlier
// one found.

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "ports/gallery.h"
#include "ports/recogniser.h"
#include "recognition/celebrities/celebrities.h"
#include "recognition/faces/faces.h"
#include "recognition/labels/labels.h"
#include "recognition/moderation/moderation.h"
#include "recognition/text/text.h"

namespace spotter {

struct RecognitionOptions {
  TextOptions text;
  FaceOptions faces;
  CelebrityOptions celebrities;
  LabelOptions labels;
  ModerationOptions moderation;
};

/// Errors: those of the recognisers, which name the slot that is empty.
Result<std::vector<std::unique_ptr<Recogniser>>> make_recognisers(const Models& models, Gallery& gallery,
                                                                  const RecognitionOptions& options);

/// The kinds of recognisers that tell less and cost less, over the same networks.
struct CheaperRecognisers {
  std::array<std::unique_ptr<Recogniser>, 4> faces;               ///< by FaceDepth
  std::array<std::unique_ptr<Recogniser>, 4> faces_with_vectors;  ///< by FaceDepth
  std::unique_ptr<Recogniser> labels;
  std::unique_ptr<Recogniser> labels_and_properties;  ///< with the colours of boxes
  std::unique_ptr<Recogniser> properties;
};

/// Errors: as make_recognisers.
Result<CheaperRecognisers> make_cheaper_recognisers(const Models& models, const RecognitionOptions& options);

}  // namespace spotter
