#pragma once
// Pages of lists. A token says after which id the next page begins; it belongs to one list (operation, collection and
// filter) and is good for no other. Pages are stable while the list changes: what was there before and still is comes
// exactly once.

#include <optional>
#include <string>

#include "http/rekognition/call.h"

namespace spotter::rekognition {

/// Which list is paged through.
struct PagedList {
  std::string operation;
  std::string collection = {};
  std::string filter = {};  ///< any text that is the same for the same filter
};

inline constexpr std::size_t kMostTokenLength = 255;

/// MaxResults, or what is meant where it is left out or 0.
int page_size(const std::optional<int>& max_results, int otherwise);

/// The token of the page after `last`, of at most 255 characters. It need not be kept secret: it tells and allows
/// nothing that the list does not. Errors: those of the state store, which holds very long ids for a day.
Outcome<std::string> token_after(const Call& call, const PagedList& list, const std::string& last);

/// The id after which a page begins; empty for the first one. Errors: InvalidPaginationTokenException (made up, of
/// another list, ended).
Outcome<std::string> begin_of_page(const Call& call, const PagedList& list, const std::optional<std::string>& token);

/// Cuts what was read (one more than the page has) to the page; the next page's token where there is one.
template <class T, class IdOf>
Outcome<std::optional<std::string>> cut_page(const Call& call, const PagedList& list, std::vector<T>& read, int size,
                                             IdOf id_of) {
  if (read.size() <= static_cast<std::size_t>(size)) return std::nullopt;
  read.resize(static_cast<std::size_t>(size));
  SPOTTER_ASSIGN(std::string token, token_after(call, list, id_of(read.back())));
  return token;
}

}  // namespace spotter::rekognition
