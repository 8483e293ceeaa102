#pragma once
// Pictures that show a person, or a face like it, recognised once more: after the person was named or changed.

#include <string>

#include "app/ports.h"
#include "domain/similarity.h"

namespace spotter {

inline constexpr std::size_t kMostRecognisedOfPerson = 1'000;

/// Queues the newest such images; how many. Errors: not_found; those of recognise_again.
Result<int> recognise_person(const Ports& ports, const FaceMatching& matching, const std::string& id,
                             Deadline deadline);

}  // namespace spotter
