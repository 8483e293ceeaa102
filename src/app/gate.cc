#include "app/gate.h"

namespace spotter {

Result<Gate::Place> Gate::enter(Deadline deadline) {
  if (present_.fetch_add(1) >= admitted_) {
    --present_;
    return fail(Errc::unavailable, "too many callers wait already; come back later");
  }
  std::unique_lock lock(mutex_);
  if (free_ > 0) {
    --free_;
  } else {
    Waiter waiter;
    waiting_.push_back(&waiter);
    if (!waiter.called.wait_until(lock, deadline.at(), [&] { return waiter.may_enter; })) {
      std::erase(waiting_, &waiter);
      --present_;
      return fail(Errc::unavailable, "no place became free in time; come back later");
    }
  }
  return Place(this, [](Gate* gate) { gate->leave(); });
}

void Gate::leave() {
  const std::scoped_lock lock(mutex_);
  --present_;
  if (waiting_.empty()) {
    ++free_;
    return;
  }
  // The place goes on to the next one, who lives on until it is called: its lock is this one.
  Waiter* next = waiting_.front();
  waiting_.pop_front();
  next->may_enter = true;
  next->called.notify_one();
}

}  // namespace spotter
