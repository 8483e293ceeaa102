#include "app/recognise_picture.h"

#include <fmt/format.h>

namespace spotter {

Recognition recognise_picture(const Recognisers& recognisers, const Picture& picture,
                              const std::set<std::string, std::less<>>& wanted, Findings known, const Clock& clock,
                              Deadline deadline, const std::function<void(const Stage&, bool ended)>& on_stage) {
  Recognition result{.findings = std::move(known), .stages = {}, .error = {}};
  for (const auto& recogniser : recognisers) {
    if (!wanted.empty() && !wanted.contains(recogniser->name())) continue;
    Stage stage{.name = std::string(recogniser->name()),
                .started_at = clock.now(),
                .duration_ms = 0,
                .outcome = Outcome::ok,
                .error = {}};
    if (on_stage) on_stage(stage, false);
    const Stopwatch watch;
    const auto done = recogniser->recognise(picture, result.findings, deadline);
    stage.duration_ms = watch.elapsed_ms();
    if (!done) {
      stage.outcome = Outcome::failed;
      stage.error = fmt::format("{}: {}", name_of(done.error().code), done.error().detail);
      if (!result.error)
        result.error = ItemError{
            .stage = stage.name, .code = std::string(name_of(done.error().code)), .detail = done.error().detail};
    }
    if (on_stage) on_stage(stage, true);
    result.stages.push_back(std::move(stage));
  }
  return result;
}

}  // namespace spotter
