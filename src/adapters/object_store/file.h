#pragma once
// A bucket in a folder. Each put writes a new generation file under a random name; keys live in the
// folder's SQLite alone. One transaction switches a key to its new generation and records the event,
// so after a crash both are there or neither is. Readers keep the generation they opened.
//
//   DIR/index.sqlite          keys, claims on bytes, events to be sent on
//   DIR/generations/ab/ab…    bytes, never changed once a key refers to them

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "adapters/sqlite_database.h"
#include "base/clock.h"
#include "base/ids.h"
#include "ports/event_outbox.h"
#include "ports/object_store.h"

namespace spotter {

struct FileStoreOptions {
  std::filesystem::path folder;
  std::string bucket;
  bool makes_events = true;
};

class FileObjectStore final : public ObjectStore, public EventOutbox {
 public:
  static Result<std::unique_ptr<FileObjectStore>> open(const FileStoreOptions& options, const Clock& clock, Ids& ids);

  const std::string& bucket() const override { return options_.bucket; }
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
  FileObjectStore(FileStoreOptions options, std::shared_ptr<SqliteDatabase> database, std::string source,
                  const Clock& clock, Ids& ids);

  std::filesystem::path path_of(const std::string& generation) const;
  void record_event(SQLite::Database& database, EventKind kind, const ObjectInfo& object);
  std::string next_sequencer(SQLite::Database& database);

  FileStoreOptions options_;
  std::shared_ptr<SqliteDatabase> database_;
  std::string source_;
  const Clock& clock_;
  Ids& ids_;

  std::mutex wait_mutex_;
  std::condition_variable recorded_;
  bool woken_ = false;
};

}  // namespace spotter
