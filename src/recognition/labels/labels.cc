#include "recognition/labels/labels.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include "domain/similarity.h"
#include "imaging/colours.h"
#include "imaging/mat.h"
#include "recognition/labels/box_colors.h"
#include "recognition/labels/compose.h"

namespace spotter {
namespace {

constexpr float kFuseOverlap = 0.65F;
constexpr float kSameObject = 0.8F;
constexpr float kThinnest = 0.006F;
constexpr float kCenterNetOverlap = 0.6F;
constexpr float kYoloxOverlap = 0.5F;
constexpr int kTiledFromPx = 1300;
constexpr float kTileOverlap = 0.2F;
constexpr float kTileEdgePx = 3;

int side_of(const Model& model) {
  return static_cast<int>(model.manifest().input.shape[1]);
}

float floor_of(const Model& model) {
  return static_cast<float>(model.manifest().number("floor", 0.05));
}

/// The whole rectangle stretched to a square input.
void fill_stretched(ModelCall& call, const cv::Mat& rgb, int side) {
  cv::Mat input(side, side, CV_8UC3, call.pixels(side, side));
  cv::resize(rgb, input, input.size(), 0, 0, cv::INTER_LINEAR);
}

Result<std::vector<Detection>> detect_centernet(const Model& model, const cv::Mat& rgb) {
  const int side = side_of(model);
  ModelCall call = model.begin();
  fill_stretched(call, rgb, side);
  SPOTTER_TRY(call.run());
  return without_overlaps(read_centernet(call.output("heat"), call.output("wh"), side, floor_of(model)),
                          kCenterNetOverlap);
}

Result<std::vector<Detection>> detect_yolox_once(const Model& model, const cv::Mat& rgb) {
  constexpr double kPad = 114;
  const int side = side_of(model);
  const double scale = std::min(static_cast<double>(side) / rgb.rows, static_cast<double>(side) / rgb.cols);
  const cv::Size content(std::max(1, static_cast<int>(rgb.cols * scale)),
                         std::max(1, static_cast<int>(rgb.rows * scale)));
  ModelCall call = model.begin();
  cv::Mat input(side, side, CV_8UC3, call.pixels(side, side));
  input.setTo(cv::Scalar::all(kPad));
  cv::Mat place = input(cv::Rect({0, 0}, content));
  cv::resize(rgb, place, content, 0, 0, cv::INTER_LINEAR);
  SPOTTER_TRY(call.run());
  return read_yolox(call.output("predictions"), side, static_cast<float>(rgb.cols * scale),
                    static_cast<float>(rgb.rows * scale), floor_of(model));
}

/// Where a tile's side ends inside the picture, an object may be cut there.
bool is_cut(const BoundingBox& in_tile, const cv::Rect& tile, const cv::Size& whole) {
  const auto width = static_cast<float>(tile.width);
  const auto height = static_cast<float>(tile.height);
  return (tile.x > 0 && in_tile.left * width < kTileEdgePx) || (tile.y > 0 && in_tile.top * height < kTileEdgePx) ||
         (tile.x + tile.width < whole.width && (1 - in_tile.right()) * width < kTileEdgePx) ||
         (tile.y + tile.height < whole.height && (1 - in_tile.bottom()) * height < kTileEdgePx);
}

BoundingBox in_whole(const BoundingBox& in_tile, const cv::Rect& tile, const cv::Size& whole) {
  const auto x = [&](float ratio) {
    return (static_cast<float>(tile.x) + ratio * static_cast<float>(tile.width)) / static_cast<float>(whole.width);
  };
  const auto y = [&](float ratio) {
    return (static_cast<float>(tile.y) + ratio * static_cast<float>(tile.height)) / static_cast<float>(whole.height);
  };
  return {.width = x(in_tile.right()) - x(in_tile.left),
          .height = y(in_tile.bottom()) - y(in_tile.top),
          .left = x(in_tile.left),
          .top = y(in_tile.top)};
}

/// Four tiles that overlap, so that an object on a border is whole in one of them.
std::vector<cv::Rect> tiles_of(const cv::Size& size) {
  const auto length = [](int side) { return static_cast<int>(static_cast<float>(side) / (2 - kTileOverlap)); };
  const int width = length(size.width);
  const int height = length(size.height);
  return {{0, 0, width, height},
          {size.width - width, 0, width, height},
          {0, size.height - height, width, height},
          {size.width - width, size.height - height, width, height}};
}

Result<std::vector<Detection>> detect_yolox(const Model& model, const cv::Mat& rgb) {
  SPOTTER_ASSIGN(auto found, detect_yolox_once(model, rgb));
  if (std::max(rgb.cols, rgb.rows) > kTiledFromPx) {
    for (const cv::Rect& tile : tiles_of(rgb.size())) {
      SPOTTER_ASSIGN(const auto in_tile, detect_yolox_once(model, rgb(tile)));
      for (const Detection& detection : in_tile)
        if (!is_cut(detection.box, tile, rgb.size()))
          found.push_back({.class_index = detection.class_index,
                           .score = detection.score,
                           .box = in_whole(detection.box, tile, rgb.size())});
    }
  }
  return without_overlaps(std::move(found), kYoloxOverlap);
}

/// The centre square of the full short side.
cv::Rect centre_square(const cv::Size& size) {
  const int side = std::min(size.width, size.height);
  return {(size.width - side) / 2, (size.height - side) / 2, side, side};
}

BoundingBox in_ratios(const cv::Rect& rect, const cv::Size& whole) {
  const auto width = static_cast<float>(whole.width);
  const auto height = static_cast<float>(whole.height);
  return {.width = static_cast<float>(rect.width) / width,
          .height = static_cast<float>(rect.height) / height,
          .left = static_cast<float>(rect.x) / width,
          .top = static_cast<float>(rect.y) / height};
}

class Labels final : public Recogniser {
 public:
  Labels(std::vector<const Model*> objects, const Model* classes, LabelOptions options)
      : objects_(std::move(objects)), classes_(classes), options_(options) {}

