#include "recognition/faces/faces.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include "imaging/colours.h"
#include "imaging/mat.h"
#include "recognition/faces/align.h"
#include "recognition/faces/attributes.h"
#include "recognition/faces/yunet.h"

namespace spotter {
namespace {

constexpr int kLongSidePx = 960;
constexpr int kGridPx = 32;

int up_to_grid(int px) {
  return (px + kGridPx - 1) / kGridPx * kGridPx;
}

FaceDetail detail_of(const FaceBox& box, const Picture& picture) {
  constexpr std::array kFive = {LandmarkType::eyeLeft, LandmarkType::eyeRight, LandmarkType::nose,
                                LandmarkType::mouthLeft, LandmarkType::mouthRight};
  constexpr std::array kOrder = {0U, 1U, 3U, 4U, 2U};  // Rekognition names the nose last
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  FaceDetail face;
  face.bounding_box = {
      .width = box.width / width, .height = box.height / height, .left = box.left / width, .top = box.top / height};
  face.confidence = 100 * box.score;
  for (const unsigned i : kOrder)
    face.landmarks.push_back({.type = kFive.at(i), .x = box.points.at(i).x / width, .y = box.points.at(i).y / height});
  return face;
}

class Faces final : public Recogniser {
 public:
  Faces(const Model& detection, std::vector<const Model*> embeddings, const Models& models, FaceOptions options)
      : detection_(detection), embeddings_(std::move(embeddings)), attributes_(models), options_(options) {}

  std::string_view name() const override { return "faces"; }

  Result<void> recognise(const Picture& picture, Findings& findings, Deadline deadline) const override {
    const cv::Mat rgb = mat_of(picture);
    SPOTTER_ASSIGN(const std::vector<FaceBox> boxes, find(rgb));
    for (const FaceBox& box : boxes) {
      if (deadline.expired())
        return fail(Errc::timeout, fmt::format("looking at {} faces took longer than allowed", boxes.size()));
      FaceDetail face = detail_of(box, picture);
      if (options_.depth >= FaceDepth::pose) {
        face.quality = quality_of(picture, face.bounding_box);
        face.quality->contrast.reset();
        SPOTTER_TRY(attributes_.read(rgb, box, options_.depth, face));
      }
      if (options_.vectors) {
        SPOTTER_ASSIGN(findings.face_vectors.emplace_back(), embed(rgb, box));
      }
      findings.face_details.push_back(std::move(face));
    }
    return {};
  }

 private:
  Result<std::vector<FaceBox>> find(const cv::Mat& rgb) const {
    const float scale =
        std::min(1.0F, static_cast<float>(kLongSidePx) / static_cast<float>(std::max(rgb.cols, rgb.rows)));
    const cv::Size content(std::max(1, static_cast<int>(std::lround(static_cast<float>(rgb.cols) * scale))),
                           std::max(1, static_cast<int>(std::lround(static_cast<float>(rgb.rows) * scale))));
    const int width = up_to_grid(content.width);
    const int height = up_to_grid(content.height);
    ModelCall call = detection_.begin();
    cv::Mat input(height, width, CV_8UC3, call.pixels(height, width));
    input.setTo(cv::Scalar::all(0));
    cv::Mat place = input(cv::Rect({0, 0}, content));
    cv::resize(rgb, place, content, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    SPOTTER_TRY(call.run());
    auto boxes =
        read_yunet([&](std::string_view name) { return call.output(name); }, width, height, scale, options_.threshold);
    std::ranges::sort(boxes, std::greater{}, [](const FaceBox& box) { return box.width * box.height; });
    if (boxes.size() > static_cast<std::size_t>(options_.most_faces))
      boxes.resize(static_cast<std::size_t>(options_.most_faces));
    return boxes;
  }

  Result<FaceVector> embed(const cv::Mat& rgb, const FaceBox& box) const {
    FaceVector vector;
    for (const Model* model : embeddings_) {
      const auto side = static_cast<int>(model->manifest().input.shape[1]);
      ModelCall call = model->begin();
      cv::Mat crop(side, side, CV_8UC3, call.pixels(side, side));
      crop_into(rgb, fit_similarity(box.points, model->manifest().points), crop);
      SPOTTER_TRY(call.run());
      const TensorView output = call.output("vector");
      std::vector<float> part(output.data, output.data + output.size());
      const float length = std::sqrt(std::inner_product(part.begin(), part.end(), part.begin(), 0.0F));
      if (length > 0)
        for (float& value : part)
          value /= length;
      vector.parts.push_back(std::move(part));
    }
    return vector;
  }

  const Model& detection_;
  std::vector<const Model*> embeddings_;
  FaceAttributes attributes_;
  FaceOptions options_;
};

}  // namespace

Result<std::unique_ptr<Recogniser>> make_faces(const Models& models, const FaceOptions& options) {
  const Model* detection = models.only("face_detection");
  auto embeddings = models.of_slot("face_embedding");
  if (detection == nullptr) return fail(Errc::not_found, "no model fills the slot `face_detection`; faces need one");
  if (embeddings.empty()) return fail(Errc::not_found, "no model fills the slot `face_embedding`; faces need one");
  for (const Model* model : embeddings)
    if (model->manifest().points.size() != FaceBox{}.points.size())
      return fail(Errc::invalid, fmt::format("model {}: `template` must say where the five points of a face go",
                                             model->manifest().name));
  return std::make_unique<Faces>(*detection, std::move(embeddings), models, options);
}

SimilarityScale similarity_scale(const Models& models) {
  SimilarityScale scale;
  for (const Model* model : models.of_slot("face_embedding")) {
    const ModelManifest& manifest = model->manifest();
    scale.parts.push_back({.mean = static_cast<float>(manifest.number("mean", 0)),
                           .deviation = static_cast<float>(manifest.number("std", 1))});
    // The last embedding's manifest holds the curve of what all of them together say.
    if (const auto curve = manifest.curves.find("similarity"); curve != manifest.curves.end())
      scale.curve = curve->second;
  }
  return scale;
}

std::string embedding_models(const Models& models) {
  const auto hashes = models.hashes();
  std::string names;
  for (const Model* model : models.of_slot("face_embedding")) {
    constexpr std::size_t kDigits = 12;
    names += (names.empty() ? "" : "+") + model->manifest().name + "@" +
             hashes.at(model->manifest().name).substr(0, kDigits);
  }
  return names;
}

}  // namespace spotter
