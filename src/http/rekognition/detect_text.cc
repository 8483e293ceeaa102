// DetectText.

#include "http/rekognition/operations.h"
#include "http/rekognition/text_answers.h"

namespace spotter::rekognition {

Outcome<DetectTextResponse> detect_text(const Call& call, DetectTextRequest request) {
  constexpr const char* kTextModelVersion = "3.0";
  if (!are_regions(request.filters))
    return std::unexpected(
        aws::Error{.code = "InvalidParameterException", .message = "Request has invalid parameters"});
  SPOTTER_ASSIGN(const Findings findings, look_at(call, std::move(request.image), {.text = true}));
  return DetectTextResponse{.text_detections = text_for(request.filters, findings.text_detections),
                            .text_model_version = kTextModelVersion};
}

}  // namespace spotter::rekognition
