#pragma once
// The recorded inferences once more, with nothing around them.

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "recognition/runtime/models.h"
#include "recording.h"

namespace spotter::bench {

struct ReplayedPicture {
  std::size_t place = 0;  ///< among the recorded
  std::vector<double> stage_ms;
};

struct Replayed {
  double seconds = 0;
  double cpu_seconds = 0;  ///< of the whole process
  std::vector<ReplayedPicture> pictures;
};

class Replay {
 public:
  Replay(const Models& models, const std::vector<RecordedPicture>& recorded);
  ~Replay();
  Replay(const Replay&) = delete;
  Replay& operator=(const Replay&) = delete;

  /// Runs the calls of these pictures, `workers` pictures at once. Errors: internal.
  Result<Replayed> run(const std::vector<std::size_t>& places, int workers);

 private:
  class Worker;
  const Models& models_;
  const std::vector<RecordedPicture>& recorded_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace spotter::bench
