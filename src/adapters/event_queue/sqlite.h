#pragma once
// Events in SQLite: the embedded queue. One event of a key is leased at a time, oldest first.

#include <condition_variable>
#include <memory>
#include <mutex>

#include "adapters/sqlite_database.h"
#include "base/ids.h"
#include "ports/event_queue.h"

namespace spotter {

class SqliteEventQueue final : public EventQueue {
 public:
  static Result<std::unique_ptr<SqliteEventQueue>> open(std::shared_ptr<SqliteDatabase> database, const Clock& clock,
                                                        Ids& ids);

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
  SqliteEventQueue(std::shared_ptr<SqliteDatabase> database, const Clock& clock, Ids& ids)
      : database_(std::move(database)), clock_(clock), ids_(ids) {}

  Result<std::optional<Lease>> lease_next(std::chrono::milliseconds visibility);
  Result<void> set_visible(const Lease& lease, std::chrono::milliseconds from_now, bool keep_token);

  std::shared_ptr<SqliteDatabase> database_;
  const Clock& clock_;
  Ids& ids_;
  std::mutex wait_mutex_;
  std::condition_variable sent_;
  bool woken_ = false;
};

}  // namespace spotter
