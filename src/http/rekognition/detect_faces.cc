// DetectFaces.

#include "http/rekognition/face_answers.h"
#include "http/rekognition/operations.h"

namespace spotter::rekognition {

Outcome<DetectFacesResponse> detect_faces(const Call& call, DetectFacesRequest request) {
  const Asked asked{.faces = true, .face_attributes = asks_for_more(request.attributes)};
  SPOTTER_ASSIGN(Findings findings, look_at(call, std::move(request.image), asked));
  DetectFacesResponse response;
  for (FaceDetail& face : findings.face_details)
    response.face_details.push_back(only_asked(std::move(face), request.attributes));
  return response;
}

}  // namespace spotter::rekognition
