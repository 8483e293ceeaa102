#pragma once
// FaceSearch over vectors in memory, which follow the table.

#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "app/face_search.h"
#include "app/vector_index.h"

namespace spotter {

struct FaceSearchOptions {
  std::size_t most_bytes = std::size_t{4} << 30;  ///< from which on those not searched for longest are dropped
  std::size_t most_spaces = 1000;                 ///< held at once
  int page = 5000;                                ///< changes read at once
  std::chrono::milliseconds between_looks{1000};  ///< for collections that are gone
};

class IndexedFaceSearch final : public FaceSearch {
 public:
  explicit IndexedFaceSearch(Collections& collections, FaceSearchOptions options = {});
  ~IndexedFaceSearch() override;

  Result<std::vector<Alike>> most_like(Compared compared, const std::string& collection, const FaceVector& vector,
                                       const FaceMatching& matching, const SimilarityRange& range,
                                       Deadline deadline) override;

  /// Reads all collections into memory, as far as `most_bytes` goes, so that first searches needn't.
  void prepare(const FaceMatching& matching, const std::stop_token& stop);
  /// Drops what is held of collections that were removed.
  void drop_gone();
  /// `prepare`, then `drop_gone` now and then, until stopped.
  void run(const FaceMatching& matching, const std::stop_token& stop);

  /// Memory that it holds, about.
  std::size_t bytes() const;

 private:
  struct Space;
  std::shared_ptr<Space> space_of(Compared compared, const std::string& collection, const FaceMatching& matching);
  std::vector<std::shared_ptr<Space>> spaces() const;
  Result<std::shared_ptr<VectorIndex>> catch_up(Space& space, const Collection& current, Deadline deadline);
  Result<void> read_changes(Space& space, const Collection& current, Deadline deadline);
  bool prepare_one(const Collection& collection, Compared compared, const FaceMatching& matching,
                   const std::stop_token& stop);
  bool is_full() const;
  void drop(const std::shared_ptr<Space>& space);
  void make_room(const Space* kept);

  Collections& collections_;
  FaceSearchOptions options_;
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, Compared>, std::shared_ptr<Space>> spaces_;
  std::uint64_t uses_ = 0;
  std::condition_variable_any stopped_;
};

}  // namespace spotter
