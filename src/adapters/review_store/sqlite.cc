#include "adapters/review_store/sqlite.h"

#include <charconv>
#include <limits>

#include "domain/json.h"

namespace spotter {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS Reviews (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, imageId TEXT NOT NULL, line TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS reviews_by_image ON Reviews (imageId, sequence);
CREATE TABLE IF NOT EXISTS StandingReviews (
  imageId TEXT PRIMARY KEY, sha256 TEXT NOT NULL, state TEXT NOT NULL, review TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS standing_reviews_by_state ON StandingReviews (state, imageId, sha256);
CREATE TABLE IF NOT EXISTS EarlierReviews (
  imageId TEXT NOT NULL, place INTEGER NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL, review TEXT NOT NULL,
  PRIMARY KEY (imageId, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ModerationPolicy (one INTEGER PRIMARY KEY CHECK (one = 1), policy TEXT NOT NULL);
)sql";

/// Adds a line; it gets its sequence.
Review append(SQLite::Database& database, Review line) {
  run(database, "INSERT INTO Reviews (imageId, line) VALUES (?, ?)", line.image_id.value_or(""),
      to_text(to_json(line)));
  line.sequence = database.getLastInsertRowid();
  return line;
}

Result<Review> read_line(SQLite::Statement& row) {
  SPOTTER_ASSIGN(const auto json, parse_json(row.getColumn(1).getString()));
  SPOTTER_ASSIGN(Review line, review_from_json(json));
  line.sequence = row.getColumn(0).getInt64();
  return line;
}

/// The decision that stands waits for an undo of the one that comes, if it was made on the same bytes.
void set_aside(SQLite::Database& database, const std::string& image_id, const std::string& sha256) {
  run(database, "DELETE FROM EarlierReviews WHERE imageId = ? AND sha256 <> ?", image_id, sha256);
  run(database,
      "INSERT INTO EarlierReviews SELECT s.imageId, "
      "(SELECT coalesce(max(e.place), 0) + 1 FROM EarlierReviews e WHERE e.imageId = s.imageId), "
      "s.sha256, s.state, s.review FROM StandingReviews s WHERE s.imageId = ? AND s.sha256 = ?",
      image_id, sha256);
}

void stand(SQLite::Database& database, const Review& line, const std::string& sha256) {
  const std::string image_id = line.image_id.value_or("");
  const ReviewState state = line.action == ReviewAction::approve ? ReviewState::approved : ReviewState::rejected;
  const CurrentReview review{.state = state, .at = line.at, .reviewer = line.reviewer, .note = line.note};
  set_aside(database, image_id, sha256);
  run(database, "INSERT OR REPLACE INTO StandingReviews VALUES (?, ?, ?, ?)", image_id, sha256,
      std::string(name_of(state)), to_text(to_json(review)));
}

/// Takes away the decision that stands; the one before it stands again. False where none stands.
bool take_back(SQLite::Database& database, const std::string& image_id, const std::string& sha256) {
  if (run(database, "DELETE FROM StandingReviews WHERE imageId = ? AND sha256 = ?", image_id, sha256) == 0)
    return false;
  run(database,
      "INSERT INTO StandingReviews SELECT imageId, sha256, state, review FROM EarlierReviews "
      "WHERE imageId = ? ORDER BY place DESC LIMIT 1",
      image_id);
  run(database,
      "DELETE FROM EarlierReviews WHERE imageId = ?1 AND "
      "place = (SELECT max(place) FROM EarlierReviews WHERE imageId = ?1)",
      image_id);
  return true;
}

Result<std::int64_t> before(const std::string& cursor) {
  std::int64_t sequence = std::numeric_limits<std::int64_t>::max();
  if (cursor.empty()) return sequence;
  const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), sequence);
  if (error != std::errc() || end != cursor.data() + cursor.size())
    return fail(Errc::invalid, "this cursor is not one that a list gave; begin again without it");
  return sequence;
}

}  // namespace

Result<void> SqliteReviewStore::make_schema(SqliteDatabase& database) {
  return database.make_schema(kSchema);
}

Result<std::unique_ptr<SqliteReviewStore>> SqliteReviewStore::open(std::shared_ptr<SqliteDatabase> database) {
  SPOTTER_TRY(make_schema(*database));
  return std::unique_ptr<SqliteReviewStore>(new SqliteReviewStore(std::move(database)));
}

Result<Review> SqliteReviewStore::decide(const Review& line, const std::string& sha256, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<Review> {
    if (line.action != ReviewAction::undo)
      stand(db, line, sha256);
    else if (!take_back(db, line.image_id.value_or(""), sha256))
      return fail(Errc::conflict, "no decision stands on this image; there is nothing to undo");
    return append(db, line);
  });
}

