#pragma once
// Carries the events that a store recorded with its changes to the queue: at least once, in order.

#include <stop_token>

#include "base/ids.h"
#include "ports/event_outbox.h"
#include "ports/event_queue.h"

namespace spotter {

/// Runs until stopped. Wake the outbox after asking it to stop.
void relay_events(EventOutbox& outbox, EventQueue& queue, Ids& ids, const std::stop_token& stop);

/// Carries what is pending now. Errors: those of outbox and queue.
Result<int> relay_pending(EventOutbox& outbox, EventQueue& queue, std::chrono::milliseconds wait);

}  // namespace spotter
