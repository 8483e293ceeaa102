#pragma once
// Digests of bytes, whole or as they stream by.

#include <memory>
#include <string>

#include "base/bytes.h"

struct evp_md_ctx_st;

namespace spotter {

enum class Digest { md5, sha1, sha256 };

/// A digest that grows with the bytes it is fed. One thread at a time.
class Hasher {
 public:
  explicit Hasher(Digest digest);
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;

  void update(BytesView bytes);
  /// The digest's raw bytes; the hasher is spent afterwards.
  Bytes finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

Bytes digest_of(Digest digest, BytesView bytes);
/// Lower-case hex.
std::string sha256_hex(BytesView bytes);

}  // namespace spotter