Result<std::map<std::string, StandingReview>> SqliteReviewStore::standing(const std::vector<std::string>& image_ids,
                                                                          Deadline /*deadline*/) {
  using Found = std::map<std::string, StandingReview>;
  return database_->read([&](SQLite::Database& db) -> Result<Found> {
    Found found;
    SQLite::Statement row(db, "SELECT sha256, review FROM StandingReviews WHERE imageId = ?");
    for (const std::string& id : image_ids) {
      row.reset();
      row.bind(1, id);
      if (!row.executeStep()) continue;
      SPOTTER_ASSIGN(const auto json, parse_json(row.getColumn(1).getString()));
      SPOTTER_ASSIGN(CurrentReview review, current_review_from_json(json));
      found[id] = {.sha256 = row.getColumn(0).getString(), .review = std::move(review)};
    }
    return found;
  });
}

Result<ReviewPage> SqliteReviewStore::list(const std::string& image_id, int limit, const std::string& cursor,
                                           Deadline /*deadline*/) {
  SPOTTER_ASSIGN(const std::int64_t end, before(cursor));
  return database_->read([&](SQLite::Database& db) -> Result<ReviewPage> {
    ReviewPage page;
    auto rows =
        image_id.empty()
            ? prepare(db, "SELECT sequence, line FROM Reviews WHERE sequence < ? ORDER BY sequence DESC LIMIT ?", end,
                      limit + 1)
            : prepare(db,
                      "SELECT sequence, line FROM Reviews WHERE imageId = ? AND sequence < ? "
                      "ORDER BY sequence DESC LIMIT ?",
                      image_id, end, limit + 1);
    while (rows.executeStep()) {
      SPOTTER_ASSIGN(Review line, read_line(rows));
      page.reviews.push_back(std::move(line));
    }
    if (static_cast<int>(page.reviews.size()) > limit) {
      page.reviews.pop_back();
      page.cursor = std::to_string(page.reviews.back().sequence);
    }
    return page;
  });
}

Result<ModerationPolicy> SqliteReviewStore::policy(Deadline /*deadline*/) {
  return database_->read([](SQLite::Database& db) -> Result<ModerationPolicy> {
    SQLite::Statement row(db, "SELECT policy FROM ModerationPolicy");
    if (!row.executeStep()) return ModerationPolicy{};
    SPOTTER_ASSIGN(const auto json, parse_json(row.getColumn(0).getString()));
    return policy_from_json(json);
  });
}

Result<void> SqliteReviewStore::put_policy(const ModerationPolicy& policy, Timestamp at, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "INSERT OR REPLACE INTO ModerationPolicy VALUES (1, ?)", to_text(to_json(policy)));
    append(db, {.action = ReviewAction::policy, .at = at, .policy = policy});
    return {};
  });
}

Result<int> SqliteReviewStore::erase(const std::string& image_id, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<int> {
    run(db, "DELETE FROM StandingReviews WHERE imageId = ?", image_id);
    run(db, "DELETE FROM EarlierReviews WHERE imageId = ?", image_id);
    return run(db,
               "UPDATE Reviews SET line = json_remove(line, '$.note', '$.moderationLabels') WHERE imageId = ? AND "
               "imageId <> ''",
               image_id);
  });
}

}  // namespace spotter
