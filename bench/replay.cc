#include "replay.h"

#include <algorithm>
#include <atomic>
#include <ctime>
#include <mutex>
#include <random>
#include <thread>

#include <fmt/format.h>

#include "base/clock.h"
#include "recognition/text/line_engine.h"

namespace spotter::bench {
namespace {

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Bytes and numbers of noise. A network takes the same time for them as for a photograph.
struct Noise {
  std::vector<std::uint8_t> bytes;
  std::vector<float> numbers;

  void grow(std::size_t size) {
    constexpr int kSeed = 1;
    if (size <= bytes.size()) return;
    std::minstd_rand random(kSeed);
    bytes.resize(size);
    for (std::uint8_t& byte : bytes)
      byte = static_cast<std::uint8_t>(random() >> 8);
    numbers.assign(bytes.begin(), bytes.end());
  }
};

std::size_t volume(const std::vector<std::size_t>& shape) {
  std::size_t count = 1;
  for (const std::size_t side : shape)
    count *= side;
  return count;
}

}  // namespace

/// One thread's view: the networks are shared, Tesseract's engines are its own.
class Replay::Worker {
 public:
  explicit Worker(const Models& models) {
    for (const auto& model : models.all())
      models_[model->manifest().name] = model.get();
  }

  /// Milliseconds of the inference alone.
  Result<double> run(const Call& call) {
    if (call.engine.starts_with(kTesseract)) return read_line(call);
    const auto found = models_.find(call.engine);
    if (found == models_.end()) return fail(Errc::internal, "no model is called " + call.engine);
    ModelCall model = found->second->begin();
    fill(model, *found->second, call.shape);
    const Stopwatch watch;
    SPOTTER_TRY(model.run());
    return watch.elapsed_ms();
  }

 private:
  void fill(ModelCall& model, const Model& network, const std::vector<std::size_t>& shape) {
    const std::size_t count = volume(shape);
    noise_.grow(count);
    if (network.manifest().input.is_float) {
      std::copy_n(noise_.numbers.begin(), count, model.values({shape.begin(), shape.end()}));
    } else {
      std::copy_n(noise_.bytes.begin(), count, model.pixels(static_cast<int>(shape[1]), static_cast<int>(shape[2])));
    }
  }

  Result<double> read_line(const Call& call) {
    auto& engine = scripts_[call.engine];
    const std::string pack = call.engine.substr(kTesseract.size());
    if (!engine) engine = LineEngine::load(pack);
    if (!engine) return fail(Errc::internal, "Tesseract's pack " + pack + " can't be loaded");
    const cv::Mat grey(static_cast<int>(call.shape[0]), static_cast<int>(call.shape[1]), CV_8UC1,
                       const_cast<std::uint8_t*>(call.line.data()));
    const Stopwatch watch;
    static_cast<void>(engine->read(grey));
    const double ms = watch.elapsed_ms();
    engine->clear();
    return ms;
  }

  std::map<std::string, const Model*, std::less<>> models_;
  std::map<std::string, std::unique_ptr<LineEngine>, std::less<>> scripts_;
  Noise noise_;
};

Replay::Replay(const Models& models, const std::vector<RecordedPicture>& recorded)
    : models_(models), recorded_(recorded) {}
Replay::~Replay() = default;

Result<Replayed> Replay::run(const std::vector<std::size_t>& places, int workers) {
  while (workers_.size() < static_cast<std::size_t>(workers))
    workers_.push_back(std::make_unique<Worker>(models_));
  Replayed replayed;
  replayed.pictures.resize(places.size());
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::optional<Error> first_error;
  const auto work = [&](Worker& worker) {
    for (std::size_t at = next++; at < places.size(); at = next++) {
      ReplayedPicture& picture = replayed.pictures[at];
      picture.place = places[at];
      for (const RecordedStage& stage : recorded_[places[at]].stages) {
        double& ms = picture.stage_ms.emplace_back(0);
        for (const Call& call : stage.calls) {
          const auto took = worker.run(call);
          if (took) {
            ms += *took;
            continue;
          }
          const std::scoped_lock lock(mutex);
          if (!first_error) first_error = took.error();
        }
      }
    }
  };
  const double cpu_before = cpu_seconds();
  const Stopwatch watch;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < workers; ++i)
      threads.emplace_back(work, std::ref(*workers_[static_cast<std::size_t>(i)]));
  }
  constexpr double kMillisecondsPerSecond = 1000;
  replayed.seconds = watch.elapsed_ms() / kMillisecondsPerSecond;
  replayed.cpu_seconds = cpu_seconds() - cpu_before;
  if (first_error) return fail(*first_error);
  return replayed;
}

}  // namespace spotter::bench
