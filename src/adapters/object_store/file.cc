#include "adapters/object_store/file.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "base/encoding.h"
#include "base/hash.h"
#include "base/log.h"
#include "domain/json.h"

namespace spotter {
namespace fs = std::filesystem;
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS objects (
  key TEXT PRIMARY KEY, generation TEXT NOT NULL UNIQUE, e_tag TEXT NOT NULL, sha256 TEXT NOT NULL,
  sequencer TEXT NOT NULL, bytes INTEGER NOT NULL, content_type TEXT NOT NULL, metadata TEXT NOT NULL,
  last_modified INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS claims (
  owner TEXT NOT NULL, sha256 TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (owner, sha256)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claims_by_key ON claims (key);
CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL);
INSERT OR IGNORE INTO counters VALUES ('sequence', 0);
)sql";
constexpr const char* kColumns =
    "key, generation, e_tag, sha256, sequencer, bytes, content_type, metadata, last_modified";

struct Row {
  ObjectInfo object;
  std::string generation;
};

Row row_of(SQLite::Statement& statement, const std::string& source) {
  Row row;
  row.object.key = statement.getColumn(0).getString();
  row.generation = statement.getColumn(1).getString();
  row.object.e_tag = statement.getColumn(2).getString();
  row.object.sha256 = statement.getColumn(3).getString();
  row.object.sequencer = statement.getColumn(4).getString();
  row.object.bytes = statement.getColumn(5).getInt64();
  row.object.content_type = statement.getColumn(6).getString();
  if (const auto metadata = parse_json(statement.getColumn(7).getString()); metadata && metadata->is_object())
    for (const auto& [name, value] : metadata->get_object())
      if (value.is_string()) row.object.metadata.emplace(name, value.get_string());
  row.object.last_modified = Timestamp(std::chrono::milliseconds(statement.getColumn(8).getInt64()));
  row.object.source = source;
  return row;
}

std::optional<Row> find_row(SQLite::Database& database, const std::string& key, const std::string& source) {
  static const std::string sql = fmt::format("SELECT {} FROM objects WHERE key = ?", kColumns);
  auto statement = prepare(database, sql.c_str(), key);
  if (!statement.executeStep()) return std::nullopt;
  return row_of(statement, source);
}

class FileBody final : public StagedBody {
 public:
  FileBody(std::string generation, fs::path path, UniqueFd fd)
      : generation_(std::move(generation)), path_(std::move(path)), fd_(std::move(fd)) {}
  ~FileBody() override {
    if (!kept_) ::unlink(path_.c_str());
  }
  FileBody(const FileBody&) = delete;
  FileBody& operator=(const FileBody&) = delete;

  Result<void> append(BytesView bytes) override {
    SPOTTER_TRY(write_all(fd_.get(), bytes, path_));
    sha256_hasher_.update(bytes);
    md5_hasher_.update(bytes);
    size_ += bytes.size();
    return {};
  }
  std::uint64_t size() const override { return size_; }
  Result<Bytes> read(std::uint64_t offset, std::size_t size) override {
    SPOTTER_ASSIGN(const UniqueFd reader, open_for_reading(path_));
    return read_at(reader.get(), offset, std::min<std::uint64_t>(size, size_ - std::min(size_, offset)), path_);
  }
  const std::string& sha256() override {
    if (sha256_.empty()) sha256_ = to_hex(sha256_hasher_.finish());
    return sha256_;
  }
  const std::string& e_tag() override {
    if (e_tag_.empty()) e_tag_ = to_hex(md5_hasher_.finish());
    return e_tag_;
  }
  /// Flushes the bytes and their folder entry to disk.
  Result<void> sync() {
    SPOTTER_TRY(sync_file(fd_.get(), path_));
    return sync_folder(path_.parent_path());
  }
  const std::string& generation() const { return generation_; }
  void keep() { kept_ = true; }

