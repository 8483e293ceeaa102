#pragma once
// Identifiers. Random and time-ordered ones come from an injected Ids, so that tests can repeat them.

#include <cstdint>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace spotter {

class Ids {
 public:
  virtual ~Ids() = default;
  /// RFC 9562 version 7: sorts by time of creation.
  virtual std::string uuid7() = 0;
  /// `bytes` random bytes as lower-case hex.
  virtual std::string random_hex(std::size_t bytes) = 0;
  /// Uniform in [0, 1): for jitter.
  virtual double fraction() = 0;
};

/// The operating system's randomness. Safe from several threads.
class SystemIds final : public Ids {
 public:
  explicit SystemIds(const Clock& clock) : clock_(clock) {}
  std::string uuid7() override;
  std::string random_hex(std::size_t bytes) override;
  double fraction() override;

 private:
  const Clock& clock_;
  std::mutex mutex_;
  std::int64_t last_ms_ = 0;
  std::uint32_t counter_ = 0;
};

/// A repeatable sequence for tests.
class SeededIds final : public Ids {
 public:
  explicit SeededIds(std::uint64_t seed = 1) : random_(seed) {}
  std::string uuid7() override;
  std::string random_hex(std::size_t bytes) override;
  double fraction() override;

 private:
  std::mutex mutex_;
  std::mt19937_64 random_;
  std::int64_t count_ = 0;
};

/// RFC 9562 version 5: the same name always gives the same id. `space` is the namespace's UUID.
std::string uuid5(std::string_view space, std::string_view name);

}  // namespace spotter
