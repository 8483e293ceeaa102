// Routes of the library: where the pages of a list begin, and what its images hold.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "app/search_images.h"
#include "domain/json.h"
#include "http/api.h"
#include "http/image_query.h"
#include "http/permit.h"
#include "http/problem.h"

namespace spotter {
namespace {

Response get_pages(const Api& api, const Request& request) {
  constexpr int kUsual = 100;
  if (auto refusal = refuse_partial_view(request)) return std::move(*refusal);
  auto query = query_of(request, kUsual);
  if (!query) return problem(query.error());
  query->cursor.clear();
  const auto pages = page_starts(api.ports, *query, api.deadline());
  if (!pages) return problem(pages.error());
  return json_response(
      200, boost::json::object{{"total", pages->total},
                               {"limit", query->limit},
                               {"cursors", boost::json::array(pages->cursors.begin(), pages->cursors.end())}});
}

Response get_facets(const Api& api, const Request& request) {
  if (auto refusal = refuse_partial_view(request)) return std::move(*refusal);
  auto query = query_of(request);
  if (!query) return problem(query.error());
  query->cursor.clear();
  const auto facets = facets_of(api.ports, *query, api.deadline());
  return facets ? json_response(200, to_json(*facets)) : problem(facets.error());
}

}  // namespace

void add_library_routes(Router& router, const Api& api) {
  add_row(router, api, "GET", "/api/v1/pages", "spotter:ListImages", get_pages);
  add_row(router, api, "GET", "/api/v1/facets", "spotter:ListImages", get_facets);
}

}  // namespace spotter
