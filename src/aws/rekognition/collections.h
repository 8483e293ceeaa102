#pragma once
// Requests and responses of collections and tags.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

namespace spotter::rekognition {

using Tags = std::map<std::string, std::string>;

/// Seconds since 1970 with fractions: a JSON number on the wire.
struct EpochSeconds {
  double value = 0;
};
inline double number_of(EpochSeconds time) {
  return time.value;
}

struct CreateCollectionRequest {
  std::string collection_id;
  std::optional<Tags> tags;
};
BOOST_DESCRIBE_STRUCT(CreateCollectionRequest, (), (collection_id, tags))

struct CreateCollectionResponse {
  int status_code = 200;
  std::string collection_arn;  ///< without the leading `arn:`, as AWS sends it here
  std::string face_model_version;
};
BOOST_DESCRIBE_STRUCT(CreateCollectionResponse, (), (status_code, collection_arn, face_model_version))

struct DescribeCollectionRequest {
  std::string collection_id;
};
BOOST_DESCRIBE_STRUCT(DescribeCollectionRequest, (), (collection_id))

struct DescribeCollectionResponse {
  std::int64_t face_count = 0;
  std::string face_model_version;
  std::string collection_a_r_n;  ///< `CollectionARN`: a full ARN
  EpochSeconds creation_timestamp;
  std::int64_t user_count = 0;
};
BOOST_DESCRIBE_STRUCT(DescribeCollectionResponse, (),
                      (face_count, face_model_version, collection_a_r_n, creation_timestamp, user_count))

struct ListCollectionsRequest {
  std::optional<std::string> next_token;
  std::optional<int> max_results;
};
BOOST_DESCRIBE_STRUCT(ListCollectionsRequest, (), (next_token, max_results))

struct ListCollectionsResponse {
  std::vector<std::string> collection_ids;
  std::optional<std::string> next_token;
  std::vector<std::string> face_model_versions;  ///< beside collection_ids, one each
};
BOOST_DESCRIBE_STRUCT(ListCollectionsResponse, (), (collection_ids, next_token, face_model_versions))

struct DeleteCollectionRequest {
  std::string collection_id;
};
BOOST_DESCRIBE_STRUCT(DeleteCollectionRequest, (), (collection_id))

struct DeleteCollectionResponse {
  int status_code = 200;
};
BOOST_DESCRIBE_STRUCT(DeleteCollectionResponse, (), (status_code))

struct TagResourceRequest {
  std::string resource_arn;
  Tags tags;
};
BOOST_DESCRIBE_STRUCT(TagResourceRequest, (), (resource_arn, tags))

struct TagResourceResponse {};
BOOST_DESCRIBE_STRUCT(TagResourceResponse, (), ())

struct UntagResourceRequest {
  std::string resource_arn;
  std::vector<std::string> tag_keys;
};
BOOST_DESCRIBE_STRUCT(UntagResourceRequest, (), (resource_arn, tag_keys))

struct UntagResourceResponse {};
BOOST_DESCRIBE_STRUCT(UntagResourceResponse, (), ())

struct ListTagsForResourceRequest {
  std::string resource_arn;
};
BOOST_DESCRIBE_STRUCT(ListTagsForResourceRequest, (), (resource_arn))

struct ListTagsForResourceResponse {
  Tags tags;
};
BOOST_DESCRIBE_STRUCT(ListTagsForResourceResponse, (), (tags))

}  // namespace spotter::rekognition
