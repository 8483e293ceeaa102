#pragma once
// Rekognition's operations: a request in, a response or an error of AWS out. Constraints of the API's model hold when
// they are called, and the caller may do the operation on its collection.

#include "aws/rekognition/collections.h"
#include "aws/rekognition/detect.h"
#include "aws/rekognition/faces.h"
#include "aws/rekognition/users.h"
#include "http/rekognition/call.h"

namespace spotter::rekognition {

Outcome<DetectLabelsResponse> detect_labels(const Call& call, DetectLabelsRequest request);
Outcome<DetectTextResponse> detect_text(const Call& call, DetectTextRequest request);
Outcome<DetectFacesResponse> detect_faces(const Call& call, DetectFacesRequest request);
Outcome<RecognizeCelebritiesResponse> recognize_celebrities(const Call& call, RecognizeCelebritiesRequest request);
Outcome<GetCelebrityInfoResponse> get_celebrity_info(const Call& call, GetCelebrityInfoRequest request);
Outcome<DetectModerationLabelsResponse> detect_moderation_labels(const Call& call,
                                                                 DetectModerationLabelsRequest request);
Outcome<CompareFacesResponse> compare_faces(const Call& call, CompareFacesRequest request);

Outcome<CreateCollectionResponse> create_collection(const Call& call, CreateCollectionRequest request);
Outcome<DescribeCollectionResponse> describe_collection(const Call& call, DescribeCollectionRequest request);
Outcome<ListCollectionsResponse> list_collections(const Call& call, ListCollectionsRequest request);
Outcome<DeleteCollectionResponse> delete_collection(const Call& call, DeleteCollectionRequest request);
Outcome<TagResourceResponse> tag_resource(const Call& call, TagResourceRequest request);
Outcome<UntagResourceResponse> untag_resource(const Call& call, UntagResourceRequest request);
Outcome<ListTagsForResourceResponse> list_tags_for_resource(const Call& call, ListTagsForResourceRequest request);

Outcome<IndexFacesResponse> index_faces(const Call& call, IndexFacesRequest request);
Outcome<ListFacesResponse> list_faces(const Call& call, ListFacesRequest request);
Outcome<DeleteFacesResponse> delete_faces(const Call& call, DeleteFacesRequest request);
Outcome<SearchFacesResponse> search_faces(const Call& call, SearchFacesRequest request);
Outcome<SearchFacesByImageResponse> search_faces_by_image(const Call& call, SearchFacesByImageRequest request);

Outcome<CreateUserResponse> create_user(const Call& call, CreateUserRequest request);
Outcome<DeleteUserResponse> delete_user(const Call& call, DeleteUserRequest request);
Outcome<ListUsersResponse> list_users(const Call& call, ListUsersRequest request);
Outcome<AssociateFacesResponse> associate_faces(const Call& call, AssociateFacesRequest request);
Outcome<DisassociateFacesResponse> disassociate_faces(const Call& call, DisassociateFacesRequest request);
Outcome<SearchUsersResponse> search_users(const Call& call, SearchUsersRequest request);
Outcome<SearchUsersByImageResponse> search_users_by_image(const Call& call, SearchUsersByImageRequest request);

}  // namespace spotter::rekognition
