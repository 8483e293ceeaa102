#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aws/sigv4.h"
#include "aws/sigv4/wire.h"
#include "aws/text.h"
#include "base/encoding.h"

namespace spotter::aws {
namespace {

void set_header(SignableRequest& request, std::string_view name, std::string value) {
  std::erase_if(request.headers, [&](const auto& header) { return lower(header.first) == lower(name); });
  request.headers.emplace_back(name, std::move(value));
}

void add_parameter(SignableRequest& request, std::string_view name, std::string_view value) {
  request.query += fmt::format("{}{}={}", request.query.empty() ? "" : "&", name, percent_encode(value));
}

std::string credential_text(const Credentials& credentials, const SigningScope& scope, Timestamp time) {
  return fmt::format("{}/{}", credentials.access_key_id, wire::scope_text(wire::amz_date(time).substr(0, 8), scope));
}

}  // namespace

void sign(SignableRequest& request, const Credentials& credentials, const SigningScope& scope, Timestamp time,
          std::string_view payload_hash, const SignOptions& options) {
  set_header(request, "X-Amz-Date", wire::amz_date(time));
  if (!credentials.session_token.empty()) set_header(request, "X-Amz-Security-Token", credentials.session_token);
  if (options.content_sha256_header) set_header(request, "X-Amz-Content-Sha256", std::string(payload_hash));
  const auto names = wire::header_names(request);
  const std::string canonical = canonical_request(request, names, payload_hash, options.normalise);
  const std::string signature =
      signature_of(string_to_sign(canonical, time, scope), credentials.secret_access_key, time, scope);
  set_header(request, "Authorization",
             fmt::format("{} Credential={}, SignedHeaders={}, Signature={}", wire::kAlgorithm,
                         credential_text(credentials, scope, time), fmt::join(names, ";"), signature));
}

void presign(SignableRequest& request, const Credentials& credentials, const SigningScope& scope, Timestamp time,
             std::chrono::seconds expires, std::string_view payload_hash, const SignOptions& options) {
  const auto names = wire::header_names(request);
  add_parameter(request, "X-Amz-Algorithm", wire::kAlgorithm);
  add_parameter(request, "X-Amz-Credential", credential_text(credentials, scope, time));
  add_parameter(request, "X-Amz-Date", wire::amz_date(time));
  add_parameter(request, "X-Amz-Expires", std::to_string(expires.count()));
  if (!credentials.session_token.empty()) add_parameter(request, "X-Amz-Security-Token", credentials.session_token);
  add_parameter(request, "X-Amz-SignedHeaders", fmt::format("{}", fmt::join(names, ";")));
  const std::string canonical = canonical_request(request, names, payload_hash, options.normalise);
  add_parameter(request, "X-Amz-Signature",
                signature_of(string_to_sign(canonical, time, scope), credentials.secret_access_key, time, scope));
}

}  // namespace spotter::aws
