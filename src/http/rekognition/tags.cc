// TagResource, UntagResource, ListTagsForResource: tags of collections, the only resources that have some.

#include <mutex>

#include <fmt/format.h>

#include "http/rekognition/collection_view.h"
#include "http/rekognition/operations.h"

namespace spotter::rekognition {
namespace {

constexpr std::size_t kMostTags = 200;

/// Tags are read, changed and replaced whole: one call after another, so that none undoes another's change. Only
/// the server writes them, in one process.
std::unique_lock<std::mutex> turn_to_change() {
  static std::mutex mutex;
  return std::unique_lock(mutex);
}

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

Outcome<> set_tags(const Call& call, const Collection& collection, const std::string& arn) {
  const auto set = call.api.ports.collections.set_tags(collection.id, collection.tags, call.deadline);
  if (set) return {};
  if (set.error().code == Errc::not_found) return no_resource(arn);
  return std::unexpected(error_of(set.error()));
}

}  // namespace

Outcome<TagResourceResponse> tag_resource(const Call& call, TagResourceRequest request) {
  const auto turn = turn_to_change();
  SPOTTER_ASSIGN(Collection collection, tagged(call, request.resource_arn));
  for (auto& [key, value] : request.tags)
    collection.tags.insert_or_assign(key, std::move(value));
  if (collection.tags.size() > kMostTags)
    return std::unexpected(aws::Error{.code = "ServiceQuotaExceededException",
                                      .message = fmt::format("A resource has at most {} tags", kMostTags)});
  SPOTTER_TRY(set_tags(call, collection, request.resource_arn));
  return TagResourceResponse{};
}

Outcome<UntagResourceResponse> untag_resource(const Call& call, UntagResourceRequest request) {
  const auto turn = turn_to_change();
  SPOTTER_ASSIGN(Collection collection, tagged(call, request.resource_arn));
  for (const std::string& key : request.tag_keys)
    collection.tags.erase(key);
  SPOTTER_TRY(set_tags(call, collection, request.resource_arn));
  return UntagResourceResponse{};
}

Outcome<ListTagsForResourceResponse> list_tags_for_resource(const Call& call, ListTagsForResourceRequest request) {
  SPOTTER_ASSIGN(Collection collection, tagged(call, request.resource_arn));
  return ListTagsForResourceResponse{.tags = std::move(collection.tags)};
}

}  // namespace spotter::rekognition
