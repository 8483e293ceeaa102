#pragma once
// What is told of one face: landmarks, pose, age, gender, emotions, smile, eyes, mouth, glasses, gaze.
// Each comes from the model that fills its slot; without one it is left out.

#include <opencv2/core.hpp>

#include "domain/findings.h"
#include "ports/recogniser.h"
#include "recognition/faces/mesh.h"
#include "recognition/faces/yunet.h"
#include "recognition/runtime/models.h"

namespace spotter {

class FaceAttributes {
 public:
  explicit FaceAttributes(const Models& models);

  /// Fills in `face`, whose box, confidence and five landmarks are set; `depth` is pose or more. Errors: internal.
  Result<void> read(const cv::Mat& rgb, const FaceBox& box, FaceDepth depth, FaceDetail& face) const;

 private:
  Result<std::optional<Mesh>> read_mesh(const cv::Mat& rgb, const FaceBox& box) const;
  Result<std::optional<Irises>> read_irises(const cv::Mat& rgb, const Mesh& mesh) const;
  Result<void> read_eyes(const cv::Mat& rgb, const Mesh& mesh, FaceDetail& face) const;
  Result<void> read_mouth(const Mesh& mesh, FaceDetail& face) const;
  Result<void> read_movements(const Mesh& mesh, FaceDetail& face) const;
  Result<void> read_age_and_gender(const cv::Mat& rgb, const Mesh& mesh, FaceDetail& face) const;
  Result<void> read_emotions(const cv::Mat& rgb, const FaceBox& box, FaceDetail& face) const;
  Result<void> read_head_pose(const cv::Mat& rgb, const FaceBox& box, FaceDetail& face) const;
  Result<void> read_glasses(const cv::Mat& rgb, const FaceBox& box, FaceDetail& face) const;

  const Model* mesh_;
  const Model* iris_;
  const Model* blendshapes_;
  const Model* age_;
  const Model* gender_;
  const Model* emotion_;
  const Model* head_pose_;
  const Model* eyeglasses_ = nullptr;
  const Model* sunglasses_ = nullptr;
};

}  // namespace spotter
