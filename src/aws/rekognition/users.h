#pragma once
// Requests and responses of the users of a collection: several faces that are one person.

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "aws/rekognition/faces.h"

namespace spotter::rekognition {

BOOST_DEFINE_ENUM_CLASS(UserStatus, ACTIVE, UPDATING, CREATING, CREATED)

struct CreateUserRequest {
  std::string collection_id;
  std::string user_id;
  std::optional<std::string> client_request_token;
};
BOOST_DESCRIBE_STRUCT(CreateUserRequest, (), (collection_id, user_id, client_request_token))

struct CreateUserResponse {};
BOOST_DESCRIBE_STRUCT(CreateUserResponse, (), ())

struct DeleteUserRequest {
  std::string collection_id;
  std::string user_id;
  std::optional<std::string> client_request_token;
};
BOOST_DESCRIBE_STRUCT(DeleteUserRequest, (), (collection_id, user_id, client_request_token))

struct DeleteUserResponse {};
BOOST_DESCRIBE_STRUCT(DeleteUserResponse, (), ())

struct ListUsersRequest {
  std::string collection_id;
  std::optional<int> max_results;
  std::optional<std::string> next_token;
};
BOOST_DESCRIBE_STRUCT(ListUsersRequest, (), (collection_id, max_results, next_token))

struct User {
  std::string user_id;
  UserStatus user_status = UserStatus::CREATED;
};
BOOST_DESCRIBE_STRUCT(User, (), (user_id, user_status))

struct ListUsersResponse {
  std::vector<User> users;
  std::optional<std::string> next_token;
};
BOOST_DESCRIBE_STRUCT(ListUsersResponse, (), (users, next_token))

BOOST_DEFINE_ENUM_CLASS(UnsuccessfulFaceAssociationReason, FACE_NOT_FOUND, ASSOCIATED_TO_A_DIFFERENT_USER,
                        LOW_MATCH_CONFIDENCE)
BOOST_DEFINE_ENUM_CLASS(UnsuccessfulFaceDisassociationReason, FACE_NOT_FOUND, ASSOCIATED_TO_A_DIFFERENT_USER)

struct AssociatedFace {
  std::string face_id;
};
BOOST_DESCRIBE_STRUCT(AssociatedFace, (), (face_id))

struct UnsuccessfulFaceAssociation {
  std::string face_id;
  std::optional<std::string> user_id;
  std::optional<float> confidence;  ///< with LOW_MATCH_CONFIDENCE
  std::vector<UnsuccessfulFaceAssociationReason> reasons;
};
BOOST_DESCRIBE_STRUCT(UnsuccessfulFaceAssociation, (), (face_id, user_id, confidence, reasons))

struct AssociateFacesRequest {
  std::string collection_id;
  std::string user_id;
  std::vector<std::string> face_ids;
  std::optional<float> user_match_threshold;
  std::optional<std::string> client_request_token;
};
BOOST_DESCRIBE_STRUCT(AssociateFacesRequest, (),
                      (collection_id, user_id, face_ids, user_match_threshold, client_request_token))

struct AssociateFacesResponse {
  std::vector<AssociatedFace> associated_faces;
  std::vector<UnsuccessfulFaceAssociation> unsuccessful_face_associations;
  UserStatus user_status = UserStatus::ACTIVE;
};
BOOST_DESCRIBE_STRUCT(AssociateFacesResponse, (), (associated_faces, unsuccessful_face_associations, user_status))

struct DisassociatedFace {
  std::string face_id;
};
BOOST_DESCRIBE_STRUCT(DisassociatedFace, (), (face_id))

struct UnsuccessfulFaceDisassociation {
  std::string face_id;
  std::optional<std::string> user_id;
  std::vector<UnsuccessfulFaceDisassociationReason> reasons;
};
BOOST_DESCRIBE_STRUCT(UnsuccessfulFaceDisassociation, (), (face_id, user_id, reasons))

struct DisassociateFacesRequest {
  std::string collection_id;
  std::string user_id;
  std::optional<std::string> client_request_token;
  std::vector<std::string> face_ids;
};
BOOST_DESCRIBE_STRUCT(DisassociateFacesRequest, (), (collection_id, user_id, client_request_token, face_ids))

struct DisassociateFacesResponse {
  std::vector<DisassociatedFace> disassociated_faces;
  std::vector<UnsuccessfulFaceDisassociation> unsuccessful_face_disassociations;
  UserStatus user_status = UserStatus::ACTIVE;
};
BOOST_DESCRIBE_STRUCT(DisassociateFacesResponse, (),
                      (disassociated_faces, unsuccessful_face_disassociations, user_status))

struct MatchedUser {
  std::string user_id;
  UserStatus user_status = UserStatus::ACTIVE;
};
BOOST_DESCRIBE_STRUCT(MatchedUser, (), (user_id, user_status))

struct UserMatch {
  float similarity = 0;
  MatchedUser user;
};
BOOST_DESCRIBE_STRUCT(UserMatch, (), (similarity, user))

struct SearchedFace {
  std::string face_id;
};
BOOST_DESCRIBE_STRUCT(SearchedFace, (), (face_id))

struct SearchedUser {
  std::string user_id;
};
BOOST_DESCRIBE_STRUCT(SearchedUser, (), (user_id))

struct SearchUsersRequest {
  std::string collection_id;
  std::optional<std::string> user_id;
  std::optional<std::string> face_id;
  std::optional<float> user_match_threshold;
  std::optional<int> max_users;
};
BOOST_DESCRIBE_STRUCT(SearchUsersRequest, (), (collection_id, user_id, face_id, user_match_threshold, max_users))

struct SearchUsersResponse {
  std::vector<UserMatch> user_matches;
  std::string face_model_version;
  std::optional<SearchedFace> searched_face;
  std::optional<SearchedUser> searched_user;
};
BOOST_DESCRIBE_STRUCT(SearchUsersResponse, (), (user_matches, face_model_version, searched_face, searched_user))

BOOST_DEFINE_ENUM_CLASS(UnsearchedFaceReason, FACE_NOT_LARGEST, EXCEEDS_MAX_FACES, EXTREME_POSE, LOW_BRIGHTNESS,
                        LOW_SHARPNESS, LOW_CONFIDENCE, SMALL_BOUNDING_BOX, LOW_FACE_QUALITY)

struct SearchedFaceDetails {
  FaceDetail face_detail;
};
BOOST_DESCRIBE_STRUCT(SearchedFaceDetails, (), (face_detail))

struct UnsearchedFace {
  FaceDetail face_details;
  std::vector<UnsearchedFaceReason> reasons;
};
BOOST_DESCRIBE_STRUCT(UnsearchedFace, (), (face_details, reasons))

struct SearchUsersByImageRequest {
  std::string collection_id;
  Image image;
  std::optional<float> user_match_threshold;
  std::optional<int> max_users;
  std::optional<QualityFilter> quality_filter;
};
BOOST_DESCRIBE_STRUCT(SearchUsersByImageRequest, (),
                      (collection_id, image, user_match_threshold, max_users, quality_filter))

struct SearchUsersByImageResponse {
  std::vector<UserMatch> user_matches;
  std::string face_model_version;
  std::optional<SearchedFaceDetails> searched_face;
  std::vector<UnsearchedFace> unsearched_faces;
};
BOOST_DESCRIBE_STRUCT(SearchUsersByImageResponse, (),
                      (user_matches, face_model_version, searched_face, unsearched_faces))

}  // namespace spotter::rekognition
