#pragma once
// Housekeeping: what no longer serves is removed now and then.

#include <chrono>
#include <stop_token>

#include "app/ports.h"

namespace spotter {

struct SweepOptions {
  std::chrono::seconds every{600};
  std::chrono::seconds unreferenced_age{3600};  ///< files that no key refers to, from this age
  std::int64_t changes_kept = 100'000;
};

/// Removes unreferenced files, ended tombstones and records, old changes. Errors: the first of storage.
Result<void> sweep_once(const Ports& ports, const SweepOptions& options, Deadline deadline);

/// Sweeps at once and then regularly, until stopped.
void sweep_regularly(const Ports& ports, const SweepOptions& options, const std::stop_token& stop);

}  // namespace spotter
