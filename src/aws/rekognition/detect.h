#pragma once
// Requests and responses of the operations that look at one picture. What is found has the shapes of
// domain/findings.h. An optional of a request was not sent; one of a response is left out.

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "aws/rekognition/image.h"
#include "domain/findings.h"

namespace spotter::rekognition {

// --- DetectLabels ---------------------------------------------------------------------------------

BOOST_DEFINE_ENUM_CLASS(DetectLabelsFeatureName, GENERAL_LABELS, IMAGE_PROPERTIES)

struct GeneralLabelsSettings {
  std::optional<std::vector<std::string>> label_inclusion_filters;
  std::optional<std::vector<std::string>> label_exclusion_filters;
  std::optional<std::vector<std::string>> label_category_inclusion_filters;
  std::optional<std::vector<std::string>> label_category_exclusion_filters;
};
BOOST_DESCRIBE_STRUCT(GeneralLabelsSettings, (),
                      (label_inclusion_filters, label_exclusion_filters, label_category_inclusion_filters,
                       label_category_exclusion_filters))

struct DetectLabelsImagePropertiesSettings {
  std::optional<int> max_dominant_colors;
};
BOOST_DESCRIBE_STRUCT(DetectLabelsImagePropertiesSettings, (), (max_dominant_colors))

struct DetectLabelsSettings {
  std::optional<GeneralLabelsSettings> general_labels;
  std::optional<DetectLabelsImagePropertiesSettings> image_properties;
};
BOOST_DESCRIBE_STRUCT(DetectLabelsSettings, (), (general_labels, image_properties))

struct DetectLabelsRequest {
  Image image;
  std::optional<int> max_labels;
  std::optional<float> min_confidence;
  std::optional<std::vector<DetectLabelsFeatureName>> features;
  std::optional<DetectLabelsSettings> settings;
};
BOOST_DESCRIBE_STRUCT(DetectLabelsRequest, (), (image, max_labels, min_confidence, features, settings))

struct DetectLabelsResponse {
  std::optional<std::vector<Label>> labels;  ///< with GENERAL_LABELS
  std::string label_model_version;
  std::optional<ImageProperties> image_properties;  ///< with IMAGE_PROPERTIES
};
BOOST_DESCRIBE_STRUCT(DetectLabelsResponse, (), (labels, label_model_version, image_properties))

// --- DetectText -----------------------------------------------------------------------------------

struct DetectionFilter {
  std::optional<float> min_confidence;
  std::optional<float> min_bounding_box_height;
  std::optional<float> min_bounding_box_width;
};
BOOST_DESCRIBE_STRUCT(DetectionFilter, (), (min_confidence, min_bounding_box_height, min_bounding_box_width))

struct RegionOfInterest {
  std::optional<BoundingBox> bounding_box;
  std::optional<std::vector<Point>> polygon;
};
BOOST_DESCRIBE_STRUCT(RegionOfInterest, (), (bounding_box, polygon))

struct DetectTextFilters {
  std::optional<DetectionFilter> word_filter;
  std::optional<std::vector<RegionOfInterest>> regions_of_interest;
};
BOOST_DESCRIBE_STRUCT(DetectTextFilters, (), (word_filter, regions_of_interest))

struct DetectTextRequest {
  Image image;
  std::optional<DetectTextFilters> filters;
};
BOOST_DESCRIBE_STRUCT(DetectTextRequest, (), (image, filters))

struct DetectTextResponse {
  std::vector<TextDetection> text_detections;
  std::string text_model_version;
};
BOOST_DESCRIBE_STRUCT(DetectTextResponse, (), (text_detections, text_model_version))

// --- DetectFaces ----------------------------------------------------------------------------------

BOOST_DEFINE_ENUM_CLASS(Attribute, DEFAULT, ALL, AGE_RANGE, BEARD, EMOTIONS, EYE_DIRECTION, EYEGLASSES, EYES_OPEN,
                        GENDER, MOUTH_OPEN, MUSTACHE, FACE_OCCLUDED, SMILE, SUNGLASSES)

struct DetectFacesRequest {
  Image image;
  std::optional<std::vector<Attribute>> attributes;
};
BOOST_DESCRIBE_STRUCT(DetectFacesRequest, (), (image, attributes))

struct DetectFacesResponse {
  std::vector<FaceDetail> face_details;
};
BOOST_DESCRIBE_STRUCT(DetectFacesResponse, (), (face_details))

// --- RecognizeCelebrities, GetCelebrityInfo -------------------------------------------------------

struct RecognizeCelebritiesRequest {
  Image image;
};
BOOST_DESCRIBE_STRUCT(RecognizeCelebritiesRequest, (), (image))

struct RecognizeCelebritiesResponse {
  std::vector<Celebrity> celebrity_faces;
  std::vector<ComparedFace> unrecognized_faces;
};
BOOST_DESCRIBE_STRUCT(RecognizeCelebritiesResponse, (), (celebrity_faces, unrecognized_faces))

struct GetCelebrityInfoRequest {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(GetCelebrityInfoRequest, (), (id))

struct GetCelebrityInfoResponse {
  std::vector<std::string> urls;
  std::string name;
  std::optional<KnownGender> known_gender;
};
BOOST_DESCRIBE_STRUCT(GetCelebrityInfoResponse, (), (urls, name, known_gender))

// --- DetectModerationLabels -----------------------------------------------------------------------

BOOST_DEFINE_ENUM_CLASS(ContentClassifier, FreeOfPersonallyIdentifiableInformation, FreeOfAdultContent)

struct HumanLoopDataAttributes {
  std::optional<std::vector<ContentClassifier>> content_classifiers;
};
BOOST_DESCRIBE_STRUCT(HumanLoopDataAttributes, (), (content_classifiers))

struct HumanLoopConfig {
  std::string human_loop_name;
  std::string flow_definition_arn;
  std::optional<HumanLoopDataAttributes> data_attributes;
};
BOOST_DESCRIBE_STRUCT(HumanLoopConfig, (), (human_loop_name, flow_definition_arn, data_attributes))

struct DetectModerationLabelsRequest {
  Image image;
  std::optional<float> min_confidence;
  std::optional<HumanLoopConfig> human_loop_config;
  std::optional<std::string> project_version;
};
BOOST_DESCRIBE_STRUCT(DetectModerationLabelsRequest, (), (image, min_confidence, human_loop_config, project_version))

/// A moderation label without spotter's evidence, as Rekognition gives it.
struct PlainModerationLabel {
  float confidence = 0;
  std::string name;
  std::string parent_name;
  int taxonomy_level = 1;
};
BOOST_DESCRIBE_STRUCT(PlainModerationLabel, (), (confidence, name, parent_name, taxonomy_level))

struct DetectModerationLabelsResponse {
  std::vector<PlainModerationLabel> moderation_labels;
  std::string moderation_model_version;
  std::vector<ContentType> content_types;
};
BOOST_DESCRIBE_STRUCT(DetectModerationLabelsResponse, (), (moderation_labels, moderation_model_version, content_types))

// --- CompareFaces ---------------------------------------------------------------------------------

BOOST_DEFINE_ENUM_CLASS(QualityFilter, NONE, AUTO, LOW, MEDIUM, HIGH)

struct CompareFacesRequest {
  Image source_image;
  Image target_image;
  std::optional<float> similarity_threshold;
  std::optional<QualityFilter> quality_filter;
};
BOOST_DESCRIBE_STRUCT(CompareFacesRequest, (), (source_image, target_image, similarity_threshold, quality_filter))

struct ComparedSourceImageFace {
  BoundingBox bounding_box;
  float confidence = 0;
};
BOOST_DESCRIBE_STRUCT(ComparedSourceImageFace, (), (bounding_box, confidence))

struct CompareFacesMatch {
  float similarity = 0;
  ComparedFace face;
};
BOOST_DESCRIBE_STRUCT(CompareFacesMatch, (), (similarity, face))

struct CompareFacesResponse {
  ComparedSourceImageFace source_image_face;
  std::vector<CompareFacesMatch> face_matches;
  std::vector<ComparedFace> unmatched_faces;
};
BOOST_DESCRIBE_STRUCT(CompareFacesResponse, (), (source_image_face, face_matches, unmatched_faces))

}  // namespace spotter::rekognition
