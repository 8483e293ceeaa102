#pragma once
// Events in memory: for tests. Passes the contract suite of its port.

#include <condition_variable>
#include <list>
#include <mutex>

#include "base/ids.h"
#include "ports/event_queue.h"

namespace spotter {

class MemoryEventQueue final : public EventQueue {
 public:
  MemoryEventQueue(const Clock& clock, Ids& ids) : clock_(clock), ids_(ids) {}

  Result<void> send(const Event& event, std::chrono::milliseconds delay, Deadline deadline) override;
  Result<std::optional<Lease>> receive(std::chrono::milliseconds visibility, std::chrono::milliseconds wait) override;
  Result<void> extend(const Lease& lease, std::chrono::milliseconds visibility, Deadline deadline) override;
  Result<void> acknowledge(const Lease& lease, Deadline deadline) override;
  Result<void> release(const Lease& lease, std::chrono::milliseconds delay, Deadline deadline) override;
  Result<QueueDepth> depth(Deadline deadline) override;
  Result<std::vector<Lease>> dead_letters(int limit, Deadline deadline) override;
  Result<void> drop_dead_letter(const std::string& token, Deadline deadline) override;
  void wake() override;

 private:
  struct Entry {
    Lease lease;  ///< its token is empty while nobody has it
    Timestamp visible_at;
  };
  using Entries = std::list<Entry>;

  bool leased(const Entry& entry) const;
  std::optional<Lease> lease_next(std::chrono::milliseconds visibility);
  Result<Entries::iterator> current(const Lease& lease);

  const Clock& clock_;
  Ids& ids_;
  std::mutex mutex_;
  std::condition_variable sent_;
  bool woken_ = false;
  Entries entries_;
  Entries dead_;
};

}  // namespace spotter
