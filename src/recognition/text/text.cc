#include "recognition/text/text.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include "base/encoding.h"
#include "imaging/mat.h"
#include "recognition/text/layout.h"
#include "recognition/text/line.h"
#include "recognition/text/other_scripts.h"
#include "recognition/text/text_box.h"

namespace spotter {
namespace {

constexpr int kShortSidePx = 736;
constexpr int kLongSidePx = 2000;
constexpr int kSmallPicturePx = 100;
constexpr int kGridPx = 32;
constexpr int kLineHeightPx = 48;
constexpr int kAngleWidthPx = 192;
constexpr int kLeastWidthInSmallPx = 320;
constexpr int kLargeInputPx = 1'200'000;
constexpr int kLongestLinePx = 3200;
constexpr float kNeutral = 127.5F;
constexpr float kSpaceThreshold = 0.2F;

int to_grid(double px) {
  return std::max(kGridPx, static_cast<int>(std::lround(px / kGridPx)) * kGridPx);
}

/// So small that it may be cut out of a picture around a word.
bool is_small(const cv::Mat& rgb) {
  return std::min(rgb.cols, rgb.rows) <= kSmallPicturePx;
}

/// Small pictures are enlarged until the short side has 736 px, large ones reduced to 2000 px; tiny ones stay.
cv::Size detection_size(const cv::Size& size) {
  const int short_side = std::min(size.width, size.height);
  const int long_side = std::max(size.width, size.height);
  double scale = short_side <= kSmallPicturePx ? 1.0 : std::max(1.0, static_cast<double>(kShortSidePx) / short_side);
  scale = std::min(scale, static_cast<double>(kLongSidePx) / long_side);
  return {to_grid(size.width * scale), to_grid(size.height * scale)};
}

/// The text inside a quad, straightened; turned by a quarter where it runs down.
cv::Mat crop_line(const cv::Mat& rgb, const Quad& quad, bool sideways) {
  const int width = std::max(1, static_cast<int>(width_of(quad)));
  const int height = std::max(1, static_cast<int>(height_of(quad)));
  const std::array<cv::Point2f, 4> from = {
      cv::Point2f{quad[0].x, quad[0].y}, {quad[1].x, quad[1].y}, {quad[2].x, quad[2].y}, {quad[3].x, quad[3].y}};
  const auto w = static_cast<float>(width);
  const auto h = static_cast<float>(height);
  const std::array<cv::Point2f, 4> to = {cv::Point2f{0, 0}, {w, 0}, {w, h}, {0, h}};
  cv::Mat crop;
  cv::warpPerspective(rgb, crop, cv::getPerspectiveTransform(from.data(), to.data()), {width, height}, cv::INTER_CUBIC,
                      cv::BORDER_REPLICATE);
  if (sideways) cv::rotate(crop, crop, cv::ROTATE_90_COUNTERCLOCKWISE);
  return crop;
}

/// Fills a line's input: scaled to the input's height, neutral to the right. Returns the width it takes.
int fill_line(float* input, int input_width, const cv::Mat& crop) {
  const int width = std::clamp(static_cast<int>(std::ceil(static_cast<double>(kLineHeightPx) * crop.cols / crop.rows)),
                               1, input_width);
  cv::Mat place(kLineHeightPx, input_width, CV_32FC3, input);
  place.setTo(cv::Scalar::all(kNeutral));
  cv::Mat scaled;
  cv::resize(crop, scaled, {width, kLineHeightPx}, 0, 0, cv::INTER_LINEAR);
  scaled.convertTo(place(cv::Rect(0, 0, width, kLineHeightPx)), CV_32FC3);
  return width;
}

/// A line that was read, where it stands and how it is turned.
struct ReadLine {
  Line line;
  Quad quad;  ///< clockwise from the text's own top left
};

/// The corners from the text's own top left on.
Quad own_corners(const Quad& quad, int quarter_turns) {
  Quad out;
  for (std::size_t i = 0; i < out.size(); ++i)
    out.at(i) = quad.at((i + static_cast<std::size_t>(quarter_turns)) % 4);
  return out;
}

Point between(const Point& a, const Point& b, float share) {
  return {.x = a.x + (b.x - a.x) * share, .y = a.y + (b.y - a.y) * share};
}

/// The part of a line's quad that a word takes.
Quad part_of(const Quad& line, float from, float to) {
  return {between(line[0], line[1], from), between(line[0], line[1], to), between(line[3], line[2], to),
          between(line[3], line[2], from)};
}

TextDetection detection(const std::string& text, TextTypes type, float confidence, const Quad& quad,
                        const Picture& picture) {
  TextDetection out{
      .detected_text = text, .type = type, .id = 0, .parent_id = {}, .confidence = confidence * 100, .geometry = {}};
  for (const Point& corner : quad)
    out.geometry.polygon.push_back(
        {.x = corner.x / static_cast<float>(picture.width), .y = corner.y / static_cast<float>(picture.height)});
  out.geometry.bounding_box = hull_of(out.geometry.polygon);
  return out;
}

/// Rekognition's order: all lines, then all words, numbered through.
std::vector<TextDetection> detections_of(const std::vector<ReadLine>& lines, const Picture& picture) {
  std::vector<TextDetection> out;
  for (const ReadLine& read : lines) {
    float sum = 0;
    for (const LineWord& word : read.line.words)
      sum += word.confidence;
    out.push_back(detection(read.line.text, TextTypes::LINE, sum / static_cast<float>(read.line.words.size()),
                            read.quad, picture));
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const LineWord& word : lines[i].line.words) {
      out.push_back(
          detection(word.text, TextTypes::WORD, word.confidence, part_of(lines[i].quad, word.from, word.to), picture));
      out.back().parent_id = static_cast<int>(i);
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i].id = static_cast<int>(i);
  return out;
}

Quad whole(const cv::Mat& rgb) {
  const auto right = static_cast<float>(rgb.cols);
  const auto bottom = static_cast<float>(rgb.rows);
  return {Point{.x = 0, .y = 0}, Point{.x = right, .y = 0}, Point{.x = right, .y = bottom}, Point{.x = 0, .y = bottom}};
}

class Text final : public Recogniser {
 public:
  Text(const Model& detection_model, const Model& recognition_model, const Model& angle_model, Alphabet alphabet,
       TextOptions options, const InferenceObserver& observe)
      : detection_(detection_model),
        recognition_(recognition_model),
        angle_(angle_model),
        alphabet_(std::move(alphabet)),
        options_(options),
        other_scripts_(observe) {}

