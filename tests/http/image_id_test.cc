#include "http/image_id.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/encoding.h"

namespace spotter::testing {
namespace {

TEST(ImageId, APlainKeyIsItsOwnId) {
  EXPECT_EQ(to_url_id("019ab3f2-1c40.jpg"), "019ab3f2-1c40.jpg");
  EXPECT_EQ(from_url_id("019ab3f2-1c40.jpg"), "019ab3f2-1c40.jpg");
}

TEST(ImageId, AnyOtherKeyIsWrittenInBase64Url) {
  EXPECT_EQ(to_url_id("a/b c.jpg"), "~YS9iIGMuanBn");
  EXPECT_EQ(from_url_id("~YS9iIGMuanBn"), "a/b c.jpg");
  EXPECT_EQ(to_url_id("."), "~Lg");
  EXPECT_EQ(to_url_id(".."), "~Li4");
  EXPECT_EQ(to_url_id("~"), "~fg");
}

TEST(ImageId, EveryKeyComesBackThroughOneSegment) {
  EXPECT_TRUE(rc::check([](const std::u32string& any) {
    std::u32string points;
    for (const char32_t point : any)
      if (point != 0 && point < 0x110000 && (point < 0xD800 || point > 0xDFFF)) points += point;
    const std::string key = to_utf8(points);
    RC_PRE(!key.empty() && key.size() <= 1024);
    const std::string id = to_url_id(key);
    RC_ASSERT(percent_encode(id) == id);
    RC_ASSERT(from_url_id(id).value_or("") == key);
  }));
}

TEST(ImageId, WhatIsNoIdIsNotFound) {
  const std::string long_key(1025, 'k');
  for (const std::string& id :
       {std::string(), std::string("."), std::string(".."), std::string("~"), std::string("a b"), std::string("a/b"),
        std::string("~a"), std::string("~YS9i!"), std::string("~//"), "~" + to_base64url(as_bytes("\xff\xfe")),
        "~" + to_base64url(as_bytes({"a\0b", 3})), long_key, "~" + to_base64url(as_bytes(long_key))}) {
    const auto key = from_url_id(id);
    ASSERT_FALSE(key) << id;
    EXPECT_EQ(key.error().code, Errc::not_found) << id;
  }
}

}  // namespace
}  // namespace spotter::testing
