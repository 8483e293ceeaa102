// spotter doctor: checks models, disk and places, and says what to mend.

#include <filesystem>
#include <iostream>

#include <fmt/format.h>
#include <sys/statvfs.h>

#include "app/sweep.h"
#include "main/commands.h"
#include "main/engine.h"
#include "main/wiring.h"
#include "recognition/runtime/self_test.h"

namespace spotter {
namespace {

namespace fs = std::filesystem;

/// Prints one line a check and remembers whether one failed.
class Checklist {
 public:
  void good(std::string_view what, const std::string& detail) {
    std::cout << fmt::format("  ok    {:<10} {}\n", what, detail) << std::flush;
  }
  void warn(std::string_view what, const std::string& detail) {
    std::cout << fmt::format("  warn  {:<10} {}\n", what, detail) << std::flush;
  }
  void bad(std::string_view what, const std::string& detail) {
    std::cout << fmt::format("  MEND  {:<10} {}\n", what, detail) << std::flush;
    failed_ = true;
  }
  int code() const { return failed_ ? kFailed : kDone; }

 private:
  bool failed_ = false;
};

void check_models(const Config& config, Checklist& list) {
  const Stopwatch watch;
  const auto models = Models::load(config.models, config.pack, runtime_options(config));
  if (!models) {
    list.bad("models", models.error().detail);
    return;
  }
  list.good("models", fmt::format("{} models of pack {} pass their self-tests ({:.1f} s, {})", (*models)->all().size(),
                                  config.pack, watch.elapsed_ms() / 1000, config.precision));
}

void check_scripts(const Config& config, Checklist& list) {
  if (!config.other_scripts) return list.warn("scripts", "other scripts are turned off");
  const fs::path folder = "/usr/share/tesseract-ocr/5/tessdata";
  std::string there;
  std::string missing;
  for (const char* pack : {"Cyrillic", "Arabic", "Hangul", "Devanagari", "Thai", "Greek", "Hebrew"}) {
    std::string& names = fs::exists(folder / (std::string(pack) + ".traineddata")) ? there : missing;
    names += (names.empty() ? "" : ", ") + std::string(pack);
  }
  if (missing.empty()) return list.good("scripts", there);
  list.warn(
      "scripts",
      fmt::format("no Tesseract pack for {}: lines in these scripts stay unread (apt install tesseract-ocr-script-…)",
                  missing));
}

void check_disk(const Config& config, Checklist& list) {
  struct statvfs disk{};
  fs::path folder = fs::absolute(config.data);
  while (!fs::exists(folder) && folder.has_parent_path())
    folder = folder.parent_path();
  if (::statvfs(folder.c_str(), &disk) != 0) return list.bad("disk", "can't look at " + folder.string());
  const double free_gib =
      static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize) / (1024.0 * 1024 * 1024);
  constexpr double kLow = 1;
  const std::string said = fmt::format("{:.1f} GiB free at {}", free_gib, folder.string());
  free_gib < kLow ? list.bad("disk", said + ": make room, uploads will be refused") : list.good("disk", said);
}

void check_places(const Config& config, Checklist& list) {
  auto places = Places::open(config);
  if (!places) return list.bad("places", places.error().detail);
  const Ports ports = (*places)->ports();
  const Deadline deadline = Deadline::after(std::chrono::seconds(10));
  const std::string key = "doctor-" + ports.ids.random_hex(8);
  const auto put = ports.derived.put_bytes(key, as_bytes("check"), {.content_type = "text/plain"}, deadline);
  const auto got = put ? ports.derived.get(key, deadline) : fail(put.error());
  if (!got) return list.bad("store", got.error().detail);
  static_cast<void>(ports.derived.remove(key, std::nullopt, deadline));
  list.good("store", config.store + " can be written and read");
  const auto counts = ports.table.count(deadline);
  if (!counts) return list.bad("table", counts.error().detail);
  list.good("table", fmt::format("{}: {} done, {} waiting, {} rejected, {} failed", config.table, counts->done,
                                 counts->queued + counts->recognising, counts->rejected, counts->failed));
  const auto depth = ports.queue.depth(deadline);
  if (!depth) return list.bad("queue", depth.error().detail);
  const std::string said = fmt::format("{}: {} waiting, {} in flight, {} given up", config.queue, depth->waiting,
                                       depth->in_flight, depth->dead);
  depth->dead > 0 ? list.warn("queue", said + "; see `spotter inbox list`") : list.good("queue", said);
  const auto gallery = ports.gallery.snapshot(deadline);
  if (!gallery) return list.bad("people", gallery.error().detail);
  list.good("people", fmt::format("{} people in the gallery", gallery->people.size()));
}

int doctor(const Config& config) {
  std::cout << "spotter doctor\n";
  Checklist list;
  check_disk(config, list);
  check_places(config, list);
  check_scripts(config, list);
  check_models(config, list);
  return list.code();
}

}  // namespace

Command add_doctor(CLI::App& program, const Config& config) {
  CLI::App* app = program.add_subcommand("doctor", "check models, disk and places, and say what to mend");
  return {.app = app, .run = [&config] { return doctor(config); }};
}

}  // namespace spotter
