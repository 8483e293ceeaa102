#include "domain/item.h"

#include <utility>

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

namespace spotter {

std::string_view name_of(Status status) {
  return boost::describe::enum_to_string(status, "");
}

std::optional<Status> status_of(std::string_view name) {
  Status status{};
  if (!boost::describe::enum_from_string(std::string(name).c_str(), status)) return std::nullopt;
  return status;
}

bool needs_attention(const ImageItem& item) {
  const bool failed = item.status == Status::failed || (item.status == Status::done && item.error);
  return failed && !item.inbox_skipped;
}

Findings findings_of(const ImageItem& item) {
  return {.labels = item.labels,
          .image_properties = item.image_properties,
          .text_detections = item.text_detections,
          .face_details = item.face_details,
          .face_vectors = {},
          .celebrity_faces = item.celebrity_faces,
          .unrecognized_faces = item.unrecognized_faces,
          .moderation_labels = item.moderation_labels,
          .content_types = item.content_types};
}

void set_findings(ImageItem& item, Findings findings) {
  item.labels = std::move(findings.labels);
  item.image_properties = std::move(findings.image_properties);
  item.text_detections = std::move(findings.text_detections);
  item.face_details = std::move(findings.face_details);
  item.celebrity_faces = std::move(findings.celebrity_faces);
  item.unrecognized_faces = std::move(findings.unrecognized_faces);
  item.moderation_labels = std::move(findings.moderation_labels);
  item.content_types = std::move(findings.content_types);
}

void clear_recognition(ImageItem& item) {
  set_findings(item, {});
  item.recognised_at.reset();
  item.stages.clear();
  item.models.clear();
  item.fingerprint.clear();
  item.error.reset();
  item.attempts = {};
  item.overflow.reset();
  item.inbox_skipped = false;
}

}  // namespace spotter
