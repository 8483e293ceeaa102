#include "adapters/image_table/sqlite.h"

#include <utility>
#include <variant>

#include "adapters/image_table/cursor.h"
#include "domain/json.h"

namespace spotter {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS ImageMetadata (
  imageId TEXT PRIMARY KEY, rev TEXT NOT NULL, status TEXT NOT NULL, stamp TEXT NOT NULL,
  uploadedAt INTEGER NOT NULL, sha256 TEXT NOT NULL, fingerprint TEXT NOT NULL, inbox INTEGER NOT NULL,
  item TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS images_by_time ON ImageMetadata (uploadedAt, imageId);
CREATE INDEX IF NOT EXISTS images_by_status ON ImageMetadata (status, uploadedAt, imageId);
CREATE INDEX IF NOT EXISTS images_in_inbox ON ImageMetadata (uploadedAt, imageId) WHERE inbox = 1;
CREATE INDEX IF NOT EXISTS images_by_bytes ON ImageMetadata (sha256) WHERE status = 'done';
CREATE TABLE IF NOT EXISTS ImageTerms (
  kind INTEGER NOT NULL, term TEXT NOT NULL, imageId TEXT NOT NULL, stamp TEXT NOT NULL,
  confidence REAL NOT NULL, PRIMARY KEY (kind, term, imageId)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS terms_by_image ON ImageTerms (imageId);
CREATE TABLE IF NOT EXISTS ImageTermStamps (imageId TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
)sql";

std::int64_t millis(Timestamp time) {
  return time.time_since_epoch().count();
}

Result<ImageItem> read_item(SQLite::Statement& statement, int column) {
  SPOTTER_ASSIGN(const auto json, parse_json(statement.getColumn(column).getString()));
  return item_from_json(json);
}

Result<std::optional<ImageItem>> find_item(SQLite::Database& database, const std::string& image_id) {
  auto statement = prepare(database, "SELECT item FROM ImageMetadata WHERE imageId = ?", image_id);
  if (!statement.executeStep()) return std::nullopt;
  SPOTTER_ASSIGN(ImageItem item, read_item(statement, 0));
  return item;
}

/// Builds the WHERE of a list, one condition a filter, values kept in order.
class Conditions {
 public:
  using Value = std::variant<std::int64_t, double, std::string>;

  void add(const std::string& condition, std::vector<Value> values) {
    where_ += (where_.empty() ? " WHERE " : " AND ") + condition;
    for (Value& value : values)
      values_.push_back(std::move(value));
  }
  /// The image has a term that passes `condition`, and the term belongs to the item as it stands.
  void add_term(const std::string& condition, std::vector<Value> values, double min_confidence) {
    values.emplace_back(min_confidence);
    add("imageId IN (SELECT t.imageId FROM ImageTerms t JOIN ImageMetadata x ON x.imageId = t.imageId AND "
        "x.stamp = t.stamp WHERE " +
            condition + " AND t.confidence >= ?)",
        std::move(values));
  }
  const std::string& where() const { return where_; }
  int bind(SQLite::Statement& statement) const {
    int place = 0;
    for (const Value& value : values_)
      std::visit([&](const auto& v) { statement.bind(++place, v); }, value);
    return place;
  }

 private:
  std::string where_;
  std::vector<Value> values_;
};

std::int64_t number_of(TermKind kind) {
  return static_cast<std::int64_t>(kind);
}

/// The first text after all those that begin with `prefix`.
std::string after_prefix(const std::string& prefix) {
  return prefix + "\xf4\x8f\xbf\xbf";
}

void add_terms(Conditions& conditions, const ImageQuery& query) {
  const double min_confidence = query.min_confidence.value_or(0);
  const auto exact = [&](TermKind kind, const std::string& term) {
    conditions.add_term("t.kind = ? AND t.term = ?", {number_of(kind), term}, min_confidence);
  };
  if (!query.label.empty()) exact(TermKind::label, fold_name(query.label));
  if (!query.person.empty()) exact(TermKind::person, fold_name(query.person));
  if (!query.moderation.empty()) exact(TermKind::moderation, fold_name(query.moderation));
  for (const std::string& word : fold_words(query.text))
    exact(TermKind::text, word);
  for (const std::string& word : fold_words(query.words))
    conditions.add_term("t.kind IN (0, 1, 2, 3, 4) AND t.term >= ? AND t.term < ?", {word, after_prefix(word)},
                        min_confidence);
}

Result<Conditions> conditions_of(const ImageQuery& query) {
  Conditions conditions;
  if (query.inbox) {
    conditions.add("inbox = 1", {});
  } else if (query.status) {
    conditions.add("status = ?", {std::string(name_of(*query.status))});
  } else {
    conditions.add("status <> 'erased'", {});
  }
  if (query.from) conditions.add("uploadedAt >= ?", {millis(*query.from)});
  if (query.to) conditions.add("uploadedAt < ?", {millis(*query.to)});
  add_terms(conditions, query);
  if (!query.cursor.empty()) {
    SPOTTER_ASSIGN(const Cursor cursor, cursor_from_text(query.cursor));
    conditions.add("(uploadedAt, imageId) < (?, ?)", {millis(cursor.uploaded_at), cursor.image_id});
  }
  return conditions;
}

}  // namespace

Result<std::unique_ptr<SqliteImageTable>> SqliteImageTable::open(std::shared_ptr<SqliteDatabase> database, Ids& ids) {
  SPOTTER_TRY(database->make_schema(kSchema));
  return std::unique_ptr<SqliteImageTable>(new SqliteImageTable(std::move(database), ids));
}

Result<ImageItem> SqliteImageTable::get(const std::string& image_id, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<ImageItem> {
    SPOTTER_ASSIGN(auto item, find_item(db, image_id));
    if (!item) return fail(Errc::not_found, "there is no image " + image_id);
    return std::move(*item);
  });
}

Result<PutOutcome> SqliteImageTable::put(const ImageItem& item, const std::string& expected_rev,
                                         Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<PutOutcome> {
    auto statement = prepare(db, "SELECT rev, item FROM ImageMetadata WHERE imageId = ?", item.image_id);
    const bool there = statement.executeStep();
    if ((there ? statement.getColumn(0).getString() : "") != expected_rev) {
      PutOutcome outcome;
      if (there) {
        SPOTTER_ASSIGN(outcome.current, read_item(statement, 1));
      }
      return outcome;
    }
    statement.reset();
    ImageItem written = item;
    written.rev = ids_.uuid7();
    run(db, "INSERT OR REPLACE INTO ImageMetadata VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", written.image_id, written.rev,
        std::string(name_of(written.status)), stamp_of(written.order()), millis(written.uploaded_at), written.sha256,
        written.fingerprint, needs_attention(written) ? 1 : 0, to_text(to_json(written)));
    return PutOutcome{.written = true, .rev = written.rev, .current = {}};
  });
}

