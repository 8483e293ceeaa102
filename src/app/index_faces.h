#pragma once
// The faces of a picture come into a collection: which of them, under which ids.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "domain/face_quality.h"
#include "domain/findings.h"
#include "ports/collections.h"

namespace spotter {

inline constexpr std::int64_t kMostFacesOfCollection = 20'000'000;
inline constexpr std::size_t kMostFacesOfPicture = 100;

/// Puts faces and their vectors in the order of size, the largest first; the 100 largest stay.
void sort_by_size(Findings& findings);

/// A face that is not indexed. Without reasons: there are better or larger ones enough.
struct FaceLeftOut {
  std::size_t face = 0;  ///< its place among the faces
  std::vector<QualityReason> reasons;
};

struct FaceChoice {
  std::vector<std::size_t> indexed;  ///< places, ascending
  std::vector<FaceLeftOut> left_out;
};

/// Of faces in the order of size: those that pass the bar, at most so many. Where they are too many, those below the
/// lowest bar go first, then the smallest.
FaceChoice choose_faces(const std::vector<FaceDetail>& faces, QualityBar bar, std::size_t most);

/// The same bytes have the same id, wherever they are.
std::string image_id_of(BytesView picture);

struct IndexedPicture {
  std::string collection;
  std::string image_id;
  std::optional<std::string> external_image_id;
  std::string models;  ///< which embedding models made the vectors
};

/// A face's id follows from the picture, the caller's name for it, the models and the face's place in the order of
/// size. So a picture that is indexed again, or by two at once, makes no second faces, in every collection the same
/// ids stand for the same faces, and vectors of other models never come under an old id.
std::string face_id_of(const IndexedPicture& picture, std::size_t place);

/// Keeps the chosen faces; as they are kept, in the choice's order. Errors: not_found (the collection), too_large (it
/// would have more than kMostFacesOfCollection).
Result<std::vector<CollectionFace>> index_faces(Collections& collections, const IndexedPicture& picture,
                                                const Findings& findings, const FaceChoice& choice, Deadline deadline);

}  // namespace spotter
