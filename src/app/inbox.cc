#include "app/inbox.h"

#include <algorithm>

#include "app/change_feed.h"
#include "app/recognise_again.h"

namespace spotter {
namespace {

constexpr int kMostDeadLetters = 1000;

InboxEntry entry_of(const ImageItem& item) {
  const ItemError error = item.error.value_or(ItemError{.stage = "", .code = "unknown", .detail = ""});
  return {.image_id = item.image_id,
          .stage = error.stage,
          .code = error.code,
          .detail = error.detail,
          .errors = item.attempts.errors,
          .crashes = item.attempts.crashes,
          .since = item.recognised_at.value_or(item.uploaded_at),
          .dead_letter = ""};
}

InboxEntry entry_of(const Lease& letter) {
  return {.image_id = letter.event.key,
          .stage = "queue",
          .code = "undeliverable",
          .detail = "the event was delivered " + std::to_string(letter.deliveries) + " times without coming to an end",
          .errors = 0,
          .crashes = 0,
          .since = letter.event.time,
          .dead_letter = letter.token};
}

/// The dead letters of an image; drops them from the queue.
Result<std::vector<Lease>> take_dead_letters(const Ports& ports, const std::string& image_id, Deadline deadline) {
  SPOTTER_ASSIGN(auto letters, ports.queue.dead_letters(kMostDeadLetters, deadline));
  std::erase_if(letters, [&](const Lease& letter) { return letter.event.key != image_id; });
  for (const Lease& letter : letters)
    SPOTTER_TRY(ports.queue.drop_dead_letter(letter.token, deadline));
  return letters;
}

}  // namespace

Result<InboxPage> list_inbox(const Ports& ports, int limit, const std::string& cursor, Deadline deadline) {
  ImageQuery query;
  query.inbox = true;
  query.limit = limit;
  query.cursor = cursor;
  SPOTTER_ASSIGN(const ImagePage page, ports.table.find(query, deadline));
  InboxPage inbox{.entries = {}, .cursor = page.cursor};
  if (cursor.empty()) {
    SPOTTER_ASSIGN(const auto letters, ports.queue.dead_letters(kMostDeadLetters, deadline));
    for (const Lease& letter : letters)
      inbox.entries.push_back(entry_of(letter));
  }
  for (const ImageItem& item : page.items)
    inbox.entries.push_back(entry_of(item));
  return inbox;
}

Result<void> retry_from_inbox(const Ports& ports, const std::string& image_id, Deadline deadline) {
  SPOTTER_ASSIGN(const auto letters, take_dead_letters(ports, image_id, deadline));
  const auto again = recognise_again(ports, image_id, deadline);
  if (again || letters.empty()) return again ? Result<void>() : fail(again.error());
  // There is no item yet: the event itself goes back.
  return ports.queue.send(letters.back().event, std::chrono::milliseconds(0), deadline);
}

Result<void> skip_in_inbox(const Ports& ports, const std::string& image_id, Deadline deadline) {
  SPOTTER_ASSIGN(const auto letters, take_dead_letters(ports, image_id, deadline));
  bool skipped = !letters.empty();
  SPOTTER_ASSIGN(const auto item, update_item(
                                      ports.table, image_id,
                                      [&](const ImageItem* current) -> std::optional<ImageItem> {
                                        if (current == nullptr || !needs_attention(*current)) return std::nullopt;
                                        skipped = true;
                                        ImageItem next = *current;
                                        next.inbox_skipped = true;
                                        return next;
                                      },
                                      deadline));
  if (!skipped) return fail(Errc::not_found, "the image " + image_id + " is not in the inbox");
  if (item) ports.changes.announce(*item);
  return {};
}

}  // namespace spotter
