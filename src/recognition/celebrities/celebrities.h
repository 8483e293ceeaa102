#pragma once
// Celebrities: faces matched against the gallery.

#include <memory>

#include "domain/similarity.h"
#include "ports/gallery.h"
#include "ports/recogniser.h"

namespace spotter {

struct CelebrityOptions {
  int most_faces = 64;          ///< the largest are matched
  float least_confidence = 80;  ///< match confidence from which a face gets a name
};

/// Reads the gallery again whenever its version changes. `models` names the embedding models: photographs whose
/// vectors are from others are passed over until they are made anew.
std::unique_ptr<Recogniser> make_celebrities(Gallery& gallery, SimilarityScale scale, std::string models,
                                             const CelebrityOptions& options);

}  // namespace spotter
