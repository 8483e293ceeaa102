#include "app/search_images.h"

namespace spotter {
namespace {

/// A list needs the policy only where it asks for a state of review.
Result<void> add_policy(const Ports& ports, ImageQuery& query, Deadline deadline) {
  if (!query.review) return {};
  SPOTTER_ASSIGN(query.policy, ports.reviews.policy(deadline));
  return {};
}

}  // namespace

Result<ImagePage> list_images(const Ports& ports, ImageQuery query, Deadline deadline) {
  SPOTTER_TRY(add_policy(ports, query, deadline));
  return ports.table.find(query, deadline);
}

Result<PageStarts> page_starts(const Ports& ports, ImageQuery query, Deadline deadline) {
  SPOTTER_TRY(add_policy(ports, query, deadline));
  return ports.table.page_starts(query, deadline);
}

Result<Facets> facets_of(const Ports& ports, ImageQuery query, Deadline deadline) {
  SPOTTER_ASSIGN(query.policy, ports.reviews.policy(deadline));
  return ports.table.facets(query, deadline);
}

}  // namespace spotter
