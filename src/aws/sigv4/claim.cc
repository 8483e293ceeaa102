#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "aws/sigv4.h"
#include "aws/sigv4/wire.h"
#include "aws/text.h"

namespace spotter::aws {
namespace {

using wire::Parameter;

std::unexpected<Error> refuse(std::string code, std::string message) {
  return std::unexpected(Error{.code = std::move(code), .message = std::move(message), .of_framework = true});
}

std::unexpected<Error> incomplete(std::string message) {
  return refuse("IncompleteSignatureException", std::move(message));
}

std::unexpected<Error> version_2() {
  return refuse("InvalidRequest",
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256. (This is "
                "Signature Version 2; with boto3 set Config(signature_version='s3v4').)");
}

bool is_version_2(std::string_view authorization) {
  return authorization.starts_with("AWS ") || authorization.starts_with("AWS3");
}

/// `name=value` pairs between commas; a value may hold `=`.
std::map<std::string, std::string, std::less<>> pairs_of(std::string_view text) {
  std::map<std::string, std::string, std::less<>> pairs;
  for (const std::string_view piece : wire::split(text, ',')) {
    const auto equals = piece.find('=');
    if (equals == std::string_view::npos) continue;
    pairs.try_emplace(std::string(wire::trimmed(piece.substr(0, equals))), wire::trimmed(piece.substr(equals + 1)));
  }
  return pairs;
}

Outcome<> read_credential(std::string_view text, SignatureClaim& claim) {
  const auto parts = wire::split(text, '/');
  if (parts.size() != 5) {
    return incomplete(fmt::format(
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{}'",
        text));
  }
  if (parts[4] != wire::kTerminator) {
    return refuse("InvalidSignatureException",
                  fmt::format("Credential should be scoped with a valid terminator: '{}', not '{}'.", wire::kTerminator,
                              parts[4]));
  }
  claim.access_key_id = parts[0];
  claim.date = parts[1];
  claim.scope = {.region = std::string(parts[2]), .service = std::string(parts[3])};
  return {};
}

Outcome<> read_signed_headers(std::string_view text, SignatureClaim& claim) {
  for (const std::string_view name : wire::split(text, ';')) {
    const bool ascends = claim.signed_headers.empty() || claim.signed_headers.back() < name;
    if (name.empty() || !ascends || name != lower(name)) {
      return incomplete(
          fmt::format("SignedHeaders must be header names in lower case, ascending, each once, got '{}'", text));
    }
    claim.signed_headers.emplace_back(name);
  }
  return {};
}

/// A Date header may also be written as HTTP does.
Outcome<> read_time(const std::string& text, bool of_http, SignatureClaim& claim) {
  auto time = wire::from_amz_date(text);
  if (!time && of_http) time = wire::from_http_date(text);
  if (!time) {
    return incomplete(fmt::format(
        "Date must be in ISO-8601 'basic format'. Got '{}'. See http://en.wikipedia.org/wiki/ISO_8601", text));
  }
  claim.time = *time;
  return {};
}

Outcome<SignatureClaim> from_header(const SignableRequest& request, std::string_view authorization) {
  const auto space = authorization.find(' ');
  const std::string_view algorithm = authorization.substr(0, space);
  if (algorithm != wire::kAlgorithm)
    return incomplete(fmt::format("Unsupported AWS 'algorithm': '{}'. Please use {}.", algorithm, wire::kAlgorithm));
  const auto pairs = pairs_of(space == std::string_view::npos ? "" : authorization.substr(space + 1));
  std::string missing;
  for (const std::string_view name : {"Credential", "Signature", "SignedHeaders"}) {
    if (!pairs.contains(name)) missing += fmt::format("Authorization header requires '{}' parameter. ", name);
  }
  const auto amz_date = wire::header_value(request, "x-amz-date");
  const auto date = amz_date ? amz_date : wire::header_value(request, "date");
  if (!date) missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  if (!missing.empty()) return incomplete(fmt::format("{}Authorization={}", missing, algorithm));

  SignatureClaim claim;
  claim.signature = pairs.find("Signature")->second;
  claim.session_token = wire::header_value(request, "x-amz-security-token").value_or("");
  claim.payload_hash = wire::header_value(request, "x-amz-content-sha256").value_or("");
  if (auto read = read_credential(pairs.find("Credential")->second, claim); !read) return std::unexpected(read.error());
  if (auto read = read_signed_headers(pairs.find("SignedHeaders")->second, claim); !read)
    return std::unexpected(read.error());
  if (auto read = read_time(*date, !amz_date, claim); !read) return std::unexpected(read.error());
  return claim;
}

/// The X-Amz-… parameters by name. Errors: one that comes twice.
Outcome<std::map<std::string, std::string>> amz_parameters(const std::vector<Parameter>& parameters) {
  std::map<std::string, std::string> found;
  for (const auto& [name, value] : parameters) {
    if (!name.starts_with("X-Amz-")) continue;
    if (!found.try_emplace(name, value).second)
      return incomplete(fmt::format("The query-string parameter '{}' must come once.", name));
  }
  return found;
}

Outcome<> read_expires(const std::string& text, SignatureClaim& claim) {
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size())
    return incomplete(fmt::format("X-Amz-Expires should be a number of seconds, not '{}'", text));
  claim.expires = std::chrono::seconds(seconds);
  return {};
}

Outcome<SignatureClaim> from_query(const SignableRequest& request, const std::vector<Parameter>& parameters) {
  auto found = amz_parameters(parameters);
  if (!found) return std::unexpected(found.error());
  auto& values = *found;
  std::string missing;
  for (const char* name : {"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
                           "X-Amz-Signature"}) {
    if (!values.contains(name)) missing += fmt::format("AWS query-string parameters must include '{}'. ", name);
  }
  if (!missing.empty()) return incomplete(missing + "Re-examine the query-string parameters.");
  if (values["X-Amz-Algorithm"] != wire::kAlgorithm) {
    return incomplete(
        fmt::format("Unsupported AWS 'algorithm': '{}'. Please use {}.", values["X-Amz-Algorithm"], wire::kAlgorithm));
  }
  SignatureClaim claim;
  claim.presigned = true;
  claim.signature = values["X-Amz-Signature"];
  claim.session_token = values["X-Amz-Security-Token"];
  if (auto read = read_credential(values["X-Amz-Credential"], claim); !read) return std::unexpected(read.error());
  if (auto read = read_signed_headers(values["X-Amz-SignedHeaders"], claim); !read)
    return std::unexpected(read.error());
  if (auto read = read_time(values["X-Amz-Date"], false, claim); !read) return std::unexpected(read.error());
  if (auto read = read_expires(values["X-Amz-Expires"], claim); !read) return std::unexpected(read.error());
  const auto header = wire::header_value(request, "x-amz-content-sha256");
  claim.payload_hash = header ? *header : values["X-Amz-Content-Sha256"];
  if (claim.payload_hash.empty() && !is_normalised(claim.scope.service)) claim.payload_hash = kUnsignedPayload;
  return claim;
}

bool has(const std::vector<Parameter>& parameters, std::string_view name) {
  return std::ranges::find(parameters, name, &Parameter::name) != parameters.end();
}

bool in_query(const std::vector<Parameter>& parameters) {
  return has(parameters, "X-Amz-Algorithm") || has(parameters, "X-Amz-Credential") ||
         has(parameters, "X-Amz-Signature");
}

}  // namespace

bool is_signed(const SignableRequest& request) {
  if (wire::header_value(request, "authorization").value_or("").starts_with("AWS")) return true;
  const auto parameters = wire::parameters_of(request.query);
  return in_query(parameters) || has(parameters, "AWSAccessKeyId");
}

Outcome<SignatureClaim> read_claim(const SignableRequest& request) {
  const std::string authorization = wire::header_value(request, "authorization").value_or("");
  const auto parameters = wire::parameters_of(request.query);
  const bool by_header = authorization.starts_with("AWS");
  const bool by_query = in_query(parameters);
  if (is_version_2(authorization) || (!by_header && !by_query && has(parameters, "AWSAccessKeyId"))) return version_2();
  if (by_header && by_query)
    return incomplete("A request is signed by its Authorization header or by its query, not by both.");
  if (by_header) return from_header(request, authorization);
  if (by_query) return from_query(request, parameters);
  return refuse("MissingAuthenticationTokenException", "Missing Authentication Token");
}

}  // namespace spotter::aws
