#pragma once
// What the mesh of a face tells: named landmarks, head pose, open eyes and mouth, smile, gaze.
// The points' numbers are those of MediaPipe's canonical face model.

#include <optional>
#include <vector>

#include "domain/findings.h"
#include "recognition/faces/align.h"

namespace spotter {

struct MeshPoint {
  float x = 0, y = 0, z = 0;
};

/// Points of one face in pixels of its levelled crop, and the way back to the picture.
struct Mesh {
  std::vector<MeshPoint> points;
  Similarity to_crop;
  float presence = 0;  ///< probability that there is a face, 0..1

  Point in_picture(std::size_t index) const { return to_crop.inverse()({.x = points[index].x, .y = points[index].y}); }
};

/// Irises in pixels of the picture, the left one (as seen) first.
struct Irises {
  Point left;
  Point right;
  /// Height of the eyes' opening over its width, the mean of both; the iris network sees it, the mesh's lids don't
  /// move.
  std::optional<float> opening;
};

/// Rekognition's 30 named points, in its order, in ratios of a `width` × `height` px picture.
std::vector<Landmark> landmarks_of(const Mesh& mesh, const Irises& irises, int width, int height);

/// From the plane of the face in the mesh.
Pose pose_of(const Mesh& mesh);

/// Height of the mouth's opening over its width.
float mouth_opening(const Mesh& mesh);
/// How far the mouth's corners lie above its middle and apart: larger in a smile.
float smile_shape(const Mesh& mesh);

/// Where the eyes look, with the head's pose: the irises' place between the eyes' corners.
EyeDirection gaze_of(const Mesh& mesh, const Irises& irises, const Pose& pose);

}  // namespace spotter
