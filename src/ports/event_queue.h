#pragma once
// Events on their way to a worker: at least once, each leased to one worker at a time.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/event.h"

namespace spotter {

/// A leased event. The token is good until the lease ends or is given to another worker.
struct Lease {
  Event event;
  std::string token;
  int deliveries = 1;  ///< how often it was leased, this time included
};

struct QueueDepth {
  std::int64_t waiting = 0;    ///< ready or delayed
  std::int64_t in_flight = 0;  ///< leased
  std::int64_t dead = 0;       ///< delivered too often
};

/// After this many deliveries an event goes to the dead letters.
inline constexpr int kMaxDeliveries = 20;

class EventQueue {
 public:
  virtual ~EventQueue() = default;

  virtual Result<void> send(const Event& event, std::chrono::milliseconds delay, Deadline deadline) = 0;

  /// Leases the oldest ready event for `visibility`; nothing if none comes within `wait`.
  virtual Result<std::optional<Lease>> receive(std::chrono::milliseconds visibility,
                                               std::chrono::milliseconds wait) = 0;

  /// Prolongs a lease to `visibility` from now. conflict where the lease isn't the current one.
  virtual Result<void> extend(const Lease& lease, std::chrono::milliseconds visibility, Deadline deadline) = 0;

  /// Done: the event goes away. conflict where the lease isn't the current one.
  virtual Result<void> acknowledge(const Lease& lease, Deadline deadline) = 0;

  /// Gives it back, to be leased again after `delay`. conflict where the lease isn't the current one.
  virtual Result<void> release(const Lease& lease, std::chrono::milliseconds delay, Deadline deadline) = 0;

  virtual Result<QueueDepth> depth(Deadline deadline) = 0;

  /// Dead letters, oldest first.
  virtual Result<std::vector<Lease>> dead_letters(int limit, Deadline deadline) = 0;
  /// Takes one out of the dead letters. not_found where it isn't there.
  virtual Result<void> drop_dead_letter(const std::string& token, Deadline deadline) = 0;

  /// Wakes receivers that wait in this process (at shutdown).
  virtual void wake() {}
};

}  // namespace spotter
