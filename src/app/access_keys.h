#pragma once
// Making, listing and revoking access keys.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/ports.h"
#include "aws/iam/policy.h"

namespace spotter {

struct NewKey {
  std::string description;
  std::string policy;  ///< an IAM policy document; `role` or `all` for one that comes with spotter
  std::optional<Timestamp> expires_at;
  bool session_token = false;  ///< a temporary key as AWS's STS gives: every request carries its token too
};

/// A key as its maker sees it, once.
struct CreatedKey {
  AccessKey key;
  std::string secret;
  std::string session_token;  ///< empty: none
};

inline constexpr int kMostKeys = 1000;
inline constexpr int kMostKeyDays = 3650;  ///< a key's life, where it has an end

/// The document that `role` or `all` stands for, any other as it is, with placeholders filled. Errors: invalid, saying
/// what is wrong with it and the mend.
Result<std::string> checked_policy(const std::string& policy, const iam::Placeholders& placeholders);

/// Errors: invalid (description, policy, expiry), too_large (there are kMostKeys), those of sealing and storing.
Result<CreatedKey> create_key(const Ports& ports, const iam::Placeholders& placeholders, const NewKey& wanted,
                              Deadline deadline);

/// What was made from the key (sessions, tokens) ends with it. Errors: not_found.
Result<void> revoke_key(const Ports& ports, const std::string& id, Deadline deadline);

/// Hex SHA-256, as session tokens of keys and other tokens are kept.
std::string hash_of_token(std::string_view token);

}  // namespace spotter