 private:
  std::string generation_;
  fs::path path_;
  UniqueFd fd_;
  Hasher sha256_hasher_{Digest::sha256};
  Hasher md5_hasher_{Digest::md5};
  std::uint64_t size_ = 0;
  std::string sha256_;
  std::string e_tag_;
  bool kept_ = false;
};

class FileReader final : public ObjectReader {
 public:
  FileReader(ObjectInfo info, UniqueFd fd, fs::path path)
      : ObjectReader(std::move(info)), fd_(std::move(fd)), path_(std::move(path)) {}

  Result<Bytes> read(std::uint64_t offset, std::size_t size) override {
    const auto total = static_cast<std::uint64_t>(info().bytes);
    const std::size_t wanted = std::min<std::uint64_t>(size, total - std::min(total, offset));
    SPOTTER_ASSIGN(Bytes bytes, read_at(fd_.get(), offset, wanted, path_));
    if (bytes.size() != wanted) return fail(Errc::corrupt, fmt::format("{} is shorter than it was put", info().key));
    if (offset == 0 && bytes.size() == total && sha256_hex(bytes) != info().sha256)
      return fail(Errc::corrupt, fmt::format("the bytes of {} are not those that were put", info().key));
    return bytes;
  }

 private:
  UniqueFd fd_;
  fs::path path_;
};

/// Another key of the same owner that claims these bytes and still has them.
std::optional<Row> claimed(SQLite::Database& database, const std::string& owner, const std::string& sha256,
                           const std::string& source) {
  auto statement = prepare(database, "SELECT key FROM claims WHERE owner = ? AND sha256 = ?", owner, sha256);
  if (!statement.executeStep()) return std::nullopt;
  auto row = find_row(database, statement.getColumn(0).getString(), source);
  if (row && row->object.sha256 == sha256) return row;
  return std::nullopt;
}

}  // namespace

FileObjectStore::FileObjectStore(FileStoreOptions options, std::shared_ptr<SqliteDatabase> database, std::string source,
                                 const Clock& clock, Ids& ids)
    : options_(std::move(options)),
      database_(std::move(database)),
      source_(std::move(source)),
      clock_(clock),
      ids_(ids) {}

Result<std::unique_ptr<FileObjectStore>> FileObjectStore::open(const FileStoreOptions& options, const Clock& clock,
                                                               Ids& ids) {
  SPOTTER_TRY(make_folders(options.folder / "generations"));
  SPOTTER_ASSIGN(auto database, SqliteDatabase::open(options.folder / "index.sqlite"));
  SPOTTER_TRY(database->make_schema(kSchema));
  SPOTTER_ASSIGN(std::string incarnation, database->write([&](SQLite::Database& db) -> Result<std::string> {
    run(db, "INSERT OR IGNORE INTO facts VALUES ('incarnation', ?)", ids.random_hex(8));
    auto statement = prepare(db, "SELECT value FROM facts WHERE name = 'incarnation'");
    statement.executeStep();
    return statement.getColumn(0).getString();
  }));
  return std::unique_ptr<FileObjectStore>(
      new FileObjectStore(options, std::move(database), "file:" + options.bucket + ":" + incarnation, clock, ids));
}

fs::path FileObjectStore::path_of(const std::string& generation) const {
  return options_.folder / "generations" / generation.substr(0, 2) / generation;
}

Result<std::unique_ptr<StagedBody>> FileObjectStore::stage() {
  const std::string generation = ids_.random_hex(16);
  const fs::path path = path_of(generation);
  if (!fs::exists(path.parent_path())) {
    SPOTTER_TRY(make_folders(path.parent_path()));
    SPOTTER_TRY(sync_folder(path.parent_path().parent_path()));
  }
  SPOTTER_ASSIGN(UniqueFd fd, create_file(path));
  return std::make_unique<FileBody>(generation, path, std::move(fd));
}

std::string FileObjectStore::next_sequencer(SQLite::Database& database) {
  auto statement = prepare(database, "UPDATE counters SET value = value + 1 WHERE name = 'sequence' RETURNING value");
  statement.executeStep();
  return fmt::format("{:016x}", statement.getColumn(0).getInt64());
}

