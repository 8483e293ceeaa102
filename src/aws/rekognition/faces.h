#pragma once
// Requests and responses of the faces in a collection.

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "aws/rekognition/detect.h"
#include "domain/findings.h"

namespace spotter::rekognition {

/// A face as a collection keeps it.
struct Face {
  std::string face_id;
  BoundingBox bounding_box;
  std::string image_id;
  std::optional<std::string> external_image_id;
  float confidence = 0;
  std::string index_faces_model_version;
  std::optional<std::string> user_id;  ///< where the face is associated
};
BOOST_DESCRIBE_STRUCT(Face, (),
                      (face_id, bounding_box, image_id, external_image_id, confidence, index_faces_model_version,
                       user_id))

BOOST_DEFINE_ENUM_CLASS(Reason, EXCEEDS_MAX_FACES, EXTREME_POSE, LOW_BRIGHTNESS, LOW_SHARPNESS, LOW_CONFIDENCE,
                        SMALL_BOUNDING_BOX, LOW_FACE_QUALITY)

struct FaceRecord {
  Face face;
  FaceDetail face_detail;
};
BOOST_DESCRIBE_STRUCT(FaceRecord, (), (face, face_detail))

struct UnindexedFace {
  std::vector<Reason> reasons;
  FaceDetail face_detail;
};
BOOST_DESCRIBE_STRUCT(UnindexedFace, (), (reasons, face_detail))

struct IndexFacesRequest {
  std::string collection_id;
  Image image;
  std::optional<std::string> external_image_id;
  std::optional<std::vector<Attribute>> detection_attributes;
  std::optional<int> max_faces;
  std::optional<QualityFilter> quality_filter;
};
BOOST_DESCRIBE_STRUCT(IndexFacesRequest, (),
                      (collection_id, image, external_image_id, detection_attributes, max_faces, quality_filter))

struct IndexFacesResponse {
  std::vector<FaceRecord> face_records;
  std::string face_model_version;
  std::vector<UnindexedFace> unindexed_faces;
};
BOOST_DESCRIBE_STRUCT(IndexFacesResponse, (), (face_records, face_model_version, unindexed_faces))

struct ListFacesRequest {
  std::string collection_id;
  std::optional<std::string> next_token;
  std::optional<int> max_results;
  std::optional<std::string> user_id;
  std::optional<std::vector<std::string>> face_ids;
};
BOOST_DESCRIBE_STRUCT(ListFacesRequest, (), (collection_id, next_token, max_results, user_id, face_ids))

struct ListFacesResponse {
  std::vector<Face> faces;
  std::optional<std::string> next_token;
  std::string face_model_version;
};
BOOST_DESCRIBE_STRUCT(ListFacesResponse, (), (faces, next_token, face_model_version))

BOOST_DEFINE_ENUM_CLASS(UnsuccessfulFaceDeletionReason, ASSOCIATED_TO_AN_EXISTING_USER, FACE_NOT_FOUND)

struct UnsuccessfulFaceDeletion {
  std::string face_id;
  std::optional<std::string> user_id;
  std::vector<UnsuccessfulFaceDeletionReason> reasons;
};
BOOST_DESCRIBE_STRUCT(UnsuccessfulFaceDeletion, (), (face_id, user_id, reasons))

struct DeleteFacesRequest {
  std::string collection_id;
  std::vector<std::string> face_ids;
};
BOOST_DESCRIBE_STRUCT(DeleteFacesRequest, (), (collection_id, face_ids))

struct DeleteFacesResponse {
  std::vector<std::string> deleted_faces;
  std::vector<UnsuccessfulFaceDeletion> unsuccessful_face_deletions;
};
BOOST_DESCRIBE_STRUCT(DeleteFacesResponse, (), (deleted_faces, unsuccessful_face_deletions))

struct FaceMatch {
  float similarity = 0;
  Face face;
};
BOOST_DESCRIBE_STRUCT(FaceMatch, (), (similarity, face))

struct SearchFacesRequest {
  std::string collection_id;
  std::string face_id;
  std::optional<int> max_faces;
  std::optional<float> face_match_threshold;
};
BOOST_DESCRIBE_STRUCT(SearchFacesRequest, (), (collection_id, face_id, max_faces, face_match_threshold))

struct SearchFacesResponse {
  std::string searched_face_id;
  std::vector<FaceMatch> face_matches;
  std::string face_model_version;
};
BOOST_DESCRIBE_STRUCT(SearchFacesResponse, (), (searched_face_id, face_matches, face_model_version))

struct SearchFacesByImageRequest {
  std::string collection_id;
  Image image;
  std::optional<int> max_faces;
  std::optional<float> face_match_threshold;
  std::optional<QualityFilter> quality_filter;
};
BOOST_DESCRIBE_STRUCT(SearchFacesByImageRequest, (),
                      (collection_id, image, max_faces, face_match_threshold, quality_filter))

struct SearchFacesByImageResponse {
  BoundingBox searched_face_bounding_box;
  float searched_face_confidence = 0;
  std::vector<FaceMatch> face_matches;
  std::string face_model_version;
};
BOOST_DESCRIBE_STRUCT(SearchFacesByImageResponse, (),
                      (searched_face_bounding_box, searched_face_confidence, face_matches, face_model_version))

}  // namespace spotter::rekognition