  std::string_view name() const override { return "labels"; }

  Result<void> recognise(const Picture& picture, Findings& findings, Deadline deadline) const override {
    const cv::Mat rgb = mat_of(picture);
    SPOTTER_ASSIGN(auto objects, detect(rgb));
    if (options_.properties) findings.image_properties = properties_of(picture, objects);
    if (!options_.labels) return {};
    if (deadline.expired()) return fail(Errc::timeout, "labels took longer than allowed");
    SPOTTER_ASSIGN(const auto classes, classify(rgb));
    objects =
        told_apart(Taxonomy::builtin(), std::move(objects), classes, in_ratios(centre_square(rgb.size()), rgb.size()));
    findings.labels = compose_labels(
        Taxonomy::builtin(),
        {.objects = objects, .classes = classes, .faces = findings.face_details, .texts = findings.text_detections},
        options_.floor);
    if (options_.box_colors) add_box_colors(picture, options_.max_dominant_colors, findings.labels);
    return {};
  }

 private:
  ImageProperties properties_of(const Picture& picture, const std::vector<Detection>& objects) const {
    constexpr float kForeground = 0.55F;
    std::vector<BoundingBox> foreground;
    for (const Detection& object : objects)
      if (object.score >= kForeground) foreground.push_back(object.box);
    return image_properties_of(picture, foreground, options_.max_dominant_colors);
  }

  /// Objects of all detectors as one list, scores as they are shown.
  Result<std::vector<Detection>> detect(const cv::Mat& rgb) const {
    std::vector<std::vector<Detection>> lists;
    for (const Model* model : objects_) {
      SPOTTER_ASSIGN(auto list,
                     model->manifest().reader == "yolox" ? detect_yolox(*model, rgb) : detect_centernet(*model, rgb));
      const double a = model->manifest().number("a", 1);
      const double b = model->manifest().number("b", 0);
      for (Detection& detection : list)
        detection.score = calibrated(detection.score, a, b);
      lists.push_back(std::move(list));
    }
    std::vector<Detection> all = explained(fused(lists, kFuseOverlap), kSameObject, kThinnest);
    // The last detector's manifest holds the curve of what all of them together say.
    const auto& curves = objects_.back()->manifest().curves;
    if (const auto shown = curves.find("shown"); shown != curves.end())
      for (Detection& detection : all)
        detection.score = on_curve(shown->second, detection.score);
    return all;
  }

  /// Probabilities of the classes, calibrated.
  Result<std::vector<float>> classify(const cv::Mat& rgb) const {
    const int side = side_of(*classes_);
    ModelCall call = classes_->begin();
    fill_stretched(call, rgb(centre_square(rgb.size())), side);
    SPOTTER_TRY(call.run());
    const TensorView scores = call.output("scores");
    std::vector<float> p(scores.data, scores.data + scores.size());
    const double power = 1 / classes_->manifest().number("temperature", 1);
    double sum = 0;
    for (float& value : p)
      sum += value = static_cast<float>(std::pow(value, power));
    for (float& value : p)
      value = static_cast<float>(value / sum);
    return p;
  }

  std::vector<const Model*> objects_;
  const Model* classes_;
  LabelOptions options_;
};

}  // namespace

Result<std::unique_ptr<Recogniser>> make_labels(const Models& models, const LabelOptions& options) {
  auto objects = models.of_slot("objects");
  const Model* classes = models.only("classes");
  if (objects.empty()) return fail(Errc::not_found, "no model fills the slot `objects`; labels need one");
  if (classes == nullptr) return fail(Errc::not_found, "no model fills the slot `classes`; labels need one");
  for (const Model* model : objects)
    if (model->manifest().reader != "centernet" && model->manifest().reader != "yolox")
      return fail(Errc::invalid, fmt::format("model {}: the slot objects has no reader '{}' (centernet, yolox)",
                                             model->manifest().name, model->manifest().reader));
  return std::make_unique<Labels>(std::move(objects), classes, options);
}

}  // namespace spotter
