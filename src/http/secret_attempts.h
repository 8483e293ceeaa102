#pragma once
// How often an address may give a secret.

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"

namespace spotter {

/// Counts in windows of a minute. Safe to use from several threads.
class SecretAttempts {
 public:
  SecretAttempts(const Clock& clock, int most) : clock_(clock), most_(most) {}

  /// Counts one; the seconds to wait first, where the window is full.
  std::optional<std::chrono::seconds> count(const std::string& address) {
    const std::scoped_lock lock(mutex_);
    const Timestamp now = clock_.now();
    if (now >= end_ || now < end_ - kWindow) {
      counts_.clear();
      end_ = now + kWindow;
    }
    // Beyond the bound all further addresses share one count.
    const bool crowded = counts_.size() >= kMostAddresses && !counts_.contains(address);
    int& count = counts_[crowded ? std::string() : address];
    if (count >= most_) return std::chrono::ceil<std::chrono::seconds>(end_ - now);
    ++count;
    return std::nullopt;
  }

 private:
  static constexpr std::chrono::minutes kWindow{1};
  static constexpr std::size_t kMostAddresses = 1024;

  const Clock& clock_;
  int most_;
  std::mutex mutex_;
  std::map<std::string, int> counts_;
  Timestamp end_{};
};

}  // namespace spotter
