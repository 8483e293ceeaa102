#include "http/permit.h"

#include <algorithm>

#include <fmt/format.h>

#include "http/admission.h"
#include "http/problem.h"

namespace spotter {
namespace {

constexpr const char* kGetImage = "spotter:GetImage";

/// Whether a Deny says something of reading images, whichever and when.
bool denies_some(const iam::Policy& policy) {
  return std::ranges::any_of(policy.statements, [](iam::Statement statement) {
    if (statement.allow) return false;
    statement.allow = true;
    statement.resources = {"*"};
    statement.not_resource = false;
    statement.conditions.clear();
    const iam::Policy of_action{.statements = {std::move(statement)}};
    return iam::evaluate(of_action, {.action = kGetImage, .resource = "*", .context = {}}) == iam::Decision::allowed;
  });
}

std::optional<Response> refuse_unless(const Request& request, const std::string& action, const std::string& resource) {
  if (request.principal.may(action, resource)) return std::nullopt;
  return not_authorised(request.principal, action, resource);
}

}  // namespace

bool may_see(const Api& api, const Request& request, const std::string& image_id) {
  return request.principal.may(kGetImage, api.access.image_arn(image_id));
}

std::optional<Response> refuse_partial_view(const Request& request) {
  const Principal& principal = request.principal;
  if (principal.policy == nullptr || (principal.may(kGetImage, "*") && !denies_some(*principal.policy)))
    return std::nullopt;
  return problem(403, "Not allowed",
                 fmt::format("this counts or groups all images, and {} may read only some: its policy must allow {} on "
                             "every resource",
                             principal.arn, kGetImage));
}

std::optional<Response> refuse_on_image(const Api& api, const Request& request, const std::string& action,
                                        const std::string& image_id) {
  return refuse_unless(request, action, api.access.image_arn(image_id));
}

std::optional<Response> refuse_on_person(const Api& api, const Request& request, const std::string& action,
                                         const std::string& person_id) {
  return refuse_unless(request, action, api.access.person_arn(person_id));
}

std::optional<Response> refuse_without_secret(const Api& api, const Request& request, std::string_view secret) {
  if (request.principal.access_key_id.empty() || request.credential == Credential::signature) return std::nullopt;
  if (secret.empty())
    return problem(403, "Not allowed", "managing keys and tokens asks for your secret access key again");
  if (const auto wait = api.access.count_attempt(request.peer)) return too_many_attempts(*wait);
  if (api.access.knows_secret(request.principal, secret)) return std::nullopt;
  return problem(403, "Not allowed",
                 fmt::format("this is not the secret access key of {}", request.principal.access_key_id));
}

}  // namespace spotter
