#include "base/encoding.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace spotter::testing {
namespace {

std::string text_of(const std::optional<Bytes>& bytes) {
  return bytes ? std::string(as_text(*bytes)) : "(nothing)";
}

std::u32string only_code_points(const std::vector<std::uint32_t>& any) {
  std::u32string points;
  for (const std::uint32_t number : any)
    if (const std::uint32_t point = number % 0x110000; point < 0xD800 || point > 0xDFFF) points += char32_t{point};
  return points;
}

TEST(Hex, WritesLowerCaseAndReadsBoth) {
  EXPECT_EQ(to_hex(Bytes{0x00, 0x0f, 0xa5, 0xff}), "000fa5ff");
  EXPECT_EQ(from_hex("000FA5ff"), (Bytes{0x00, 0x0f, 0xa5, 0xff}));
  EXPECT_EQ(from_hex(""), Bytes{});
}

TEST(Hex, RefusesWhatIsNoHex) {
  for (const char* text : {"0", "0g", "g0", " 0", "0x", "00 00"})
    EXPECT_EQ(from_hex(text), std::nullopt) << text;
}

TEST(Hex, BringsAllBytesBack) {
  EXPECT_TRUE(rc::check([](const Bytes& bytes) { RC_ASSERT(from_hex(to_hex(bytes)).value() == bytes); }));
}

TEST(Base64, GivesTheVectorsOfRfc4648) {
  const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : vectors) {
    EXPECT_EQ(to_base64(as_bytes(plain)), coded);
    EXPECT_EQ(text_of(from_base64(coded)), plain);
  }
}

TEST(Base64, ReadsMissingPaddingAndWhiteSpace) {
  EXPECT_EQ(text_of(from_base64("Zg")), "f");
  EXPECT_EQ(text_of(from_base64("Zm8")), "fo");
  EXPECT_EQ(text_of(from_base64("Zm9v\r\nYmFy\r\n")), "foobar");
  EXPECT_EQ(text_of(from_base64(" Z\tg = =\t\n")), "f");
}

TEST(Base64, RefusesWhatIsNoBase64) {
  for (const char* text : {"Z", "Zm9vY", "Zm9*", "Zg==Zg==", "Zm9v-_", "Zm9v\xC3\xA9"})
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
  EXPECT_EQ(from_base64(std::string_view("Zm\0v", 4)), std::nullopt);
}

TEST(Base64, BringsAllBytesBack) {
  EXPECT_TRUE(rc::check([](const Bytes& bytes) {
    const std::string coded = to_base64(bytes);
    RC_ASSERT(coded.size() == (bytes.size() + 2) / 3 * 4);
    RC_ASSERT(from_base64(coded).value() == bytes);
  }));
}

TEST(Base64Url, HasItsOwnAlphabetAndNoPadding) {
  const Bytes bytes = {0xfb, 0xff, 0xbf, 0xfe};
  EXPECT_EQ(to_base64(bytes), "+/+//g==");
  EXPECT_EQ(to_base64url(bytes), "-_-__g");
  EXPECT_EQ(from_base64url("-_-__g"), bytes);
  EXPECT_EQ(from_base64url("+/+//g"), std::nullopt);
  EXPECT_EQ(from_base64("-_-__g"), std::nullopt);
}

TEST(Base64Url, BringsAllBytesBack) {
  EXPECT_TRUE(rc::check([](const Bytes& bytes) {
    const std::string coded = to_base64url(bytes);
    RC_ASSERT(percent_encode(coded) == coded);
    RC_ASSERT(from_base64url(coded).value() == bytes);
  }));
}

TEST(PercentEncode, EscapesAllButTheUnreserved) {
  EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(percent_encode("a b/c+d%é"), "a%20b%2Fc%2Bd%25%C3%A9");
  EXPECT_EQ(percent_encode("a b/c", true), "a%20b/c");
}

TEST(PercentDecode, ResolvesEscapesOfEitherCase) {
  EXPECT_EQ(percent_decode("a%20b%2f%C3%a9"), "a b/é");
  EXPECT_EQ(percent_decode("%41"), "A");
  EXPECT_EQ(percent_decode(""), "");
}

TEST(PercentDecode, ReadsPlusAsSpaceInFormsAlone) {
  EXPECT_EQ(percent_decode("a+b%2Bc"), "a+b+c");
  EXPECT_EQ(percent_decode("a+b%2Bc", true), "a b+c");
}

TEST(PercentDecode, RefusesBrokenEscapes) {
  for (const char* text : {"%", "a%4", "%4g", "%g4", "%%41", "% 41"})
    EXPECT_EQ(percent_decode(text), std::nullopt) << text;
}

TEST(PercentDecode, BringsAllTextsBack) {
  EXPECT_TRUE(rc::check([](const std::string& text, bool keep_slash, bool plus_is_space) {
    RC_ASSERT(percent_decode(percent_encode(text, keep_slash), plus_is_space).value() == text);
  }));
}

TEST(Utf8, WellFormedTextIsSo) {
  for (const char* text : {"", "plain", "é", "日本語", "😀", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"})
    EXPECT_TRUE(is_utf8(text)) << text;
  EXPECT_TRUE(is_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, OverlongFormsSurrogatesAndBrokenSequencesAreNot) {
  for (const char* text :
       {"\x80", "\xC3", "\xC3(", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF", "a\xE2\x82", "\xE2\x28\xA1"})
    EXPECT_FALSE(is_utf8(text)) << text;
}

TEST(Utf8, CodePointsOfEachLengthAreRead) {
  EXPECT_EQ(to_code_points("aé日😀"), U"aé日😀");
  EXPECT_EQ(to_utf8(U"aé日😀"), "a\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80");
}

TEST(Utf8, EachBrokenByteBecomesAReplacement) {
  EXPECT_EQ(to_code_points("a\xFF"
                           "b"),
            U"a\uFFFDb");
  EXPECT_EQ(to_code_points("\xE2\x82"), U"\uFFFD\uFFFD");
  EXPECT_EQ(to_code_points("\xC3(x"), U"\uFFFD(x");
}

TEST(Utf8, BringsAllCodePointsBack) {
  EXPECT_TRUE(rc::check([](const std::vector<std::uint32_t>& any) {
    const std::u32string points = only_code_points(any);
    const std::string text = to_utf8(points);
    RC_ASSERT(is_utf8(text));
    RC_ASSERT(to_code_points(text) == points);
  }));
}

TEST(Utf8, AnyBytesBecomeWellFormedAndWellFormedBytesStay) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    const std::string mended = to_utf8(to_code_points(bytes));
    RC_ASSERT(is_utf8(mended));
    RC_ASSERT((mended == bytes) == is_utf8(bytes));
  }));
}

}  // namespace
}  // namespace spotter::testing
