#include "ports/image_table.h"

namespace spotter {

Result<std::optional<ImageItem>> update_item(
    ImageTable& table, const std::string& image_id,
    const std::function<std::optional<ImageItem>(const ImageItem* current)>& decide, Deadline deadline) {
  constexpr int kRounds = 20;
  std::optional<ImageItem> current;
  if (auto found = table.get(image_id, deadline)) {
    current = std::move(*found);
  } else if (found.error().code != Errc::not_found) {
    return fail(found.error());
  }
  for (int round = 0; round < kRounds; ++round) {
    std::optional<ImageItem> next = decide(current ? &*current : nullptr);
    if (!next) return current;
    SPOTTER_ASSIGN(PutOutcome outcome, table.put(*next, current ? current->rev : "", deadline));
    if (outcome.written) {
      next->rev = std::move(outcome.rev);
      return next;
    }
    current = std::move(outcome.current);
  }
  return fail(Errc::conflict, "the item of " + image_id + " kept changing; try again");
}

}  // namespace spotter
