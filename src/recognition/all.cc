#include "recognition/all.h"

#include <array>
#include <functional>

namespace spotter {
namespace {

struct Ingredients {
  const Models& models;
  Gallery& gallery;
  const RecognitionOptions& options;
};

using Made = Result<std::unique_ptr<Recogniser>>;
using Make = Made (*)(const Ingredients&);

// One row a recogniser; its folder has the same name.
constexpr std::array<Make, 5> kAll = {
    [](const Ingredients& in) -> Made { return make_text(in.models, in.options.text); },
    [](const Ingredients& in) -> Made { return make_faces(in.models, in.options.faces); },
    [](const Ingredients& in) -> Made {
      return make_celebrities(in.gallery, similarity_scale(in.models), embedding_models(in.models),
                              in.options.celebrities);
    },
    [](const Ingredients& in) -> Made { return make_labels(in.models, in.options.labels); },
    [](const Ingredients& in) -> Made { return make_moderation(in.models, in.options.moderation); },
};

}  // namespace

Result<std::vector<std::unique_ptr<Recogniser>>> make_recognisers(const Models& models, Gallery& gallery,
                                                                  const RecognitionOptions& options) {
  std::vector<std::unique_ptr<Recogniser>> all;
  for (const Make make : kAll) {
    SPOTTER_ASSIGN(all.emplace_back(), make({.models = models, .gallery = gallery, .options = options}));
  }
  return all;
}

Result<CheaperRecognisers> make_cheaper_recognisers(const Models& models, const RecognitionOptions& options) {
  constexpr int kMostColors = 20;  // Rekognition's bound of MaxDominantColors
  CheaperRecognisers made;
  FaceOptions faces = options.faces;
  for (std::size_t depth = 0; depth < made.faces.size(); ++depth) {
    faces.depth = static_cast<FaceDepth>(depth);
    faces.vectors = false;
    SPOTTER_ASSIGN(made.faces.at(depth), make_faces(models, faces));
    faces.vectors = true;
    SPOTTER_ASSIGN(made.faces_with_vectors.at(depth), make_faces(models, faces));
  }
  LabelOptions labels = options.labels;
  labels.max_dominant_colors = kMostColors;
  labels.properties = false;
  SPOTTER_ASSIGN(made.labels, make_labels(models, labels));
  labels.properties = true;
  labels.labels = false;
  SPOTTER_ASSIGN(made.properties, make_labels(models, labels));
  labels.labels = true;
  labels.box_colors = true;
  SPOTTER_ASSIGN(made.labels_and_properties, make_labels(models, labels));
  return made;
}

}  // namespace spotter
