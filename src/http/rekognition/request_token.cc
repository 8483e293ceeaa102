#include "http/rekognition/request_token.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "base/log.h"

namespace spotter::rekognition {
namespace {

constexpr const char* kKind = "rekognition-token";
constexpr std::chrono::hours kLasts{8};
// A record is "HASH SERIAL", and with a response "HASH SERIAL\nRESPONSE".
constexpr char kSerial = ' ';
constexpr char kResponse = '\n';

Timestamp end_of(const Call& call) {
  return call.api.ports.clock.now() + kLasts;
}

void note(const Result<void>& result) {
  if (!result) log::warn("a ClientRequestToken is not kept: {}", result.error().detail);
}

}  // namespace

Outcome<TokenUse> begin_use(const Call& call, const std::string& operation, const std::optional<std::string>& token,
                            const std::string& parameters, const Collection& collection) {
  if (!token) return TokenUse{};
  const std::string hash = sha256_hex(as_bytes(parameters));
  TokenUse use{.key = fmt::format("{}/{}/{}", call.principal.access_key_id, operation, *token),
               .record = fmt::format("{}{}{}", hash, kSerial, collection.serial)};
  StateStore& state = call.api.ports.state;
  const auto standing = state.put_if_absent(kKind, use.key, use.record, end_of(call), call.deadline);
  if (!standing) return std::unexpected(error_of(standing.error()));
  if (!*standing) return use;
  const std::string& record = **standing;
  if (record.substr(0, record.find(kSerial)) != hash)
    return std::unexpected(
        aws::Error{.code = "IdempotentParameterMismatchException",
                   .message = fmt::format("The ClientRequestToken: {} you have supplied is already in use.", *token)});
  const auto end = record.find(kResponse);
  if (record.substr(0, end) != use.record) {  // of a collection that was deleted
    const auto begun = state.put(kKind, use.key, use.record, end_of(call), call.deadline);
    if (!begun) return std::unexpected(error_of(begun.error()));
    return use;
  }
  use.resumed = end == std::string::npos;
  if (!use.resumed) use.response = record.substr(end + 1);
  return use;
}

void end_use(const Call& call, const TokenUse& use, const std::string& response) {
  if (use.key.empty()) return;
  note(call.api.ports.state.put(kKind, use.key, use.record + kResponse + response, end_of(call), call.deadline));
}

void end_use(const Call& call, const TokenUse& use, const aws::Error& error) {
  if (use.key.empty() || error.code == "ThrottlingException" || error.code == "InternalServerError") return;
  note(call.api.ports.state.remove(kKind, use.key, call.deadline));
}

}  // namespace spotter::rekognition
