#pragma once
// The access keys as they are asked for at every request: held in memory, read again when the store says that they
// changed.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "app/ports.h"
#include "app/principal.h"

namespace spotter {

struct HeldKey {
  AccessKey key;
  std::string secret;  ///< empty: it can't be decrypted, so nobody can use it
  std::shared_ptr<const iam::Policy> policy;
};
using HeldKeys = std::map<std::string, HeldKey>;  ///< by id

class KeyRing {
 public:
  explicit KeyRing(const Ports& ports) : ports_(ports) {}

  /// All keys as they are now. Where the store can't be read, as they were up to kStale ago. Errors: unavailable.
  Result<std::shared_ptr<const HeldKeys>> keys();

 private:
  static constexpr std::chrono::seconds kPatience{5};
  static constexpr std::chrono::seconds kStale{30};

  Result<std::shared_ptr<const HeldKeys>> read_again();

  Ports ports_;
  std::mutex mutex_;
  std::shared_ptr<const HeldKeys> keys_;
  std::string version_;
  Stopwatch read_;
};

}  // namespace spotter
