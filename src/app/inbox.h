#pragma once
// The inbox: images that failed and wait for a person, and events that were delivered too often.

#include <string>
#include <vector>

#include "app/ports.h"

namespace spotter {

struct InboxEntry {
  std::string image_id;
  std::string stage;
  std::string code;
  std::string detail;
  int errors = 0;
  int crashes = 0;
  Timestamp since;
  std::string dead_letter;  ///< its token, where it is an event that was given up; else empty
};

struct InboxPage {
  std::vector<InboxEntry> entries;
  std::string cursor;
};

Result<InboxPage> list_inbox(const Ports& ports, int limit, const std::string& cursor, Deadline deadline);

/// Tries an image again. Errors: not_found.
Result<void> retry_from_inbox(const Ports& ports, const std::string& image_id, Deadline deadline);

/// Puts an image aside: it stays failed and leaves the inbox. Errors: not_found (not in the inbox).
Result<void> skip_in_inbox(const Ports& ports, const std::string& image_id, Deadline deadline);

}  // namespace spotter
