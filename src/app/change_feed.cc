#include "app/change_feed.h"

#include <algorithm>

#include "base/log.h"

namespace spotter {
namespace {

/// How often a listener looks for changes that another process made.
constexpr std::chrono::milliseconds kPoll{250};

}  // namespace

void ChangeFeed::announce(const ImageItem& item, const std::string& stage, const std::string& outcome) {
  const Change change{.sequence = 0,
                      .image_id = item.image_id,
                      .status = std::string(name_of(item.status)),
                      .stage = stage,
                      .outcome = outcome,
                      .at = clock_.now()};
  if (auto written = log_.append(change, Deadline::after(kPatience)); !written)
    log::warn("a change of {} is not announced: {}", item.image_id, written.error().detail);
  wake();
}

Result<std::vector<Change>> ChangeFeed::read(std::int64_t after_sequence, int limit, std::chrono::milliseconds wait) {
  const Deadline deadline = Deadline::after(wait);
  while (true) {
    auto changes = log_.read(after_sequence, limit, Deadline::after(kPatience));
    if (!changes || !changes->empty() || deadline.expired()) return changes;
    wait_for_any(std::min(kPoll, deadline.remaining()));
  }
}

void ChangeFeed::wait_for_any(std::chrono::milliseconds wait) {
  std::unique_lock lock(mutex_);
  const std::uint64_t before = generation_;
  changed_.wait_for(lock, wait, [&] { return generation_ != before; });
}

void ChangeFeed::wake() {
  const std::scoped_lock lock(mutex_);
  ++generation_;
  changed_.notify_all();
}

}  // namespace spotter
