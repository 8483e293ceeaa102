#include "http/tokens.h"

#include "app/access_keys.h"
#include "base/encoding.h"

namespace spotter {
namespace {

constexpr std::size_t kLongest = 128;  ///< of a token that is looked up at all

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' '))
    text.remove_prefix(1);
  while (text.ends_with(' '))
    text.remove_suffix(1);
  return text;
}

}  // namespace

Result<std::string> make_token(const Ports& ports, const char* kind, const TokenOwner& owner, Deadline deadline) {
  constexpr std::size_t kBytes = 32;
  const std::string token = "spt_" + to_base64url(from_hex(ports.ids.random_hex(kBytes)).value());
  SPOTTER_TRY(ports.state.put(kind, hash_of_token(token), owner.access_key_id + " " + to_iso8601(owner.expires_at),
                              owner.expires_at, deadline));
  return token;
}

Result<std::optional<TokenOwner>> owner_of(const Ports& ports, const char* kind, std::string_view token,
                                           Deadline deadline) {
  if (token.empty() || token.size() > kLongest) return std::nullopt;
  SPOTTER_ASSIGN(const auto record, ports.state.get(kind, hash_of_token(token), deadline));
  if (!record) return std::nullopt;
  const std::size_t space = std::min(record->find(' '), record->size());
  SPOTTER_ASSIGN(const Timestamp expires, from_iso8601(std::string_view(*record).substr(space + 1)));
  return TokenOwner{.access_key_id = record->substr(0, space), .expires_at = expires};
}

Result<void> end_token(const Ports& ports, const char* kind, std::string_view token, Deadline deadline) {
  return ports.state.remove(kind, hash_of_token(token), deadline);
}

std::string cookie_of(const Request& request, std::string_view name) {
  std::string_view rest = request.header("Cookie");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view pair = trimmed(rest.substr(0, end));
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('='))
      return std::string(pair.substr(name.size() + 1));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return "";
}

std::optional<std::string> bearer_of(std::string_view authorization) {
  constexpr std::string_view kScheme = "Bearer ";
  const LessIgnoringCase less;
  const std::string_view scheme = authorization.substr(0, kScheme.size());
  if (less(scheme, kScheme) || less(kScheme, scheme)) return std::nullopt;
  return std::string(authorization.substr(kScheme.size()));
}

}  // namespace spotter
