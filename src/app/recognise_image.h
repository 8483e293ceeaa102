#pragma once
// The worker's step: an event says "look at this key"; the object and the item as they are now decide what is done.

#include <chrono>
#include <functional>
#include <string>

#include "app/keep_derived.h"
#include "app/recognise_picture.h"

namespace spotter {

struct RecogniseImageOptions {
  DecodeLimits decode;
  std::chrono::milliseconds decode_time{30'000};
  std::chrono::milliseconds recognise_time{30'000};
  DerivedOptions derived;
  float least_label_confidence = 20;       ///< labels less sure are not kept in the item
  float least_moderation_confidence = 20;  ///< the same for moderation labels
  int most_errors = 5;                     ///< attempts before an image is `failed`
  int most_crashes = 3;
  std::function<void(const ImageItem&)> observe;  ///< hears of each item that was brought to its end
};

/// What recognition runs with: the recognisers and what identifies them.
struct RecognitionSetup {
  const Recognisers& recognisers;
  const ImageDecoder& decoder;
  std::map<std::string, std::string> models;  ///< name → hash
  std::string embeddings;                     ///< names the embedding models
  std::string settings;                       ///< anything else that changes results, for the fingerprint
};

/// What becomes of the event.
struct Handled {
  enum class What {
    acknowledge,  ///< brought to its end
    retry,        ///< an error of this image: again after the pause
    outage,       ///< nobody's fault: give the event back and take fewer
  };
  What what = What::acknowledge;
  std::chrono::milliseconds pause{0};
  std::string reason;
};

/// Told of the image in work, so that a crash can be counted against it.
class WorkNotes {
 public:
  virtual ~WorkNotes() = default;
  virtual void begin(int worker, const std::string& image_id) = 0;
  virtual void end(int worker) = 0;
};

class RecogniseImage {
 public:
  RecogniseImage(const Ports& ports, const RecognitionSetup& setup, const RecogniseImageOptions& options)
      : ports_(ports), setup_(setup), options_(options) {}

  Handled handle(const Event& event, Deadline deadline) const;

 private:
  struct Work;

  Handled handle_removal(const Event& event, Deadline deadline) const;
  Handled superseded(const ObjectInfo& object, const ImageItem& item, Deadline deadline) const;
  Handled already_written(const ImageItem& item, ObjectReader& reader, Deadline deadline) const;
  Handled recognise(Work& work) const;
  Handled finish(Work& work, Status status, const Picture* picture) const;
  Handled failed_attempt(Work& work, ItemError error, const Picture* picture) const;
  Handled outage(const Error& error) const;
  std::string fingerprint(Deadline deadline) const;
  bool share_findings(Work& work) const;

  Ports ports_;
  const RecognitionSetup& setup_;
  RecogniseImageOptions options_;
};

}  // namespace spotter
