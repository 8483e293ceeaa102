#pragma once
// Owns everything that a running spotter consists of and says who refers to whom.

#include <memory>

#include "adapters/schemes.h"
#include "app/change_feed.h"
#include "app/ports.h"
#include "main/config.h"

namespace spotter {

/// Clock, ids and all places, opened.
class Places {
 public:
  static Result<std::unique_ptr<Places>> open(const Config& config);

  Ports ports();
  EventOutbox* outbox() const { return store_.outbox; }
  void wake();

 private:
  explicit Places(std::filesystem::path secrets_key) : ids_(clock_), seal_(std::move(secrets_key)) {}

  SystemClock clock_;
  SystemIds ids_;
  Seal seal_;
  OpenedStore store_;
  OpenedStore derived_;
  OpenedTables tables_;
  std::unique_ptr<EventQueue> queue_;
  std::unique_ptr<ChangeFeed> changes_;
};

}  // namespace spotter
