#include "imaging/colours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include "imaging/mat.h"

namespace spotter {
namespace {

struct Css {
  std::string_view name;
  std::uint32_t rgb;
  std::string_view simplified;
};

// The named colours of CSS Color Module Level 4, each with the basic colour term it goes by.
constexpr std::array kCss = {
    Css{"aliceblue", 0xf0f8ff, "white"},
    Css{"antiquewhite", 0xfaebd7, "white"},
    Css{"aquamarine", 0x7fffd4, "green"},
    Css{"azure", 0xf0ffff, "white"},
    Css{"beige", 0xf5f5dc, "white"},
    Css{"bisque", 0xffe4c4, "orange"},
    Css{"black", 0x000000, "black"},
    Css{"blanchedalmond", 0xffebcd, "orange"},
    Css{"blue", 0x0000ff, "blue"},
    Css{"blueviolet", 0x8a2be2, "purple"},
    Css{"brown", 0xa52a2a, "brown"},
    Css{"burlywood", 0xdeb887, "brown"},
    Css{"cadetblue", 0x5f9ea0, "blue"},
    Css{"chartreuse", 0x7fff00, "green"},
    Css{"chocolate", 0xd2691e, "brown"},
    Css{"coral", 0xff7f50, "orange"},
    Css{"cornflowerblue", 0x6495ed, "blue"},
    Css{"cornsilk", 0xfff8dc, "white"},
    Css{"crimson", 0xdc143c, "red"},
    Css{"cyan", 0x00ffff, "blue"},
    Css{"darkblue", 0x00008b, "blue"},
    Css{"darkcyan", 0x008b8b, "blue"},
    Css{"darkgoldenrod", 0xb8860b, "brown"},
    Css{"darkgrey", 0xa9a9a9, "grey"},
    Css{"darkgreen", 0x006400, "green"},
    Css{"darkkhaki", 0xbdb76b, "brown"},
    Css{"darkmagenta", 0x8b008b, "purple"},
    Css{"darkolivegreen", 0x556b2f, "green"},
    Css{"darkorange", 0xff8c00, "orange"},
    Css{"darkorchid", 0x9932cc, "purple"},
    Css{"darkred", 0x8b0000, "red"},
    Css{"darksalmon", 0xe9967a, "orange"},
    Css{"darkseagreen", 0x8fbc8f, "green"},
    Css{"darkslateblue", 0x483d8b, "blue"},
    Css{"darkslategrey", 0x2f4f4f, "grey"},
    Css{"darkturquoise", 0x00ced1, "blue"},
    Css{"darkviolet", 0x9400d3, "purple"},
    Css{"deeppink", 0xff1493, "pink"},
    Css{"deepskyblue", 0x00bfff, "blue"},
    Css{"dimgrey", 0x696969, "grey"},
    Css{"dodgerblue", 0x1e90ff, "blue"},
    Css{"firebrick", 0xb22222, "red"},
    Css{"floralwhite", 0xfffaf0, "white"},
    Css{"forestgreen", 0x228b22, "green"},
    Css{"gainsboro", 0xdcdcdc, "grey"},
    Css{"ghostwhite", 0xf8f8ff, "white"},
    Css{"gold", 0xffd700, "yellow"},
    Css{"goldenrod", 0xdaa520, "yellow"},
    Css{"grey", 0x808080, "grey"},
    Css{"green", 0x008000, "green"},
    Css{"greenyellow", 0xadff2f, "green"},
    Css{"honeydew", 0xf0fff0, "white"},
    Css{"hotpink", 0xff69b4, "pink"},
    Css{"indianred", 0xcd5c5c, "red"},
    Css{"indigo", 0x4b0082, "purple"},
    Css{"ivory", 0xfffff0, "white"},
    Css{"khaki", 0xf0e68c, "yellow"},
    Css{"lavender", 0xe6e6fa, "purple"},
    Css{"lavenderblush", 0xfff0f5, "white"},
    Css{"lawngreen", 0x7cfc00, "green"},
    Css{"lemonchiffon", 0xfffacd, "yellow"},
    Css{"lightblue", 0xadd8e6, "blue"},
    Css{"lightcoral", 0xf08080, "pink"},
    Css{"lightcyan", 0xe0ffff, "white"},
    Css{"lightgoldenrodyellow", 0xfafad2, "yellow"},
    Css{"lightgrey", 0xd3d3d3, "grey"},
    Css{"lightgreen", 0x90ee90, "green"},
    Css{"lightpink", 0xffb6c1, "pink"},
    Css{"lightsalmon", 0xffa07a, "orange"},
    Css{"lightseagreen", 0x20b2aa, "green"},
    Css{"lightskyblue", 0x87cefa, "blue"},
    Css{"lightslategrey", 0x778899, "grey"},
    Css{"lightsteelblue", 0xb0c4de, "blue"},
    Css{"lightyellow", 0xffffe0, "yellow"},
    Css{"lime", 0x00ff00, "green"},
    Css{"limegreen", 0x32cd32, "green"},
    Css{"linen", 0xfaf0e6, "white"},
    Css{"magenta", 0xff00ff, "pink"},
    Css{"maroon", 0x800000, "red"},
    Css{"mediumaquamarine", 0x66cdaa, "green"},
    Css{"mediumblue", 0x0000cd, "blue"},
    Css{"mediumorchid", 0xba55d3, "purple"},
    Css{"mediumpurple", 0x9370db, "purple"},
    Css{"mediumseagreen", 0x3cb371, "green"},
    Css{"mediumslateblue", 0x7b68ee, "blue"},
    Css{"mediumspringgreen", 0x00fa9a, "green"},
    Css{"mediumturquoise", 0x48d1cc, "blue"},
    Css{"mediumvioletred", 0xc71585, "pink"},
    Css{"midnightblue", 0x191970, "blue"},
    Css{"mintcream", 0xf5fffa, "white"},
    Css{"mistyrose", 0xffe4e1, "pink"},
    Css{"moccasin", 0xffe4b5, "orange"},
    Css{"navajowhite", 0xffdead, "orange"},
    Css{"navy", 0x000080, "blue"},
    Css{"oldlace", 0xfdf5e6, "white"},
    Css{"olive", 0x808000, "green"},
    Css{"olivedrab", 0x6b8e23, "green"},
    Css{"orange", 0xffa500, "orange"},
    Css{"orangered", 0xff4500, "red"},
    Css{"orchid", 0xda70d6, "pink"},
    Css{"palegoldenrod", 0xeee8aa, "yellow"},
    Css{"palegreen", 0x98fb98, "green"},
    Css{"paleturquoise", 0xafeeee, "blue"},
    Css{"palevioletred", 0xdb7093, "pink"},
    Css{"papayawhip", 0xffefd5, "orange"},
    Css{"peachpuff", 0xffdab9, "orange"},
    Css{"peru", 0xcd853f, "brown"},
    Css{"pink", 0xffc0cb, "pink"},
    Css{"plum", 0xdda0dd, "purple"},
    Css{"powderblue", 0xb0e0e6, "blue"},
    Css{"purple", 0x800080, "purple"},
    Css{"rebeccapurple", 0x663399, "purple"},
    Css{"red", 0xff0000, "red"},
    Css{"rosybrown", 0xbc8f8f, "brown"},
    Css{"royalblue", 0x4169e1, "blue"},
    Css{"saddlebrown", 0x8b4513, "brown"},
    Css{"salmon", 0xfa8072, "pink"},
    Css{"sandybrown", 0xf4a460, "orange"},
    Css{"seagreen", 0x2e8b57, "green"},
    Css{"seashell", 0xfff5ee, "white"},
    Css{"sienna", 0xa0522d, "brown"},
    Css{"silver", 0xc0c0c0, "grey"},
    Css{"skyblue", 0x87ceeb, "blue"},
    Css{"slateblue", 0x6a5acd, "purple"},
    Css{"slategrey", 0x708090, "grey"},
    Css{"snow", 0xfffafa, "white"},
    Css{"springgreen", 0x00ff7f, "green"},
    Css{"steelblue", 0x4682b4, "blue"},
    Css{"tan", 0xd2b48c, "brown"},
    Css{"teal", 0x008080, "green"},
    Css{"thistle", 0xd8bfd8, "purple"},
    Css{"tomato", 0xff6347, "red"},
    Css{"turquoise", 0x40e0d0, "blue"},
    Css{"violet", 0xee82ee, "pink"},
    Css{"wheat", 0xf5deb3, "yellow"},
    Css{"white", 0xffffff, "white"},
    Css{"whitesmoke", 0xf5f5f5, "white"},
    Css{"yellow", 0xffff00, "yellow"},
    Css{"yellowgreen", 0x9acd32, "green"},
};

int channel(std::uint32_t rgb, unsigned shift) {
  return static_cast<int>((rgb >> shift) & 0xFFU);
}

/// The CSS colours in CIELAB, in their order.
const std::vector<cv::Vec3f>& css_lab() {
  static const std::vector<cv::Vec3f> lab = [] {
    cv::Mat rgb(1, static_cast<int>(kCss.size()), CV_32FC3);
    for (std::size_t i = 0; i < kCss.size(); ++i)
      rgb.at<cv::Vec3f>(static_cast<int>(i)) =
          cv::Vec3f(static_cast<float>(channel(kCss.at(i).rgb, 16)), static_cast<float>(channel(kCss.at(i).rgb, 8)),
                    static_cast<float>(channel(kCss.at(i).rgb, 0))) /
          255.0F;
    cv::Mat converted;
    cv::cvtColor(rgb, converted, cv::COLOR_RGB2Lab);
    return std::vector<cv::Vec3f>(converted.begin<cv::Vec3f>(), converted.end<cv::Vec3f>());
  }();
  return lab;
}

std::size_t nearest_css(const cv::Vec3f& lab) {
  const auto& all = css_lab();
  std::size_t best = 0;
  float best_distance = std::numeric_limits<float>::max();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const cv::Vec3f difference = all[i] - lab;
    const float distance = difference.dot(difference);
    if (distance < best_distance) {
      best_distance = distance;
      best = i;
    }
  }
  return best;
}

cv::Rect pixels_of(const Picture& picture, const BoundingBox& area) {
  const auto px = [](float ratio, int size) {
    return std::clamp(static_cast<int>(std::lround(ratio * static_cast<float>(size))), 0, size);
  };
  const int left = std::min(px(area.left, picture.width), picture.width - 1);
  const int top = std::min(px(area.top, picture.height), picture.height - 1);
  return {left, top, std::max(1, px(area.right(), picture.width) - left),
          std::max(1, px(area.bottom(), picture.height) - top)};
}

/// No more than `side` px on the longer side: enough to count colours in.
cv::Mat shrunk(const cv::Mat& rgb, int side) {
  const double scale = static_cast<double>(side) / std::max(rgb.cols, rgb.rows);
  if (scale >= 1) return rgb;
  cv::Mat small;
  cv::resize(rgb, small,
             {std::max(1, static_cast<int>(rgb.cols * scale)), std::max(1, static_cast<int>(rgb.rows * scale))}, 0, 0,
             cv::INTER_AREA);
  return small;
}

std::vector<DominantColor> count_colors(const cv::Mat& rgb, const cv::Mat& mask, int limit) {
  constexpr float kLeastPercent = 2;
  cv::Mat real;
  rgb.convertTo(real, CV_32FC3, 1 / 255.0);
  cv::cvtColor(real, real, cv::COLOR_RGB2Lab);
  std::array<int, kCss.size()> counts{};
  int total = 0;
  for (int y = 0; y < real.rows; ++y) {
    for (int x = 0; x < real.cols; ++x) {
      if (!mask.empty() && mask.at<std::uint8_t>(y, x) == 0) continue;
      ++counts.at(nearest_css(real.at<cv::Vec3f>(y, x)));
      ++total;
    }
  }
  std::vector<DominantColor> colors;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const float percent = total == 0 ? 0 : 100.0F * static_cast<float>(counts.at(i)) / static_cast<float>(total);
    if (percent < kLeastPercent) continue;
    const Css& css = kCss.at(i);
    colors.push_back({.red = channel(css.rgb, 16),
                      .blue = channel(css.rgb, 0),
                      .green = channel(css.rgb, 8),
                      .hex_code = fmt::format("#{:06x}", css.rgb),
                      .css_color = std::string(css.name),
                      .simplified_color = std::string(css.simplified),
                      .pixel_percent = percent});
  }
  std::ranges::sort(colors, std::greater{}, &DominantColor::pixel_percent);
  if (colors.size() > static_cast<std::size_t>(limit)) colors.resize(static_cast<std::size_t>(limit));
  return colors;
}

