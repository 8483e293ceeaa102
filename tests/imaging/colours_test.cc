#include "imaging/colours.h"

#include <cstdio>
#include <functional>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "made_images.h"

namespace spotter::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr BoundingBox kWhole{.width = 1, .height = 1, .left = 0, .top = 0};
constexpr Rgb kNavy{0, 0, 128};

Picture painted(int width, int height, const std::function<Rgb(int x, int y)>& colour_at) {
  Picture picture = made_picture(width, height);
  std::shared_ptr<std::uint8_t[]> rgb(new std::uint8_t[picture.size_bytes()]);
  std::uint8_t* out = rgb.get();
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const Rgb colour = colour_at(x, y);
      for (const int channel : {colour.red, colour.green, colour.blue})
        *out++ = static_cast<std::uint8_t>(channel);
    }
  picture.rgb = rgb;
  return picture;
}

Picture flat(const Rgb& colour) {
  return painted(64, 64, [&](int, int) { return colour; });
}

/// Red on the left six tenths, navy on the rest.
Picture red_and_navy() {
  return painted(200, 100, [](int x, int) { return x < 120 ? kRed : kNavy; });
}

TEST(DominantColors, AreTheTwoOfATwoColouredPictureByTheirShares) {
  const auto colours = dominant_colors(red_and_navy(), kWhole, 10);
  ASSERT_THAT(colours, SizeIs(2));
  EXPECT_EQ(colours[0].css_color, "red");
  EXPECT_EQ(colours[0].simplified_color, "red");
  EXPECT_EQ(colours[0].hex_code, "#ff0000");
  EXPECT_EQ(colours[0].red, 255);
  EXPECT_EQ(colours[0].green, 0);
  EXPECT_EQ(colours[0].blue, 0);
  EXPECT_NEAR(colours[0].pixel_percent, 60, 1.5);
  EXPECT_EQ(colours[1].css_color, "navy");
  EXPECT_EQ(colours[1].simplified_color, "blue");
  EXPECT_EQ(colours[1].hex_code, "#000080");
  EXPECT_NEAR(colours[1].pixel_percent, 40, 1.5);
}

TEST(DominantColors, LookAtTheAreaAlone) {
  const auto colours = dominant_colors(red_and_navy(), {.width = 0.3F, .height = 1, .left = 0.7F, .top = 0}, 10);
  ASSERT_THAT(colours, SizeIs(1));
  EXPECT_EQ(colours[0].css_color, "navy");
  EXPECT_FLOAT_EQ(colours[0].pixel_percent, 100);
}

TEST(DominantColors, AreNoMoreThanAsked) {
  const auto colours = dominant_colors(red_and_navy(), kWhole, 1);
  ASSERT_THAT(colours, SizeIs(1));
  EXPECT_EQ(colours[0].css_color, "red");
}

TEST(DominantColors, LeaveOutWhatCoversLessThanTwoPercent) {
  const Picture picture = painted(96, 96, [](int x, int) { return x < 1 ? kGreen : x < 4 ? kBlue : kWhite; });
  const auto colours = dominant_colors(picture, kWhole, 10);
  ASSERT_THAT(colours, SizeIs(2));  // the green column is 1.04 %
  EXPECT_EQ(colours[0].css_color, "white");
  EXPECT_EQ(colours[1].css_color, "blue");
  EXPECT_NEAR(colours[1].pixel_percent, 3.125, 0.01);
}

TEST(DominantColors, TakeAnAreaPastThePictureForWhatIsInIt) {
  const auto colours = dominant_colors(red_and_navy(), {.width = 5, .height = 5, .left = 0.8F, .top = -1}, 10);
  ASSERT_THAT(colours, SizeIs(1));
  EXPECT_EQ(colours[0].css_color, "navy");
  EXPECT_THAT(dominant_colors(red_and_navy(), {.width = 0, .height = 0, .left = 2, .top = 2}, 10), SizeIs(1));
}

struct Named {
  Rgb colour;
  const char* css;
  const char* simplified;
};

TEST(DominantColors, HaveCssNamesAndPlainOnes) {
  for (const Named& named : {
           Named{{0, 0, 0}, "black", "black"},
           Named{{255, 255, 255}, "white", "white"},
           Named{{128, 128, 128}, "grey", "grey"},
           Named{{211, 211, 211}, "lightgrey", "grey"},
           Named{{47, 79, 79}, "darkslategrey", "grey"},
           Named{{0, 0, 255}, "blue", "blue"},
           Named{{135, 206, 235}, "skyblue", "blue"},
           Named{{0, 255, 0}, "lime", "green"},
           Named{{34, 139, 34}, "forestgreen", "green"},
           Named{{165, 42, 42}, "brown", "brown"},
           Named{{255, 165, 0}, "orange", "orange"},
           Named{{255, 192, 203}, "pink", "pink"},
           Named{{128, 0, 128}, "purple", "purple"},
           Named{{220, 20, 60}, "crimson", "red"},
           Named{{255, 215, 0}, "gold", "yellow"},
           Named{{102, 51, 153}, "rebeccapurple", "purple"},
           Named{{3, 2, 1}, "black", "black"},
       }) {
    const auto colours = dominant_colors(flat(named.colour), kWhole, 10);
    ASSERT_THAT(colours, SizeIs(1)) << named.css;
    EXPECT_EQ(colours[0].css_color, named.css);
    EXPECT_EQ(colours[0].simplified_color, named.simplified) << named.css;
  }
}

