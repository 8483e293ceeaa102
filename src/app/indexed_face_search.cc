#include "app/indexed_face_search.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "app/rounded_vectors.h"
#include "base/log.h"

namespace spotter {
namespace {

constexpr int kFacesOfAUser = 20;  ///< so many times fewer users than faces are read at once
constexpr int kMostRestarts = 3;   ///< of reading a collection whose removals are forgotten faster than read
constexpr int kLeastSpare = 32;    ///< neighbours beyond those wanted, since products are rounded
constexpr int kSpareShare = 4;
constexpr std::chrono::seconds kPatience{10};  ///< of the background
constexpr int kListed = 100;                   ///< collections listed at once
constexpr float kLeastDeviation = 1e-6F;

/// By which each part is multiplied, so that the inner product is the z-score of similarity() but for a constant.
std::vector<float> factors_of(const SimilarityScale& scale) {
  std::vector<float> factors;
  for (const CosineSpread& part : scale.parts)
    factors.push_back(1 /
                      std::sqrt(static_cast<float>(scale.parts.size()) * std::max(part.deviation, kLeastDeviation)));
  return factors;
}

/// That constant.
float shift_of(const SimilarityScale& scale) {
  float shift = 0;
  for (const CosineSpread& part : scale.parts)
    shift -= part.mean / (static_cast<float>(scale.parts.size()) * std::max(part.deviation, kLeastDeviation));
  return shift;
}

std::vector<std::size_t> shape_of(const FaceVector& vector) {
  std::vector<std::size_t> shape;
  for (const auto& part : vector.parts)
    shape.push_back(part.size());
  return shape;
}

/// All parts one after the other; as many as there are factors.
std::vector<float> joined(const FaceVector& vector, const std::vector<float>& factors) {
  std::vector<float> all;
  for (std::size_t i = 0; i < factors.size(); ++i)
    for (const float value : vector.parts[i])
      all.push_back(value * factors[i]);
  return all;
}

float length_of(const std::vector<float>& vector) {
  return std::sqrt(std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0F));
}

/// What the vectors held depend on beside those stored.
std::string key_of(const FaceMatching& matching) {
  std::string key = matching.models;
  for (const CosineSpread& part : matching.scale.parts)
    key += fmt::format(" {}", part.deviation);
  return key;
}

}  // namespace

/// One collection's faces or users in memory. Who holds `reading` may change it, with `state` too; who only looks holds
/// `state`.
struct IndexedFaceSearch::Space {
  std::string collection;
  Compared compared = Compared::faces;
  std::string key;
  std::string models;
  std::vector<float> factors;
  std::uint64_t used = 0;  ///< under the search's mutex: the higher, the later

  std::timed_mutex reading;
  std::mutex state;
  std::shared_ptr<VectorIndex> index;  ///< null while nothing comparable was read
  std::vector<std::size_t> shape;      ///< lengths of the parts
  std::int64_t serial = 0;             ///< of the collection; 0: nothing is read yet
  std::int64_t last = 0;               ///< the last change read
  std::int64_t base = 0;               ///< removals up to this one don't concern it

  bool is_at(const Collection& current) {
    const std::scoped_lock lock(state);
    return serial == current.serial && last >= current.last_change;
  }
  std::size_t bytes() {
    const std::scoped_lock lock(state);
    return index == nullptr ? 0 : index->bytes();
  }
  void start_anew(const Collection& current);
  void put(const ComparedVector& one);
  void apply(const VectorChanges& changes);
};

void IndexedFaceSearch::Space::start_anew(const Collection& current) {
  const std::scoped_lock lock(state);
  index = nullptr;
  shape.clear();
  serial = current.serial;
  last = 0;
  base = current.last_change;  // what is read from the beginning doesn't hold what was removed before
}

void IndexedFaceSearch::Space::put(const ComparedVector& one) {
  if (one.vector.parts.size() != factors.size()) return;
  const std::vector<float> all = joined(one.vector, factors);
  if (index == nullptr) {
    if (all.empty()) return;
    const std::scoped_lock lock(state);
    shape = shape_of(one.vector);
    index = std::make_shared<VectorIndex>(all.size());
  }
  if (shape_of(one.vector) == shape) index->put(one.number, all);
}

