#pragma once
// Moderation review in SQLite.

#include <memory>

#include "adapters/sqlite_database.h"
#include "ports/review_store.h"

namespace spotter {

class SqliteReviewStore final : public ReviewStore {
 public:
  static Result<std::unique_ptr<SqliteReviewStore>> open(std::shared_ptr<SqliteDatabase> database);
  /// The tables alone: the image table in the same database reads them too.
  static Result<void> make_schema(SqliteDatabase& database);

  Result<Review> decide(const Review& line, const std::string& sha256, Deadline deadline) override;
  Result<std::map<std::string, StandingReview>> standing(const std::vector<std::string>& image_ids,
                                                         Deadline deadline) override;
  Result<ReviewPage> list(const std::string& image_id, int limit, const std::string& cursor,
                          Deadline deadline) override;
  Result<ModerationPolicy> policy(Deadline deadline) override;
  Result<void> put_policy(const ModerationPolicy& policy, Timestamp at, Deadline deadline) override;
  Result<int> erase(const std::string& image_id, Deadline deadline) override;

 private:
  explicit SqliteReviewStore(std::shared_ptr<SqliteDatabase> database) : database_(std::move(database)) {}
  std::shared_ptr<SqliteDatabase> database_;
};

}  // namespace spotter
