// DetectLabels.

#include "http/rekognition/label_answers.h"
#include "http/rekognition/operations.h"

namespace spotter::rekognition {

Outcome<DetectLabelsResponse> detect_labels(const Call& call, DetectLabelsRequest request) {
  SPOTTER_ASSIGN(Findings findings, look_at(call, std::move(request.image), asked_of(request)));
  return answer_to(request, std::move(findings));
}

}  // namespace spotter::rekognition
