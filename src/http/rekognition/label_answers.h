#pragma once
// DetectLabels without the picture: what is asked for, and which of the findings are the answer.

#include "app/recognise_now.h"
#include "aws/rekognition/detect.h"

namespace spotter::rekognition {

/// The recognitions that a request needs. Text is read only where the request names what text gives: the label Text,
/// or its category.
Asked asked_of(const DetectLabelsRequest& request);

/// Labels by descending confidence, from MinConfidence (55) on, boxes too, at most MaxLabels (1000, which is also the
/// most). A label is among them with all its ancestors, unless a filter takes those out.
///
/// Filters hold for exact names. With an inclusion filter a label stays if any of them names it or one of its
/// categories; one that an exclusion filter names goes in any case. A name that is no label matches none. A setting of
/// a feature that is not asked for does nothing. Without GENERAL_LABELS the list is empty.
DetectLabelsResponse answer_to(const DetectLabelsRequest& request, Findings findings);

}  // namespace spotter::rekognition
