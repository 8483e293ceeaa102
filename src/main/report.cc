#include "main/report.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "base/unicode.h"

namespace spotter {
namespace {

struct Row {
  std::string kind;
  std::string what;
  std::string sure;
  std::string more;
};

std::string percent(float confidence) {
  return fmt::format("{:.1f}", confidence);
}

std::string label_more(const Label& label) {
  std::string more;
  if (!label.instances.empty())
    more = label.instances.size() == 1 ? "1 box" : fmt::format("{} boxes", label.instances.size());
  std::string parents;
  for (const Parent& parent : label.parents)
    parents += (parents.empty() ? "" : ", ") + parent.name;
  if (!parents.empty()) more += (more.empty() ? "" : "; ") + fmt::format("a kind of {}", parents);
  return more;
}

std::string face_more(const FaceDetail& face) {
  std::vector<std::string> parts;
  const auto sure = [](float confidence) { return fmt::format(" {:.0f}", confidence); };
  if (face.age_range) parts.push_back(fmt::format("{}-{} years", face.age_range->low, face.age_range->high));
  if (face.smile) parts.push_back((face.smile->value ? "smiling" : "not smiling") + sure(face.smile->confidence));
  if (face.emotions && !face.emotions->empty()) {
    const Emotion& emotion = face.emotions->front();
    constexpr std::array kNames = {"happy",     "sad",  "angry",   "confused", "disgusted",
                                   "surprised", "calm", "unknown", "fear"};
    parts.push_back(kNames.at(static_cast<std::size_t>(emotion.type)) + sure(emotion.confidence));
  }
  if (face.eyeglasses && face.eyeglasses->value) parts.push_back("glasses" + sure(face.eyeglasses->confidence));
  if (face.sunglasses && face.sunglasses->value) parts.push_back("sunglasses" + sure(face.sunglasses->confidence));
  if (face.eyes_open)
    parts.push_back((face.eyes_open->value ? "eyes open" : "eyes closed") + sure(face.eyes_open->confidence));
  if (face.mouth_open)
    parts.push_back((face.mouth_open->value ? "mouth open" : "mouth closed") + sure(face.mouth_open->confidence));
  std::string out;
  for (const std::string& part : parts)
    out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::vector<Row> rows_of(const Findings& findings) {
  std::vector<Row> rows;
  for (const Label& label : findings.labels)
    rows.push_back({"label", label.name, percent(label.confidence), label_more(label)});
  for (const TextDetection& text : findings.text_detections)
    if (text.type == TextTypes::LINE) rows.push_back({"text", text.detected_text, percent(text.confidence), ""});
  for (const FaceDetail& face : findings.face_details) {
    const std::string who = face.gender ? (face.gender->value == GenderType::Female ? "Female" : "Male") +
                                              fmt::format(" {:.0f}", face.gender->confidence)
                                        : "Face";
    rows.push_back({"face", who, percent(face.confidence), face_more(face)});
  }
  for (const Celebrity& celebrity : findings.celebrity_faces)
    rows.push_back({"celebrity", celebrity.name, percent(celebrity.match_confidence), ""});
  for (const ModerationLabel& label : findings.moderation_labels) {
    std::string why;
    for (const Evidence& evidence : label.evidence)
      why += (why.empty() ? "by " : ", ") + evidence.source + ": " + evidence.name;
    rows.push_back({"moderation", label.name, percent(label.confidence), why});
  }
  for (const ContentType& type : findings.content_types)
    rows.push_back({"content", type.name, percent(type.confidence), ""});
  return rows;
}

std::string padded(const std::string& text, std::size_t columns) {
  const std::size_t taken = columns_of(text);
  return taken >= columns ? text : text + std::string(columns - taken, ' ');
}

}  // namespace

std::string findings_table(const std::string& file, int width, int height, const Recognition& recognition) {
  double total = 0;
  for (const Stage& stage : recognition.stages)
    total += stage.duration_ms;
  std::string out = fmt::format("{}  ({} x {} px, {:.0f} ms)\n", file, width, height, total);
  const auto rows = rows_of(recognition.findings);
  if (rows.empty()) return out + "  nothing was found\n";
  constexpr std::size_t kWidest = 44;
  std::size_t widest = 0;
  for (const Row& row : rows)
    widest = std::max(widest, std::min(columns_of(row.what), kWidest));
  std::string kind;
  for (const Row& row : rows) {
    out += fmt::format("  {:<10}  {}  {:>5}  {}", row.kind == kind ? "" : row.kind, padded(row.what, widest), row.sure,
                       row.more);
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
    kind = row.kind;
  }
  return out;
}

}  // namespace spotter