constexpr int kColorSide = 96;
constexpr int kQualitySide = 512;

ImageQuality measure(const cv::Mat& rgb, const cv::Mat& mask) {
  // A quarter of full scale is the luma's spread in a contrasty photograph; a sharp one has a Laplacian
  // about as strong as its luma's spread.
  constexpr double kFullContrast = 64;
  cv::Mat luma;
  cv::cvtColor(rgb, luma, cv::COLOR_RGB2GRAY);
  cv::Mat edges;
  cv::Laplacian(luma, edges, CV_32F);
  cv::Scalar mean;
  cv::Scalar spread;
  cv::Scalar edge_mean;
  cv::Scalar edge_spread;
  cv::meanStdDev(luma, mean, spread, mask);
  cv::meanStdDev(edges, edge_mean, edge_spread, mask);
  const double sharpness = spread[0] < 1 ? 0 : 100 * (1 - std::exp(-2 * edge_spread[0] / spread[0]));
  return {.brightness = static_cast<float>(mean[0] / 2.55),
          .sharpness = static_cast<float>(sharpness),
          .contrast = static_cast<float>(std::min(100.0, 100 * spread[0] / kFullContrast))};
}

ImageGround ground_of(const cv::Mat& colors, const cv::Mat& detail, const cv::Mat& mask, int limit) {
  cv::Mat color_mask;
  cv::Mat detail_mask;
  cv::resize(mask, color_mask, colors.size(), 0, 0, cv::INTER_NEAREST);
  cv::resize(mask, detail_mask, detail.size(), 0, 0, cv::INTER_NEAREST);
  ImageGround ground{.quality = measure(detail, detail_mask),
                     .dominant_colors = count_colors(colors, color_mask, limit)};
  ground.quality.contrast.reset();
  return ground;
}

}  // namespace

