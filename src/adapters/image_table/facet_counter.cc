#include "adapters/image_table/facet_counter.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace spotter {
namespace {

constexpr char kLabel = 'l';
constexpr char kPerson = 'p';
constexpr char kModeration = 'm';

char letter_of(TermKind kind) {
  if (kind == TermKind::label_name) return kLabel;
  return kind == TermKind::person_name ? kPerson : kModeration;
}

template <class Counts>
std::vector<FacetValue> most_frequent(const Counts& counts, int limit) {
  std::vector<FacetValue> values;
  for (const auto& [name, count] : counts)
    values.push_back({.name = name, .count = count});
  const auto kept = std::min(values.size(), static_cast<std::size_t>(limit));
  std::ranges::partial_sort(values, values.begin() + static_cast<std::ptrdiff_t>(kept), {},
                            [](const FacetValue& value) { return std::tuple(-value.count, value.name); });
  values.resize(kept);
  return values;
}

}  // namespace

std::string pack_names(const std::vector<Term>& terms) {
  std::string packed;
  for (const Term& term : terms) {
    if (!is_shown_name(term.kind)) continue;
    packed += letter_of(term.kind);
    for (const char c : term.term)
      packed += c == '\n' ? ' ' : c;
    packed += '\n';
  }
  return packed;
}

FacetCounter::Counts& FacetCounter::counts_of(char kind) {
  if (kind == kLabel) return labels_;
  return kind == kPerson ? people_ : moderation_;
}

void FacetCounter::count(Counts& counts, std::string_view name) {
  if (const auto found = counts.find(name); found != counts.end()) {
    ++found->second;
  } else {
    counts.emplace(name, 1);
  }
}

void FacetCounter::add(std::string_view status, std::string_view review, Timestamp uploaded_at,
                       std::string_view packed_names) {
  ++total_;
  count(statuses_, status);
  if (!review.empty()) count(reviews_, review);
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(uploaded_at));
  ++months_[day.year() / day.month()];
  while (!packed_names.empty()) {
    const std::size_t end = packed_names.find('\n');
    if (end == std::string_view::npos) return;
    count(counts_of(packed_names.front()), packed_names.substr(1, end - 1));
    packed_names.remove_prefix(end + 1);
  }
}

Facets FacetCounter::take(int limit) const {
  Facets facets{.total = total_,
                .labels = most_frequent(labels_, limit),
                .people = most_frequent(people_, limit),
                .moderation = most_frequent(moderation_, limit),
                .statuses = most_frequent(statuses_, limit),
                .reviews = most_frequent(reviews_, limit),
                .months = {}};
  for (const auto& [month, count] : months_) {
    if (static_cast<int>(facets.months.size()) == limit) break;
    facets.months.push_back(
        {.name = fmt::format("{:04}-{:02}", int(month.year()), unsigned(month.month())), .count = count});
  }
  return facets;
}

}  // namespace spotter
