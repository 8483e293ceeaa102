#include "imaging/draw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <string>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include "imaging/mat.h"
#include "imaging/vips.h"

namespace spotter {
namespace {

using Color = cv::Scalar;
const Color kFaceColor(255, 214, 0);
const Color kTextColor(0, 229, 255);

/// Colours that stay apart on photographs, for people with colour blindness too (Okabe and Ito, 2008).
const Color& color_of(const std::string& name) {
  static const std::array kColors = {Color(230, 159, 0), Color(86, 180, 233), Color(0, 158, 115),  Color(240, 228, 66),
                                     Color(0, 114, 178), Color(213, 94, 0),   Color(204, 121, 167)};
  return kColors.at(std::hash<std::string>{}(name) % kColors.size());
}

class Canvas {
 public:
  explicit Canvas(const Picture& picture) : rgb_(mat_of(picture).clone()) {
    const int side = std::max(rgb_.cols, rgb_.rows);
    line_ = std::max(1, side / 350);
    text_px_ = std::clamp(side / 45, 11, 48);
  }

  void box(const BoundingBox& box, const Color& color, bool dashed) {
    const std::array corners = {at(box.left, box.top), at(box.right(), box.top), at(box.right(), box.bottom()),
                                at(box.left, box.bottom())};
    for (std::size_t i = 0; i < corners.size(); ++i) {
      const cv::Point& from = corners.at(i);
      const cv::Point& to = corners.at((i + 1) % corners.size());
      if (dashed) {
        dashes(from, to, color);
      } else {
        cv::line(rgb_, from, to, color, 2 * line_, cv::LINE_AA);
      }
    }
  }
  void polygon(const std::vector<Point>& points, const Color& color) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Point& from = points[i];
      const Point& to = points[(i + 1) % points.size()];
      cv::line(rgb_, at(from.x, from.y), at(to.x, to.y), color, line_, cv::LINE_AA);
    }
  }
  void dot(const Landmark& landmark, const Color& color) {
    cv::circle(rgb_, at(landmark.x, landmark.y), line_, color, cv::FILLED, cv::LINE_AA);
  }

  /// A name on a plate of the colour: above the box, else where it hides no other plate and there is room.
  void plate(const BoundingBox& box, const std::string& text, const Color& color) {
    const cv::Mat mask = text_mask(text);
    if (mask.empty()) return;
    const int margin = std::max(2, text_px_ / 5);
    const cv::Size size(mask.cols + 2 * margin, mask.rows + 2 * margin);
    const cv::Point place = place_of(box, size);
    plates_.emplace_back(place, size);
    const cv::Rect plate = cv::Rect(place, size) & cv::Rect(0, 0, rgb_.cols, rgb_.rows);
    cv::rectangle(rgb_, plate, color, cv::FILLED);
    const cv::Rect inside =
        cv::Rect(place.x + margin, place.y + margin, mask.cols, mask.rows) & cv::Rect(0, 0, rgb_.cols, rgb_.rows);
    if (inside.empty()) return;
    const double brightness = 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2];
    const Color ink = brightness > 140 ? Color::all(0) : Color::all(255);
    cv::Mat part = rgb_(inside);
    cv::Mat inked(part.size(), part.type(), ink);
    inked.copyTo(part, mask(cv::Rect(0, 0, inside.width, inside.height)) > 100);
  }

  Picture take(const Picture& like) const {
    std::shared_ptr<std::uint8_t[]> pixels(new std::uint8_t[like.size_bytes()]);
    std::memcpy(pixels.get(), rgb_.data, like.size_bytes());
    Picture out = like;
    out.rgb = std::move(pixels);
    return out;
  }

 private:
  cv::Point at(float x, float y) const {
    return {static_cast<int>(std::lround(x * static_cast<float>(rgb_.cols))),
            static_cast<int>(std::lround(y * static_cast<float>(rgb_.rows)))};
  }
  void dashes(const cv::Point& from, const cv::Point& to, const Color& color) {
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const double dash = 6.0 * line_;
    for (double at = 0; at < length; at += 2 * dash) {
      const auto point = [&](double share) {
        return cv::Point(static_cast<int>(from.x + (to.x - from.x) * share),
                         static_cast<int>(from.y + (to.y - from.y) * share));
      };
      cv::line(rgb_, point(at / length), point(std::min(1.0, (at + dash) / length)), color, 2 * line_, cv::LINE_AA);
    }
  }
  /// The first of the places at a box where a plate is inside the picture and hides no other.
  cv::Point place_of(const BoundingBox& box, const cv::Size& size) const {
    const cv::Point top_left = at(box.left, box.top);
    const cv::Point bottom_right = at(box.right(), box.bottom());
    const std::array places = {
        cv::Point(top_left.x, top_left.y - size.height), top_left, cv::Point(bottom_right.x - size.width, top_left.y),
        cv::Point(top_left.x, bottom_right.y - size.height), cv::Point(top_left.x, bottom_right.y)};
    const auto inside = [&](cv::Point place) {
      return cv::Point(std::clamp(place.x, 0, std::max(0, rgb_.cols - size.width)),
                       std::clamp(place.y, 0, std::max(0, rgb_.rows - size.height)));
    };
    for (const cv::Point& place : places) {
      const cv::Rect plate(inside(place), size);
      const bool hides = std::ranges::any_of(plates_, [&](const cv::Rect& other) { return !(other & plate).empty(); });
      if (place.y >= 0 && !hides) return plate.tl();
    }
    return inside(places[0].y >= 0 ? places[0] : places[1]);
  }
  /// The text's shape, set by Pango with whatever fonts there are; empty where it can't be.
  cv::Mat text_mask(const std::string& text) const {
    start_vips();
    std::string escaped;
    for (const char c : text)
      escaped += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
    const std::string font = fmt::format("sans bold {}px", text_px_);
    const VipsImagePtr image =
        vips_step([&](VipsImage** out) { return vips_text(out, escaped.c_str(), "font", font.c_str(), nullptr); });
    if (!image) {
      vips_error_clear();
      return {};
    }
    std::size_t size = 0;
    void* pixels = vips_image_write_to_memory(image.get(), &size);
    if (pixels == nullptr) return {};
    const cv::Mat mask =
        cv::Mat(vips_image_get_height(image.get()), vips_image_get_width(image.get()), CV_8U, pixels).clone();
    g_free(pixels);
    return mask;
  }

  cv::Mat rgb_;
  std::vector<cv::Rect> plates_;
  int line_ = 1;
  int text_px_ = 14;
};

