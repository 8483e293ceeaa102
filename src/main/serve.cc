// spotter serve: HTTP front door, queue and workers in one process.

#include <charconv>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <signal.h>

#include "app/change_feed.h"
#include "app/indexed_face_search.h"
#include "app/relay_events.h"
#include "app/sweep.h"
#include "app/worker.h"
#include "base/log.h"
#include "http/api.h"
#include "http/server.h"
#include "imaging/decoder.h"
#include "main/commands.h"
#include "main/engine.h"
#include "main/flight_recorder.h"
#include "main/wiring.h"

namespace spotter {
namespace {

constexpr std::chrono::seconds kGrace{10};

DecodeLimits decode_limits(const Config& config) {
  return {.max_pixels = static_cast<std::int64_t>(config.max_megapixels * 1e6), .max_side_px = config.max_side_px};
}

ApiOptions api_options(const Config& config) {
  ApiOptions options;
  options.max_upload_bytes = static_cast<std::uint64_t>(config.max_mib * 1024 * 1024);
  options.max_files = config.max_files;
  options.max_queue = config.max_queue;
  options.decode = decode_limits(config);
  options.keep_faces = config.keep_faces;
  options.region = config.region;
  options.account_id = config.account_id;
  options.strict_aws = config.strict_aws;
  return options;
}

FaceSearchOptions face_search_options(const Config& config) {
  FaceSearchOptions options;
  options.most_bytes = static_cast<std::size_t>(config.max_face_index_mib * 1024 * 1024);
  return options;
}

Result<ServerOptions> server_options(const Config& config) {
  ServerOptions options;
  const std::size_t colon = config.listen.rfind(':');
  const std::string port = colon == std::string::npos ? config.listen : config.listen.substr(colon + 1);
  if (colon != std::string::npos) options.address = config.listen.substr(0, colon);
  if (options.address.starts_with('[') && options.address.ends_with(']'))
    options.address = options.address.substr(1, options.address.size() - 2);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), options.port);
  if (error != std::errc() || end != port.data() + port.size())
    return fail(Errc::invalid, "--listen must be ADDRESS:PORT, not " + config.listen);
  options.max_connections = config.max_connections;
  options.origins = config.origins;
  // A call that is recognised or waits for it holds a thread: the others stay free for everything else.
  options.work_threads += config.max_recognitions;
  return options;
}

AccessOptions access_options(const Config& config, bool loopback) {
  return {.region = config.region,
          .placeholders = {.bucket = config.bucket, .account_id = config.account_id},
          .always_ask = !loopback,
          .secure_cookies = config.secure_cookies};
}

RecogniseImageOptions recognise_options(const Config& config, Metrics& metrics) {
  RecogniseImageOptions options;
  options.decode = decode_limits(config);
  options.decode_time = std::chrono::seconds(config.decode_seconds);
  options.recognise_time = std::chrono::seconds(config.recognise_seconds);
  options.derived.keep_faces = config.keep_faces;
  options.least_label_confidence = static_cast<float>(config.kept_confidence);
  options.least_moderation_confidence = static_cast<float>(config.kept_confidence);
  options.observe = [&metrics](const ImageItem& item) {
    metrics.count_image(name_of(item.status));
    for (const Stage& stage : item.stages)
      metrics.observe_stage(stage.name, stage.outcome == Outcome::failed ? "failed" : "ok", stage.duration_ms / 1000);
  };
  return options;
}

/// The process before crashed while it worked on these.
void count_crashes(const Ports& ports, const std::vector<std::string>& images) {
  for (const std::string& image : images) {
    log::warn("image={} was in work when spotter crashed", image);
    const auto counted = update_item(
        ports.table, image,
        [](const ImageItem* current) -> std::optional<ImageItem> {
          if (current == nullptr || current->status == Status::erased) return std::nullopt;
          ImageItem next = *current;
          ++next.attempts.crashes;
          return next;
        },
        Deadline::after(kGrace));
    if (!counted) log::warn("the crash is not counted: {}", counted.error().detail);
  }
}

