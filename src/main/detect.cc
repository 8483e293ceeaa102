// spotter detect: recognises local files without a server.

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "adapters/schemes.h"
#include "app/recognise_picture.h"
#include "base/file.h"
#include "domain/json.h"
#include "imaging/decoder.h"
#include "imaging/draw.h"
#include "imaging/encode.h"
#include "main/commands.h"
#include "main/engine.h"
#include "main/report.h"

namespace spotter {
namespace {

namespace fs = std::filesystem;

struct DetectOptions {
  std::vector<std::string> files;
  bool json = false;
  bool raw = false;
  std::string draw;
  double min_confidence = -1;

  float least_label() const { return min_confidence < 0 ? 55.0F : static_cast<float>(min_confidence); }
  float least_moderation() const { return min_confidence < 0 ? 50.0F : static_cast<float>(min_confidence); }
};

/// What came of one file.
struct Outcome_ {
  Picture picture;
  Recognition recognition;
  std::optional<Error> error;
  std::string output;
};

boost::json::array vectors_of(const Findings& findings) {
  boost::json::array faces;
  for (const FaceVector& face : findings.face_vectors) {
    boost::json::array parts;
    for (const auto& part : face.parts)
      parts.push_back(boost::json::array(part.begin(), part.end()));
    faces.push_back(std::move(parts));
  }
  return faces;
}

std::string json_line(const std::string& file, const Outcome_& outcome, bool raw) {
  boost::json::object line{{"file", file}};
  if (outcome.error) {
    line["error"] = boost::json::object{{"code", name_of(outcome.error->code)}, {"detail", outcome.error->detail}};
    return to_text(line) + "\n";
  }
  line["width"] = outcome.picture.full_width;
  line["height"] = outcome.picture.full_height;
  for (auto& [name, value] : to_json(outcome.recognition.findings).as_object())
    line[name] = value;
  if (raw) line["faceVectors"] = vectors_of(outcome.recognition.findings);
  boost::json::object stages;
  for (const Stage& stage : outcome.recognition.stages)
    stages[stage.name] = stage.duration_ms;
  line["milliseconds"] = std::move(stages);
  return to_text(line) + "\n";
}

/// Where a file's drawing goes: OUT itself for one file, a file of the same name in the folder OUT for several.
fs::path drawing_of(const DetectOptions& options, const std::string& file) {
  if (options.files.size() == 1 && !fs::is_directory(options.draw)) return options.draw;
  return fs::path(options.draw) / fs::path(file).filename().replace_extension(".jpg");
}

Result<void> draw(const DetectOptions& options, const std::string& file, const Outcome_& outcome) {
  const fs::path path = drawing_of(options, file);
  const std::string extension = path.extension();
  const Encoding encoding = extension == ".png"    ? Encoding::png
                            : extension == ".webp" ? Encoding::webp
                                                   : Encoding::jpeg;
  const Picture drawn =
      draw_findings(outcome.picture, outcome.recognition.findings, {.least_confidence = options.least_label()});
  SPOTTER_ASSIGN(const Bytes bytes, encode_picture(drawn, encoding));
  if (path.has_parent_path()) SPOTTER_TRY(make_folders(path.parent_path()));
  return replace_file(path, bytes);
}

Outcome_ detect(const Config& config, const DetectOptions& options, const RecognitionSetup& setup, const Clock& clock,
                const std::string& file) {
  Outcome_ outcome;
  auto bytes = read_file(file);
  auto picture = bytes ? setup.decoder.decode(*bytes,
                                              {.max_pixels = static_cast<std::int64_t>(config.max_megapixels * 1e6),
                                               .max_side_px = config.max_side_px},
                                              Deadline::after(std::chrono::seconds(config.decode_seconds)))
                       : fail(bytes.error());
  if (!picture) {
    outcome.error = picture.error();
    return outcome;
  }
  outcome.picture = std::move(*picture);
  outcome.recognition = recognise_picture(setup.recognisers, outcome.picture, {}, {}, clock,
                                          Deadline::after(std::chrono::seconds(config.recognise_seconds)));
  if (outcome.recognition.error)
    outcome.error = Error{Errc::internal,
                          fmt::format("{}: {}", outcome.recognition.error->stage, outcome.recognition.error->detail)};
  drop_unsure(outcome.recognition.findings, options.least_label(), options.least_moderation());
  if (!outcome.error && !options.draw.empty())
    if (auto drawn = draw(options, file, outcome); !drawn) outcome.error = drawn.error();
  return outcome;
}

/// The gallery of the data folder where there is one, else an empty one.
std::string gallery_place(const Config& config) {
  const std::string file = config.table.substr(config.table.find(':') + 1);
  return fs::exists(file) ? config.table : "sqlite::memory:";
}

int run_detect(const Config& config, const DetectOptions& options) {
  SystemClock clock;
  SystemIds ids(clock);
  const auto tables = open_tables(gallery_place(config), clock, ids);
  if (!tables) return report(tables.error());
  Engine engine(config, *tables->gallery);
  if (auto loaded = engine.load(); !loaded) return report(loaded.error());

  std::vector<std::string> outputs(options.files.size());
  std::vector<bool> ready(options.files.size());
  std::atomic<bool> any_failed = false;
  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < config.workers; ++i) {
    threads.emplace_back([&] {
      for (std::size_t at = next++; at < options.files.size(); at = next++) {
        const std::string& file = options.files[at];
        const Outcome_ outcome = detect(config, options, engine.setup(), clock, file);
        if (outcome.error) any_failed = true;
        std::string output = options.json    ? json_line(file, outcome, options.raw)
                             : outcome.error ? fmt::format("{}\n  not recognised: {}\n\n", file, outcome.error->detail)
                                             : findings_table(file, outcome.picture.full_width,
                                                              outcome.picture.full_height, outcome.recognition) +
                                                   "\n";
        const std::scoped_lock lock(mutex);
        outputs[at] = std::move(output);
        ready[at] = true;
        changed.notify_one();
      }
    });
  }
  for (std::size_t at = 0; at < options.files.size(); ++at) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ready[at]; });
    std::cout << std::exchange(outputs[at], "") << std::flush;
  }
  return any_failed ? kFailed : kDone;
}

}  // namespace

Command add_detect(CLI::App& program, const Config& config) {
  CLI::App* app = program.add_subcommand("detect", "recognise local files, without a server");
  const auto options = std::make_shared<DetectOptions>();
  app->add_option("files", options->files, "pictures")->required();
  app->add_flag("--json", options->json, "one line of JSON for each picture");
  app->add_flag("--raw", options->raw, "with --json: face vectors too");
  app->add_option("--draw", options->draw, "write the picture with boxes drawn on it: a file, or a folder for several");
  app->add_option("--min-confidence", options->min_confidence, "show labels from this confidence (55; moderation 50)")
      ->check(CLI::Range(0.0, 100.0));
  return {.app = app, .run = [&config, options] { return run_detect(config, *options); }};
}

}  // namespace spotter
