#include "adapters/object_store/memory.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/encoding.h"
#include "base/hash.h"

namespace spotter {
namespace {

class MemoryBody final : public StagedBody {
 public:
  Result<void> append(BytesView bytes) override {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return {};
  }
  std::uint64_t size() const override { return bytes_.size(); }
  Result<Bytes> read(std::uint64_t offset, std::size_t size) override {
    const auto from = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(offset, bytes_.size()));
    const auto to = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(offset + size, bytes_.size()));
    return Bytes(bytes_.begin() + from, bytes_.begin() + to);
  }
  const std::string& sha256() override {
    if (sha256_.empty()) sha256_ = sha256_hex(bytes_);
    return sha256_;
  }
  const std::string& e_tag() override {
    if (e_tag_.empty()) e_tag_ = to_hex(digest_of(Digest::md5, bytes_));
    return e_tag_;
  }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
  std::string sha256_;
  std::string e_tag_;
};

class MemoryReader final : public ObjectReader {
 public:
  MemoryReader(ObjectInfo info, std::shared_ptr<const Bytes> bytes)
      : ObjectReader(std::move(info)), bytes_(std::move(bytes)) {}
  Result<Bytes> read(std::uint64_t offset, std::size_t size) override {
    const auto from = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(offset, bytes_->size()));
    const auto to = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(offset + size, bytes_->size()));
    return Bytes(bytes_->begin() + from, bytes_->begin() + to);
  }

 private:
  std::shared_ptr<const Bytes> bytes_;
};

}  // namespace

MemoryObjectStore::MemoryObjectStore(std::string bucket, const Clock& clock, Ids& ids)
    : bucket_(std::move(bucket)), source_("memory:" + bucket_ + ":" + ids.random_hex(8)), clock_(clock) {}

Result<std::unique_ptr<StagedBody>> MemoryObjectStore::stage() {
  return std::make_unique<MemoryBody>();
}

std::string MemoryObjectStore::next_sequencer() {
  return fmt::format("{:016x}", ++sequence_);
}

void MemoryObjectStore::record_event(EventKind kind, const ObjectInfo& object) {
  outbox_.emplace(sequence_, Event{.kind = kind,
                                   .bucket = bucket_,
                                   .key = object.key,
                                   .e_tag = object.e_tag,
                                   .sequencer = object.sequencer,
                                   .run = "",
                                   .time = clock_.now()});
  recorded_.notify_all();
}

Result<PutResult> MemoryObjectStore::put(const std::string& key, std::unique_ptr<StagedBody> body,
                                         const PutOptions& options, Deadline /*deadline*/) {
  auto& staged = dynamic_cast<MemoryBody&>(*body);
  const std::scoped_lock lock(mutex_);
  const auto current = objects_.find(key);
  if (options.only_if_absent && current != objects_.end())
    return fail(Errc::conflict, "there is an object under " + key + " already");
  if (options.only_if_etag && (current == objects_.end() || current->second.info.e_tag != *options.only_if_etag))
    return fail(Errc::conflict, "the object under " + key + " is another one by now");

  const std::pair<std::string, std::string> claim{options.owner.value_or(""), staged.sha256()};
  const auto claimed = options.owner ? claims_.find(claim) : claims_.end();
  if (options.unique && claimed != claims_.end() && claimed->second != key)
    return PutResult{.object = objects_.at(claimed->second).info, .duplicate = true};

  ObjectInfo info{.key = key,
                  .e_tag = staged.e_tag(),
                  .sha256 = staged.sha256(),
                  .source = source_,
                  .sequencer = next_sequencer(),
                  .bytes = static_cast<std::int64_t>(staged.size()),
                  .content_type = options.content_type,
                  .metadata = options.metadata,
                  .last_modified = clock_.now()};
  const bool free = claimed == claims_.end();
  std::erase_if(claims_, [&](const auto& entry) { return entry.second == key; });
  if (options.owner && (free || !claims_.contains(claim))) claims_[claim] = key;
  objects_[key] = {.info = info, .bytes = std::make_shared<const Bytes>(staged.take())};
  record_event(EventKind::created, info);
  return PutResult{.object = std::move(info), .duplicate = false};
}

Result<ObjectInfo> MemoryObjectStore::head(const std::string& key, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  const auto found = objects_.find(key);
  if (found == objects_.end()) return fail(Errc::not_found, "there is no object " + key);
  return found->second.info;
}

Result<std::unique_ptr<ObjectReader>> MemoryObjectStore::get(const std::string& key, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  const auto found = objects_.find(key);
  if (found == objects_.end()) return fail(Errc::not_found, "there is no object " + key);
  return std::make_unique<MemoryReader>(found->second.info, found->second.bytes);
}

Result<void> MemoryObjectStore::remove(const std::string& key, const std::optional<std::string>& only_sequencer,
                                       Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  const auto found = objects_.find(key);
  if (found == objects_.end()) return {};
  if (only_sequencer && found->second.info.sequencer != *only_sequencer)
    return fail(Errc::conflict, "the object under " + key + " is another one by now");
  ObjectInfo info = found->second.info;
  objects_.erase(found);
  std::erase_if(claims_, [&](const auto& claim) { return claim.second == key; });
  info.sequencer = next_sequencer();
  record_event(EventKind::removed, info);
  return {};
}

Result<void> MemoryObjectStore::release_claim(const std::string& key, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(claims_, [&](const auto& claim) { return claim.second == key; });
  return {};
}

Result<ObjectPage> MemoryObjectStore::list(const std::string& prefix, const std::string& after, int limit,
                                           Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  ObjectPage page;
  for (auto it = objects_.upper_bound(after); it != objects_.end(); ++it) {
    if (!it->first.starts_with(prefix)) continue;
    if (static_cast<int>(page.objects.size()) == limit) {
      page.next = page.objects.back().key;
      break;
    }
    page.objects.push_back(it->second.info);
  }
  return page;
}

Result<int> MemoryObjectStore::sweep(std::chrono::seconds /*age*/) {
  return 0;
}

Result<std::vector<OutboxRow>> MemoryObjectStore::pending(int limit, std::chrono::milliseconds wait) {
  std::unique_lock lock(mutex_);
  recorded_.wait_for(lock, wait, [&] { return woken_ || !outbox_.empty(); });
  std::vector<OutboxRow> rows;
  for (const auto& [id, event] : outbox_) {
    if (static_cast<int>(rows.size()) == limit) break;
    rows.push_back({.id = id, .event = event});
  }
  return rows;
}

Result<void> MemoryObjectStore::sent(std::int64_t id) {
  const std::scoped_lock lock(mutex_);
  outbox_.erase(id);
  return {};
}

Result<std::int64_t> MemoryObjectStore::size() {
  const std::scoped_lock lock(mutex_);
  return static_cast<std::int64_t>(outbox_.size());
}

void MemoryObjectStore::wake() {
  const std::scoped_lock lock(mutex_);
  woken_ = true;
  recorded_.notify_all();
}

}  // namespace spotter
