#include "base/hash.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/encoding.h"

namespace spotter::testing {
namespace {

std::string hex(Digest digest, std::string_view text) {
  return to_hex(digest_of(digest, as_bytes(text)));
}

// RFC 1321, appendix A.5
TEST(Md5, GivesThePublishedValues) {
  EXPECT_EQ(hex(Digest::md5, ""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(hex(Digest::md5, "abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(hex(Digest::md5, "message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
}

// FIPS 180, examples
TEST(Sha1, GivesThePublishedValues) {
  EXPECT_EQ(hex(Digest::sha1, ""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hex(Digest::sha1, "abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex(Digest::sha1, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}

// FIPS 180, examples
TEST(Sha256, GivesThePublishedValues) {
  EXPECT_EQ(sha256_hex({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex(as_bytes("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(Bytes(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hasher, GivesTheSameForPiecesAsForTheWhole) {
  EXPECT_TRUE(rc::check([](const std::vector<Bytes>& pieces) {
    Hasher hasher(Digest::sha256);
    Bytes whole;
    for (const Bytes& piece : pieces) {
      hasher.update(piece);
      whole.insert(whole.end(), piece.begin(), piece.end());
    }
    RC_ASSERT(hasher.finish() == digest_of(Digest::sha256, whole));
  }));
}

TEST(Hasher, GoesOnWhereItWasAfterAMove) {
  Hasher first(Digest::sha256);
  first.update(as_bytes("ab"));
  Hasher second(std::move(first));
  second.update(as_bytes("c"));
  EXPECT_EQ(to_hex(second.finish()), sha256_hex(as_bytes("abc")));
}

}  // namespace
}  // namespace spotter::testing
