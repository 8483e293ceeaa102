#include "app/relay_events.h"

#include "app/backoff.h"
#include "base/log.h"

namespace spotter {

Result<int> relay_pending(EventOutbox& outbox, EventQueue& queue, std::chrono::milliseconds wait) {
  constexpr int kBatch = 100;
  SPOTTER_ASSIGN(const auto rows, outbox.pending(kBatch, wait));
  for (const OutboxRow& row : rows) {
    SPOTTER_TRY(queue.send(row.event, std::chrono::milliseconds(0), Deadline::after(std::chrono::seconds(10))));
    SPOTTER_TRY(outbox.sent(row.id));
  }
  return static_cast<int>(rows.size());
}

void relay_events(EventOutbox& outbox, EventQueue& queue, Ids& ids, const std::stop_token& stop) {
  constexpr std::chrono::seconds kWait{1};
  Backoff backoff(ids);
  while (!stop.stop_requested()) {
    if (const auto carried = relay_pending(outbox, queue, kWait)) {
      backoff.reset();
      continue;
    } else {
      const auto pause = backoff.next();
      log::warn("events are not passed on, again in {} ms: {}", pause.count(), carried.error().detail);
      wait_or_stop(stop, pause);
    }
  }
}

}  // namespace spotter
