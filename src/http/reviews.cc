// Routes of moderation review: decisions, the audit trail, the policy.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "app/review_image.h"
#include "domain/json.h"
#include "http/api.h"
#include "http/image_id.h"
#include "http/image_query.h"
#include "http/permit.h"
#include "http/problem.h"

namespace spotter {
namespace {

boost::json::value view_of(const Review& review) {
  boost::json::value json = to_json(review);
  if (review.image_id) json.as_object()["id"] = to_url_id(*review.image_id);
  return json;
}

Response page_response(const ReviewPage& page) {
  boost::json::array reviews;
  for (const Review& review : page.reviews)
    reviews.push_back(view_of(review));
  boost::json::object body{{"reviews", std::move(reviews)}};
  if (!page.cursor.empty()) body["cursor"] = page.cursor;
  return json_response(200, body);
}

/// A body that has these members. Errors: invalid.
Result<boost::json::value> body_with(const Request& request, std::initializer_list<const char*> members) {
  SPOTTER_ASSIGN(boost::json::value json, parse_json(request.body));
  for (const char* member : members)
    if (!json.is_object() || !json.get_object().contains(member))
      return fail(Errc::invalid, fmt::format("the body must be a JSON object with the member '{}'", member));
  return json;
}

Result<ReviewDecision> decision_in(const Request& request) {
  SPOTTER_ASSIGN(const auto json, body_with(request, {"action"}));
  const auto* action = json.get_object().at("action").if_string();
  if (action == nullptr || (*action != "approve" && *action != "reject" && *action != "undo"))
    return fail(Errc::invalid, "action must be approve, reject or undo");
  return decision_from_json(json);
}

Response post_review(const Api& api, const Request& request) {
  const auto key = from_url_id(request.params.at("id"));
  if (!key) return problem(key.error());
  const auto decision = decision_in(request);
  if (!decision) return problem(decision.error());
  const auto review = review_image(api.ports, *key, *decision, api.deadline());
  return review ? json_response(200, view_of(*review)) : problem(review.error());
}

Response get_image_reviews(const Api& api, const Request& request) {
  constexpr int kMost = 500;
  const auto key = from_url_id(request.params.at("id"));
  if (!key) return problem(key.error());
  const auto item = api.ports.table.get(*key, api.deadline());
  if (!item) return problem(item.error());
  if (item->status == Status::erased)
    return problem(
        Error{Errc::not_found, "the image was erased; what remains of its audit trail is in /api/v1/reviews"});
  auto page = api.ports.reviews.list(*key, kMost, "", api.deadline());
  if (!page) return problem(page.error());
  page->cursor.clear();  // this list has one page
  return page_response(*page);
}

Response get_reviews(const Api& api, const Request& request) {
  constexpr int kUsual = 50;
  const auto limit = limit_of(request, kUsual);
  if (!limit) return problem(limit.error());
  auto page = api.ports.reviews.list("", *limit, request.asked("cursor").value_or(""), api.deadline());
  if (!page) return problem(page.error());
  std::erase_if(page->reviews,
                [&](const Review& review) { return review.image_id && !may_see(api, request, *review.image_id); });
  return page_response(*page);
}

Response get_policy(const Api& api, const Request& /*request*/) {
  const auto policy = api.ports.reviews.policy(api.deadline());
  return policy ? json_response(200, to_json(*policy)) : problem(policy.error());
}

Response put_policy(const Api& api, const Request& request) {
  const auto json = body_with(request, {"minConfidence", "labels"});
  if (!json) return problem(json.error());
  const auto policy = policy_from_json(*json);
  if (!policy) return problem(policy.error());
  const auto changed = change_policy(api.ports, *policy, api.deadline());
  return changed ? get_policy(api, request) : problem(changed.error());
}

}  // namespace

void add_review_routes(Router& router, const Api& api) {
  add_row(router, api, "POST", "/api/v1/images/{id}/review", "spotter:ReviewImage", post_review);
  add_row(router, api, "GET", "/api/v1/images/{id}/reviews", "spotter:ListReviews", get_image_reviews);
  add_row(router, api, "GET", "/api/v1/reviews", "spotter:ListReviews", get_reviews);
  add_row(router, api, "GET", "/api/v1/moderation/policy", "spotter:GetModerationPolicy", get_policy);
  add_row(router, api, "PUT", "/api/v1/moderation/policy", "spotter:PutModerationPolicy", put_policy);
}

}  // namespace spotter
