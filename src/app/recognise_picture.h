#pragma once
// The recognisers run over one decoded picture, each timed, none losing the others' results.

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "domain/item.h"
#include "ports/recogniser.h"

namespace spotter {

using Recognisers = std::vector<std::unique_ptr<Recogniser>>;

struct RecogniseLimits {
  std::chrono::milliseconds recognise{30'000};  ///< for all recognisers together
};

struct Recognition {
  Findings findings;
  std::vector<Stage> stages;  ///< one for each recogniser that was asked for
  /// The first error, with the stage it was in; empty if all went well.
  std::optional<ItemError> error;
};

/// Runs the recognisers that `wanted` names (empty: all), starting from what `known` holds already.
/// `on_stage` hears of each stage as it begins (duration 0) and ends.
Recognition recognise_picture(const Recognisers& recognisers, const Picture& picture,
                              const std::set<std::string, std::less<>>& wanted, Findings known, const Clock& clock,
                              Deadline deadline, const std::function<void(const Stage&, bool ended)>& on_stage = {});

}  // namespace spotter
