#include "recording.h"

#include <atomic>
#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/file.h"
#include "imaging/decoder.h"

namespace spotter::bench {
namespace {

thread_local RecordedStage* noted_for = nullptr;

void note(const Inference& inference) {
  if (noted_for == nullptr) return;
  Call call{.engine = std::string(inference.engine), .shape = inference.shape, .line = {}};
  if (inference.engine.starts_with(kTesseract)) call.line.assign(inference.input.begin(), inference.input.end());
  noted_for->calls.push_back(std::move(call));
  noted_for->inference_ms += inference.ms;
}

/// The limits of `spotter serve`.
Result<Picture> decode(const std::string& file, const Config& config) {
  SPOTTER_ASSIGN(const Bytes bytes, read_file(file));
  return VipsDecoder().decode(
      bytes, {.max_pixels = static_cast<std::int64_t>(config.max_megapixels * 1e6), .max_side_px = config.max_side_px},
      Deadline::after(std::chrono::seconds(config.decode_seconds)));
}

RecordedPicture record_one(const std::string& file, const Recognisers& recognisers, const Config& config) {
  RecordedPicture recorded{.file = file, .error = {}, .decode_ms = 0, .stages = {}};
  const Stopwatch watch;
  const auto picture = decode(file, config);
  recorded.decode_ms = watch.elapsed_ms();
  if (!picture) {
    recorded.error = picture.error().detail;
    return recorded;
  }
  const auto on_stage = [&](const Stage& stage, bool ended) {
    if (ended) {
      recorded.stages.back().ms = stage.duration_ms;
      noted_for = nullptr;
    } else {
      noted_for = &recorded.stages.emplace_back();
      noted_for->name = stage.name;
    }
  };
  const Recognition recognition =
      recognise_picture(recognisers, *picture, {}, {}, SystemClock(),
                        Deadline::after(std::chrono::seconds(config.recognise_seconds)), on_stage);
  if (recognition.error) recorded.error = fmt::format("{}: {}", recognition.error->stage, recognition.error->detail);
  return recorded;
}

}  // namespace

InferenceObserver recorder() {
  return note;
}

std::vector<RecordedPicture> record(const std::vector<std::string>& files, const Recognisers& recognisers,
                                    const Config& config) {
  std::vector<RecordedPicture> recorded(files.size());
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < config.workers; ++i)
    threads.emplace_back([&] {
      for (std::size_t at = next++; at < files.size(); at = next++)
        recorded[at] = record_one(files[at], recognisers, config);
    });
  threads.clear();
  return recorded;
}

}  // namespace spotter::bench