/// Waits for Ctrl-C or a polite request to end.
int wait_for_signal(const sigset_t& signals) {
  int number = 0;
  sigwait(&signals, &number);
  return number;
}

/// Loads the models, then runs the workers until stopped.
void work(const Config& config, Engine& engine, Places& places, IndexedFaceSearch& face_search,
          FlightRecorder& recorder, Metrics& metrics, const std::stop_token& stop) {
  const Stopwatch watch;
  if (auto loaded = engine.load(); !loaded) {
    log::error("not ready: {}", loaded.error().detail);
    return;
  }
  const std::jthread face_indexer([&] { face_search.run(*engine.face_matching(), stop); });
  const Ports ports = places.ports();
  if (const auto refreshed = refresh_gallery(ports, *engine.face_reader(), Deadline::after(std::chrono::minutes(10)));
      refreshed && *refreshed > 0)
    log::info("{} photographs of people were learnt anew for these models", *refreshed);
  log::info("ready after {:.1f} s: pack {}, {}, {} workers", watch.elapsed_ms() / 1000, config.pack, config.precision,
            config.workers);
  const RecogniseImage recognise(ports, engine.setup(), recognise_options(config, metrics));
  std::vector<std::jthread> workers;
  for (int i = 0; i < config.workers; ++i)
    workers.emplace_back([&, i] { run_worker(i, ports.queue, recognise, recorder, ports.ids, {}, stop); });
}

int serve(const Config& config) {
  const auto options = server_options(config);
  if (!options) {
    report(options.error());
    return kWrongUse;
  }
  const auto loopback = is_loopback_address(options->address);
  if (!loopback) {
    report(loopback.error());
    return kWrongUse;
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);

  auto places = Places::open(config);
  if (!places) return report(places.error());
  auto recorder = FlightRecorder::open(config.data / "flight");
  if (!recorder) return report(recorder.error());
  const Ports ports = (*places)->ports();
  count_crashes(ports, (*recorder)->crashed());

  Metrics metrics;
  Engine engine(config, ports.gallery);
  IndexedFaceSearch face_search(ports.collections, face_search_options(config));
  const VipsDecoder decoder;
  const Access access(ports, access_options(config, *loopback));
  const Api api{.ports = ports,
                .decoder = decoder,
                .engine = engine,
                .metrics = metrics,
                .access = access,
                .face_search = face_search,
                .options = api_options(config)};
  const Router router = make_router(api);
  auto server = Server::listen(*options, router, metrics, &access);
  if (!server) return report(server.error());
  log::info("listening on http://{}:{}/, data in {}; {}", options->address, (*server)->port(), config.data.string(),
            access.has_keys() ? "callers need an access key" : "no access keys: everybody on this machine may use it");

  std::jthread server_thread([&] { (*server)->run(); });
  std::jthread relay(
      [&](const std::stop_token& stop) { relay_events(*(*places)->outbox(), ports.queue, ports.ids, stop); });
  std::jthread worker(
      [&](const std::stop_token& stop) { work(config, engine, **places, face_search, **recorder, metrics, stop); });
  std::jthread sweep([&](const std::stop_token& stop) {
    sweep_regularly(ports, {.unreferenced_age = std::chrono::seconds(config.sweep_age_seconds)}, stop);
  });

  log::info("{}: ending, what is begun is ended first",
            wait_for_signal(signals) == SIGINT ? "interrupted" : "asked to stop");
  relay.request_stop();
  worker.request_stop();
  sweep.request_stop();
  (*places)->wake();
  (*server)->stop(kGrace);
  return kDone;
}

}  // namespace

Command add_serve(CLI::App& program, const Config& config) {
  CLI::App* app = program.add_subcommand("serve", "run the server: uploads, queue, workers, API");
  return {.app = app, .run = [&config] { return serve(config); }};
}

}  // namespace spotter
