#include "app/access_keys.h"

#include <fmt/format.h>

#include "aws/iam/role.h"
#include "base/encoding.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/unicode.h"

namespace spotter {
namespace {

constexpr const char* kAll = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})";
constexpr std::size_t kLongestDescription = 256;

Bytes random_bytes(Ids& ids, std::size_t count) {
  return from_hex(ids.random_hex(count)).value();
}

/// AKIA, or ASIA for a temporary key, and 16 of A-Z and 2-7: 80 random bits.
std::string make_id(Ids& ids, bool temporary) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  constexpr std::size_t kLength = 16;
  std::string id = temporary ? "ASIA" : "AKIA";
  for (const std::uint8_t byte : random_bytes(ids, kLength))
    id += kAlphabet[byte % kAlphabet.size()];  // 256 is a multiple of 32: all are as likely
  return id;
}

/// 40 characters, as AWS's are: 240 random bits.
std::string make_secret(Ids& ids) {
  constexpr std::size_t kBytes = 30;
  return to_base64(random_bytes(ids, kBytes));
}

std::string make_session_token(Ids& ids) {
  constexpr std::size_t kBytes = 96;
  return to_base64(random_bytes(ids, kBytes));
}

Result<void> check(const Ports& ports, const NewKey& wanted) {
  if (wanted.description.empty())
    return fail(Errc::invalid, "a key needs a description, so that it is known later what it is for");
  if (wanted.description.size() > kLongestDescription || !is_utf8(wanted.description))
    return fail(Errc::invalid, fmt::format("the description must be UTF-8 of at most {} bytes", kLongestDescription));
  for (const char c : wanted.description)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      return fail(Errc::invalid, "the description must be one line of text");
  if (wanted.expires_at && *wanted.expires_at <= ports.clock.now())
    return fail(Errc::invalid, "the key's end must lie in the future");
  return {};
}

}  // namespace

Result<std::string> checked_policy(const std::string& policy, const iam::Placeholders& placeholders) {
  const std::string document = iam::fill(policy == "all"    ? std::string_view(kAll)
                                         : policy == "role" ? iam::role_policy()
                                                            : std::string_view(policy),
                                         placeholders);
  SPOTTER_TRY(iam::parse_policy(document));
  return document;
}

Result<CreatedKey> create_key(const Ports& ports, const iam::Placeholders& placeholders, const NewKey& wanted,
                              Deadline deadline) {
  SPOTTER_TRY(check(ports, wanted));
  CreatedKey made{.key = {.description = wanted.description, .expires_at = wanted.expires_at}};
  SPOTTER_ASSIGN(made.key.policy, checked_policy(wanted.policy, placeholders));
  SPOTTER_ASSIGN(const auto keys, ports.keys.list(deadline));
  if (std::ssize(keys) >= kMostKeys)
    return fail(Errc::too_large, fmt::format("there are {} keys, which is the limit; revoke some", kMostKeys));
  made.key.id = make_id(ports.ids, wanted.session_token);
  made.key.created_at = ports.clock.now();
  made.secret = make_secret(ports.ids);
  if (wanted.session_token) {
    made.session_token = make_session_token(ports.ids);
    made.key.session_token_hash = hash_of_token(made.session_token);
  }
  SPOTTER_ASSIGN(made.key.sealed_secret, ports.seal.close(made.secret, made.key.id));
  SPOTTER_TRY(ports.keys.add(made.key, deadline));
  log::info("key={} was made", made.key.id);
  return made;
}

Result<void> revoke_key(const Ports& ports, const std::string& id, Deadline deadline) {
  SPOTTER_TRY(ports.keys.remove(id, deadline));
  log::info("key={} was revoked", id);
  return {};
}

std::string hash_of_token(std::string_view token) {
  return sha256_hex(as_bytes(token));
}

}  // namespace spotter
