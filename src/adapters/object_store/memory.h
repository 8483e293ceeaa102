#pragma once
// A bucket in memory: for tests and for trying things out. Passes the contract suite of its port.

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/ids.h"
#include "ports/event_outbox.h"
#include "ports/object_store.h"

namespace spotter {

class MemoryObjectStore final : public ObjectStore, public EventOutbox {
 public:
  MemoryObjectStore(std::string bucket, const Clock& clock, Ids& ids);

  const std::string& bucket() const override { return bucket_; }
  Result<std::unique_ptr<StagedBody>> stage() override;
  Result<PutResult> put(const std::string& key, std::unique_ptr<StagedBody> body, const PutOptions& options,
                        Deadline deadline) override;
  Result<ObjectInfo> head(const std::string& key, Deadline deadline) override;
  Result<std::unique_ptr<ObjectReader>> get(const std::string& key, Deadline deadline) override;
  Result<void> remove(const std::string& key, const std::optional<std::string>& only_sequencer,
                      Deadline deadline) override;
  Result<void> release_claim(const std::string& key, Deadline deadline) override;
  Result<ObjectPage> list(const std::string& prefix, const std::string& after, int limit, Deadline deadline) override;
  Result<int> sweep(std::chrono::seconds age) override;

  Result<std::vector<OutboxRow>> pending(int limit, std::chrono::milliseconds wait) override;
  Result<void> sent(std::int64_t id) override;
  Result<std::int64_t> size() override;
  void wake() override;

 private:
  struct Object {
    ObjectInfo info;
    std::shared_ptr<const Bytes> bytes;
  };

  void record_event(EventKind kind, const ObjectInfo& object);
  std::string next_sequencer();

  std::string bucket_;
  std::string source_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable recorded_;
  bool woken_ = false;
  std::int64_t sequence_ = 0;
  std::map<std::string, Object> objects_;
  std::map<std::pair<std::string, std::string>, std::string> claims_;  ///< (owner, sha256) → key
  std::map<std::int64_t, Event> outbox_;
};

}  // namespace spotter