void FileObjectStore::record_event(SQLite::Database& database, EventKind kind, const ObjectInfo& object) {
  if (!options_.makes_events) return;
  const Event event{.kind = kind,
                    .bucket = options_.bucket,
                    .key = object.key,
                    .e_tag = object.e_tag,
                    .sequencer = object.sequencer,
                    .run = "",
                    .time = clock_.now()};
  run(database, "INSERT INTO outbox (event) VALUES (?)", to_text(to_json(event)));
}

Result<PutResult> FileObjectStore::put(const std::string& key, std::unique_ptr<StagedBody> body,
                                       const PutOptions& options, Deadline /*deadline*/) {
  auto& staged = dynamic_cast<FileBody&>(*body);
  SPOTTER_TRY(staged.sync());
  std::string replaced;
  auto result = database_->write([&](SQLite::Database& db) -> Result<PutResult> {
    const auto current = find_row(db, key, source_);
    if (options.only_if_absent && current) return fail(Errc::conflict, "there is an object under " + key + " already");
    if (options.only_if_etag && (!current || current->object.e_tag != *options.only_if_etag))
      return fail(Errc::conflict, "the object under " + key + " is another one by now");
    const auto other = options.owner ? claimed(db, *options.owner, staged.sha256(), source_) : std::nullopt;
    if (options.unique && other && other->object.key != key)
      return PutResult{.object = other->object, .duplicate = true};

    boost::json::object metadata;
    for (const auto& [name, value] : options.metadata)
      metadata[name] = value;
    ObjectInfo object{.key = key,
                      .e_tag = staged.e_tag(),
                      .sha256 = staged.sha256(),
                      .source = source_,
                      .sequencer = next_sequencer(db),
                      .bytes = static_cast<std::int64_t>(staged.size()),
                      .content_type = options.content_type,
                      .metadata = options.metadata,
                      .last_modified = clock_.now()};
    run(db, "INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", key, staged.generation(), object.e_tag,
        object.sha256, object.sequencer, object.bytes, object.content_type, to_text(metadata),
        static_cast<std::int64_t>(object.last_modified.time_since_epoch().count()));
    run(db, "DELETE FROM claims WHERE key = ?", key);
    if (options.owner && !other)
      run(db, "INSERT OR REPLACE INTO claims VALUES (?, ?, ?)", *options.owner, object.sha256, key);
    record_event(db, EventKind::created, object);
    if (current) replaced = current->generation;
    return PutResult{.object = std::move(object), .duplicate = false};
  });
  if (!result || result->duplicate) return result;
  staged.keep();
  if (!replaced.empty()) ::unlink(path_of(replaced).c_str());
  const std::scoped_lock lock(wait_mutex_);
  recorded_.notify_all();
  return result;
}

Result<ObjectInfo> FileObjectStore::head(const std::string& key, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<ObjectInfo> {
    auto row = find_row(db, key, source_);
    if (!row) return fail(Errc::not_found, "there is no object " + key);
    return std::move(row->object);
  });
}

Result<std::unique_ptr<ObjectReader>> FileObjectStore::get(const std::string& key, Deadline deadline) {
  // A put between the look-up and the opening may take the generation away: look again.
  while (true) {
    SPOTTER_ASSIGN(Row row, database_->read([&](SQLite::Database& db) -> Result<Row> {
      auto found = find_row(db, key, source_);
      if (!found) return fail(Errc::not_found, "there is no object " + key);
      return std::move(*found);
    }));
    const fs::path path = path_of(row.generation);
    auto fd = open_for_reading(path);
    if (fd) return std::make_unique<FileReader>(std::move(row.object), std::move(*fd), path);
    if (fd.error().code != Errc::not_found) return fail(fd.error());
    SPOTTER_ASSIGN(const ObjectInfo again, head(key, deadline));
    if (again.sequencer == row.object.sequencer)
      return fail(Errc::corrupt, "the bytes of " + key + " are gone from " + path.string());
  }
}

