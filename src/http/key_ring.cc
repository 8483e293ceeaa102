#include "http/key_ring.h"

#include "base/log.h"

namespace spotter {
namespace {

/// A key that can't be used for a reason of ours is held as one that may do nothing, and the reason logged.
HeldKey held(const Ports& ports, AccessKey key) {
  HeldKey out{.policy = nobody().policy};
  if (auto secret = ports.seal.open(key.sealed_secret, key.id); secret) {
    out.secret = std::move(*secret);
  } else {
    log::error("key={} can't be used: {}", key.id, secret.error().detail);
  }
  if (auto policy = iam::parse_policy(key.policy); policy) {
    out.policy = std::make_shared<const iam::Policy>(std::move(*policy));
  } else {
    log::error("key={} may do nothing, its policy can't be read: {}", key.id, policy.error().detail);
  }
  out.key = std::move(key);
  return out;
}

}  // namespace

Result<std::shared_ptr<const HeldKeys>> KeyRing::read_again() {
  const Deadline deadline = Deadline::after(kPatience);
  // The version first: keys that change meanwhile are read once more, never missed.
  SPOTTER_ASSIGN(const std::string version, ports_.keys.version(deadline));
  if (keys_ != nullptr && version == version_) return keys_;
  SPOTTER_ASSIGN(std::vector<AccessKey> keys, ports_.keys.list(deadline));
  auto read = std::make_shared<HeldKeys>();
  for (AccessKey& key : keys) {
    const std::string id = key.id;
    read->emplace(id, held(ports_, std::move(key)));
  }
  version_ = version;
  return read;
}

Result<std::shared_ptr<const HeldKeys>> KeyRing::keys() {
  const std::scoped_lock lock(mutex_);
  auto read = read_again();
  if (read) {
    keys_ = *read;
    read_ = Stopwatch();
    return keys_;
  }
  const double stale_ms = std::chrono::duration<double, std::milli>(kStale).count();
  if (keys_ != nullptr && read_.elapsed_ms() < stale_ms) return keys_;
  return fail(Errc::unavailable, "the access keys can't be read: " + read.error().detail);
}

}  // namespace spotter