TEST(DominantColors, AreOneOfThePlainTermsWhateverTheColour) {
  const std::set<std::string> plain = {"black", "blue",   "brown", "green", "grey",  "orange",
                                       "pink",  "purple", "red",   "white", "yellow"};
  std::set<std::string> seen;
  for (int red = 0; red <= 255; red += 51)
    for (int green = 0; green <= 255; green += 51)
      for (int blue = 0; blue <= 255; blue += 51) {
        const auto colours = dominant_colors(flat({red, green, blue}), kWhole, 10);
        ASSERT_THAT(colours, SizeIs(1));
        EXPECT_TRUE(plain.contains(colours[0].simplified_color)) << colours[0].simplified_color;
        seen.insert(colours[0].simplified_color);
        std::array<char, 8> hex{};
        std::snprintf(hex.data(), hex.size(), "#%02x%02x%02x", static_cast<unsigned>(colours[0].red),
                      static_cast<unsigned>(colours[0].green), static_cast<unsigned>(colours[0].blue));
        EXPECT_EQ(colours[0].hex_code, hex.data());
      }
  EXPECT_EQ(seen, plain);
}

TEST(Quality, MeasuresBrightnessFromBlackToWhite) {
  EXPECT_FLOAT_EQ(quality_of(flat(kBlack), kWhole).brightness, 0);
  EXPECT_FLOAT_EQ(quality_of(flat(kWhite), kWhole).brightness, 100);
  EXPECT_NEAR(quality_of(flat({128, 128, 128}), kWhole).brightness, 50.2, 0.1);
  EXPECT_GT(quality_of(flat(kGreen), kWhole).brightness, quality_of(flat(kBlue), kWhole).brightness);
}

TEST(Quality, FindsAStripedPictureSharperThanAGradient) {
  const auto stripes = [](int period) {
    return painted(256, 256, [=](int x, int) {
      const int level = x / period % 2 == 0 ? 40 : 210;
      return Rgb{level, level, level};
    });
  };
  const Picture gradient = painted(256, 256, [](int x, int) { return Rgb{x, x, x}; });
  const float fine = quality_of(stripes(2), kWhole).sharpness;
  const float coarse = quality_of(stripes(32), kWhole).sharpness;
  const float soft = quality_of(gradient, kWhole).sharpness;
  EXPECT_GT(fine, coarse);
  EXPECT_GT(coarse, soft);
  EXPECT_GT(fine, 90);
  EXPECT_LT(soft, 20);
  EXPECT_FLOAT_EQ(quality_of(flat(kRed), kWhole).sharpness, 0);
}

TEST(Quality, MeasuresContrastByTheSpreadOfLight) {
  const auto halves = [](int dark, int light) {
    return painted(100, 100, [=](int x, int) {
      const int level = x < 50 ? dark : light;
      return Rgb{level, level, level};
    });
  };
  EXPECT_FLOAT_EQ(*quality_of(flat({90, 90, 90}), kWhole).contrast, 0);
  EXPECT_NEAR(*quality_of(halves(96, 160), kWhole).contrast, 50, 0.1);  // a spread of 32 of 64
  EXPECT_FLOAT_EQ(*quality_of(halves(0, 255), kWhole).contrast, 100);
}

TEST(Quality, LooksAtTheAreaAlone) {
  const Picture picture = painted(100, 100, [](int x, int) { return x < 50 ? kBlack : kWhite; });
  EXPECT_FLOAT_EQ(quality_of(picture, {.width = 0.5F, .height = 1, .left = 0.5F, .top = 0}).brightness, 100);
}

TEST(ImageProperties, TellForegroundAndBackgroundApart) {
  const BoundingBox red{.width = 0.6F, .height = 1, .left = 0, .top = 0};
  const ImageProperties properties = image_properties_of(red_and_navy(), {red}, 10);
  EXPECT_THAT(properties.dominant_colors, SizeIs(2));
  EXPECT_TRUE(properties.quality.contrast);
  ASSERT_TRUE(properties.foreground);
  ASSERT_TRUE(properties.background);
  ASSERT_FALSE(properties.foreground->dominant_colors.empty());
  EXPECT_EQ(properties.foreground->dominant_colors[0].css_color, "red");
  EXPECT_GT(properties.foreground->dominant_colors[0].pixel_percent, 97);
  ASSERT_FALSE(properties.background->dominant_colors.empty());
  EXPECT_EQ(properties.background->dominant_colors[0].css_color, "navy");
  EXPECT_GT(properties.background->dominant_colors[0].pixel_percent, 97);
  EXPECT_FALSE(properties.foreground->quality.contrast);
  EXPECT_FALSE(properties.background->quality.contrast);
  EXPECT_GT(properties.foreground->quality.brightness, properties.background->quality.brightness);
}

TEST(ImageProperties, HaveNoGroundsWithoutObjects) {
  const ImageProperties properties = image_properties_of(red_and_navy(), {}, 10);
  EXPECT_FALSE(properties.foreground);
  EXPECT_FALSE(properties.background);
  EXPECT_THAT(properties.dominant_colors, SizeIs(2));
}

TEST(ImageProperties, HaveNoBackgroundWhereObjectsCoverAll) {
  const ImageProperties properties = image_properties_of(red_and_navy(), {kWhole}, 10);
  EXPECT_TRUE(properties.foreground);
  EXPECT_FALSE(properties.background);
}

}  // namespace
}  // namespace spotter::testing