Result<void> SqliteImageTable::forget(const std::string& image_id, const std::string& expected_rev,
                                      Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "DELETE FROM ImageMetadata WHERE imageId = ? AND rev = ?", image_id, expected_rev);
    return {};
  });
}

Result<void> SqliteImageTable::put_terms(const std::string& image_id, const Order& order,
                                         const std::vector<Term>& terms, Deadline /*deadline*/) {
  const std::string stamp = stamp_of(order);
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "DELETE FROM ImageTerms WHERE imageId = ?", image_id);
    SQLite::Statement insert(db, "INSERT OR REPLACE INTO ImageTerms VALUES (?, ?, ?, ?, ?)");
    for (const Term& term : terms) {
      insert.bind(1, number_of(term.kind));
      insert.bind(2, term.term);
      insert.bind(3, image_id);
      insert.bind(4, stamp);
      insert.bind(5, static_cast<double>(term.confidence));
      insert.exec();
      insert.reset();
    }
    run(db, "INSERT OR REPLACE INTO ImageTermStamps VALUES (?, ?)", image_id, stamp);
    return {};
  });
}

Result<void> SqliteImageTable::erase_terms(const std::string& image_id, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "DELETE FROM ImageTerms WHERE imageId = ?", image_id);
    run(db, "DELETE FROM ImageTermStamps WHERE imageId = ?", image_id);
    return {};
  });
}

Result<bool> SqliteImageTable::has_terms(const std::string& image_id, const Order& order, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<bool> {
    return prepare(db, "SELECT 1 FROM ImageTermStamps WHERE imageId = ? AND stamp = ?", image_id, stamp_of(order))
        .executeStep();
  });
}

Result<ImagePage> SqliteImageTable::find(const ImageQuery& query, Deadline /*deadline*/) {
  SPOTTER_ASSIGN(const Conditions conditions, conditions_of(query));
  return database_->read([&](SQLite::Database& db) -> Result<ImagePage> {
    SQLite::Statement statement(
        db, "SELECT item FROM ImageMetadata" + conditions.where() + " ORDER BY uploadedAt DESC, imageId DESC LIMIT ?");
    statement.bind(conditions.bind(statement) + 1, query.limit + 1);
    ImagePage page;
    while (statement.executeStep()) {
      SPOTTER_ASSIGN(ImageItem item, read_item(statement, 0));
      page.items.push_back(std::move(item));
    }
    if (static_cast<int>(page.items.size()) > query.limit) {
      page.items.pop_back();
      page.cursor = to_text({.uploaded_at = page.items.back().uploaded_at, .image_id = page.items.back().image_id});
    }
    return page;
  });
}

Result<ImageItem> SqliteImageTable::find_same(const std::string& sha256, const std::string& fingerprint,
                                              const std::string& except, Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<ImageItem> {
    auto statement =
        prepare(db,
                "SELECT item FROM ImageMetadata WHERE sha256 = ? AND status = 'done' AND fingerprint = ? AND "
                "imageId <> ? LIMIT 1",
                sha256, fingerprint, except);
    if (!statement.executeStep()) return fail(Errc::not_found, "no image has the same bytes");
    return read_item(statement, 0);
  });
}

Result<ImageCounts> SqliteImageTable::count(Deadline /*deadline*/) {
  return database_->read([&](SQLite::Database& db) -> Result<ImageCounts> {
    ImageCounts counts;
    SQLite::Statement statement(db, "SELECT status, count(*) FROM ImageMetadata GROUP BY status");
    while (statement.executeStep()) {
      if (const auto status = status_of(statement.getColumn(0).getText()))
        count_of(counts, *status) = statement.getColumn(1).getInt64();
    }
    return counts;
  });
}

}  // namespace spotter
