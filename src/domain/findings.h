#pragma once
// What was found in a picture. Types and members are those of Rekognition's responses, in snake_case
// (domain/json.h gives them Rekognition's names back). Confidences are 0..100. An optional that is
// empty is something no model here knows: it is left out of every answer, never invented.

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "domain/geometry.h"

namespace spotter {

// --- labels -------------------------------------------------------------------------------------

/// One of the 140 named CSS colours that covers a share of the picture.
struct DominantColor {
  int red = 0;
  int blue = 0;
  int green = 0;
  std::string hex_code;          ///< `#rrggbb`
  std::string css_color;         ///< CSS name, British `grey`
  std::string simplified_color;  ///< one of 12 plain colour names
  float pixel_percent = 0;
};
BOOST_DESCRIBE_STRUCT(DominantColor, (), (red, blue, green, hex_code, css_color, simplified_color, pixel_percent))

struct Instance {
  BoundingBox bounding_box;
  float confidence = 0;
  std::optional<std::vector<DominantColor>> dominant_colors;
};
BOOST_DESCRIBE_STRUCT(Instance, (), (bounding_box, confidence, dominant_colors))

struct Parent {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Parent, (), (name))

struct LabelAlias {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(LabelAlias, (), (name))

struct LabelCategory {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(LabelCategory, (), (name))

struct Label {
  std::string name;
  float confidence = 0;
  std::vector<Instance> instances;
  std::vector<Parent> parents;  ///< all ancestors
  std::vector<LabelAlias> aliases;
  std::vector<LabelCategory> categories;
};
BOOST_DESCRIBE_STRUCT(Label, (), (name, confidence, instances, parents, aliases, categories))

/// Measured from pixels, 0..100.
struct ImageQuality {
  float brightness = 0;
  float sharpness = 0;
  std::optional<float> contrast;  ///< of a whole image only
};
BOOST_DESCRIBE_STRUCT(ImageQuality, (), (brightness, sharpness, contrast))

struct ImageGround {
  ImageQuality quality;
  std::vector<DominantColor> dominant_colors;
};
BOOST_DESCRIBE_STRUCT(ImageGround, (), (quality, dominant_colors))

struct ImageProperties {
  ImageQuality quality;
  std::vector<DominantColor> dominant_colors;
  std::optional<ImageGround> foreground;
  std::optional<ImageGround> background;
};
BOOST_DESCRIBE_STRUCT(ImageProperties, (), (quality, dominant_colors, foreground, background))

// --- text ---------------------------------------------------------------------------------------

BOOST_DEFINE_ENUM_CLASS(TextTypes, LINE, WORD)

struct TextDetection {
  std::string detected_text;
  TextTypes type = TextTypes::LINE;
  int id = 0;
  std::optional<int> parent_id;  ///< a word's line; a line has none
  float confidence = 0;
  Geometry geometry;
};
BOOST_DESCRIBE_STRUCT(TextDetection, (), (detected_text, type, id, parent_id, confidence, geometry))

// --- faces --------------------------------------------------------------------------------------

BOOST_DEFINE_ENUM_CLASS(LandmarkType, eyeLeft, eyeRight, mouthLeft, mouthRight, nose, leftEyeBrowLeft, leftEyeBrowRight,
                        leftEyeBrowUp, rightEyeBrowLeft, rightEyeBrowRight, rightEyeBrowUp, leftEyeLeft, leftEyeRight,
                        leftEyeUp, leftEyeDown, rightEyeLeft, rightEyeRight, rightEyeUp, rightEyeDown, noseLeft,
                        noseRight, mouthUp, mouthDown, leftPupil, rightPupil, upperJawlineLeft, midJawlineLeft,
                        chinBottom, midJawlineRight, upperJawlineRight)
BOOST_DEFINE_ENUM_CLASS(EmotionName, HAPPY, SAD, ANGRY, CONFUSED, DISGUSTED, SURPRISED, CALM, UNKNOWN, FEAR)
BOOST_DEFINE_ENUM_CLASS(GenderType, Male, Female)
BOOST_DEFINE_ENUM_CLASS(KnownGenderType, Male, Female, Nonbinary, Unlisted)

struct AgeRange {
  int low = 0;
  int high = 0;
};
BOOST_DESCRIBE_STRUCT(AgeRange, (), (low, high))

/// Smile, Eyeglasses, Sunglasses, EyesOpen, MouthOpen …: yes or no, and how sure of that answer.
struct FaceAttribute {
  bool value = false;
  float confidence = 0;
};
BOOST_DESCRIBE_STRUCT(FaceAttribute, (), (value, confidence))

struct Gender {
  GenderType value = GenderType::Female;
  float confidence = 0;
};
BOOST_DESCRIBE_STRUCT(Gender, (), (value, confidence))

struct Emotion {
  EmotionName type = EmotionName::UNKNOWN;
  float confidence = 0;
};
BOOST_DESCRIBE_STRUCT(Emotion, (), (type, confidence))

struct Landmark {
  LandmarkType type = LandmarkType::nose;
  float x = 0;
  float y = 0;
};
BOOST_DESCRIBE_STRUCT(Landmark, (), (type, x, y))

/// Degrees, -180..180. Roll: clockwise tilt; yaw: turned to the picture's right; pitch: looking up.
struct Pose {
  float roll = 0;
  float yaw = 0;
  float pitch = 0;
};
BOOST_DESCRIBE_STRUCT(Pose, (), (roll, yaw, pitch))

/// Where the eyes look, in degrees, relative to the camera as Pose is.
struct EyeDirection {
  float yaw = 0;
  float pitch = 0;
  float confidence = 0;
};
BOOST_DESCRIBE_STRUCT(EyeDirection, (), (yaw, pitch, confidence))

struct FaceDetail {
  BoundingBox bounding_box;
  std::optional<AgeRange> age_range;
  std::optional<FaceAttribute> smile;
  std::optional<FaceAttribute> eyeglasses;
  std::optional<FaceAttribute> sunglasses;
  std::optional<Gender> gender;
  std::optional<FaceAttribute> beard;
  std::optional<FaceAttribute> mustache;
  std::optional<FaceAttribute> eyes_open;
  std::optional<FaceAttribute> mouth_open;
  std::optional<std::vector<Emotion>> emotions;  ///< by descending confidence
  std::vector<Landmark> landmarks;               ///< the 5, or all 30
  std::optional<Pose> pose;
  std::optional<ImageQuality> quality;
  float confidence = 0;
  std::optional<FaceAttribute> face_occluded;
  std::optional<EyeDirection> eye_direction;
};
BOOST_DESCRIBE_STRUCT(FaceDetail, (),
                      (bounding_box, age_range, smile, eyeglasses, sunglasses, gender, beard, mustache, eyes_open,
                       mouth_open, emotions, landmarks, pose, quality, confidence, face_occluded, eye_direction))

// --- celebrities --------------------------------------------------------------------------------

struct ComparedFace {
  BoundingBox bounding_box;
  float confidence = 0;
  std::vector<Landmark> landmarks;
  std::optional<Pose> pose;
  std::optional<ImageQuality> quality;
  std::optional<std::vector<Emotion>> emotions;
  std::optional<FaceAttribute> smile;
};
BOOST_DESCRIBE_STRUCT(ComparedFace, (), (bounding_box, confidence, landmarks, pose, quality, emotions, smile))

struct KnownGender {
  KnownGenderType type = KnownGenderType::Unlisted;
};
BOOST_DESCRIBE_STRUCT(KnownGender, (), (type))

struct Celebrity {
  std::vector<std::string> urls;
  std::string name;
  std::string id;
  ComparedFace face;
  float match_confidence = 0;
  std::optional<KnownGender> known_gender;
};
BOOST_DESCRIBE_STRUCT(Celebrity, (), (urls, name, id, face, match_confidence, known_gender))

// --- moderation ---------------------------------------------------------------------------------

/// Why a moderation label stands: which model or label said so, under what name, how surely.
struct Evidence {
  std::string source;
  std::string name;
  float confidence = 0;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (source, name, confidence))

struct ModerationLabel {
  float confidence = 0;
  std::string name;
  std::string parent_name;  ///< empty at level 1
  int taxonomy_level = 1;
  std::vector<Evidence> evidence;  ///< spotter's own addition
};
BOOST_DESCRIBE_STRUCT(ModerationLabel, (), (confidence, name, parent_name, taxonomy_level, evidence))

struct ContentType {
  float confidence = 0;
  std::string name;  ///< Illustrated or Animated
};
BOOST_DESCRIBE_STRUCT(ContentType, (), (confidence, name))

// --- everything of one picture ------------------------------------------------------------------

/// A face's place in the space where the same person is near: one vector for each embedding model.
struct FaceVector {
  std::vector<std::vector<float>> parts;  ///< L2-normalised, in the order of the pack's models
};

/// All findings of one picture. Faces and their vectors stand in the same order.
struct Findings {
  std::vector<Label> labels;
  std::optional<ImageProperties> image_properties;
  std::vector<TextDetection> text_detections;
  std::vector<FaceDetail> face_details;
  std::vector<FaceVector> face_vectors;  ///< kept apart from the item, in the face index
  std::vector<Celebrity> celebrity_faces;
  std::vector<ComparedFace> unrecognized_faces;
  std::vector<ModerationLabel> moderation_labels;
  std::vector<ContentType> content_types;
};
BOOST_DESCRIBE_STRUCT(Findings, (),
                      (labels, image_properties, text_detections, face_details, celebrity_faces, unrecognized_faces,
                       moderation_labels, content_types))

/// Takes away labels, their boxes, and moderation labels that are less sure than this.
void drop_unsure(Findings& findings, float least_label, float least_moderation);

/// The members that a face shares with celebrities and comparisons.
ComparedFace compared_face(const FaceDetail& face);

}  // namespace spotter