void IndexedFaceSearch::Space::apply(const VectorChanges& changes) {
  for (const ComparedVector& one : changes.put)
    put(one);
  std::shared_ptr<VectorIndex> after = index;
  if (after != nullptr) {
    for (const std::int64_t number : changes.removed)
      after->remove(number);
    if (after->is_sparse()) after = after->packed();
  }
  const std::scoped_lock lock(state);
  index = std::move(after);
  last = changes.last;
}

IndexedFaceSearch::IndexedFaceSearch(Collections& collections, FaceSearchOptions options)
    : collections_(collections), options_(options) {}
IndexedFaceSearch::~IndexedFaceSearch() = default;

Result<std::vector<Alike>> IndexedFaceSearch::most_like(Compared compared, const std::string& collection,
                                                        const FaceVector& vector, const FaceMatching& matching,
                                                        const SimilarityRange& range, Deadline deadline) {
  SPOTTER_ASSIGN(const Collection current, collections_.get(collection, deadline));
  const auto space = space_of(compared, collection, matching);
  SPOTTER_ASSIGN(const auto index, catch_up(*space, current, deadline));
  std::vector<Alike> found;
  if (index == nullptr || range.most <= 0 || vector.parts.size() != space->factors.size()) return found;

  const std::vector<float> query = joined(vector, space->factors);
  const int wanted = range.most + std::max(kLeastSpare, range.most / kSpareShare);
  auto neighbours = index->nearest(query, static_cast<std::size_t>(wanted));
  const float above = shift_of(matching.scale) + rounding_error(length_of(query), length_of(space->factors));
  std::erase_if(neighbours, [&](const Neighbour& one) {
    return on_curve(matching.scale.curve, one.product + above) < range.least;
  });
  std::map<std::int64_t, float> products;
  std::vector<std::int64_t> numbers;
  for (const Neighbour& one : neighbours) {
    products[one.number] = one.product;
    numbers.push_back(one.number);
  }
  SPOTTER_ASSIGN(const auto stored, collections_.vectors(collection, compared, matching.models, numbers, deadline));
  std::vector<std::pair<float, Alike>> ranked;
  for (const ComparedVector& one : stored) {
    const float alike = similarity(vector, one.vector, matching.scale);
    if (alike >= range.least) ranked.push_back({products[one.number], {.similarity = alike, .id = one.id}});
  }
  // The curve is flat at its ends: there the product says which is nearer.
  std::ranges::sort(ranked, [](const auto& a, const auto& b) {
    return std::tie(b.second.similarity, b.first, a.second.id) < std::tie(a.second.similarity, a.first, b.second.id);
  });
  for (auto& [product, one] : ranked)
    if (std::ssize(found) < range.most) found.push_back(std::move(one));
  return found;
}

std::shared_ptr<IndexedFaceSearch::Space> IndexedFaceSearch::space_of(Compared compared, const std::string& collection,
                                                                      const FaceMatching& matching) {
  const std::string key = key_of(matching);
  const std::scoped_lock lock(mutex_);
  auto& space = spaces_[{collection, compared}];
  if (space == nullptr || space->key != key) {
    space = std::make_shared<Space>();
    space->collection = collection;
    space->compared = compared;
    space->key = key;
    space->models = matching.models;
    space->factors = factors_of(matching.scale);
  }
  space->used = ++uses_;
  return space;
}

std::vector<std::shared_ptr<IndexedFaceSearch::Space>> IndexedFaceSearch::spaces() const {
  const std::scoped_lock lock(mutex_);
  std::vector<std::shared_ptr<Space>> all;
  for (const auto& [name, space] : spaces_)
    all.push_back(space);
  return all;
}

/// The index with all changes up to `current`; null where there is nothing comparable.
Result<std::shared_ptr<VectorIndex>> IndexedFaceSearch::catch_up(Space& space, const Collection& current,
                                                                 Deadline deadline) {
  if (!space.is_at(current)) {
    std::unique_lock reading(space.reading, std::defer_lock);
    if (!reading.try_lock_for(deadline.remaining()))
      return fail(Errc::unavailable, "the faces of collection " + space.collection + " are being read");
    SPOTTER_TRY(read_changes(space, current, deadline));
    reading.unlock();
    make_room(&space);
  }
  const std::scoped_lock lock(space.state);
  return space.index;
}

