#include "base/unicode.h"

#include <cstdint>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Fold, MakesCaseEqual) {
  EXPECT_EQ(fold("Sale SALE sale"), "sale sale sale");
  EXPECT_EQ(fold("ПРИВЕТ"), "привет");
  EXPECT_EQ(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
  EXPECT_EQ(fold("STRASSE"), fold("Straße"));
}

TEST(Fold, MakesWaysOfWritingAnAccentEqual) {
  EXPECT_EQ(fold("Cafe\u0301"), "caf\u00e9");
  EXPECT_EQ(fold("\u212B"), fold("A\u030A"));
  EXPECT_EQ(fold("\uAC00"), fold("\u1100\u1161"));
}

TEST(Fold, MakesFullWidthAndCompatibilityFormsPlain) {
  EXPECT_EQ(fold("ＡＢＣ１２３"), "abc123");
  EXPECT_EQ(fold("ｶﾞ"), "ガ");
  EXPECT_EQ(fold("ﬁn"), "fin");
}

TEST(Fold, KeepsAccentsThatMakeAnotherWord) {
  EXPECT_NE(fold("resume"), fold("résumé"));
}

TEST(Fold, ReplacesBrokenUtf8) {
  EXPECT_EQ(fold("A\xFF"
                 "B"),
            "a\uFFFDb");
  EXPECT_EQ(fold(""), "");
}

TEST(Fold, ChangesNothingASecondTime) {
  for (char32_t point = 1; point < 0x30000; ++point) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    const std::string once = fold(to_utf8(std::u32string(1, point)));
    ASSERT_EQ(fold(once), once) << "U+" << std::hex << static_cast<std::uint32_t>(point);
  }
}

TEST(Words, AreRunsOfLettersAndDigits) {
  EXPECT_THAT(words_of("Speed limit: 30 km/h!"), ElementsAre("Speed", "limit", "30", "km", "h"));
  EXPECT_THAT(words_of("IMG_2041.jpg"), ElementsAre("IMG", "2041", "jpg"));
  EXPECT_THAT(words_of("  "), IsEmpty());
  EXPECT_THAT(words_of(""), IsEmpty());
}

TEST(Words, KeepMarksWithTheirLetters) {
  EXPECT_THAT(words_of("Cafe\u0301 au lait"), ElementsAre("Cafe\u0301", "au", "lait"));
  EXPECT_THAT(words_of("हिन्दी भाषा"), ElementsAre("हिन्दी", "भाषा"));
}

TEST(Words, AreFoundInAllScripts) {
  EXPECT_THAT(words_of("Привет, мир"), ElementsAre("Привет", "мир"));
  EXPECT_THAT(words_of("出口。入口"), ElementsAre("出口", "入口"));
  EXPECT_THAT(words_of("السلام عليكم"), ElementsAre("السلام", "عليكم"));
}

TEST(Columns, AreOneForPlainAndTwoForWideCharacters) {
  EXPECT_EQ(columns_of(""), 0U);
  EXPECT_EQ(columns_of("EXIT"), 4U);
  EXPECT_EQ(columns_of("Kraków"), 6U);
  EXPECT_EQ(columns_of("出口"), 4U);
  EXPECT_EQ(columns_of("サクラ"), 6U);
  EXPECT_EQ(columns_of("ｻｸﾗ"), 3U);
  EXPECT_EQ(columns_of("한글"), 4U);
  EXPECT_EQ(columns_of("ＡＢ！"), 6U);
  EXPECT_EQ(columns_of("𠀀"), 2U);
  EXPECT_EQ(columns_of("😀"), 2U);
}

TEST(Columns, AreNoneForMarks) {
  EXPECT_EQ(columns_of("e\u0301"), 1U);
  EXPECT_EQ(columns_of("شُكْرًا"), 4U);
  EXPECT_EQ(columns_of("a\u200Bb"), 2U);
}

TEST(Categories, AreUnicodes) {
  for (const char32_t letter : std::u32string_view(U"aÄß名אʰǅ"))
    EXPECT_TRUE(is_letter(letter)) << static_cast<std::uint32_t>(letter);
  for (const char32_t number : {U'0', U'٣', U'Ⅷ', U'²', U'½'})
    EXPECT_TRUE(is_number(number) && !is_letter(number)) << static_cast<std::uint32_t>(number);
  for (const char32_t separator : {U' ', U'\u00A0', U'\u2028', U'\u2029', U'\u3000'})
    EXPECT_TRUE(is_separator(separator)) << static_cast<std::uint32_t>(separator);
  for (const char32_t other : {U'\n', U'\t', U'-', U'\u0301', U'€'})
    EXPECT_FALSE(is_letter(other) || is_number(other) || is_separator(other)) << static_cast<std::uint32_t>(other);
}

}  // namespace
}  // namespace spotter::testing
