// SearchFacesByImage and SearchUsersByImage: by the largest face of a picture, if it is good enough.

#include <algorithm>

#include "app/index_faces.h"
#include "http/rekognition/face_answers.h"
#include "http/rekognition/operations.h"
#include "http/rekognition/search_matches.h"

namespace spotter::rekognition {
namespace {

using Unsearched = UnsearchedFaceReason;

/// The faces of a picture, the largest first, and what is below the bar in that one.
struct Seen {
  Findings findings;
  std::vector<QualityReason> flaws;
  bool searchable = false;
};

Outcome<Seen> look_for_faces(const Call& call, Image image, QualityFilter filter) {
  Seen seen;
  SPOTTER_ASSIGN(seen.findings, look_at(call, std::move(image), {.faces = true, .face_vectors = true}));
  sort_by_size(seen.findings);
  if (seen.findings.face_details.empty()) return seen;
  seen.flaws = below(seen.findings.face_details.front(), bar_of(filter));
  seen.searchable = seen.flaws.empty();
  return seen;
}

std::vector<UnsearchedFace> unsearched(Seen& seen) {
  std::vector<UnsearchedFace> faces;
  for (std::size_t i = seen.searchable ? 1 : 0; i < seen.findings.face_details.size(); ++i) {
    UnsearchedFace& face = faces.emplace_back();
    face.face_details = only_asked(std::move(seen.findings.face_details[i]), {});
    if (i > 0) {
      face.reasons = {Unsearched::FACE_NOT_LARGEST};
    } else {
      for (const QualityReason flaw : seen.flaws)
        face.reasons.push_back(quality_reason<Unsearched>(flaw));
    }
  }
  return faces;
}

}  // namespace

Outcome<SearchFacesByImageResponse> search_faces_by_image(const Call& call, SearchFacesByImageRequest request) {
  SPOTTER_TRY(collection_of(call, request.collection_id));
  SPOTTER_ASSIGN(const FaceMatching* matching, matching_of(call));
  SPOTTER_ASSIGN(Seen seen,
                 look_for_faces(call, std::move(request.image), request.quality_filter.value_or(QualityFilter::NONE)));
  if (!seen.searchable)
    return std::unexpected(aws::Error{.code = "InvalidParameterException",
                                      .message = "There are no faces in the image. Should be at least 1."});
  const FaceDetail& face = seen.findings.face_details.front();
  SearchFacesByImageResponse response{.searched_face_bounding_box = face.bounding_box,
                                      .searched_face_confidence = face.confidence,
                                      .face_matches = {},
                                      .face_model_version = kFaceModelVersion};
  SPOTTER_ASSIGN(response.face_matches, face_matches(call, *matching,
                                                     {.collection = request.collection_id,
                                                      .vector = std::move(seen.findings.face_vectors.at(0)),
                                                      .most = request.max_faces,
                                                      .least = request.face_match_threshold}));
  return response;
}

Outcome<SearchUsersByImageResponse> search_users_by_image(const Call& call, SearchUsersByImageRequest request) {
  SPOTTER_TRY(collection_of(call, request.collection_id));
  SPOTTER_ASSIGN(const FaceMatching* matching, matching_of(call));
  SPOTTER_ASSIGN(Seen seen,
                 look_for_faces(call, std::move(request.image), request.quality_filter.value_or(QualityFilter::NONE)));
  SearchUsersByImageResponse response{
      .user_matches = {}, .face_model_version = kFaceModelVersion, .searched_face = {}, .unsearched_faces = {}};
  if (seen.searchable) {
    response.searched_face = SearchedFaceDetails{only_asked(seen.findings.face_details.front(), {})};
    SPOTTER_ASSIGN(response.user_matches, user_matches(call, *matching,
                                                       {.collection = request.collection_id,
                                                        .vector = std::move(seen.findings.face_vectors.at(0)),
                                                        .most = request.max_users,
                                                        .least = request.user_match_threshold}));
  }
  response.unsearched_faces = unsearched(seen);
  return response;
}

}  // namespace spotter::rekognition