/// Only with `reading` held.
Result<void> IndexedFaceSearch::read_changes(Space& space, const Collection& current, Deadline deadline) {
  if (space.serial != current.serial) space.start_anew(current);
  for (int restarts = 0; space.last < current.last_change;) {
    if (deadline.expired())
      return fail(Errc::unavailable, "the faces of collection " + space.collection + " are being read");
    const int page = space.compared == Compared::faces ? options_.page : std::max(1, options_.page / kFacesOfAUser);
    SPOTTER_ASSIGN(const auto changes,
                   collections_.changes(space.collection, space.compared, space.models, space.last, page, deadline));
    if (changes.forgotten <= std::max(space.base, space.last)) {
      space.apply(changes);
      continue;
    }
    if (++restarts > kMostRestarts)
      return fail(Errc::unavailable, "collection " + space.collection + " changes faster than it is read");
    SPOTTER_ASSIGN(const Collection now, collections_.get(space.collection, deadline));
    space.start_anew(now);
  }
  return {};
}

std::size_t IndexedFaceSearch::bytes() const {
  std::size_t bytes = 0;
  for (const auto& space : spaces())
    bytes += space->bytes();
  return bytes;
}

bool IndexedFaceSearch::is_full() const {
  return spaces().size() >= options_.most_spaces || bytes() > options_.most_bytes;
}

void IndexedFaceSearch::drop(const std::shared_ptr<Space>& space) {
  const std::scoped_lock lock(mutex_);
  const auto at = spaces_.find({space->collection, space->compared});
  if (at != spaces_.end() && at->second == space) spaces_.erase(at);
}

/// Drops those not searched for longest, until the rest fits.
void IndexedFaceSearch::make_room(const Space* kept) {
  std::size_t held = bytes();
  auto oldest_first = spaces();
  std::size_t count = oldest_first.size();
  {
    const std::scoped_lock lock(mutex_);
    std::ranges::sort(oldest_first, {}, &Space::used);
  }
  for (const auto& space : oldest_first) {
    if (held <= options_.most_bytes && count <= options_.most_spaces) return;
    if (space.get() == kept) continue;
    held -= std::min(held, space->bytes());
    --count;
    drop(space);
  }
}

void IndexedFaceSearch::prepare(const FaceMatching& matching, const std::stop_token& stop) {
  const Stopwatch watch;
  std::int64_t vectors = 0;
  std::string after;
  for (bool more = true; more;) {
    const auto page = collections_.list(after, kListed, Deadline::after(kPatience));
    if (!page) {
      log::warn("collections are not read beforehand: {}", page.error().detail);
      return;
    }
    for (const Collection& collection : *page)
      for (const Compared compared : {Compared::faces, Compared::users}) {
        const std::int64_t size = compared == Compared::faces ? collection.faces : collection.users;
        if (size == 0 || is_full()) continue;
        if (!prepare_one(collection, compared, matching, stop)) return;
        vectors += size;
      }
    more = std::ssize(*page) == kListed;
    if (more) after = page->back().id;
  }
  if (vectors > 0) log::info("{} faces and users are in memory after {:.1f} s", vectors, watch.elapsed_ms() / 1000);
}

/// False: stopped.
bool IndexedFaceSearch::prepare_one(const Collection& collection, Compared compared, const FaceMatching& matching,
                                    const std::stop_token& stop) {
  const auto space = space_of(compared, collection.id, matching);
  while (!stop.stop_requested()) {
    const auto read = catch_up(*space, collection, Deadline::after(std::chrono::seconds(1)));
    if (read) return true;
    if (read.error().code == Errc::unavailable) continue;
    log::warn("collection {} is not read beforehand: {}", collection.id, read.error().detail);
    return true;
  }
  return false;
}

void IndexedFaceSearch::drop_gone() {
  for (const auto& space : spaces()) {
    const auto current = collections_.get(space->collection, Deadline::after(kPatience));
    if (current || current.error().code != Errc::not_found) continue;
    drop(space);
  }
}

void IndexedFaceSearch::run(const FaceMatching& matching, const std::stop_token& stop) {
  prepare(matching, stop);
  while (!stop.stop_requested()) {
    drop_gone();
    std::unique_lock lock(mutex_);
    stopped_.wait_for(lock, stop, options_.between_looks, [] { return false; });
  }
}

}  // namespace spotter
