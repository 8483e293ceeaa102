#pragma once
// A table in which something else happens right when a use case looks at an item.

#include <functional>
#include <utility>

#include "ports/image_table.h"

namespace spotter::testing {

/// A table that lets something happen right before or right after an item is read for the first time.
class MeanwhileTable final : public ImageTable {
 public:
  explicit MeanwhileTable(ImageTable& table) : table_(table) {}
  std::function<void()> before;
  std::function<void()> after;

  Result<ImageItem> get(const std::string& image_id, Deadline deadline) override {
    if (auto work = std::exchange(before, nullptr)) work();
    auto item = table_.get(image_id, deadline);
    if (auto work = std::exchange(after, nullptr)) work();
    return item;
  }
  Result<PutOutcome> put(const ImageItem& item, const std::string& expected_rev, Deadline deadline) override {
    return table_.put(item, expected_rev, deadline);
  }
  Result<void> forget(const std::string& image_id, const std::string& expected_rev, Deadline deadline) override {
    return table_.forget(image_id, expected_rev, deadline);
  }
  Result<void> put_terms(const std::string& image_id, const Order& order, const std::vector<Term>& terms,
                         Deadline deadline) override {
    return table_.put_terms(image_id, order, terms, deadline);
  }
  Result<void> erase_terms(const std::string& image_id, Deadline deadline) override {
    return table_.erase_terms(image_id, deadline);
  }
  Result<bool> has_terms(const std::string& image_id, const Order& order, Deadline deadline) override {
    return table_.has_terms(image_id, order, deadline);
  }
  Result<ImagePage> find(const ImageQuery& query, Deadline deadline) override { return table_.find(query, deadline); }
  Result<PageStarts> page_starts(const ImageQuery& query, Deadline deadline) override {
    return table_.page_starts(query, deadline);
  }
  Result<Facets> facets(const ImageQuery& query, Deadline deadline) override { return table_.facets(query, deadline); }
  Result<ImageItem> find_same(const std::string& sha256, const std::string& fingerprint, const std::string& except,
                              Deadline deadline) override {
    return table_.find_same(sha256, fingerprint, except, deadline);
  }
  Result<ImageCounts> count(Deadline deadline) override { return table_.count(deadline); }

 private:
  ImageTable& table_;
};

}  // namespace spotter::testing
