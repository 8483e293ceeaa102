#pragma once
// The table in memory: for tests. Passes the contract suite of its port.

#include <map>
#include <mutex>

#include "base/ids.h"
#include "ports/image_table.h"

namespace spotter {

class MemoryImageTable final : public ImageTable {
 public:
  explicit MemoryImageTable(Ids& ids) : ids_(ids) {}

  Result<ImageItem> get(const std::string& image_id, Deadline deadline) override;
  Result<PutOutcome> put(const ImageItem& item, const std::string& expected_rev, Deadline deadline) override;
  Result<void> forget(const std::string& image_id, const std::string& expected_rev, Deadline deadline) override;
  Result<void> put_terms(const std::string& image_id, const Order& order, const std::vector<Term>& terms,
                         Deadline deadline) override;
  Result<void> erase_terms(const std::string& image_id, Deadline deadline) override;
  Result<bool> has_terms(const std::string& image_id, const Order& order, Deadline deadline) override;
  Result<ImagePage> find(const ImageQuery& query, Deadline deadline) override;
  Result<ImageItem> find_same(const std::string& sha256, const std::string& fingerprint, const std::string& except,
                              Deadline deadline) override;
  Result<ImageCounts> count(Deadline deadline) override;

 private:
  struct Terms {
    Order order;
    std::vector<Term> terms;
  };

  bool matches(const ImageItem& item, const ImageQuery& query) const;

  Ids& ids_;
  std::mutex mutex_;
  std::map<std::string, ImageItem> items_;
  std::map<std::string, Terms> terms_;
};

}  // namespace spotter
