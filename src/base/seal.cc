#include "base/seal.h"

#include <array>
#include <memory>

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/encoding.h"
#include "base/file.h"

namespace spotter {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kKey = 32;
constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Free>;

const std::uint8_t* data_of(std::string_view text) {
  return as_bytes(text).data();
}

Result<Bytes> random_bytes(std::size_t count) {
  Bytes bytes(count);
  if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1)
    return fail(Errc::unavailable, "the system gives no random numbers");
  return bytes;
}

Result<Bytes> read_key(const fs::path& file) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found)
    return fail(Errc::not_found, fmt::format("{}, under which secrets are encrypted, is not there", file.string()));
  if (error) return fail(Errc::unavailable, fmt::format("{}: {}", file.string(), error.message()));
  if ((status.permissions() & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none)
    return fail(Errc::denied,
                fmt::format("others may read or write {}, under which secrets are encrypted; chmod 600 {}",
                            file.string(), file.string()));
  SPOTTER_ASSIGN(const Bytes text, read_file(file));
  std::string_view hex = as_text(text);
  if (hex.ends_with('\n')) hex.remove_suffix(1);
  auto key = from_hex(hex);
  if (!key || key->size() != kKey) return fail(Errc::corrupt, fmt::format("{} holds no key", file.string()));
  return std::move(*key);
}

/// Written whole beside its place and then linked there, so that of two who make it one wins and nobody reads half.
Result<Bytes> make_key(const fs::path& file) {
  SPOTTER_ASSIGN(const Bytes key, random_bytes(kKey));
  SPOTTER_ASSIGN(const Bytes name, random_bytes(8));
  SPOTTER_TRY(make_folders(file.parent_path()));
  const fs::path beside = file.string() + "." + to_hex(name);
  {
    SPOTTER_ASSIGN(const UniqueFd fd, create_file(beside));
    SPOTTER_TRY(write_all(fd.get(), as_bytes(to_hex(key) + "\n"), beside));
    SPOTTER_TRY(sync_file(fd.get(), beside));
  }
  std::error_code error;
  fs::create_hard_link(beside, file, error);
  std::error_code ignored;
  fs::remove(beside, ignored);
  if (error && error != std::errc::file_exists)
    return fail(Errc::unavailable, fmt::format("{} can't be made: {}", file.string(), error.message()));
  SPOTTER_TRY(sync_folder(file.parent_path()));
  return read_key(file);
}

}  // namespace

Result<Bytes> Seal::key(bool make) const {
  const std::scoped_lock lock(mutex_);
  if (key_.empty()) {
    auto read = read_key(file_);
    if (!read && read.error().code == Errc::not_found && make) read = make_key(file_);
    if (!read) return fail(read.error());
    key_ = std::move(*read);
  }
  return key_;
}

Result<std::string> Seal::close(std::string_view secret, std::string_view owner) const {
  SPOTTER_ASSIGN(const Bytes key, this->key(true));
  SPOTTER_ASSIGN(Bytes out, random_bytes(kNonce));
  out.resize(kNonce + secret.size() + kTag);
  const Cipher cipher(EVP_CIPHER_CTX_new());
  std::uint8_t* const hidden = out.data() + kNonce;
  std::uint8_t* const tag = hidden + secret.size();
  int length = 0;
  const bool done =
      cipher && EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), out.data()) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &length, data_of(owner), static_cast<int>(owner.size())) == 1 &&
      EVP_EncryptUpdate(cipher.get(), hidden, &length, data_of(secret), static_cast<int>(secret.size())) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), tag, &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTag, tag) == 1;
  if (!done) return fail(Errc::internal, "a secret can't be encrypted");
  return to_base64(out);
}

Result<std::string> Seal::open(std::string_view sealed, std::string_view owner) const {
  SPOTTER_ASSIGN(const Bytes key, this->key(false));
  auto in = from_base64(sealed);
  if (!in || in->size() < kNonce + kTag) return fail(Errc::corrupt, "this is no sealed secret");
  std::string secret(in->size() - kNonce - kTag, '\0');
  const Cipher cipher(EVP_CIPHER_CTX_new());
  const std::uint8_t* const hidden = in->data() + kNonce;
  int length = 0;
  const bool done =
      cipher && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), in->data()) == 1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &length, data_of(owner), static_cast<int>(owner.size())) == 1 &&
      EVP_DecryptUpdate(cipher.get(), reinterpret_cast<std::uint8_t*>(secret.data()), &length, hidden,
                        static_cast<int>(secret.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTag, in->data() + in->size() - kTag) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), nullptr, &length) == 1;
  if (!done) return fail(Errc::corrupt, "the secret was encrypted under another key than the one in the key file");
  return secret;
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace spotter
