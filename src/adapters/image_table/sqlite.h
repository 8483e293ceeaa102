#pragma once
// The table `ImageMetadata` in SQLite. The item is kept as JSON with the attribute names that DynamoDB
// would hold; beside it stand the few columns that lists are ordered and filtered by.

#include <memory>

#include "adapters/sqlite_database.h"
#include "base/ids.h"
#include "ports/image_table.h"

namespace spotter {

class SqliteImageTable final : public ImageTable {
 public:
  static Result<std::unique_ptr<SqliteImageTable>> open(std::shared_ptr<SqliteDatabase> database, Ids& ids);

  Result<ImageItem> get(const std::string& image_id, Deadline deadline) override;
  Result<PutOutcome> put(const ImageItem& item, const std::string& expected_rev, Deadline deadline) override;
  Result<void> forget(const std::string& image_id, const std::string& expected_rev, Deadline deadline) override;
  Result<void> put_terms(const std::string& image_id, const Order& order, const std::vector<Term>& terms,
                         Deadline deadline) override;
  Result<void> erase_terms(const std::string& image_id, Deadline deadline) override;
  Result<bool> has_terms(const std::string& image_id, const Order& order, Deadline deadline) override;
  Result<ImagePage> find(const ImageQuery& query, Deadline deadline) override;
  Result<PageStarts> page_starts(const ImageQuery& query, Deadline deadline) override;
  Result<Facets> facets(const ImageQuery& query, Deadline deadline) override;
  Result<ImageItem> find_same(const std::string& sha256, const std::string& fingerprint, const std::string& except,
                              Deadline deadline) override;
  Result<ImageCounts> count(Deadline deadline) override;

 private:
  SqliteImageTable(std::shared_ptr<SqliteDatabase> database, std::shared_ptr<SqliteDatabase> scans, Ids& ids)
      : database_(std::move(database)), scans_(std::move(scans)), ids_(ids) {}

  std::shared_ptr<SqliteDatabase> database_;
  /// A connection of their own for reads of the whole table, so that no write waits for one.
  std::shared_ptr<SqliteDatabase> scans_;
  Ids& ids_;
};

}  // namespace spotter
