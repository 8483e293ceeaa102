#pragma once
// One bucket of objects. Storing an object is what makes its event: a store that is "event-making"
// sends one for every change of a key, at least once and in order per key, after the change lasts.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/result.h"

namespace spotter {

/// What a store knows of an object without reading it.
struct ObjectInfo {
  std::string key;
  std::string e_tag;      ///< hex MD5 of the bytes, without quotes
  std::string sha256;     ///< hex; empty where the store doesn't keep it
  std::string source;     ///< the store and this bucket's incarnation
  std::string sequencer;  ///< grows with every change of the key
  std::int64_t bytes = 0;
  std::string content_type;
  std::map<std::string, std::string> metadata;  ///< lower-case names, as `x-amz-meta-*`
  Timestamp last_modified;
};

/// An object as it was when it was opened: a later put or removal of its key doesn't change it.
class ObjectReader {
 public:
  virtual ~ObjectReader() = default;
  const ObjectInfo& info() const { return info_; }
  /// Up to `size` bytes from `offset`; fewer only at the end. corrupt where the bytes are not those
  /// that were put.
  virtual Result<Bytes> read(std::uint64_t offset, std::size_t size) = 0;
  Result<Bytes> read_all() { return read(0, static_cast<std::size_t>(info_.bytes)); }

 protected:
  explicit ObjectReader(ObjectInfo info) : info_(std::move(info)) {}

 private:
  ObjectInfo info_;
};

/// A body on its way into a store: bytes go to a temporary place, hashed as they come, and are
/// dropped if nobody puts them. One thread at a time.
class StagedBody {
 public:
  virtual ~StagedBody() = default;
  virtual Result<void> append(BytesView bytes) = 0;
  virtual std::uint64_t size() const = 0;
  /// What was appended so far, to look at before it is stored.
  virtual Result<Bytes> read(std::uint64_t offset, std::size_t size) = 0;
  /// Ends the body; nothing is appended afterwards. Hex.
  virtual const std::string& sha256() = 0;
  virtual const std::string& e_tag() = 0;
};

struct PutOptions {
  std::string content_type;
  std::map<std::string, std::string> metadata;
  bool only_if_absent = false;              ///< If-None-Match: *
  std::optional<std::string> only_if_etag;  ///< If-Match
  /// Whose bytes these are: the first object with some bytes holds its owner's claim on them.
  std::optional<std::string> owner;
  /// If an object of the same owner claims the same bytes, nothing is stored and that object is the
  /// answer. Decided in the transaction that stores.
  bool unique = false;
};

struct PutResult {
  ObjectInfo object;
  bool duplicate = false;  ///< `object` was there before and holds the same bytes
};

struct ObjectPage {
  std::vector<ObjectInfo> objects;
  std::string next;  ///< pass as `after`; empty on the last page
};

class ObjectStore {
 public:
  virtual ~ObjectStore() = default;

  virtual const std::string& bucket() const = 0;

  virtual Result<std::unique_ptr<StagedBody>> stage() = 0;
  /// Stores a staged body under a key. Durable when it returns.
  /// Errors: conflict (a condition failed); unavailable (disk full, …).
  virtual Result<PutResult> put(const std::string& key, std::unique_ptr<StagedBody> body, const PutOptions& options,
                                Deadline deadline) = 0;
  /// Errors: not_found.
  virtual Result<ObjectInfo> head(const std::string& key, Deadline deadline) = 0;
  /// Errors: not_found; unavailable.
  virtual Result<std::unique_ptr<ObjectReader>> get(const std::string& key, Deadline deadline) = 0;
  /// Removes a key; with `only_sequencer` only if it is still that change of it (conflict otherwise).
  /// Removing what isn't there succeeds.
  virtual Result<void> remove(const std::string& key, const std::optional<std::string>& only_sequencer,
                              Deadline deadline) = 0;
  /// Lets go of a key's claim on its bytes, so that the same bytes are stored anew.
  virtual Result<void> release_claim(const std::string& key, Deadline deadline) = 0;
  /// Keys in ascending order of their bytes, after `after`.
  virtual Result<ObjectPage> list(const std::string& prefix, const std::string& after, int limit,
                                  Deadline deadline) = 0;

  /// Frees what no key refers to and is older than `age`: bodies never put, generations replaced.
  /// Returns how many files it removed.
  virtual Result<int> sweep(std::chrono::seconds age) = 0;

  /// put() of bytes already in memory.
  Result<PutResult> put_bytes(const std::string& key, BytesView bytes, const PutOptions& options, Deadline deadline);
};

}  // namespace spotter
