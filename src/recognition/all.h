#pragma once
// The recognisers, all of them, in the order in which they run: a later one may read what an earlier
// one found.

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

}  // namespace spotter
