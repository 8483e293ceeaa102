// TagResource, UntagResource, ListTagsForResource: tags of collections, the only resources that have some.

#include <fmt/format.h>

#include "http/rekognition/collection_view.h"
#include "http/rekognition/operations.h"

namespace spotter::rekognition {
namespace {

constexpr int kMostTags = 200;

std::unexpected<aws::Error> no_resource(const std::string& arn) {
  return std::unexpected(aws::Error{.code = "ResourceNotFoundException",
                                    .message = fmt::format("The resource ARN: {} does not exist", arn)});
}

/// The collection that an ARN of this region and account names.
Outcome<Collection> tagged(const Call& call, const std::string& arn) {
  const std::string prefix = collection_arn(call, "");
  if (!arn.starts_with(prefix)) return no_resource(arn);
  auto collection = call.api.ports.collections.get(arn.substr(prefix.size()), call.deadline);
  if (collection) return std::move(*collection);
  if (collection.error().code == Errc::not_found) return no_resource(arn);
  return std::unexpected(error_of(collection.error()));
}

Outcome<> change_tags(const Call& call, const std::string& arn, const TagChange& change) {
  SPOTTER_ASSIGN(const Collection collection, tagged(call, arn));
  const auto changed = call.api.ports.collections.change_tags(collection.id, change, kMostTags, call.deadline);
  if (changed) return {};
  if (changed.error().code == Errc::not_found) return no_resource(arn);
  if (changed.error().code == Errc::too_large)
    return std::unexpected(aws::Error{.code = "ServiceQuotaExceededException",
                                      .message = fmt::format("A resource has at most {} tags", kMostTags)});
  return std::unexpected(error_of(changed.error()));
}

}  // namespace

Outcome<TagResourceResponse> tag_resource(const Call& call, TagResourceRequest request) {
  SPOTTER_TRY(change_tags(call, request.resource_arn, {.put = std::move(request.tags)}));
  return TagResourceResponse{};
}

Outcome<UntagResourceResponse> untag_resource(const Call& call, UntagResourceRequest request) {
  SPOTTER_TRY(change_tags(call, request.resource_arn, {.removed = std::move(request.tag_keys)}));
  return UntagResourceResponse{};
}

Outcome<ListTagsForResourceResponse> list_tags_for_resource(const Call& call, ListTagsForResourceRequest request) {
  SPOTTER_ASSIGN(Collection collection, tagged(call, request.resource_arn));
  return ListTagsForResourceResponse{.tags = std::move(collection.tags)};
}

}  // namespace spotter::rekognition