  std::string_view name() const override { return "text"; }

  Result<void> recognise(const Picture& picture, Findings& findings, Deadline deadline) const override {
    const cv::Mat rgb = mat_of(picture);
    SPOTTER_ASSIGN(std::vector<TextBox> boxes, find(rgb));
    // A small picture may be one word, cut off by its own detection: the whole is read too.
    const bool maybe_one_word = is_small(rgb) && boxes.size() <= 1;
    if (maybe_one_word) boxes.push_back({.quad = whole(rgb), .score = 1});
    SPOTTER_ASSIGN(std::vector<LineTurn> turns, find_turns(rgb, boxes, deadline));
    vote_directions(boxes, turns);

    std::vector<Line> lines;
    std::vector<cv::Mat> crops;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      if (deadline.expired())
        return fail(Errc::timeout, fmt::format("reading {} lines of text took longer than allowed", boxes.size()));
      crops.push_back(upright_crop(rgb, boxes[i].quad, turns[i]));
      SPOTTER_ASSIGN(lines.emplace_back(), read(crops.back(), is_small(rgb) ? kLeastWidthInSmallPx : kGridPx));
    }
    if (maybe_one_word && lines.size() == 2) {
      const bool whole_is_surer = lines[1].confidence > lines[0].confidence;
      const auto less_sure = static_cast<std::ptrdiff_t>(whole_is_surer ? 0 : 1);
      boxes.erase(boxes.begin() + less_sure);
      turns.erase(turns.begin() + less_sure);
      crops.erase(crops.begin() + less_sure);
      lines.erase(lines.begin() + less_sure);
    }
    if (options_.other_scripts) read_other_scripts(boxes, crops, lines, turns, deadline);

    std::vector<ReadLine> in_order;
    for (const std::size_t i : reading_order(boxes, main_turn(boxes, turns)))
      if (!is_noise(lines[i], boxes[i]))
        in_order.push_back({.line = std::move(lines[i]), .quad = own_corners(boxes[i].quad, turns[i].quarter_turns())});
    findings.text_detections = detections_of(in_order, picture);
    return {};
  }

 private:
  void read_other_scripts(const std::vector<TextBox>& boxes, const std::vector<cv::Mat>& crops,
                          std::vector<Line>& lines, std::vector<LineTurn>& turns, Deadline deadline) const {
    std::vector<CutLine> cuts;
    for (std::size_t i = 0; i < lines.size(); ++i)
      cuts.push_back({.line = &lines[i], .crop = crops[i], .box_score = boxes[i].score});
    for (OtherLine& other : other_scripts_.read(cuts, deadline)) {
      lines[other.place] = std::move(other.line);
      turns[other.place].flipped ^= other.turned;
    }
  }

