#pragma once
// People who turn out to be one.

#include <string>
#include <vector>

#include "app/ports.h"

namespace spotter {

/// Gives the photographs and links of `others` to the person and removes them. They are removed last: a crash in
/// between leaves both, and a second merge ends it. Errors: not_found; invalid (a person with itself);
/// too_large (more photographs than a person may have). On these nothing is changed.
Result<Person> merge_people(const Ports& ports, const std::string& id, const std::vector<std::string>& others,
                            Deadline deadline);

}  // namespace spotter
