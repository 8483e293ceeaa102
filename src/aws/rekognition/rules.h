#pragma once
// The constraints of the API's model, beside the structs: a table a struct, one row a member that has any. What is
// required needs no row: a request's members that are no optionals are.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "aws/rekognition/collections.h"
#include "aws/rekognition/detect.h"
#include "aws/rekognition/faces.h"
#include "aws/rekognition/image.h"
#include "aws/rekognition/patterns.h"
#include "aws/rekognition/users.h"
#include "domain/described_json.h"

namespace spotter::rekognition {

/// Of a text: its length in code points; of a blob: bytes; of a list or map: elements; of a number: its value.
struct Limits {
  std::optional<std::int64_t> least{};
  std::optional<std::int64_t> most{};
  const Pattern* pattern = nullptr;
};

struct Rule {
  std::string_view member;
  Limits limits{};    ///< of the member's value
  Limits elements{};  ///< of a list's elements or a map's values
  Limits keys{};      ///< of a map's keys
};

// The model's names.
inline constexpr std::size_t kMostImageBytes = 5'242'880;
inline constexpr Limits kImageBlob = {1, kMostImageBytes};
inline constexpr Limits kPercent = {0, 100};
inline constexpr Limits kRatio = {0, 1};
inline constexpr Limits kPageSize = {0, 4096};
inline constexpr Limits kMaxFaces = {1, 4096};
inline constexpr Limits kMaxUserResults = {1, 500};
inline constexpr Limits kPaginationToken = {{}, 255};
inline constexpr Limits kCollectionId = {1, 255, &kCollectionIdPattern};
inline constexpr Limits kUserId = {1, 128, &kExternalIdPattern};
inline constexpr Limits kFaceId = {{}, {}, &kFaceIdPattern};
inline constexpr Limits kClientRequestToken = {1, 64, &kClientTokenPattern};
inline constexpr Limits kResourceArn = {20, 2048};
inline constexpr Limits kTagKey = {1, 128, &kTagKeyPattern};
inline constexpr Limits kTagValue = {0, 256, &kTagValuePattern};
inline constexpr Limits kTagCount = {0, 200};
inline constexpr Limits kFilterCount = {0, 100};
inline constexpr Limits kFilterValue = {0, 50, &kLabelFilterPattern};

template <class T>
inline constexpr std::array<Rule, 0> kRules{};

/// Whether a struct's members that are no optionals are required; the findings' geometry has none that are.
template <class T>
inline constexpr bool kRequired = true;
template <>
inline constexpr bool kRequired<BoundingBox> = false;
template <>
inline constexpr bool kRequired<Point> = false;

// --- pictures -------------------------------------------------------------------------------------

template <>
inline constexpr auto kRules<Image> = std::to_array<Rule>({{"bytes", kImageBlob}});
template <>
inline constexpr auto kRules<S3Object> =
    std::to_array<Rule>({{"bucket", {3, 255, &kS3BucketPattern}}, {"name", {1, 1024}}, {"version", {1, 1024}}});

template <>
inline constexpr auto kRules<DetectLabelsRequest> =
    std::to_array<Rule>({{"max_labels", {0, {}}}, {"min_confidence", kPercent}, {"features", {0, 2}}});
template <>
inline constexpr auto kRules<GeneralLabelsSettings> =
    std::to_array<Rule>({{"label_inclusion_filters", kFilterCount, kFilterValue},
                         {"label_exclusion_filters", kFilterCount, kFilterValue},
                         {"label_category_inclusion_filters", kFilterCount, kFilterValue},
                         {"label_category_exclusion_filters", kFilterCount, kFilterValue}});
template <>
inline constexpr auto kRules<DetectLabelsImagePropertiesSettings> =
    std::to_array<Rule>({{"max_dominant_colors", {0, 20}}});
template <>
inline constexpr auto kRules<DetectionFilter> = std::to_array<Rule>(
    {{"min_confidence", kPercent}, {"min_bounding_box_height", kRatio}, {"min_bounding_box_width", kRatio}});
template <>
inline constexpr auto kRules<DetectTextFilters> = std::to_array<Rule>({{"regions_of_interest", {0, 10}}});
template <>
inline constexpr auto kRules<GetCelebrityInfoRequest> = std::to_array<Rule>({{"id", {{}, {}, &kUniqueIdPattern}}});
template <>
inline constexpr auto kRules<HumanLoopConfig> =
    std::to_array<Rule>({{"human_loop_name", {1, 63, &kHumanLoopNamePattern}}, {"flow_definition_arn", {{}, 256}}});
template <>
inline constexpr auto kRules<HumanLoopDataAttributes> = std::to_array<Rule>({{"content_classifiers", {{}, 256}}});
template <>
inline constexpr auto kRules<DetectModerationLabelsRequest> =
    std::to_array<Rule>({{"min_confidence", kPercent}, {"project_version", {20, 2048, &kProjectVersionPattern}}});
template <>
inline constexpr auto kRules<CompareFacesRequest> = std::to_array<Rule>({{"similarity_threshold", kPercent}});

// --- collections and tags -------------------------------------------------------------------------

template <>
inline constexpr auto kRules<CreateCollectionRequest> =
    std::to_array<Rule>({{"collection_id", kCollectionId}, {"tags", kTagCount, kTagValue, kTagKey}});
template <>
inline constexpr auto kRules<DescribeCollectionRequest> = std::to_array<Rule>({{"collection_id", kCollectionId}});
template <>
inline constexpr auto kRules<ListCollectionsRequest> =
    std::to_array<Rule>({{"next_token", kPaginationToken}, {"max_results", kPageSize}});
template <>
inline constexpr auto kRules<DeleteCollectionRequest> = std::to_array<Rule>({{"collection_id", kCollectionId}});
template <>
inline constexpr auto kRules<TagResourceRequest> =
    std::to_array<Rule>({{"resource_arn", kResourceArn}, {"tags", kTagCount, kTagValue, kTagKey}});
template <>
inline constexpr auto kRules<UntagResourceRequest> =
    std::to_array<Rule>({{"resource_arn", kResourceArn}, {"tag_keys", kTagCount, kTagKey}});
template <>
inline constexpr auto kRules<ListTagsForResourceRequest> = std::to_array<Rule>({{"resource_arn", kResourceArn}});

// --- faces ----------------------------------------------------------------------------------------

template <>
inline constexpr auto kRules<IndexFacesRequest> = std::to_array<Rule>(
    {{"collection_id", kCollectionId}, {"external_image_id", {1, 255, &kExternalIdPattern}}, {"max_faces", {1, {}}}});
template <>
inline constexpr auto kRules<ListFacesRequest> = std::to_array<Rule>({{"collection_id", kCollectionId},
                                                                      {"next_token", kPaginationToken},
                                                                      {"max_results", kPageSize},
                                                                      {"user_id", kUserId},
                                                                      {"face_ids", {1, 4096}, kFaceId}});
template <>
inline constexpr auto kRules<DeleteFacesRequest> =
    std::to_array<Rule>({{"collection_id", kCollectionId}, {"face_ids", {1, 4096}, kFaceId}});
template <>
inline constexpr auto kRules<SearchFacesRequest> = std::to_array<Rule>({{"collection_id", kCollectionId},
                                                                        {"face_id", kFaceId},
                                                                        {"max_faces", kMaxFaces},
                                                                        {"face_match_threshold", kPercent}});
template <>
inline constexpr auto kRules<SearchFacesByImageRequest> = std::to_array<Rule>(
    {{"collection_id", kCollectionId}, {"max_faces", kMaxFaces}, {"face_match_threshold", kPercent}});

// --- users ----------------------------------------------------------------------------------------

template <>
inline constexpr auto kRules<CreateUserRequest> = std::to_array<Rule>(
    {{"collection_id", kCollectionId}, {"user_id", kUserId}, {"client_request_token", kClientRequestToken}});
template <>
inline constexpr auto kRules<DeleteUserRequest> = std::to_array<Rule>(
    {{"collection_id", kCollectionId}, {"user_id", kUserId}, {"client_request_token", kClientRequestToken}});
template <>
inline constexpr auto kRules<ListUsersRequest> = std::to_array<Rule>(
    {{"collection_id", kCollectionId}, {"max_results", kMaxUserResults}, {"next_token", kPaginationToken}});
template <>
inline constexpr auto kRules<AssociateFacesRequest> =
    std::to_array<Rule>({{"collection_id", kCollectionId},
                         {"user_id", kUserId},
                         {"face_ids", {1, 100}, kFaceId},
                         {"user_match_threshold", kPercent},
                         {"client_request_token", kClientRequestToken}});
template <>
inline constexpr auto kRules<DisassociateFacesRequest> =
    std::to_array<Rule>({{"collection_id", kCollectionId},
                         {"user_id", kUserId},
                         {"client_request_token", kClientRequestToken},
                         {"face_ids", {1, 100}, kFaceId}});
template <>
inline constexpr auto kRules<SearchUsersRequest> = std::to_array<Rule>({{"collection_id", kCollectionId},
                                                                        {"user_id", kUserId},
                                                                        {"face_id", kFaceId},
                                                                        {"user_match_threshold", kPercent},
                                                                        {"max_users", kMaxUserResults}});
template <>
inline constexpr auto kRules<SearchUsersByImageRequest> = std::to_array<Rule>(
    {{"collection_id", kCollectionId}, {"user_match_threshold", kPercent}, {"max_users", kMaxUserResults}});

// --- looking rules up -----------------------------------------------------------------------------

/// The rule of a member; one that demands nothing where it has none.
inline Rule rule_of(std::span<const Rule> rules, std::string_view member) {
  const auto found = std::ranges::find(rules, member, &Rule::member);
  return found == rules.end() ? Rule{.member = member} : *found;
}

/// Whether every rule is of a member that the struct has.
template <class T>
consteval bool names_members_of(std::span<const Rule> rules) {
  return std::ranges::all_of(rules, [](const Rule& rule) {
    bool found = false;
    described::for_each_member<T>([&](auto member) { found |= rule.member == member.name; });
    return found;
  });
}

}  // namespace spotter::rekognition
