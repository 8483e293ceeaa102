#pragma once
// Signature Version 4, both ways, without sockets: what is signed, signing it, and checking a signature.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/error.h"
#include "base/clock.h"

namespace spotter::aws {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  ///< empty: none
};

/// A request as signatures see it.
struct SignableRequest {
  std::string method;
  std::string path;                                          ///< as sent, escaped
  std::string query;                                         ///< as sent, without `?`
  std::vector<std::pair<std::string, std::string>> headers;  ///< in the order sent, names repeated where they were
};

struct SigningScope {
  std::string region;
  std::string service;
};

/// S3 signs paths as they are; all others after normalising and a second escaping.
bool is_normalised(std::string_view service);

/// What stands for a body's hash where a signature does not cover the body.
inline constexpr std::string_view kUnsignedPayload = "UNSIGNED-PAYLOAD";

/// The three steps, as the official vectors give them. `payload_hash`: hex SHA-256, or UNSIGNED-PAYLOAD and the like.
/// The parameter X-Amz-Signature is never part of what is signed.
std::string canonical_request(const SignableRequest& request, const std::vector<std::string>& signed_headers,
                              std::string_view payload_hash, bool normalise);
std::string string_to_sign(std::string_view canonical, Timestamp time, const SigningScope& scope);
std::string signature_of(std::string_view string_to_sign, std::string_view secret, Timestamp time,
                         const SigningScope& scope);

/// Adds X-Amz-Date, X-Amz-Security-Token, where asked X-Amz-Content-Sha256, and Authorization; signs every header that
/// is there.
struct SignOptions {
  bool content_sha256_header = false;
  bool normalise = true;
};
void sign(SignableRequest& request, const Credentials& credentials, const SigningScope& scope, Timestamp time,
          std::string_view payload_hash, const SignOptions& options = {});
/// Adds the X-Amz-… parameters to the query.
void presign(SignableRequest& request, const Credentials& credentials, const SigningScope& scope, Timestamp time,
             std::chrono::seconds expires, std::string_view payload_hash, const SignOptions& options = {});

/// What a request says of its signature; nothing of it is true until it was checked.
struct SignatureClaim {
  std::string access_key_id;
  std::string date;  ///< of the scope, YYYYMMDD
  SigningScope scope;
  std::vector<std::string> signed_headers;  ///< lower-case, ascending
  std::string signature;
  std::string session_token;
  Timestamp time;
  bool presigned = false;
  std::chrono::seconds expires{0};  ///< of presigned ones
  /// X-Amz-Content-Sha256 as stated; empty where the request has none and the body's own hash counts. For a presigned
  /// URL of S3 that states none it is UNSIGNED-PAYLOAD.
  std::string payload_hash;
};

/// Whether a request carries a signature of AWS at all (header or query), Version 2 included.
bool is_signed(const SignableRequest& request);

/// Errors, in AWS's words: MissingAuthenticationTokenException; IncompleteSignatureException, which names all parts
/// that are missing or broken; InvalidRequest for Signature Version 2. All of the framework.
Outcome<SignatureClaim> read_claim(const SignableRequest& request);

struct CheckOptions {
  std::chrono::seconds skew{15 * 60};
  std::optional<std::string> region;   ///< if set, the only one that is taken
  std::optional<std::string> service;  ///< if set, the only one that is taken
  bool unsigned_payload = false;       ///< whether UNSIGNED-PAYLOAD and STREAMING-… are taken
};

/// What can be told before the secret is known: time, expiry (1 s to 7 days), scope, and that host, content-type and
/// every x-amz-* header present are signed. Errors: InvalidSignatureException (skewed, "Signature expired: …", not
/// signed), IncompleteSignatureException (X-Amz-Expires).
Outcome<> check_claim(const SignatureClaim& claim, const SignableRequest& request, Timestamp now,
                      const CheckOptions& options = {});

/// Whether the signature is right, compared in constant time. `body_hash`: hex SHA-256 of the body. It counts where the
/// claim states none, and must be what a claim states; empty: not known yet, and whoever reads the body holds it
/// against the claim. Errors: InvalidSignatureException with AWS's text.
Outcome<> check_signature(const SignatureClaim& claim, const SignableRequest& request, std::string_view secret,
                          std::string_view body_hash);

}  // namespace spotter::aws
