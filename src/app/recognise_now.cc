#include "app/recognise_now.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace spotter {
namespace {

const Recogniser* faces_for(const Asked& asked, const NowRecognisers& recognisers) {
  std::optional<FaceDepth> depth;
  const auto need = [&](bool needed, FaceDepth least) {
    if (needed) depth = std::max(depth.value_or(least), least);
  };
  need(asked.face_vectors || asked.moderation, FaceDepth::box);
  need(asked.faces, FaceDepth::pose);
  need(asked.celebrities, FaceDepth::expression);
  need(asked.face_attributes || asked.labels, FaceDepth::all);
  if (!depth) return nullptr;
  const bool vectors = asked.face_vectors || asked.celebrities;
  return (vectors ? recognisers.faces_with_vectors : recognisers.faces).at(static_cast<std::size_t>(*depth));
}

const Recogniser* labels_for(const Asked& asked, const NowRecognisers& recognisers) {
  const bool labels = asked.labels || asked.moderation;
  if (asked.image_properties) return labels ? recognisers.labels_and_properties : recognisers.properties;
  return labels ? recognisers.labels : nullptr;
}

}  // namespace

std::vector<const Recogniser*> steps_for(const Asked& asked, const NowRecognisers& recognisers) {
  std::vector<const Recogniser*> steps = {
      asked.text ? recognisers.text : nullptr,
      faces_for(asked, recognisers),
      asked.celebrities ? recognisers.celebrities : nullptr,
      labels_for(asked, recognisers),
      asked.moderation ? recognisers.moderation : nullptr,
  };
  std::erase(steps, nullptr);
  return steps;
}

Result<Findings> GatedRecognition::recognise(BytesView image, const DecodeLimits& limits, const Asked& asked,
                                             Deadline deadline) const {
  SPOTTER_ASSIGN(const Gate::Place place, gate_.enter(deadline));
  SPOTTER_ASSIGN(const Picture picture,
                 decoder_.decode(image, limits, deadline.sooner_of(Deadline::after(options_.decode_time))));
  const Deadline end = deadline.sooner_of(Deadline::after(options_.recognise_time));
  Findings findings;
  for (const Recogniser* step : steps_for(asked, recognisers_)) {
    if (end.expired()) return fail(Errc::timeout, fmt::format("no time was left for {}", step->name()));
    if (auto done = step->recognise(picture, findings, end); !done)
      return fail(within(step->name(), std::move(done).error()));
  }
  return findings;
}

}  // namespace spotter
