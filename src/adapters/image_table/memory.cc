#include "adapters/image_table/memory.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "adapters/image_table/cursor.h"
#include "adapters/image_table/facet_counter.h"

namespace spotter {

Result<ImageItem> MemoryImageTable::get(const std::string& image_id, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  const auto found = items_.find(image_id);
  if (found == items_.end()) return fail(Errc::not_found, "there is no image " + image_id);
  return found->second;
}

Result<PutOutcome> MemoryImageTable::put(const ImageItem& item, const std::string& expected_rev,
                                         Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  const auto found = items_.find(item.image_id);
  const bool there = found != items_.end();
  if ((there ? found->second.rev : "") != expected_rev)
    return PutOutcome{.written = false, .rev = "", .current = there ? std::optional(found->second) : std::nullopt};
  ImageItem& written = items_[item.image_id] = item;
  written.rev = ids_.uuid7();
  return PutOutcome{.written = true, .rev = written.rev, .current = {}};
}

Result<void> MemoryImageTable::forget(const std::string& image_id, const std::string& expected_rev,
                                      Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  const auto found = items_.find(image_id);
  if (found != items_.end() && found->second.rev == expected_rev) items_.erase(found);
  return {};
}

Result<void> MemoryImageTable::put_terms(const std::string& image_id, const Order& order,
                                         const std::vector<Term>& terms, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  terms_[image_id] = {.order = order, .terms = terms};
  return {};
}

Result<void> MemoryImageTable::erase_terms(const std::string& image_id, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  terms_.erase(image_id);
  return {};
}

Result<bool> MemoryImageTable::has_terms(const std::string& image_id, const Order& order, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  const auto found = terms_.find(image_id);
  return found != terms_.end() && found->second.order == order;
}

bool MemoryImageTable::matches(const ImageItem& item, const ImageQuery& query) const {
  if (query.inbox) {
    if (!needs_attention(item)) return false;
  } else if (query.status ? item.status != *query.status : item.status == Status::erased) {
    return false;
  }
  if (query.from && item.uploaded_at < *query.from) return false;
  if (query.to && item.uploaded_at >= *query.to) return false;
  if (query.review) {
    const auto review = review_of(item, query.policy);
    if (!review || review->state != *query.review) return false;
  }

  const auto found = terms_.find(item.image_id);
  const bool current = found != terms_.end() && found->second.order == item.order();
  const auto any = [&](const auto& fits) {
    return current && std::ranges::any_of(found->second.terms, [&](const Term& term) {
             return term.confidence >= query.min_confidence.value_or(0) && fits(term);
           });
  };
  const auto exact = [&](TermKind kind, const std::string& wanted) {
    return any([&](const Term& term) { return term.kind == kind && term.term == wanted; });
  };
  if (!query.label.empty() && !exact(TermKind::label, fold_name(query.label))) return false;
  if (!query.person.empty() && !exact(TermKind::person, fold_name(query.person))) return false;
  if (!query.moderation.empty() && !exact(TermKind::moderation, fold_name(query.moderation))) return false;
  const auto read = fold_words(query.text);
  const auto begun = fold_words(query.words);
  return std::ranges::all_of(read, [&](const auto& word) { return exact(TermKind::text, word); }) &&
         std::ranges::all_of(begun, [&](const auto& word) {
           return any([&](const Term& term) { return !is_shown_name(term.kind) && term.term.starts_with(word); });
         });
}

std::optional<CurrentReview> MemoryImageTable::review_of(const ImageItem& item, const ModerationPolicy& policy) const {
  const auto standing = reviews_.standing({item.image_id}, Deadline::never());
  const bool decided = standing && standing->contains(item.image_id);
  return current_review(item, policy, decided ? &standing->at(item.image_id) : nullptr);
}

std::vector<ImageItem> MemoryImageTable::matching(const ImageQuery& query) const {
  std::vector<ImageItem> items;
  for (const auto& [id, item] : items_)
    if (matches(item, query)) items.push_back(item);
  std::ranges::sort(items, std::greater{},
                    [](const ImageItem& item) { return std::tuple(item.uploaded_at, item.image_id); });
  return items;
}

Result<ImagePage> MemoryImageTable::find(const ImageQuery& query, Deadline /*deadline*/) {
  const auto place = [](const ImageItem& item) { return std::tuple(item.uploaded_at, item.image_id); };
  std::optional<Cursor> cursor;
  if (!query.cursor.empty()) {
    SPOTTER_ASSIGN(cursor, cursor_from_text(query.cursor));
  }
  const std::scoped_lock lock(mutex_);
  ImagePage page;
  for (ImageItem& item : matching(query))
    if (!cursor || place(item) < std::tuple(cursor->uploaded_at, cursor->image_id))
      page.items.push_back(std::move(item));
  if (static_cast<int>(page.items.size()) > query.limit) {
    page.items.resize(static_cast<std::size_t>(query.limit));
    page.cursor = to_text({.uploaded_at = page.items.back().uploaded_at, .image_id = page.items.back().image_id});
  }
  return page;
}

Result<PageStarts> MemoryImageTable::page_starts(const ImageQuery& query, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  PageStartsMaker maker(query.limit);
  for (const ImageItem& item : matching(query))
    maker.add([&] { return Cursor{.uploaded_at = item.uploaded_at, .image_id = item.image_id}; });
  return maker.take();
}

Result<Facets> MemoryImageTable::facets(const ImageQuery& query, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  FacetCounter counter;
  for (const ImageItem& item : matching(query)) {
    const auto found = terms_.find(item.image_id);
    const bool current = found != terms_.end() && found->second.order == item.order();
    const auto review = review_of(item, query.policy);
    counter.add(name_of(item.status), review ? name_of(review->state) : "", item.uploaded_at,
                current ? pack_names(found->second.terms) : "");
  }
  return counter.take(query.limit);
}

Result<ImageItem> MemoryImageTable::find_same(const std::string& sha256, const std::string& fingerprint,
                                              const std::string& except, Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  for (const auto& [id, item] : items_)
    if (item.sha256 == sha256 && item.fingerprint == fingerprint && item.status == Status::done && id != except)
      return item;
  return fail(Errc::not_found, "no image has the same bytes");
}

Result<ImageCounts> MemoryImageTable::count(Deadline /*deadline*/) {
  const std::scoped_lock lock(mutex_);
  ImageCounts counts;
  for (const auto& [id, item] : items_)
    ++count_of(counts, item.status);
  return counts;
}

}  // namespace spotter
