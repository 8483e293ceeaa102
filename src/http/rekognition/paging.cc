#include "http/rekognition/paging.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/hash.h"

namespace spotter::rekognition {
namespace {

constexpr std::size_t kCheckBytes = 9;
constexpr const char* kKind = "rekognition-page";
constexpr std::chrono::hours kLongTokenLasts{24};
constexpr char kLongToken = '~';  ///< opens a token whose id is in the state store; no character of base64url

/// What ties an id to its list.
Bytes seal_of(const PagedList& list, std::string_view last) {
  Hasher hasher(Digest::sha256);
  for (const std::string_view part :
       {std::string_view(list.operation), std::string_view(list.collection), std::string_view(list.filter), last}) {
    hasher.update(as_bytes(part));
    hasher.update(as_bytes(std::string_view("\0", 1)));
  }
  return hasher.finish();
}

std::unexpected<aws::Error> refused_token() {
  return std::unexpected(aws::Error{.code = "InvalidPaginationTokenException", .message = "Invalid Pagination Token"});
}

Outcome<std::string> begin_of_long(const Call& call, const PagedList& list, const std::string& key) {
  const auto last = call.api.ports.state.get(kKind, key, call.deadline);
  if (!last) return std::unexpected(error_of(last.error()));
  if (!*last || to_hex(seal_of(list, **last)) != key) return refused_token();
  return **last;
}

}  // namespace

int page_size(const std::optional<int>& max_results, int otherwise) {
  return max_results.value_or(0) == 0 ? otherwise : *max_results;
}

Outcome<std::string> token_after(const Call& call, const PagedList& list, const std::string& last) {
  const Bytes seal = seal_of(list, last);
  Bytes bytes(seal.begin(), seal.begin() + kCheckBytes);
  std::ranges::copy(last, std::back_inserter(bytes));
  std::string token = to_base64url(bytes);
  if (token.size() <= kMostTokenLength) return token;
  const std::string key = to_hex(seal);
  const auto kept =
      call.api.ports.state.put(kKind, key, last, call.api.ports.clock.now() + kLongTokenLasts, call.deadline);
  if (!kept) return std::unexpected(error_of(kept.error()));
  return kLongToken + key;
}

Outcome<std::string> begin_of_page(const Call& call, const PagedList& list, const std::optional<std::string>& token) {
  if (!token) return std::string();
  if (token->starts_with(kLongToken)) return begin_of_long(call, list, token->substr(1));
  const auto bytes = from_base64url(*token);
  if (!bytes || bytes->size() <= kCheckBytes) return refused_token();
  std::string last(as_text(*bytes).substr(kCheckBytes));
  const Bytes seal = seal_of(list, last);
  if (!std::ranges::equal(BytesView(*bytes).first(kCheckBytes), BytesView(seal).first(kCheckBytes)))
    return refused_token();
  return last;
}

}  // namespace spotter::rekognition