  /// Photographs without text are full of shapes like O, 8 and D: a single character must be surely text as well.
  bool is_noise(const Line& line, const TextBox& box) const {
    constexpr float kSingleCharacter = 0.65F;
    if (line.words.empty() || line.confidence < options_.least_confidence) return true;
    return to_code_points(line.text).size() == 1 && line.confidence * box.score < kSingleCharacter;
  }

  Result<std::vector<TextBox>> find(const cv::Mat& rgb) const {
    const cv::Size size = detection_size(rgb.size());
    std::unique_lock<std::mutex> alone(large_, std::defer_lock);
    if (size.area() > kLargeInputPx) alone.lock();
    auto found = find_at(rgb, size);
    // It would keep the buffers of the largest input that it ever had.
    detection_.release_memory();
    if (alone) alone.unlock();
    SPOTTER_ASSIGN(std::vector<TextBox> boxes, std::move(found));
    const auto most = static_cast<std::size_t>(options_.most_lines);
    if (boxes.size() > most) {
      std::ranges::sort(boxes, std::greater{},
                        [](const TextBox& box) { return width_of(box.quad) * height_of(box.quad); });
      boxes.resize(most);
    }
    return boxes;
  }

  Result<std::vector<TextBox>> find_at(const cv::Mat& rgb, const cv::Size& size) const {
    ModelCall call = detection_.begin();
    cv::Mat input(size, CV_8UC3, call.pixels(size.height, size.width));
    cv::resize(rgb, input, size, 0, 0, cv::INTER_LINEAR);
    SPOTTER_TRY(call.run());
    return find_boxes(call.output("map"), rgb.cols, rgb.rows, {});
  }

  Result<std::vector<LineTurn>> find_turns(const cv::Mat& rgb, const std::vector<TextBox>& boxes,
                                           Deadline deadline) const {
    std::vector<LineTurn> turns;
    for (const TextBox& box : boxes) {
      if (deadline.expired()) return fail(Errc::timeout, "finding how the text lies took longer than allowed");
      LineTurn turn{.sideways = is_sideways(box.quad)};
      ModelCall call = angle_.begin();
      fill_line(call.values({1, kLineHeightPx, kAngleWidthPx, 3}), kAngleWidthPx,
                crop_line(rgb, box.quad, turn.sideways));
      SPOTTER_TRY(call.run());
      turn.upside_down = call.output("scores")[1];
      turns.push_back(turn);
    }
    return turns;
  }

  static cv::Mat upright_crop(const cv::Mat& rgb, const Quad& quad, const LineTurn& turn) {
    cv::Mat crop = crop_line(rgb, quad, turn.sideways);
    if (turn.flipped) cv::rotate(crop, crop, cv::ROTATE_180);
    return crop;
  }

  /// Padding to `least_width` costs time and helps with a few large letters.
  Result<Line> read(const cv::Mat& crop, int least_width) const {
    const double natural = std::ceil(static_cast<double>(kLineHeightPx) * crop.cols / crop.rows);
    const int width =
        std::clamp(static_cast<int>((static_cast<std::int64_t>(natural) + kGridPx - 1) / kGridPx) * kGridPx,
                   least_width, kLongestLinePx);
    ModelCall call = recognition_.begin();
    const int used = fill_line(call.values({1, kLineHeightPx, width, 3}), width, crop);
    SPOTTER_TRY(call.run());
    return decode_line(call.output("scores"), alphabet_, static_cast<float>(used) / static_cast<float>(width),
                       kSpaceThreshold);
  }

  const Model& detection_;
  const Model& recognition_;
  const Model& angle_;
  Alphabet alphabet_;
  TextOptions options_;
  mutable OtherScripts other_scripts_;
  mutable std::mutex large_;  ///< held while text is looked for in a large picture, which takes up to 700 MiB
};

}  // namespace

Result<std::unique_ptr<Recogniser>> make_text(const Models& models, const TextOptions& options) {
  const Model* detection = models.only("text_detection");
  const Model* recognition = models.only("text_recognition");
  const Model* angle = models.only("text_angle");
  for (const auto& [slot, model] :
       {std::pair("text_detection", detection), {"text_recognition", recognition}, {"text_angle", angle}})
    if (model == nullptr)
      return fail(Errc::not_found, fmt::format("no model fills the slot `{}`; text needs one", slot));
  SPOTTER_ASSIGN(Alphabet alphabet, read_alphabet(recognition->manifest()));
  return std::make_unique<Text>(*detection, *recognition, *angle, std::move(alphabet), options,
                                models.options().observe);
}

}  // namespace spotter
