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

}  // namespace spotter
