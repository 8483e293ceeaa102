#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "aws/sigv4.h"
#include "aws/sigv4/wire.h"
#include "base/encoding.h"
#include "base/hash.h"

namespace spotter::aws {
namespace {

/// Without empty and dot segments; a slash at the end stays.
std::string normalised_path(std::string_view path) {
  std::vector<std::string_view> kept;
  for (const std::string_view segment : wire::split(path, '/')) {
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
  }
  const bool ends_in_slash = !kept.empty() && path.ends_with('/');
  return fmt::format("/{}{}", fmt::join(kept, "/"), ends_in_slash ? "/" : "");
}

std::string canonical_path(std::string_view path, bool normalise) {
  if (path.empty()) return "/";
  if (normalise) return percent_encode(normalised_path(path), true);
  // A key may be escaped in several ways; it is signed in one.
  return percent_encode(percent_decode(path).value_or(std::string(path)), true);
}

std::string canonical_query(std::string_view query) {
  std::vector<wire::Parameter> parameters;
  for (const auto& [name, value] : wire::parameters_of(query)) {
    if (name == "X-Amz-Signature") continue;
    parameters.push_back({.name = percent_encode(name), .value = percent_encode(value)});
  }
  std::ranges::sort(parameters,
                    [](const auto& a, const auto& b) { return std::tie(a.name, a.value) < std::tie(b.name, b.value); });
  std::string out;
  for (const auto& [name, value] : parameters)
    out += fmt::format("{}{}={}", out.empty() ? "" : "&", name, value);
  return out;
}

Bytes hmac(BytesView key, std::string_view text) {
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), as_bytes(text).data(), text.size(), out.data(), &length);
  out.resize(length);
  return out;
}

}  // namespace

bool is_normalised(std::string_view service) {
  return service != "s3" && !service.starts_with("s3-") && service != "s3express";
}

std::string canonical_request(const SignableRequest& request, const std::vector<std::string>& signed_headers,
                              std::string_view payload_hash, bool normalise) {
  std::string headers;
  for (const std::string& name : signed_headers)
    headers += fmt::format("{}:{}\n", name, wire::header_value(request, name).value_or(""));
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}", request.method, canonical_path(request.path, normalise),
                     canonical_query(request.query), headers, fmt::join(signed_headers, ";"), payload_hash);
}

std::string string_to_sign(std::string_view canonical, Timestamp time, const SigningScope& scope) {
  const std::string date = wire::amz_date(time);
  return fmt::format("{}\n{}\n{}\n{}", wire::kAlgorithm, date, wire::scope_text(date.substr(0, 8), scope),
                     sha256_hex(as_bytes(canonical)));
}

std::string signature_of(std::string_view string_to_sign, std::string_view secret, Timestamp time,
                         const SigningScope& scope) {
  Bytes key = hmac(as_bytes(fmt::format("AWS4{}", secret)), wire::amz_date(time).substr(0, 8));
  key = hmac(key, scope.region);
  key = hmac(key, scope.service);
  key = hmac(key, wire::kTerminator);
  return to_hex(hmac(key, string_to_sign));
}

}  // namespace spotter::aws
