// spotter_bench [options of spotter] --files LIST
//
// Recognises the pictures that LIST names, one a line, notes each inference, and says so in one line of JSON. Then
// it replays: each line of its input is `WORKERS [PLACE…]` (no places: all pictures), each is answered with one
// line of JSON. It ends with its input. bench.py is who talks to it.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "adapters/schemes.h"
#include "base/log.h"
#include "domain/json.h"
#include "main/engine.h"
#include "main/memory.h"
#include "recording.h"
#include "replay.h"

namespace spotter::bench {
namespace {

namespace json = boost::json;

std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream stream(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);)
    lines.push_back(line);
  return lines;
}

json::object described(const RecordedPicture& picture) {
  json::object stages;
  for (const RecordedStage& stage : picture.stages) {
    json::object engines;
    for (const Call& call : stage.calls) {
      json::value& count = engines[call.engine];
      count = count.is_int64() ? count.as_int64() + 1 : 1;
    }
    stages[stage.name] = json::object{{"ms", stage.ms}, {"inferenceMs", stage.inference_ms}, {"calls", engines}};
  }
  json::object out{{"file", picture.file}, {"decodeMs", picture.decode_ms}, {"stages", std::move(stages)}};
  if (!picture.error.empty()) out["error"] = picture.error;
  return out;
}

json::object described(const Replayed& replayed, const std::vector<RecordedPicture>& recorded) {
  json::array pictures;
  for (const ReplayedPicture& picture : replayed.pictures) {
    json::object stages;
    for (std::size_t i = 0; i < picture.stage_ms.size(); ++i)
      stages[recorded[picture.place].stages[i].name] = picture.stage_ms[i];
    pictures.push_back(json::object{{"place", picture.place}, {"stages", std::move(stages)}});
  }
  return {{"seconds", replayed.seconds}, {"cpuSeconds", replayed.cpu_seconds}, {"pictures", std::move(pictures)}};
}

int complain(const Error& error) {
  std::cerr << "spotter_bench: " << error.detail << '\n';
  return 1;
}

void say(const json::value& line) {
  std::cout << to_text(line) << std::endl;
}

/// `WORKERS [PLACE…]`; pictures that were not recognised are left out.
Result<Replayed> replay_as_asked(Replay& replay, const std::vector<RecordedPicture>& recorded,
                                 const std::string& line) {
  std::istringstream words(line);
  int workers = 0;
  if (!(words >> workers) || workers < 1) return fail(Errc::invalid, "a line must be: WORKERS [PLACE…]");
  std::vector<std::size_t> places;
  for (std::size_t place = 0; words >> place;)
    places.push_back(place);
  if (places.empty()) {
    places.resize(recorded.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
  }
  std::erase_if(places, [&](std::size_t place) { return place >= recorded.size() || !recorded[place].error.empty(); });
  return replay.run(places, workers);
}

int run(const Config& config, const std::string& list) {
  RuntimeOptions options = runtime_options(config);
  options.observe = recorder();
  const auto models = Models::load(config.models, config.pack, options);
  if (!models) return complain(models.error());
  const SystemClock clock;
  SystemIds ids(clock);
  const auto tables = open_tables("sqlite::memory:", clock, ids);
  if (!tables) return complain(tables.error());
  const auto recognisers = make_recognisers(**models, *tables->gallery, recognition_options(config));
  if (!recognisers) return complain(recognisers.error());

  const std::vector<RecordedPicture> recorded = record(lines_of(list), *recognisers, config);
  json::array pictures;
  for (const RecordedPicture& picture : recorded)
    pictures.push_back(described(picture));
  say(json::object{{"pictures", std::move(pictures)}});

  Replay replay(**models, recorded);
  for (std::string line; std::getline(std::cin, line);) {
    const auto replayed = replay_as_asked(replay, recorded, line);
    if (!replayed) return complain(replayed.error());
    say(described(*replayed, recorded));
  }
  return 0;
}

int main_of(int argc, char** argv) {
  Config config;
  CLI::App program("the bare cost of the inferences that spotter runs", "spotter_bench");
  add_options(program, config);
  std::string list;
  program.add_option("--files", list, "file that names the pictures, one a line")->required();
  CLI11_PARSE(program, argc, argv);
  if (auto completed = complete(config); !completed) return complain(completed.error());
  start_log(config.log_level);
  return run(config, list);
}

}  // namespace
}  // namespace spotter::bench

int main(int argc, char** argv) {
  spotter::give_back_freed_memory();
  try {
    return spotter::bench::main_of(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "spotter_bench: " << error.what() << '\n';
    return 1;
  }
}
