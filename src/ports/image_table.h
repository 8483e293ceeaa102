#pragma once
// The table `ImageMetadata`, its search terms and nothing else. Every write is conditional on the
// item's `rev`, so that two writers never lose each other's work.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/item.h"
#include "domain/order.h"
#include "domain/query.h"
#include "domain/terms.h"

namespace spotter {

/// How a conditional put ended: written (with the new rev), or what stands there instead.
struct PutOutcome {
  bool written = false;
  std::string rev;
  std::optional<ImageItem> current;  ///< where not written; empty if there is no item
};

class ImageTable {
 public:
  virtual ~ImageTable() = default;

  /// Errors: not_found.
  virtual Result<ImageItem> get(const std::string& image_id, Deadline deadline) = 0;

  /// Writes `item` if the table's item has `expected_rev` (empty: if there is none). The table gives
  /// the item its new rev.
  virtual Result<PutOutcome> put(const ImageItem& item, const std::string& expected_rev, Deadline deadline) = 0;

  /// Removes a tombstone for good, if its rev is still this.
  virtual Result<void> forget(const std::string& image_id, const std::string& expected_rev, Deadline deadline) = 0;

  /// Replaces an image's search terms and shown names; they count only while the item has this order.
  virtual Result<void> put_terms(const std::string& image_id, const Order& order, const std::vector<Term>& terms,
                                 Deadline deadline) = 0;
  virtual Result<void> erase_terms(const std::string& image_id, Deadline deadline) = 0;

  /// Whether the terms of this very order are there.
  virtual Result<bool> has_terms(const std::string& image_id, const Order& order, Deadline deadline) = 0;

  /// Newest uploads first. invalid for a cursor that isn't one. Tombstones only when asked for.
  virtual Result<ImagePage> find(const ImageQuery& query, Deadline deadline) = 0;

  /// Where each page of `query.limit` images of that list begins. invalid for more than kMostPages.
  virtual Result<PageStarts> page_starts(const ImageQuery& query, Deadline deadline) = 0;
  /// Counts over the whole list; at most `query.limit` values of each facet.
  virtual Result<Facets> facets(const ImageQuery& query, Deadline deadline) = 0;

  /// A done image with these bytes and this fingerprint, other than `except`; not_found where none.
  virtual Result<ImageItem> find_same(const std::string& sha256, const std::string& fingerprint,
                                      const std::string& except, Deadline deadline) = 0;

  virtual Result<ImageCounts> count(Deadline deadline) = 0;
};

/// Reads, lets `decide` make the new item (or nothing, to leave it), writes under the item's rev, and
/// does it again if somebody else wrote meanwhile. Returns the item that stands at the end, nothing
/// where there is none. Errors: conflict after many rounds; those of the table.
Result<std::optional<ImageItem>> update_item(
    ImageTable& table, const std::string& image_id,
    const std::function<std::optional<ImageItem>(const ImageItem* current)>& decide, Deadline deadline);

}  // namespace spotter
