#pragma once
// What the operations on collections share: versions, errors, and a collection's faces and users as they are shown.

#include <string>

#include "app/face_search.h"
#include "aws/rekognition/faces.h"
#include "aws/rekognition/users.h"
#include "domain/face_quality.h"
#include "http/rekognition/call.h"

namespace spotter::rekognition {

/// Rekognition's version that responses name. It says nothing of the models that made a vector: each face keeps their
/// names, and vectors of different ones are never compared.
inline constexpr const char* kFaceModelVersion = "7.0";

aws::Error no_collection(const std::string& collection_id);
aws::Error no_user(const std::string& user_id);
aws::Error no_face();

/// An error of the port that keeps collections: what is missing is the collection, the face or this user.
aws::Error error_in(const std::string& collection_id, const Error& error, const std::string& user_id = {});

/// The collection. Errors: ResourceNotFoundException.
Outcome<Collection> collection_of(const Call& call, const std::string& collection_id);

/// How faces are compared. Errors: ThrottlingException while the models load.
Outcome<const FaceMatching*> matching_of(const Call& call);

Face face_view(const CollectionFace& face);

/// A reason of quality in the words of an operation: Reason or UnsearchedFaceReason.
template <class Reasons>
Reasons quality_reason(QualityReason reason) {
  switch (reason) {
    case QualityReason::extreme_pose:
      return Reasons::EXTREME_POSE;
    case QualityReason::low_brightness:
      return Reasons::LOW_BRIGHTNESS;
    case QualityReason::low_sharpness:
      return Reasons::LOW_SHARPNESS;
    case QualityReason::low_confidence:
      return Reasons::LOW_CONFIDENCE;
    case QualityReason::small_bounding_box:
      return Reasons::SMALL_BOUNDING_BOX;
  }
  return Reasons::LOW_FACE_QUALITY;
}

/// A user without faces is CREATED; with some it is ACTIVE at once, since what was written is found at once.
UserStatus status_of(int faces);

}  // namespace spotter::rekognition
