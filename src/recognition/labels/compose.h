#pragma once
// From what the networks say to labels: one list in one taxonomy, closed under ancestors.

#include <span>
#include <vector>

#include "domain/findings.h"
#include "recognition/labels/detection.h"
#include "recognition/labels/taxonomy.h"

namespace spotter {

/// All that the labels of one picture are made from.
struct Evidences {
  std::vector<Detection> objects;  ///< COCO-80, score as it is shown (0..1)
  std::span<const float> classes;  ///< probabilities of ImageNet-1k, calibrated
  std::span<const FaceDetail> faces;
  std::span<const TextDetection> texts;
};

/// Detectors mix up animals that classifiers know well. A box of a bird, cat, dog or bear that fills the
/// centre square, which the classifier saw, becomes the animal that the classifier is sure of, where it gives
/// the detector's animal next to nothing. `centre` is that square in ratios of the picture.
std::vector<Detection> told_apart(const Taxonomy& taxonomy, std::vector<Detection> objects,
                                  std::span<const float> classes, const BoundingBox& centre);

/// Labels by descending confidence, each with all its ancestors among them, which are at least as sure.
/// A class's probability counts for its label and every ancestor; a label that several sources name has
/// the surest one's confidence. Nothing under `floor` (0..100).
std::vector<Label> compose_labels(const Taxonomy& taxonomy, const Evidences& evidences, float floor);

}  // namespace spotter
