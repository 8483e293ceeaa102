#include "base/hash.h"

#include <cassert>

#include <openssl/evp.h>

#include "base/encoding.h"

namespace spotter {
namespace {

const EVP_MD* algorithm(Digest digest) {
  switch (digest) {
    case Digest::md5:
      return EVP_md5();
    case Digest::sha1:
      return EVP_sha1();
    case Digest::sha256:
      return EVP_sha256();
  }
  return EVP_sha256();
}

}  // namespace

void Hasher::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Hasher::Hasher(Digest digest) : context_(EVP_MD_CTX_new()) {
  const int started = EVP_DigestInit_ex(context_.get(), algorithm(digest), nullptr);
  assert(started == 1);
  static_cast<void>(started);
}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::update(BytesView bytes) {
  EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
}

Bytes Hasher::finish() {
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned length = 0;
  EVP_DigestFinal_ex(context_.get(), out.data(), &length);
  out.resize(length);
  return out;
}

Bytes digest_of(Digest digest, BytesView bytes) {
  Hasher hasher(digest);
  hasher.update(bytes);
  return hasher.finish();
}

std::string sha256_hex(BytesView bytes) {
  return to_hex(digest_of(Digest::sha256, bytes));
}

}  // namespace spotter