std::vector<DominantColor> dominant_colors(const Picture& picture, const BoundingBox& area, int limit) {
  return count_colors(shrunk(mat_of(picture)(pixels_of(picture, area)), kColorSide), {}, limit);
}

ImageQuality quality_of(const Picture& picture, const BoundingBox& area) {
  return measure(shrunk(mat_of(picture)(pixels_of(picture, area)), kQualitySide), {});
}

ImageProperties image_properties_of(const Picture& picture, const std::vector<BoundingBox>& objects, int limit) {
  const cv::Mat whole = mat_of(picture);
  const cv::Mat colors = shrunk(whole, kColorSide);
  const cv::Mat detail = shrunk(whole, kQualitySide);
  ImageProperties properties{.quality = measure(detail, {}),
                             .dominant_colors = count_colors(colors, {}, limit),
                             .foreground = {},
                             .background = {}};

  cv::Mat mask = cv::Mat::zeros(detail.size(), CV_8U);
  const Picture scale{.width = detail.cols, .height = detail.rows, .full_width = 0, .full_height = 0, .rgb = nullptr};
  for (const BoundingBox& box : objects)
    mask(pixels_of(scale, box)) = 255;
  const int covered = cv::countNonZero(mask);
  if (covered == 0) return properties;
  properties.foreground = ground_of(colors, detail, mask, limit);
  if (covered < static_cast<int>(mask.total())) properties.background = ground_of(colors, detail, 255 - mask, limit);
  return properties;
}

}  // namespace spotter
