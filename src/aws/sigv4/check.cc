#include <algorithm>

#include <fmt/format.h>
#include <openssl/crypto.h>

#include "aws/sigv4.h"
#include "aws/sigv4/wire.h"

namespace spotter::aws {
namespace {

constexpr std::chrono::seconds kMostExpires = std::chrono::days(7);

std::unexpected<Error> invalid(std::string message) {
  return std::unexpected(
      Error{.code = "InvalidSignatureException", .message = std::move(message), .of_framework = true});
}

std::unexpected<Error> mismatch() {
  return invalid(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
      "and signing method. Consult the service documentation for details.");
}

/// `15 min.`, or seconds where it is no whole number of minutes.
std::string span_text(std::chrono::seconds span) {
  if (span.count() % 60 == 0) return fmt::format("{} min.", span.count() / 60);
  return fmt::format("{} s.", span.count());
}

Outcome<> check_time(const SignatureClaim& claim, Timestamp now, std::chrono::seconds skew) {
  const std::string signed_at = wire::amz_date(claim.time);
  if (claim.time > now + skew) {
    return invalid(fmt::format("Signature not yet current: {} is still later than {} ({} + {})", signed_at,
                               wire::amz_date(now + skew), wire::amz_date(now), span_text(skew)));
  }
  const auto lives = claim.presigned ? claim.expires : skew;
  if (claim.time < now - lives) {
    return invalid(fmt::format("Signature expired: {} is now earlier than {} ({} - {})", signed_at,
                               wire::amz_date(now - lives), wire::amz_date(now), span_text(lives)));
  }
  return {};
}

Outcome<> check_expires(const SignatureClaim& claim) {
  if (!claim.presigned || (claim.expires > std::chrono::seconds(0) && claim.expires <= kMostExpires)) return {};
  return std::unexpected(Error{.code = "IncompleteSignatureException",
                               .message = claim.expires > kMostExpires
                                              ? fmt::format("X-Amz-Expires must be at most a week (in seconds), that "
                                                            "is {}",
                                                            kMostExpires.count())
                                              : "X-Amz-Expires must be positive",
                               .of_framework = true});
}

Outcome<> check_scope(const SignatureClaim& claim, const CheckOptions& options) {
  const std::string signed_at = wire::amz_date(claim.time);
  if (claim.date != signed_at.substr(0, 8)) {
    return invalid(
        fmt::format("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{}' != "
                    "'{}', from '{}'.",
                    claim.date, signed_at.substr(0, 8), signed_at));
  }
  if (options.region && claim.scope.region != *options.region) {
    return invalid(fmt::format("Credential should be scoped to a valid region, not '{}'. It is '{}' here.",
                               claim.scope.region, *options.region));
  }
  if (options.service && claim.scope.service != *options.service)
    return invalid(fmt::format("Credential should be scoped to correct service: '{}'.", *options.service));
  return {};
}

bool must_be_signed(std::string_view header) {
  return header == "host" || header == "content-type" || header.starts_with("x-amz-");
}

Outcome<> check_signed_headers(const SignatureClaim& claim, const SignableRequest& request) {
  const auto present = wire::header_names(request);
  if (!std::ranges::binary_search(claim.signed_headers, "host"))
    return invalid("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  for (const std::string& name : present) {
    if (must_be_signed(name) && !std::ranges::binary_search(claim.signed_headers, name))
      return invalid(fmt::format("'{}' must be a 'SignedHeader' in the AWS Authorization.", name));
  }
  for (const std::string& name : claim.signed_headers) {
    if (!std::ranges::binary_search(present, name))
      return invalid(fmt::format("The signed header '{}' is not in the request.", name));
  }
  return {};
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Outcome<> check_payload(const SignatureClaim& claim, const CheckOptions& options) {
  const std::string& stated = claim.payload_hash;
  if (stated.empty() || is_sha256(stated)) return {};
  if (stated != kUnsignedPayload && !stated.starts_with("STREAMING-"))
    return invalid("x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-…, or the body's SHA-256 in hex.");
  if (options.unsigned_payload) return {};
  return invalid(fmt::format("The body must be signed: x-amz-content-sha256 is '{}'; send its SHA-256.", stated));
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

Outcome<> check_claim(const SignatureClaim& claim, const SignableRequest& request, Timestamp now,
                      const CheckOptions& options) {
  if (auto good = check_expires(claim); !good) return good;
  if (auto good = check_scope(claim, options); !good) return good;
  if (auto good = check_time(claim, now, options.skew); !good) return good;
  if (auto good = check_signed_headers(claim, request); !good) return good;
  return check_payload(claim, options);
}

Outcome<> check_signature(const SignatureClaim& claim, const SignableRequest& request, std::string_view secret,
                          std::string_view body_hash) {
  const std::string& stated = claim.payload_hash;
  if (is_sha256(stated) && !body_hash.empty() && stated != body_hash)
    return invalid("The provided 'x-amz-content-sha256' header does not match what was computed.");
  const std::string canonical =
      canonical_request(request, claim.signed_headers, stated.empty() ? body_hash : std::string_view(stated),
                        is_normalised(claim.scope.service));
  const std::string expected =
      signature_of(string_to_sign(canonical, claim.time, claim.scope), secret, claim.time, claim.scope);
  if (!equal_in_constant_time(expected, claim.signature)) return mismatch();
  return {};
}

}  // namespace spotter::aws
