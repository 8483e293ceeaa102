#include "app/worker.h"

#include <thread>

#include "app/backoff.h"
#include "base/log.h"

namespace spotter {
namespace {

/// Extends a lease again and again until it goes out of scope.
class LeaseKeeper {
 public:
  LeaseKeeper(EventQueue& queue, const Lease& lease, std::chrono::milliseconds visibility)
      : thread_([&queue, lease, visibility](const std::stop_token& stop) {
          while (true) {
            wait_or_stop(stop, visibility / 3);
            if (stop.stop_requested()) return;
            if (const auto extended = queue.extend(lease, visibility, Deadline::after(visibility / 3)); !extended) {
              log::warn("the lease on {} is not extended: {}", lease.event.key, extended.error().detail);
              if (extended.error().code == Errc::conflict) return;
            }
          }
        }) {}

 private:
  std::jthread thread_;
};

class NotesGuard {
 public:
  NotesGuard(WorkNotes& notes, int worker, const std::string& image_id) : notes_(notes), worker_(worker) {
    notes_.begin(worker_, image_id);
  }
  ~NotesGuard() { notes_.end(worker_); }
  NotesGuard(const NotesGuard&) = delete;
  NotesGuard& operator=(const NotesGuard&) = delete;

 private:
  WorkNotes& notes_;
  int worker_;
};

void settle(EventQueue& queue, const Lease& lease, const Handled& handled) {
  const Deadline deadline = Deadline::after(std::chrono::seconds(10));
  const auto settled = handled.what == Handled::What::acknowledge ? queue.acknowledge(lease, deadline)
                                                                  : queue.release(lease, handled.pause, deadline);
  // The lease ends by itself: the event is delivered again and finds its work done.
  if (!settled) log::info("the event of {} could not be settled: {}", lease.event.key, settled.error().detail);
}

}  // namespace

void run_worker(int number, EventQueue& queue, const RecogniseImage& recognise, WorkNotes& notes, Ids& ids,
                const WorkerOptions& options, const std::stop_token& stop) {
  Backoff breaker(ids);
  while (!stop.stop_requested()) {
    const auto lease = queue.receive(options.visibility, options.poll);
    if (!lease) {
      const auto pause = breaker.next();
      log::warn("no event can be taken, again in {} ms: {}", pause.count(), lease.error().detail);
      wait_or_stop(stop, pause);
      continue;
    }
    if (!*lease) continue;
    Handled handled;
    {
      const LeaseKeeper keeper(queue, **lease, options.visibility);
      const NotesGuard guard(notes, number, (*lease)->event.key);
      handled = recognise.handle((*lease)->event, Deadline::after(options.patience));
    }
    if (handled.what == Handled::What::outage) handled.pause = breaker.next();
    settle(queue, **lease, handled);
    if (handled.what == Handled::What::outage) {
      log::warn("an outage, next event in {} ms: {}", handled.pause.count(), handled.reason);
      wait_or_stop(stop, handled.pause);
    } else {
      breaker.reset();
      if (handled.what == Handled::What::retry)
        log::warn("image={} is tried again in {} ms: {}", (*lease)->event.key, handled.pause.count(), handled.reason);
    }
  }
}

}  // namespace spotter
