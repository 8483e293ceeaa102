#pragma once
// Where a page of images ended: opaque to clients, shared by the adapters.

#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "domain/query.h"

namespace spotter {

struct Cursor {
  Timestamp uploaded_at;
  std::string image_id;
};

std::string to_text(const Cursor& cursor);
/// invalid where the text is no cursor.
Result<Cursor> cursor_from_text(const std::string& text);

/// Takes the images of a list in their order; the last one of each page is where the next page begins.
class PageStartsMaker {
 public:
  explicit PageStartsMaker(int limit) : limit_(limit) {}
  /// `place` gives the image's cursor; called only where a page ends.
  template <class Place>
  void add(const Place& place) {
    if (starts_.total % limit_ == 0 && static_cast<std::int64_t>(starts_.cursors.size()) < kMostPages)
      starts_.cursors.push_back(starts_.total == 0 ? "" : to_text(last_));
    if (++starts_.total % limit_ == 0) last_ = place();
  }
  /// invalid where there are more than kMostPages.
  Result<PageStarts> take();

 private:
  int limit_;
  PageStarts starts_;
  Cursor last_;
};

}  // namespace spotter
