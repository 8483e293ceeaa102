#include "adapters/event_queue/memory.h"

#include <algorithm>
#include <utility>

namespace spotter {

Result<void> MemoryEventQueue::send(const Event& event, std::chrono::milliseconds delay, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  entries_.push_back({.lease = {.event = event, .token = "", .deliveries = 0}, .visible_at = clock_.now() + delay});
  sent_.notify_one();
  return {};
}

bool MemoryEventQueue::leased(const Entry& entry) const {
  return !entry.lease.token.empty() && entry.visible_at > clock_.now();
}

std::optional<Lease> MemoryEventQueue::lease_next(std::chrono::milliseconds visibility) {
  const Timestamp now = clock_.now();
  for (auto it = entries_.begin(); it != entries_.end();) {
    const auto here = it++;
    if (here->visible_at > now) continue;
    if (here->lease.deliveries >= kMaxDeliveries) {
      if (here->lease.token.empty()) here->lease.token = ids_.random_hex(16);
      dead_.splice(dead_.end(), entries_, here);
      continue;
    }
    const bool busy = std::ranges::any_of(
        entries_, [&](const Entry& other) { return other.lease.event.key == here->lease.event.key && leased(other); });
    if (busy) continue;
    here->lease.token = ids_.random_hex(16);
    ++here->lease.deliveries;
    here->visible_at = now + visibility;
    return here->lease;
  }
  return std::nullopt;
}

Result<std::optional<Lease>> MemoryEventQueue::receive(std::chrono::milliseconds visibility,
                                                       std::chrono::milliseconds wait) {
  constexpr std::chrono::milliseconds kPoll{20};
  const Deadline deadline = Deadline::after(wait);
  std::unique_lock lock(mutex_);
  while (true) {
    auto lease = lease_next(visibility);
    if (lease || deadline.expired() || woken_) return lease;
    sent_.wait_for(lock, std::min(kPoll, deadline.remaining()));
  }
}

Result<MemoryEventQueue::Entries::iterator> MemoryEventQueue::current(const Lease& lease) {
  const auto found = std::ranges::find_if(
      entries_, [&](const Entry& entry) { return entry.lease.token == lease.token && leased(entry); });
  if (found == entries_.end())
    return fail(Errc::conflict, "the lease on " + lease.event.key + " has ended; another worker may have it");
  return found;
}

Result<void> MemoryEventQueue::extend(const Lease& lease, std::chrono::milliseconds visibility, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(const auto entry, current(lease));
  entry->visible_at = clock_.now() + visibility;
  return {};
}

Result<void> MemoryEventQueue::acknowledge(const Lease& lease, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(const auto entry, current(lease));
  entries_.erase(entry);
  return {};
}

Result<void> MemoryEventQueue::release(const Lease& lease, std::chrono::milliseconds delay, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  SPOTTER_ASSIGN(const auto entry, current(lease));
  entry->lease.token.clear();
  entry->visible_at = clock_.now() + delay;
  sent_.notify_one();
  return {};
}

Result<QueueDepth> MemoryEventQueue::depth(Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  const auto in_flight = std::ranges::count_if(entries_, [&](const Entry& entry) { return leased(entry); });
  return QueueDepth{.waiting = static_cast<std::int64_t>(entries_.size()) - in_flight,
                    .in_flight = in_flight,
                    .dead = static_cast<std::int64_t>(dead_.size())};
}

Result<std::vector<Lease>> MemoryEventQueue::dead_letters(int limit, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  std::vector<Lease> letters;
  for (const Entry& entry : dead_)
    if (static_cast<int>(letters.size()) < limit) letters.push_back(entry.lease);
  return letters;
}

Result<void> MemoryEventQueue::drop_dead_letter(const std::string& token, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  if (std::erase_if(dead_, [&](const Entry& entry) { return entry.lease.token == token; }) == 0)
    return fail(Errc::not_found, "there is no such dead letter");
  return {};
}

void MemoryEventQueue::wake() {
  const std::scoped_lock lock(mutex_);
  woken_ = true;
  sent_.notify_all();
}

}  // namespace spotter
