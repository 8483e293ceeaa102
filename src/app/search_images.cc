#include "app/search_images.h"

namespace spotter {

Result<ImagePage> list_images(const Ports& ports, ImageQuery query, Deadline deadline) {
  SPOTTER_ASSIGN(query.policy, ports.reviews.policy(deadline));
  return ports.table.find(query, deadline);
}

Result<PageStarts> page_starts(const Ports& ports, ImageQuery query, Deadline deadline) {
  SPOTTER_ASSIGN(query.policy, ports.reviews.policy(deadline));
  return ports.table.page_starts(query, deadline);
}

Result<Facets> facets_of(const Ports& ports, ImageQuery query, Deadline deadline) {
  SPOTTER_ASSIGN(query.policy, ports.reviews.policy(deadline));
  return ports.table.facets(query, deadline);
}

}  // namespace spotter
