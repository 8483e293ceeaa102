#include "adapters/image_table/sqlite.h"

#include <utility>

#include "adapters/image_table/conditions.h"
#include "adapters/image_table/cursor.h"
#include "adapters/image_table/facet_counter.h"
#include "adapters/review_store/sqlite.h"
#include "domain/json.h"

namespace spotter {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS ImageMetadata (
  imageId TEXT PRIMARY KEY, rev TEXT NOT NULL, status TEXT NOT NULL, stamp TEXT NOT NULL,
  uploadedAt INTEGER NOT NULL, sha256 TEXT NOT NULL, fingerprint TEXT NOT NULL, inbox INTEGER NOT NULL,
  item TEXT NOT NULL);
DROP INDEX IF EXISTS images_by_time;
CREATE INDEX IF NOT EXISTS images_at_a_glance
  ON ImageMetadata (uploadedAt, imageId, status, stamp, sha256, inbox);
DROP INDEX IF EXISTS images_by_status;
CREATE INDEX IF NOT EXISTS images_of_status ON ImageMetadata (status, uploadedAt, imageId, stamp, sha256);
CREATE INDEX IF NOT EXISTS images_in_inbox ON ImageMetadata (uploadedAt, imageId) WHERE inbox = 1;
CREATE INDEX IF NOT EXISTS images_by_bytes ON ImageMetadata (sha256) WHERE status = 'done';
CREATE TABLE IF NOT EXISTS ImageTerms (
  kind INTEGER NOT NULL, term TEXT NOT NULL, imageId TEXT NOT NULL, stamp TEXT NOT NULL,
  confidence REAL NOT NULL, PRIMARY KEY (kind, term, imageId)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS terms_by_image ON ImageTerms (imageId);
CREATE TABLE IF NOT EXISTS ImageTermStamps (imageId TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ImageNames (
  imageId TEXT PRIMARY KEY, stamp TEXT NOT NULL, names TEXT NOT NULL) WITHOUT ROWID;
)sql";

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

}  // namespace

Result<std::unique_ptr<SqliteImageTable>> SqliteImageTable::open(std::shared_ptr<SqliteDatabase> database, Ids& ids) {
  SPOTTER_TRY(SqliteReviewStore::make_schema(*database));
  SPOTTER_TRY(database->make_schema(kSchema));
  SPOTTER_ASSIGN(const std::string file,
                 database->read([](SQLite::Database& db) -> Result<std::string> { return db.getFilename(); }));
  auto scans = database;
  if (file != ":memory:") {
    SPOTTER_ASSIGN(scans, SqliteDatabase::open(file));
  }
  return std::unique_ptr<SqliteImageTable>(new SqliteImageTable(std::move(database), std::move(scans), ids));
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
      if (is_shown_name(term.kind)) continue;
      insert.bind(1, number_of(term.kind));
      insert.bind(2, term.term);
      insert.bind(3, image_id);
      insert.bind(4, stamp);
      insert.bind(5, static_cast<double>(term.confidence));
      insert.exec();
      insert.reset();
    }
    run(db, "INSERT OR REPLACE INTO ImageNames VALUES (?, ?, ?)", image_id, stamp, pack_names(terms));
    run(db, "INSERT OR REPLACE INTO ImageTermStamps VALUES (?, ?)", image_id, stamp);
    return {};
  });
}

Result<void> SqliteImageTable::erase_terms(const std::string& image_id, Deadline /*deadline*/) {
  return database_->write([&](SQLite::Database& db) -> Result<void> {
    run(db, "DELETE FROM ImageTerms WHERE imageId = ?", image_id);
    run(db, "DELETE FROM ImageNames WHERE imageId = ?", image_id);
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

Result<PageStarts> SqliteImageTable::page_starts(const ImageQuery& query, Deadline /*deadline*/) {
  SPOTTER_ASSIGN(const Conditions conditions, conditions_of(query));
  return scans_->read([&](SQLite::Database& db) -> Result<PageStarts> {
    SQLite::Statement row(db, "SELECT uploadedAt, imageId FROM ImageMetadata" + conditions.where() +
                                  " ORDER BY uploadedAt DESC, imageId DESC");
    conditions.bind(row);
    PageStartsMaker maker(query.limit);
    while (row.executeStep())
      maker.add([&] {
        return Cursor{.uploaded_at = time_of(row.getColumn(0).getInt64()), .image_id = row.getColumn(1).getString()};
      });
    return maker.take();
  });
}

Result<Facets> SqliteImageTable::facets(const ImageQuery& query, Deadline /*deadline*/) {
  Conditions conditions = review_shown(query.policy);
  SPOTTER_TRY(add_conditions(conditions, query));
  return scans_->read([&](SQLite::Database& db) -> Result<Facets> {
    SQLite::Statement row(db, "SELECT status, " + conditions.shown() +
                                  ", uploadedAt, (SELECT names FROM ImageNames n WHERE n.imageId = "
                                  "ImageMetadata.imageId AND n.stamp = ImageMetadata.stamp) FROM ImageMetadata" +
                                  conditions.where());
    conditions.bind(row);
    FacetCounter counter;
    while (row.executeStep()) {
      const auto names = row.getColumn(3);
      counter.add(row.getColumn(0).getText(), row.getColumn(1).getText(), time_of(row.getColumn(2).getInt64()),
                  names.isNull() ? "" : names.getText());
    }
    return counter.take(query.limit);
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
