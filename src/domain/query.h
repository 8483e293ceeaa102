#pragma once
// What a list of images is filtered by, and a page of it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/item.h"
#include "domain/review.h"

namespace spotter {

struct ImageQuery {
  std::string label;       ///< a label's name or alias, any case
  std::string text;        ///< words that must all be read in the picture
  std::string person;      ///< a celebrity's name or id
  std::string moderation;  ///< a moderation label's name
  std::optional<Status> status;
  std::optional<float> min_confidence;  ///< of the label, text, person or moderation asked for
  std::optional<ReviewState> review;
  ModerationPolicy policy;        ///< says what is open for review
  std::optional<Timestamp> from;  ///< uploaded at or after
  std::optional<Timestamp> to;    ///< uploaded before
  std::string words;              ///< `q`: each word begins a term of any kind
  std::string cursor;             ///< where the page before ended
  int limit = 50;
  bool inbox = false;  ///< only images that wait for a person
};

struct ImagePage {
  std::vector<ImageItem> items;  ///< newest upload first
  std::string cursor;            ///< empty on the last page
};

/// Where each page of a list begins.
struct PageStarts {
  std::int64_t total = 0;
  std::vector<std::string> cursors;  ///< of the first page the empty text
};
/// More pages than this are not listed.
inline constexpr std::int64_t kMostPages = 20'000;

struct FacetValue {
  std::string name;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(FacetValue, (), (name, count))

/// What images hold, and how many of them.
struct Facets {
  std::int64_t total = 0;
  std::vector<FacetValue> labels;  ///< by name, not by alias
  std::vector<FacetValue> people;
  std::vector<FacetValue> moderation;
  std::vector<FacetValue> statuses;
  std::vector<FacetValue> reviews;
  std::vector<FacetValue> months;  ///< `2026-11`, newest first
};
BOOST_DESCRIBE_STRUCT(Facets, (), (total, labels, people, moderation, statuses, reviews, months))

/// How many images there are of each status.
struct ImageCounts {
  std::int64_t queued = 0;
  std::int64_t recognising = 0;
  std::int64_t done = 0;
  std::int64_t rejected = 0;
  std::int64_t failed = 0;
  std::int64_t erased = 0;
};
BOOST_DESCRIBE_STRUCT(ImageCounts, (), (queued, recognising, done, rejected, failed, erased))

inline std::int64_t& count_of(ImageCounts& counts, Status status) {
  switch (status) {
    case Status::queued:
      return counts.queued;
    case Status::recognising:
      return counts.recognising;
    case Status::done:
      return counts.done;
    case Status::rejected:
      return counts.rejected;
    case Status::failed:
      return counts.failed;
    case Status::erased:
      return counts.erased;
  }
  return counts.queued;
}

}  // namespace spotter
