#include "adapters/schemes.h"

#include <array>
#include <filesystem>
#include <string_view>

#include <fmt/format.h>

#include "adapters/change_log/sqlite.h"
#include "adapters/collections/sqlite.h"
#include "adapters/event_queue/sqlite.h"
#include "adapters/face_index/sqlite.h"
#include "adapters/gallery/sqlite.h"
#include "adapters/image_table/sqlite.h"
#include "adapters/key_store/sqlite.h"
#include "adapters/object_store/file.h"
#include "adapters/review_store/sqlite.h"
#include "adapters/state_store/sqlite.h"

namespace spotter {
namespace {

struct Context {
  std::string place;  ///< the URL without its scheme
  std::string bucket;
  bool makes_events = true;
  const Clock& clock;
  Ids& ids;
};

Result<OpenedStore> open_file_store(const Context& context) {
  SPOTTER_ASSIGN(auto store, FileObjectStore::open({.folder = std::filesystem::path(context.place) / context.bucket,
                                                    .bucket = context.bucket,
                                                    .makes_events = context.makes_events},
                                                   context.clock, context.ids));
  EventOutbox* outbox = context.makes_events ? store.get() : nullptr;
  return OpenedStore{.store = std::move(store), .outbox = outbox};
}

Result<OpenedTables> open_sqlite_tables(const Context& context) {
  SPOTTER_ASSIGN(const auto database, SqliteDatabase::open(context.place));
  OpenedTables tables;
  SPOTTER_ASSIGN(tables.images, SqliteImageTable::open(database, context.ids));
  SPOTTER_ASSIGN(tables.changes, SqliteChangeLog::open(database));
  SPOTTER_ASSIGN(tables.faces, SqliteFaceIndex::open(database));
  SPOTTER_ASSIGN(tables.gallery, SqliteGallery::open(database, context.ids));
  SPOTTER_ASSIGN(tables.reviews, SqliteReviewStore::open(database));
  SPOTTER_ASSIGN(tables.collections, SqliteCollections::open(database));
  SPOTTER_ASSIGN(tables.keys, SqliteKeyStore::open(database));
  SPOTTER_ASSIGN(tables.state, SqliteStateStore::open(database, context.clock));
  return tables;
}

Result<std::unique_ptr<EventQueue>> open_sqlite_queue(const Context& context) {
  SPOTTER_ASSIGN(auto database, SqliteDatabase::open(context.place));
  SPOTTER_ASSIGN(auto queue, SqliteEventQueue::open(std::move(database), context.clock, context.ids));
  return queue;
}

template <class Opened>
struct Scheme {
  std::string_view name;
  Result<Opened> (*open)(const Context&);
};
constexpr std::array kStores = {Scheme<OpenedStore>{"file:", open_file_store}};
constexpr std::array kTables = {Scheme<OpenedTables>{"sqlite:", open_sqlite_tables}};
constexpr std::array kQueues = {Scheme<std::unique_ptr<EventQueue>>{"sqlite:", open_sqlite_queue}};

template <class Schemes>
auto open_by_scheme(const Schemes& schemes, std::string_view kind, const std::string& url, Context context)
    -> decltype(schemes.front().open(context)) {
  std::string known;
  for (const auto& scheme : schemes) {
    if (url.starts_with(scheme.name)) {
      context.place = url.substr(scheme.name.size());
      if (context.place.empty()) return fail(Errc::invalid, fmt::format("the {} '{}' names no place", kind, url));
      return scheme.open(context);
    }
    known += fmt::format("{}{}…", known.empty() ? "" : ", ", scheme.name);
  }
  return fail(Errc::invalid, fmt::format("'{}' is no {} that is known here ({})", url, kind, known));
}

}  // namespace

Result<OpenedStore> open_store(const std::string& url, const std::string& bucket, bool makes_events, const Clock& clock,
                               Ids& ids) {
  return open_by_scheme(kStores, "object store", url,
                        {.bucket = bucket, .makes_events = makes_events, .clock = clock, .ids = ids});
}

Result<OpenedTables> open_tables(const std::string& url, const Clock& clock, Ids& ids) {
  return open_by_scheme(kTables, "table", url, {.clock = clock, .ids = ids});
}

Result<std::unique_ptr<EventQueue>> open_queue(const std::string& url, const Clock& clock, Ids& ids) {
  return open_by_scheme(kQueues, "event queue", url, {.clock = clock, .ids = ids});
}

}  // namespace spotter
