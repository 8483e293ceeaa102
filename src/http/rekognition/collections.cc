// CreateCollection, DescribeCollection, ListCollections, DeleteCollection.

#include <fmt/format.h>

#include "http/rekognition/collection_view.h"
#include "http/rekognition/operations.h"
#include "http/rekognition/paging.h"

namespace spotter::rekognition {
namespace {

constexpr int kCollectionsOfPage = 1000;

EpochSeconds seconds_of(Timestamp time) {
  return {std::chrono::duration<double>(time.time_since_epoch()).count()};
}

}  // namespace

Outcome<CreateCollectionResponse> create_collection(const Call& call, CreateCollectionRequest request) {
  const std::string arn = collection_arn(call, request.collection_id);
  if (request.tags && !request.tags->empty()) SPOTTER_TRY(allow(call, "rekognition:TagResource", arn));
  const auto created = call.api.ports.collections.create(
      {.id = request.collection_id, .created_at = call.api.ports.clock.now(), .tags = request.tags.value_or(Tags{})},
      call.deadline);
  if (!created && created.error().code == Errc::conflict)
    return std::unexpected(
        aws::Error{.code = "ResourceAlreadyExistsException",
                   .message = fmt::format("The collection id: {} already exists", request.collection_id)});
  if (!created) return std::unexpected(error_of(created.error()));
  constexpr std::string_view kPrefix = "arn:";
  return CreateCollectionResponse{.collection_arn = arn.substr(kPrefix.size()),
                                  .face_model_version = kFaceModelVersion};
}

Outcome<DescribeCollectionResponse> describe_collection(const Call& call, DescribeCollectionRequest request) {
  SPOTTER_ASSIGN(const Collection collection, collection_of(call, request.collection_id));
  return DescribeCollectionResponse{.face_count = collection.faces,
                                    .face_model_version = kFaceModelVersion,
                                    .collection_a_r_n = collection_arn(call, collection.id),
                                    .creation_timestamp = seconds_of(collection.created_at),
                                    .user_count = collection.users};
}

Outcome<ListCollectionsResponse> list_collections(const Call& call, ListCollectionsRequest request) {
  const PagedList list{.operation = "ListCollections"};
  const int size = page_size(request.max_results, kCollectionsOfPage);
  SPOTTER_ASSIGN(const std::string after, begin_of_page(call, list, request.next_token));
  auto read = call.api.ports.collections.list(after, size + 1, call.deadline);
  if (!read) return std::unexpected(error_of(read.error()));
  ListCollectionsResponse response;
  SPOTTER_ASSIGN(response.next_token, cut_page(call, list, *read, size, [](const Collection& one) { return one.id; }));
  for (Collection& one : *read) {
    response.collection_ids.push_back(std::move(one.id));
    response.face_model_versions.emplace_back(kFaceModelVersion);
  }
  return response;
}

Outcome<DeleteCollectionResponse> delete_collection(const Call& call, DeleteCollectionRequest request) {
  const auto removed = call.api.ports.collections.remove(request.collection_id, call.deadline);
  if (!removed) return std::unexpected(error_in(request.collection_id, removed.error()));
  return DeleteCollectionResponse{};
}

}  // namespace spotter::rekognition
