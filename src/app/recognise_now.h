#pragma once
// Recognition for a caller who waits: only what is asked for, with a bound on how many run and wait.

#include <array>
#include <chrono>
#include <vector>

#include "app/gate.h"
#include "base/bytes.h"
#include "base/result.h"
#include "domain/findings.h"
#include "ports/recogniser.h"

namespace spotter {

/// What a call needs; recognisers that nothing here needs don't run.
struct Asked {
  bool text = false;
  bool faces = false;            ///< box, confidence, five landmarks, pose, quality
  bool face_attributes = false;  ///< all that is told of faces
  bool face_vectors = false;
  bool celebrities = false;
  bool labels = false;
  bool image_properties = false;
  bool moderation = false;
};

class RecogniseNow {
 public:
  virtual ~RecogniseNow() = default;
  /// Errors: those of ImageDecoder; unavailable (all places are taken: come back later); timeout; internal.
  virtual Result<Findings> recognise(BytesView image, const DecodeLimits& limits, const Asked& asked,
                                     Deadline deadline) const = 0;
  /// Whether a call that came now would be refused as unavailable.
  virtual bool full() const = 0;
};

/// The recognisers and their cheaper kinds.
struct NowRecognisers {
  const Recogniser* text = nullptr;
  std::array<const Recogniser*, 4> faces{};               ///< by FaceDepth
  std::array<const Recogniser*, 4> faces_with_vectors{};  ///< by FaceDepth
  const Recogniser* celebrities = nullptr;
  const Recogniser* labels = nullptr;
  const Recogniser* labels_and_properties = nullptr;
  const Recogniser* properties = nullptr;
  const Recogniser* moderation = nullptr;
};

/// What has to run, in this order. Labels are made with all that is told of faces, for Man, Child, Smile and the like;
/// without text, which would take several times as long as all else and gives one label (Text) alone. Who wants
/// that label asks for text too. Moderation reads labels, and there only needs to know whether a person is shown.
std::vector<const Recogniser*> steps_for(const Asked& asked, const NowRecognisers& recognisers);

struct RecogniseNowOptions {
  int at_once = 2;
  int admitted = 10;  ///< running and waiting together
  std::chrono::milliseconds decode_time{30'000};
  std::chrono::milliseconds recognise_time{30'000};
};

/// In this process, a bounded number at once. One recogniser that fails ends the call: nobody gets half an answer.
class GatedRecognition final : public RecogniseNow {
 public:
  GatedRecognition(const ImageDecoder& decoder, const NowRecognisers& recognisers, const RecogniseNowOptions& options)
      : decoder_(decoder), recognisers_(recognisers), options_(options), gate_(options.at_once, options.admitted) {}

  Result<Findings> recognise(BytesView image, const DecodeLimits& limits, const Asked& asked,
                             Deadline deadline) const override;
  bool full() const override { return gate_.full(); }

 private:
  const ImageDecoder& decoder_;
  NowRecognisers recognisers_;
  RecogniseNowOptions options_;
  mutable Gate gate_;
};

}  // namespace spotter
