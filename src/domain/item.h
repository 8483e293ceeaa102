#pragma once
// The item of one image in the table `ImageMetadata`: what was uploaded, how far recognition is and
// what it found. SQLite and DynamoDB hold the same item (attribute names: lower camel case).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/clock.h"
#include "domain/findings.h"
#include "domain/order.h"

namespace spotter {

BOOST_DEFINE_ENUM_CLASS(Status, queued, recognising, done, rejected, failed, erased)

std::string_view name_of(Status status);
/// Nothing where the name is none of the statuses.
std::optional<Status> status_of(std::string_view name);

/// Whether nothing more happens to an image by itself.
inline bool is_final(Status status) {
  return status != Status::queued && status != Status::recognising;
}

BOOST_DEFINE_ENUM_CLASS(Outcome, ok, failed, skipped, shared)

/// One step of an image's life, as it went.
struct Stage {
  std::string name;  ///< decode, text, faces, celebrities, labels, moderation, derived
  Timestamp started_at;
  double duration_ms = 0;
  Outcome outcome = Outcome::ok;
  std::optional<std::string> error;
};
BOOST_DESCRIBE_STRUCT(Stage, (), (name, started_at, duration_ms, outcome, error))

/// Why an image is rejected or failed.
struct ItemError {
  std::string stage;
  std::string code;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(ItemError, (), (stage, code, detail))

/// What went wrong so far in one run.
struct Attempts {
  std::string run;
  int errors = 0;   ///< attempts that failed by an error of this image
  int crashes = 0;  ///< attempts during which the process crashed
};
BOOST_DESCRIBE_STRUCT(Attempts, (), (run, errors, crashes))

/// Where the full findings lie when the item would pass DynamoDB's 400 KB, and which lists were cut.
struct Overflow {
  std::string bucket;
  std::string key;
  std::vector<std::string> lists;
};
BOOST_DESCRIBE_STRUCT(Overflow, (), (bucket, key, lists))

struct ImageItem {
  std::string image_id;  ///< the object's key
  Status status = Status::queued;
  std::string rev;  ///< changes with every write; the condition of the next one

  // Written by whoever accepted the upload.
  std::string bucket;
  std::string e_tag;
  std::string sha256;
  std::string source;
  std::string sequencer;
  std::string file_name;
  std::string content_type;
  std::int64_t bytes = 0;
  int width = 0;   ///< px, upright
  int height = 0;  ///< px, upright
  Timestamp uploaded_at;

  // Written by the worker.
  std::string run;
  std::optional<Timestamp> recognised_at;
  std::vector<Label> labels;
  std::optional<ImageProperties> image_properties;
  std::vector<TextDetection> text_detections;
  std::vector<FaceDetail> face_details;
  std::vector<Celebrity> celebrity_faces;
  std::vector<ComparedFace> unrecognized_faces;
  std::vector<ModerationLabel> moderation_labels;
  std::vector<ContentType> content_types;
  std::vector<Stage> stages;
  std::map<std::string, std::string> models;  ///< name → hash
  std::string fingerprint;                    ///< of models, gallery and settings: equal ones give equal findings
  std::optional<ItemError> error;
  Attempts attempts;
  std::optional<Overflow> overflow;

  // Written by a person's decision.
  bool inbox_skipped = false;
  std::optional<Timestamp> erased_at;

  Order order() const { return {.source = source, .sequencer = sequencer, .run = run}; }
};
BOOST_DESCRIBE_STRUCT(ImageItem, (),
                      (image_id, status, rev, bucket, e_tag, sha256, source, sequencer, file_name, content_type, bytes,
                       width, height, uploaded_at, run, recognised_at, labels, image_properties, text_detections,
                       face_details, celebrity_faces, unrecognized_faces, moderation_labels, content_types, stages,
                       models, fingerprint, error, attempts, overflow, inbox_skipped, erased_at))

/// Whether an image waits for a person: it failed, or recognising it again did, and nobody put it aside.
bool needs_attention(const ImageItem& item);

/// The findings that an item holds (without face vectors).
Findings findings_of(const ImageItem& item);
void set_findings(ImageItem& item, Findings findings);
/// Takes away all that the worker wrote.
void clear_recognition(ImageItem& item);

}  // namespace spotter
