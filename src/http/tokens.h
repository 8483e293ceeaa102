#pragma once
// Sessions and bearer tokens: random texts that stand for a key until they end. Kept as hashes.

#include <optional>
#include <string>
#include <string_view>

#include "app/ports.h"
#include "http/message.h"

namespace spotter {

inline constexpr const char* kSessions = "session";  ///< kinds of tokens
inline constexpr const char* kBearerTokens = "token";
inline constexpr const char* kSessionCookie = "spotter_session";

struct TokenOwner {
  std::string access_key_id;
  Timestamp expires_at;
};

/// A new token, which is told here alone.
Result<std::string> make_token(const Ports& ports, const char* kind, const TokenOwner& owner, Deadline deadline);
/// Whose it is; nothing where there is none such, or it has ended.
Result<std::optional<TokenOwner>> owner_of(const Ports& ports, const char* kind, std::string_view token,
                                           Deadline deadline);
Result<void> end_token(const Ports& ports, const char* kind, std::string_view token, Deadline deadline);

/// The value of a cookie of the request; empty: none.
std::string cookie_of(const Request& request, std::string_view name);

/// The token of `Authorization: Bearer TOKEN`; nothing where it is another scheme.
std::optional<std::string> bearer_of(std::string_view authorization);

}  // namespace spotter
