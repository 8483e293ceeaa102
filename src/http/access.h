#pragma once
// Who asks, and whether it is true: signatures (SigV4), bearer tokens, session cookies. Two steps, because a signature
// covers the body: `begin` from the head alone, `confirm` when the body's hash is known.

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/ports.h"
#include "app/principal.h"
#include "aws/error.h"
#include "aws/iam/policy.h"
#include "aws/sigv4.h"
#include "http/message.h"

namespace spotter {

struct AccessOptions {
  std::string region = "us-east-1";
  iam::Placeholders placeholders;  ///< bucket and account id: of ARNs, and filled into policies
  /// Everybody is asked even while there are no keys: a server that other machines reach.
  bool always_ask = false;
  bool secure_cookies = false;   ///< for a server that browsers reach by https alone
  int attempts_per_minute = 30;  ///< times that an address may give a secret
  std::chrono::hours session_lasts{12};
};

/// What a door takes as a proof of who asks.
struct Accepted {
  bool bearer = true;
  bool cookie = true;
  std::string service;  ///< of a signature's scope; empty: any
};
/// The AWS door: signatures alone. Cookies are never credentials there.
inline const Accepted kAwsDoor{.bearer = false, .cookie = false, .service = "rekognition"};

/// Who claims to ask. Only `confirm` says that it is so.
struct Pending {
  Principal principal;
  Credential credential = Credential::none;
  /// It is known who asks. A signed body is still to be compared with the hash that was signed.
  bool proven = false;
  std::optional<Timestamp> expires_at;  ///< of the session or token

  std::optional<aws::SignatureClaim> claim;
  aws::SignableRequest signable;
  std::string secret;
};

class Access {
 public:
  /// `ports` and what they refer to outlive it.
  Access(const Ports& ports, AccessOptions options);
  ~Access();
  Access(const Access&) = delete;
  Access& operator=(const Access&) = delete;

  const AccessOptions& options() const;

  /// Whether callers must show a key: there are some, or `always_ask`, or it can't be told. Blocks (a read of the
  /// store), as all below.
  bool has_keys() const;
  /// Whether there is a key at all.
  bool any_key() const;

  /// From the head alone. While there are no keys everybody is a principal who may do everything, whatever was signed.
  /// Where x-amz-content-sha256 is stated, or there is no body, the signature is checked here.
  /// Errors: MissingAuthenticationTokenException, UnrecognizedClientException, ExpiredTokenException,
  /// InvalidSignatureException, IncompleteSignatureException; ServiceUnavailable (the store can't be read).
  aws::Outcome<Pending> begin(const Request& request, const Accepted& accepted = {}) const;

  /// `body_sha256`: lower-case hex, of the whole body as it came. Errors: InvalidSignatureException.
  aws::Outcome<Principal> confirm(const Pending& pending, std::string_view body_sha256) const;

  /// The principal of a key by its secret. Errors: those of `begin`.
  aws::Outcome<Principal> log_in(const Request& request, const std::string& key_id, std::string_view secret,
                                 std::string_view session_token) const;
  /// Whether this is the secret of the principal's key.
  bool knows_secret(const Principal& principal, std::string_view secret) const;
  /// Counts that an address gives a secret; the seconds that it must wait first, where it did so too often.
  std::optional<std::chrono::seconds> count_attempt(const std::string& address) const;

  /// Whether a principal that began something may go on: its key stands and has not ended.
  bool stands(const Principal& principal) const;
  /// Its key; nothing where there are no keys.
  std::optional<AccessKey> key_of(const Principal& principal) const;

  /// arn:aws:spotter:REGION:ACCOUNT:image/ID and …:person/ID
  std::string image_arn(std::string_view image_id) const;
  std::string person_arn(std::string_view person_id) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// An error of Access as problem details: 401 or 503.
Response problem_of(const aws::Error& error);

}  // namespace spotter