std::string said_of(const FaceDetail& face) {
  std::string text;
  if (face.gender) text = face.gender->value == GenderType::Female ? "Female" : "Male";
  if (face.age_range)
    text += fmt::format("{}{}-{}", text.empty() ? "" : ", ", face.age_range->low, face.age_range->high);
  return text.empty() ? "Face" : text;
}

/// The name of the celebrity whose face this is.
std::string name_of_face(const FaceDetail& face, const Findings& findings) {
  for (const Celebrity& celebrity : findings.celebrity_faces)
    if (celebrity.face.bounding_box == face.bounding_box) return celebrity.name;
  return said_of(face);
}

/// Labels of people and faces repeat the boxes of Person and of the faces themselves.
bool repeats_others(const Label& label) {
  return label.name != "Person" &&
         std::ranges::any_of(label.parents, [](const Parent& parent) { return parent.name == "Person"; });
}

}  // namespace

Picture draw_findings(const Picture& picture, const Findings& findings, const DrawOptions& options) {
  struct Plate {
    BoundingBox box;
    std::string text;
    Color color;
  };
  std::vector<Plate> plates;  // drawn last, so that no line crosses a name
  Canvas canvas(picture);
  if (options.text) {
    // A page is legible by itself: plates on every line would cover it.
    constexpr std::ptrdiff_t kFewLines = 5;
    const bool named = std::ranges::count(findings.text_detections, TextTypes::LINE, &TextDetection::type) <= kFewLines;
    for (const TextDetection& text : findings.text_detections) {
      if (text.type != TextTypes::LINE || text.confidence < options.least_confidence || text.geometry.polygon.empty())
        continue;
      canvas.polygon(text.geometry.polygon, kTextColor);
      if (named) plates.push_back({text.geometry.bounding_box, text.detected_text, kTextColor});
    }
  }
  if (options.objects) {
    for (const Label& label : findings.labels) {
      if (repeats_others(label)) continue;
      for (const Instance& instance : label.instances) {
        if (instance.confidence < options.least_confidence) continue;
        canvas.box(instance.bounding_box, color_of(label.name), false);
        plates.push_back(
            {instance.bounding_box, fmt::format("{} {:.0f}", label.name, instance.confidence), color_of(label.name)});
      }
    }
  }
  if (options.faces) {
    for (const FaceDetail& face : findings.face_details) {
      if (face.confidence < options.least_confidence) continue;
      canvas.box(face.bounding_box, kFaceColor, true);
      for (const Landmark& landmark : face.landmarks)
        canvas.dot(landmark, kFaceColor);
      plates.push_back({face.bounding_box, name_of_face(face, findings), kFaceColor});
    }
  }
  for (const Plate& plate : plates)
    canvas.plate(plate.box, plate.text, plate.color);
  return canvas.take(picture);
}

}  // namespace spotter
