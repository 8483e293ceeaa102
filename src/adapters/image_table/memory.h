#pragma once
// The table in memory: for tests. Passes the contract suite of its port.

#include <map>
#include <mutex>

#include "base/ids.h"
#include "ports/image_table.h"
#include "ports/review_store.h"

namespace spotter {

class MemoryImageTable final : public ImageTable {
 public:
  MemoryImageTable(Ids& ids, ReviewStore& reviews) : ids_(ids), reviews_(reviews) {}

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
  struct Terms {
    Order order;
    std::vector<Term> terms;
  };

  bool matches(const ImageItem& item, const ImageQuery& query) const;
  std::optional<CurrentReview> review_of(const ImageItem& item, const ModerationPolicy& policy) const;
  /// All that match, newest first.
  std::vector<ImageItem> matching(const ImageQuery& query) const;

  Ids& ids_;
  ReviewStore& reviews_;
  std::mutex mutex_;
  std::map<std::string, ImageItem> items_;
  std::map<std::string, Terms> terms_;
};

}  // namespace spotter
