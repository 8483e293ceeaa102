#include "adapters/event_queue/sqlite.h"

#include <algorithm>
#include <utility>

#include "domain/json.h"

namespace spotter {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS events (
  id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, event TEXT NOT NULL, visible_at INTEGER NOT NULL,
  token TEXT, deliveries INTEGER NOT NULL DEFAULT 0, dead INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS events_ready ON events (dead, visible_at);
CREATE INDEX IF NOT EXISTS events_by_key ON events (key) WHERE token IS NOT NULL;
)sql";

/// How often a receiver looks for events that another process sent.
constexpr std::chrono::milliseconds kPoll{200};

Result<Lease> lease_of(SQLite::Statement& statement) {
  SPOTTER_ASSIGN(const auto json, parse_json(statement.getColumn("event").getString()));
  SPOTTER_ASSIGN(Event event, event_from_json(json));
  return Lease{.event = std::move(event),
               .token = statement.getColumn("token").getString(),
               .deliveries = statement.getColumn("deliveries").getInt()};
}

Error lost(const Lease& lease) {
  return {Errc::conflict, "the lease on " + lease.event.key + " has ended; another worker may have it"};
}

}  // namespace

Result<std::unique_ptr<SqliteEventQueue>> SqliteEventQueue::open(std::shared_ptr<SqliteDatabase> database,
                                                                 const Clock& clock, Ids& ids) {
  SPOTTER_TRY(database->make_schema(kSchema));
  return std::unique_ptr<SqliteEventQueue>(new SqliteEventQueue(std::move(database), clock, ids));
}

Result<void> SqliteEventQueue::send(const Event& event, std::chrono::milliseconds delay, Deadline /*deadline*/) {
  const std::int64_t visible_at = (clock_.now() + delay).time_since_epoch().count();
  SPOTTER_TRY(database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "INSERT INTO events (key, event, visible_at) VALUES (?, ?, ?)", event.key, to_text(to_json(event)),
        visible_at);
    return {};
  }));
  const std::scoped_lock lock(wait_mutex_);
  sent_.notify_one();
  return {};
}

Result<std::optional<Lease>> SqliteEventQueue::lease_next(std::chrono::milliseconds visibility) {
  return database_->write([&](SQLite::Database& db) -> Result<std::optional<Lease>> {
    const std::int64_t now = clock_.now().time_since_epoch().count();
    run(db,
        "UPDATE events SET dead = 1, token = coalesce(token, 'dead-' || id) WHERE dead = 0 AND visible_at <= ? AND "
        "deliveries >= ?",
        now, kMaxDeliveries);
    auto next =
        prepare(db,
                "SELECT id FROM events AS e WHERE dead = 0 AND visible_at <= ? AND NOT EXISTS (SELECT 1 FROM events "
                "AS other WHERE other.key = e.key AND other.token IS NOT NULL AND other.dead = 0 AND "
                "other.visible_at > ? AND other.id <> e.id) ORDER BY id LIMIT 1",
                now, now);
    if (!next.executeStep()) return std::nullopt;
    auto taken =
        prepare(db,
                "UPDATE events SET token = ?, deliveries = deliveries + 1, visible_at = ? WHERE id = ? RETURNING "
                "event, token, deliveries",
                ids_.random_hex(16), now + visibility.count(), next.getColumn(0).getInt64());
    taken.executeStep();
    SPOTTER_ASSIGN(Lease lease, lease_of(taken));
    return lease;
  });
}

Result<std::optional<Lease>> SqliteEventQueue::receive(std::chrono::milliseconds visibility,
                                                       std::chrono::milliseconds wait) {
  const Deadline deadline = Deadline::after(wait);
  while (true) {
    std::unique_lock lock(wait_mutex_);
    auto lease = lease_next(visibility);
    if (!lease || *lease || deadline.expired() || woken_) return lease;
    sent_.wait_for(lock, std::min(kPoll, deadline.remaining()));
  }
}

Result<void> SqliteEventQueue::set_visible(const Lease& lease, std::chrono::milliseconds from_now, bool keep_token) {
  const std::int64_t now = clock_.now().time_since_epoch().count();
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    const int changed =
        run(db,
            "UPDATE events SET visible_at = ?, token = CASE WHEN ? THEN token ELSE NULL END WHERE token = ? "
            "AND dead = 0 AND visible_at > ?",
            now + from_now.count(), keep_token ? 1 : 0, lease.token, now);
    if (changed == 0) return fail(lost(lease));
    return {};
  });
}

Result<void> SqliteEventQueue::extend(const Lease& lease, std::chrono::milliseconds visibility, Deadline /*deadline*/) {
  return set_visible(lease, visibility, true);
}

Result<void> SqliteEventQueue::release(const Lease& lease, std::chrono::milliseconds delay, Deadline /*deadline*/) {
  SPOTTER_TRY(set_visible(lease, delay, false));
  const std::scoped_lock lock(wait_mutex_);
  sent_.notify_one();
  return {};
}

Result<void> SqliteEventQueue::acknowledge(const Lease& lease, Deadline /*deadline*/) {
  const std::int64_t now = clock_.now().time_since_epoch().count();
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    if (run(db, "DELETE FROM events WHERE token = ? AND dead = 0 AND visible_at > ?", lease.token, now) == 0)
      return fail(lost(lease));
    return {};
  });
}

Result<QueueDepth> SqliteEventQueue::depth(Deadline /*deadline*/) {
  const std::int64_t now = clock_.now().time_since_epoch().count();
  return database_->read([&](SQLite::Database& db) -> Result<QueueDepth> {
    auto statement = prepare(
        db,
        "SELECT count(*) FILTER (WHERE dead = 0 AND (token IS NULL OR visible_at <= ?)), count(*) FILTER "
        "(WHERE dead = 0 AND token IS NOT NULL AND visible_at > ?), count(*) FILTER (WHERE dead = 1) FROM events",
        now, now);
    statement.executeStep();
    return QueueDepth{.waiting = statement.getColumn(0).getInt64(),
                      .in_flight = statement.getColumn(1).getInt64(),
                      .dead = statement.getColumn(2).getInt64()};
  });
}

Result<std::vector<Lease>> SqliteEventQueue::dead_letters(int limit, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<std::vector<Lease>> {
    std::vector<Lease> letters;
    auto statement =
        prepare(db, "SELECT event, token, deliveries FROM events WHERE dead = 1 ORDER BY id LIMIT ?", limit);
    while (statement.executeStep()) {
      SPOTTER_ASSIGN(Lease letter, lease_of(statement));
      letters.push_back(std::move(letter));
    }
    return letters;
  });
}

Result<void> SqliteEventQueue::drop_dead_letter(const std::string& token, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    if (run(db, "DELETE FROM events WHERE dead = 1 AND token = ?", token) == 0)
      return fail(Errc::not_found, "there is no such dead letter");
    return {};
  });
}

void SqliteEventQueue::wake() {
  const std::scoped_lock lock(wait_mutex_);
  woken_ = true;
  sent_.notify_all();
}

}  // namespace spotter