Result<void> FileObjectStore::remove(const std::string& key, const std::optional<std::string>& only_sequencer,
                                     Deadline /*deadline*/) {
  std::string generation;
  SPOTTER_TRY(database_->write([&](SQLite::Database& db) -> Result<void> {
    auto row = find_row(db, key, source_);
    if (!row) return {};
    if (only_sequencer && row->object.sequencer != *only_sequencer)
      return fail(Errc::conflict, "the object under " + key + " is another one by now");
    run(db, "DELETE FROM objects WHERE key = ?", key);
    run(db, "DELETE FROM claims WHERE key = ?", key);
    generation = row->generation;
    row->object.sequencer = next_sequencer(db);
    record_event(db, EventKind::removed, row->object);
    return {};
  }));
  if (!generation.empty()) ::unlink(path_of(generation).c_str());
  const std::scoped_lock lock(wait_mutex_);
  recorded_.notify_all();
  return {};
}

Result<void> FileObjectStore::release_claim(const std::string& key, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "DELETE FROM claims WHERE key = ?", key);
    return {};
  });
}

Result<ObjectPage> FileObjectStore::list(const std::string& prefix, const std::string& after, int limit,
                                         Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<ObjectPage> {
    static const std::string sql = fmt::format(
        "SELECT {} FROM objects WHERE key > ? AND key >= ? AND substr(key, 1, length(?)) = ? ORDER BY key LIMIT ?",
        kColumns);
    auto statement = prepare(db, sql.c_str(), after, prefix, prefix, prefix, limit + 1);
    ObjectPage page;
    while (statement.executeStep())
      page.objects.push_back(row_of(statement, source_).object);
    if (static_cast<int>(page.objects.size()) > limit) {
      page.objects.pop_back();
      page.next = page.objects.back().key;
    }
    return page;
  });
}

Result<int> FileObjectStore::sweep(std::chrono::seconds age) {
  SPOTTER_ASSIGN(const auto referenced,
                 database_->read([&](SQLite::Database& db) -> Result<std::unordered_set<std::string>> {
                   std::unordered_set<std::string> generations;
                   auto statement = prepare(db, "SELECT generation FROM objects");
                   while (statement.executeStep())
                     generations.insert(statement.getColumn(0).getString());
                   return generations;
                 }));
  int removed = 0;
  const auto oldest = fs::file_time_type::clock::now() - age;
  std::error_code error;
  for (fs::recursive_directory_iterator it(options_.folder / "generations", error), end; it != end && !error;
       it.increment(error)) {
    std::error_code gone;
    if (!it->is_regular_file(gone) || referenced.contains(it->path().filename().string())) continue;
    if (const auto written = it->last_write_time(gone); gone || written > oldest) continue;
    if (fs::remove(it->path(), gone)) ++removed;
  }
  if (error) return fail(Errc::unavailable, "can't read " + options_.folder.string() + ": " + error.message());
  return removed;
}

Result<std::vector<OutboxRow>> FileObjectStore::pending(int limit, std::chrono::milliseconds wait) {
  const auto look = [&] {
    return database_->read([&](SQLite::Database& db) -> Result<std::vector<OutboxRow>> {
      std::vector<OutboxRow> rows;
      auto statement = prepare(db, "SELECT id, event FROM outbox ORDER BY id LIMIT ?", limit);
      while (statement.executeStep()) {
        SPOTTER_ASSIGN(const auto json, parse_json(statement.getColumn(1).getString()));
        SPOTTER_ASSIGN(Event event, event_from_json(json));
        rows.push_back({.id = statement.getColumn(0).getInt64(), .event = std::move(event)});
      }
      return rows;
    });
  };
  std::unique_lock lock(wait_mutex_);
  auto rows = look();
  if (!rows || !rows->empty() || wait.count() == 0 || woken_) return rows;
  recorded_.wait_for(lock, wait);
  return look();
}

Result<void> FileObjectStore::sent(std::int64_t id) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "DELETE FROM outbox WHERE id = ?", id);
    return {};
  });
}

Result<std::int64_t> FileObjectStore::size() {
  return database_->read([](SQLite::Database& db) -> Result<std::int64_t> {
    return db.execAndGet("SELECT count(*) FROM outbox").getInt64();
  });
}

void FileObjectStore::wake() {
  const std::scoped_lock lock(wait_mutex_);
  woken_ = true;
  recorded_.notify_all();
}

}  // namespace spotter
