#include "recognition/faces/attributes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

#include "domain/similarity.h"
#include "recognition/faces/align.h"

namespace spotter {
namespace {

constexpr std::size_t kFirstIrisLeft = 468;
constexpr std::size_t kFirstIrisRight = 473;
constexpr std::size_t kWithIrises = 478;

float sigmoid(float x) {
  return 1 / (1 + std::exp(-x));
}

int side_of(const Model& model) {
  return static_cast<int>(model.manifest().input.shape[1]);
}

/// Yes or no from a probability of yes.
FaceAttribute attribute(float p) {
  return {.value = p >= 0.5F, .confidence = 100 * std::max(p, 1 - p)};
}

/// The model's curve `name` (measure → probability), where its manifest has one.
std::optional<float> probability(const Model* model, const std::string& name, float measure) {
  if (model == nullptr) return std::nullopt;
  const auto& curves = model->manifest().curves;
  const auto found = curves.find(name);
  if (found == curves.end()) return std::nullopt;
  return on_curve(found->second, measure);
}

/// Runs a network on a square crop of the picture.
Result<ModelCall> call_on_crop(const Model& model, const cv::Mat& rgb, const Similarity& to_crop,
                               Border border = Border::repeated) {
  const int side = side_of(model);
  ModelCall call = model.begin();
  cv::Mat crop(side, side, CV_8UC3, call.pixels(side, side));
  crop_into(rgb, to_crop, crop, border);
  SPOTTER_TRY(call.run());
  return call;
}

/// Where the eye between two corners lies in a crop; mirrored for a network that knows the other eye.
Similarity eye_square(const Point& left, const Point& right, float factor, float side) {
  const float width = std::hypot(right.x - left.x, right.y - left.y);
  const float angle = std::atan2(right.y - left.y, right.x - left.x);
  const float scale = side / (factor * std::max(width, 1.0F));
  Similarity map{.a = scale * std::cos(angle), .b = -scale * std::sin(angle), .c = 0, .d = 0};
  const Point middle = map({.x = (left.x + right.x) / 2, .y = (left.y + right.y) / 2});
  map.c = side / 2 - middle.x;
  map.d = side / 2 - middle.y;
  return map;
}

float crop_scale(const Model& model, float otherwise) {
  const auto& scales = model.manifest().crop_scales;
  return scales.empty() ? otherwise : static_cast<float>(scales.front());
}

EmotionName emotion_named(std::string_view name) {
  static const std::map<std::string_view, EmotionName> kNames = {
      {"angry", EmotionName::ANGRY},  {"disgust", EmotionName::DISGUSTED}, {"fear", EmotionName::FEAR},
      {"happy", EmotionName::HAPPY},  {"sad", EmotionName::SAD},           {"surprise", EmotionName::SURPRISED},
      {"neutral", EmotionName::CALM}, {"confused", EmotionName::CONFUSED}};
  const auto found = kNames.find(name);
  return found == kNames.end() ? EmotionName::UNKNOWN : found->second;
}

}  // namespace

FaceAttributes::FaceAttributes(const Models& models)
    : mesh_(models.only("face_mesh")),
      iris_(models.only("iris")),
      blendshapes_(models.only("blendshapes")),
      age_(models.only("age")),
      gender_(models.only("gender")),
      emotion_(models.only("emotion")),
      head_pose_(models.only("head_pose")) {
  for (const Model* model : models.of_slot("glasses")) {
    const auto& classes = model->manifest().classes;
    if (std::ranges::find(classes, "eyeglasses") != classes.end()) eyeglasses_ = model;
    if (std::ranges::find(classes, "sunglasses") != classes.end()) sunglasses_ = model;
  }
}

Result<void> FaceAttributes::read(const cv::Mat& rgb, const FaceBox& box, FaceDepth depth, FaceDetail& face) const {
  // The head pose network knows the pose better than the mesh does.
  SPOTTER_TRY(read_head_pose(rgb, box, face));
  if (depth == FaceDepth::pose && face.pose) return {};
  SPOTTER_ASSIGN(const auto mesh, read_mesh(rgb, box));
  if (mesh) {
    if (depth == FaceDepth::all) SPOTTER_TRY(read_eyes(rgb, *mesh, face));
    if (depth >= FaceDepth::expression) SPOTTER_TRY(read_mouth(*mesh, face));
    if (depth == FaceDepth::all) SPOTTER_TRY(read_age_and_gender(rgb, *mesh, face));
    if (!face.pose) face.pose = pose_of(*mesh);
  }
  if (depth >= FaceDepth::expression) SPOTTER_TRY(read_emotions(rgb, box, face));
  return depth == FaceDepth::all ? read_glasses(rgb, box, face) : Result<void>{};
}

Result<std::optional<Mesh>> FaceAttributes::read_mesh(const cv::Mat& rgb, const FaceBox& box) const {
  constexpr float kUsual = 1.5F;
  constexpr float kLeastPresence = 0.5F;
  if (mesh_ == nullptr) return std::nullopt;
  const Similarity to_crop = level_square(box, crop_scale(*mesh_, kUsual), static_cast<float>(side_of(*mesh_)));
  SPOTTER_ASSIGN(const ModelCall call, call_on_crop(*mesh_, rgb, to_crop, Border::black));
  Mesh mesh{.points = {}, .to_crop = to_crop, .presence = sigmoid(call.output("presence")[0])};
  if (mesh.presence < kLeastPresence) return std::nullopt;
  const TensorView points = call.output("points");
  for (std::size_t i = 0; i + 2 < points.size(); i += 3)
    mesh.points.push_back({.x = points[i], .y = points[i + 1], .z = points[i + 2]});
  return mesh;
}

Result<std::optional<Irises>> FaceAttributes::read_irises(const cv::Mat& rgb, const Mesh& mesh) const {
  if (mesh.points.size() >= kWithIrises)
    return Irises{.left = mesh.in_picture(kFirstIrisLeft), .right = mesh.in_picture(kFirstIrisRight), .opening = {}};
  if (iris_ == nullptr) return std::nullopt;
  constexpr float kUsual = 2.3F;
  const auto side = static_cast<float>(side_of(*iris_));
  struct Eye {
    Point iris;
    float opening = 0;
  };
  const auto read_eye = [&](std::size_t left, std::size_t right, bool mirrored) -> Result<Eye> {
    const Similarity to_crop =
        eye_square(mesh.in_picture(left), mesh.in_picture(right), crop_scale(*iris_, kUsual), side);
    ModelCall call = iris_->begin();
    cv::Mat crop(side_of(*iris_), side_of(*iris_), CV_8UC3, call.pixels(side_of(*iris_), side_of(*iris_)));
    crop_into(rgb, to_crop, crop);
    if (mirrored) cv::flip(crop, crop, 1);
    SPOTTER_TRY(call.run());
    const TensorView iris = call.output("iris");
    const TensorView contour = call.output("eye");  // from the left corner below to the right one, then above
    const auto apart = [&](std::size_t a, std::size_t b) {
      return std::hypot(contour[3 * a] - contour[3 * b], contour[3 * a + 1] - contour[3 * b + 1]);
    };
    return Eye{.iris = to_crop.inverse()({.x = mirrored ? side - 1 - iris[0] : iris[0], .y = iris[1]}),
               .opening = apart(4, 12) / std::max(apart(0, 8), 1.0F)};
  };
  // The network knows the eye that is right in the picture (the person's left).
  SPOTTER_ASSIGN(const Eye left, read_eye(33, 133, true));
  SPOTTER_ASSIGN(const Eye right, read_eye(362, 263, false));
  return Irises{.left = left.iris, .right = right.iris, .opening = (left.opening + right.opening) / 2};
}

Result<void> FaceAttributes::read_eyes(const cv::Mat& rgb, const Mesh& mesh, FaceDetail& face) const {
  SPOTTER_ASSIGN(const auto irises, read_irises(rgb, mesh));
  if (!irises) return {};
  face.landmarks = landmarks_of(mesh, *irises, rgb.cols, rgb.rows);
  face.eye_direction = gaze_of(mesh, *irises, pose_of(mesh));
  if (irises->opening)
    if (const auto p = probability(iris_, "eyes_open", *irises->opening)) face.eyes_open = attribute(*p);
  return {};
}

Result<void> FaceAttributes::read_mouth(const Mesh& mesh, FaceDetail& face) const {
  if (const auto p = probability(mesh_, "mouth_open", mouth_opening(mesh))) face.mouth_open = attribute(*p);
  if (const auto p = probability(mesh_, "smile", smile_shape(mesh))) face.smile = attribute(*p);
  return read_movements(mesh, face);
}

/// Blendshapes know smile, eyes and mouth better than the mesh's proportions do.
Result<void> FaceAttributes::read_movements(const Mesh& mesh, FaceDetail& face) const {
  if (blendshapes_ == nullptr || mesh.points.size() < kWithIrises) return {};
  const ModelManifest& manifest = blendshapes_->manifest();
  ModelCall call = blendshapes_->begin();
  float* input = call.values({1, static_cast<std::int64_t>(manifest.landmarks.size()), 2});
  for (const int landmark : manifest.landmarks) {
    const Point p = mesh.in_picture(static_cast<std::size_t>(landmark));
    *input++ = p.x;
    *input++ = p.y;
  }
  SPOTTER_TRY(call.run());
  const TensorView scores = call.output("scores");
  const auto score = [&](std::string_view name) {
    const auto found = std::ranges::find(manifest.classes, name);
    return found == manifest.classes.end() ? 0.0F : scores[static_cast<std::size_t>(found - manifest.classes.begin())];
  };
  const float smile = (score("mouthSmileLeft") + score("mouthSmileRight")) / 2;
  const float blink = (score("eyeBlinkLeft") + score("eyeBlinkRight")) / 2;
  if (const auto p = probability(blendshapes_, "smile", smile)) face.smile = attribute(*p);
  if (const auto p = probability(blendshapes_, "eyes_open", blink)) face.eyes_open = attribute(*p);
  return {};
}

Result<void> FaceAttributes::read_age_and_gender(const cv::Mat& rgb, const Mesh& mesh, FaceDetail& face) const {
  const auto chip = [&](const Model& model) {
    std::vector<Point> from;
    for (const int landmark : model.manifest().landmarks)
      from.push_back(mesh.in_picture(static_cast<std::size_t>(landmark)));
    return fit_similarity(from, model.manifest().points);
  };
  if (age_ != nullptr) {
    SPOTTER_ASSIGN(const ModelCall call, call_on_crop(*age_, rgb, chip(*age_)));
    const TensorView scores = call.output("scores");
    double years = 0;
    for (std::size_t i = 0; i < scores.size(); ++i)
      years += static_cast<double>(i) * scores[i];
    const ModelManifest& manifest = age_->manifest();
    years = std::max(0.0, manifest.number("slope", 1) * years + manifest.number("offset", 0));
    const double spread = manifest.number("spread", 6) + manifest.number("spread_per_year", 0.1) * years;
    face.age_range = AgeRange{.low = std::max(0, static_cast<int>(std::lround(years - spread))),
                              .high = static_cast<int>(std::lround(years + spread))};
  }
  if (gender_ != nullptr) {
    SPOTTER_ASSIGN(const ModelCall call, call_on_crop(*gender_, rgb, chip(*gender_)));
    const TensorView scores = call.output("scores");
    const bool female = scores[0] >= scores[1];
    face.gender = Gender{.value = female ? GenderType::Female : GenderType::Male,
                         .confidence = 100 * std::max(scores[0], scores[1])};
  }
  return {};
}

Result<void> FaceAttributes::read_emotions(const cv::Mat& rgb, const FaceBox& box, FaceDetail& face) const {
  if (emotion_ == nullptr) return {};
  const ModelManifest& manifest = emotion_->manifest();
  const std::vector<double> scales = manifest.crop_scales.empty() ? std::vector<double>{1.0} : manifest.crop_scales;
  std::vector<Emotion> emotions;
  for (const std::string& name : manifest.classes)
    emotions.push_back({.type = emotion_named(name), .confidence = 0});
  for (const double scale : scales) {
    SPOTTER_ASSIGN(const ModelCall call,
                   call_on_crop(*emotion_, rgb,
                                level_square(box, static_cast<float>(scale), static_cast<float>(side_of(*emotion_)))));
    const TensorView scores = call.output("scores");
    for (std::size_t i = 0; i < emotions.size(); ++i)
      emotions[i].confidence += 100 * scores[i] / static_cast<float>(scales.size());
  }
  std::ranges::sort(emotions, std::greater{}, &Emotion::confidence);
  face.emotions = std::move(emotions);
  return {};
}

Result<void> FaceAttributes::read_head_pose(const cv::Mat& rgb, const FaceBox& box, FaceDetail& face) const {
  if (head_pose_ == nullptr) return {};
  constexpr float kUsual = 1.2F;
  const Similarity to_crop =
      upright_square(box, crop_scale(*head_pose_, kUsual), static_cast<float>(side_of(*head_pose_)));
  SPOTTER_ASSIGN(const ModelCall call, call_on_crop(*head_pose_, rgb, to_crop));
  // Its signs: yaw to the picture's right, pitch down, roll clockwise are positive.
  face.pose = Pose{.roll = call.output("roll")[0], .yaw = call.output("yaw")[0], .pitch = -call.output("pitch")[0]};
  return {};
}

Result<void> FaceAttributes::read_glasses(const cv::Mat& rgb, const FaceBox& box, FaceDetail& face) const {
  const auto score = [&](const Model& model) -> Result<float> {
    constexpr float kUsual = 1.5F;
    SPOTTER_ASSIGN(
        const ModelCall call,
        call_on_crop(model, rgb, level_square(box, crop_scale(model, kUsual), static_cast<float>(side_of(model)))));
    // The threshold that was fitted becomes an even chance.
    const float threshold = static_cast<float>(model.manifest().number("threshold", 0.5));
    const float p = sigmoid(call.output("score")[0]);
    return p < threshold ? 0.5F * p / threshold : 0.5F + 0.5F * (p - threshold) / (1 - threshold);
  };
  if (eyeglasses_ == nullptr || sunglasses_ == nullptr) return {};
  SPOTTER_ASSIGN(const float clear, score(*eyeglasses_));
  SPOTTER_ASSIGN(const float dark, score(*sunglasses_));
  // One pair is worn at most: the likelier kind stands for it.
  face.sunglasses = attribute(dark >= clear ? dark : std::min(dark, 1 - clear));
  face.eyeglasses = attribute(clear > dark ? clear : std::min(clear, 1 - dark));
  return {};
}

}  // namespace spotter
