#pragma once
// Workers: take events one after another, keep their leases while they work, and slow down in an outage.

#include <chrono>
#include <stop_token>

#include "app/recognise_image.h"

namespace spotter {

struct WorkerOptions {
  std::chrono::milliseconds visibility{30'000};
  std::chrono::milliseconds poll{1'000};
  std::chrono::milliseconds patience{120'000};  ///< for one event, storage and table included
};

/// Runs worker number `number` until stopped; what it has begun it ends. Wake the queue after asking it to stop.
void run_worker(int number, EventQueue& queue, const RecogniseImage& recognise, WorkNotes& notes, Ids& ids,
                const WorkerOptions& options, const std::stop_token& stop);

}  // namespace spotter
