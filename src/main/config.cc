#include "main/config.h"

#include <algorithm>
#include <cctype>
#include <thread>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace spotter {
namespace fs = std::filesystem;
namespace {

std::string variable_of(std::string name) {
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return c == '-' ? '_' : static_cast<char>(std::toupper(c)); });
  return "SPOTTER_" + name;
}

template <class T>
void add(CLI::App& app, const std::string& group, const std::string& name, T& value, const std::string& help) {
  app.add_option("--" + name, value, help)->envname(variable_of(name))->group(group)->capture_default_str();
}

/// The packs are in the working folder, beside the build, or where an installation puts them.
fs::path usual_models() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& folder :
       {fs::path(".models"), program / ".." / ".." / ".models", program / ".." / "share" / "spotter" / "models"})
    if (fs::exists(folder / "standard", error)) return folder.lexically_normal();
  return ".models";
}

std::string text_of(const toml::node& node) {
  if (const auto text = node.value<std::string>()) return *text;
  if (const auto whole = node.value<std::int64_t>(); whole && node.is_integer()) return std::to_string(*whole);
  if (node.is_boolean()) return node.value_or(false) ? "true" : "false";
  return fmt::format("{}", node.value_or(0.0));
}

}  // namespace

void add_options(CLI::App& app, Config& config) {
  add(app, "General", "log-level", config.log_level, "trace, debug, info, warn, error or off");
  add(app, "Models", "models", config.models, "folder of model packs");
  add(app, "Models", "pack", config.pack, "model pack: standard, plus or your own");
  add(app, "Models", "model-cache", config.model_cache, "folder for compiled models, for quick starts");
  add(app, "Models", "precision", config.precision, "f32, or bf16 (quicker on CPUs that have it)");
  add(app, "Models", "workers", config.workers, "pictures recognised at once; 0: one for each CPU");
  add(app, "Models", "threads-per-worker", config.threads_per_worker, "CPU threads of one recognition");
  add(app, "Places", "data", config.data, "folder of all that is kept");
  add(app, "Places", "bucket", config.bucket, "name of the bucket of pictures");
  add(app, "Places", "store", config.store, "object store: file:DIR (default: in the data folder)");
  add(app, "Places", "table", config.table, "table: sqlite:FILE (default: in the data folder)");
  add(app, "Places", "queue", config.queue, "event queue: sqlite:FILE (default: in the data folder)");
  add(app, "Server", "listen", config.listen, "address and port of the server");
  add(app, "Server", "origin", config.origins, "web origin that may use the API from its pages (repeatable)");
  add(app, "Server", "max-connections", config.max_connections, "connections open at once");
  add(app, "Server", "max-queue", config.max_queue, "waiting pictures from which uploads are refused");
  add(app, "Limits", "max-mib", config.max_mib, "largest picture in MiB");
  add(app, "Limits", "max-files", config.max_files, "most pictures in one form");
  add(app, "Limits", "max-megapixels", config.max_megapixels, "largest picture decoded, in megapixels");
  add(app, "Limits", "max-side-px", config.max_side_px, "longest side of a picture in pixels");
  add(app, "Limits", "decode-seconds", config.decode_seconds, "most seconds to decode a picture");
  add(app, "Limits", "recognise-seconds", config.recognise_seconds, "most seconds to recognise a picture");
  add(app, "Recognition", "keep-faces", config.keep_faces,
      "keep the vectors of faces in uploaded pictures: true or false");
  add(app, "Recognition", "other-scripts", config.other_scripts,
      "read Cyrillic, Arabic and more with Tesseract: true or false");
  add(app, "Recognition", "kept-confidence", config.kept_confidence, "labels less sure are not kept in items");
  add(app, "Recognition", "sweep-age-seconds", config.sweep_age_seconds,
      "age from which files that nothing refers to are removed");
}

Result<void> apply_config_file(CLI::App& app, const fs::path& file) {
  try {
    for (const auto& [key, node] : toml::parse_file(file.string())) {
      CLI::Option* option = app.get_option_no_throw("--" + std::string(key.str()));
      if (option == nullptr)
        return fail(Errc::invalid,
                    fmt::format("{}: there is no setting `{}`; `spotter --help` lists them", file.string(), key.str()));
      std::string value;
      if (const toml::array* list = node.as_array()) {
        for (const toml::node& one : *list)
          value += (value.empty() ? "" : " ") + text_of(one);
        value = "[" + value + "]";
      } else {
        value = text_of(node);
      }
      option->default_val(value);
    }
    return {};
  } catch (const toml::parse_error& error) {
    return fail(Errc::invalid, fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()));
  } catch (const CLI::Error& error) {
    return fail(Errc::invalid, fmt::format("{}: {}", file.string(), error.what()));
  }
}

Result<void> complete(Config& config) {
  const auto positive = [](const char* name, double value) -> Result<void> {
    if (value > 0) return {};
    return fail(Errc::invalid, fmt::format("--{} must be more than 0, not {}", name, value));
  };
  SPOTTER_TRY(positive("max-mib", config.max_mib));
  SPOTTER_TRY(positive("max-files", config.max_files));
  SPOTTER_TRY(positive("max-megapixels", config.max_megapixels));
  SPOTTER_TRY(positive("max-side-px", config.max_side_px));
  SPOTTER_TRY(positive("decode-seconds", config.decode_seconds));
  SPOTTER_TRY(positive("recognise-seconds", config.recognise_seconds));
  SPOTTER_TRY(positive("max-connections", config.max_connections));
  SPOTTER_TRY(positive("max-queue", static_cast<double>(config.max_queue)));
  SPOTTER_TRY(positive("threads-per-worker", config.threads_per_worker));
  if (config.precision != "f32" && config.precision != "bf16")
    return fail(Errc::invalid, "--precision must be f32 or bf16, not " + config.precision);
  if (config.workers < 0) return fail(Errc::invalid, "--workers must be 0 or more");
  constexpr unsigned kMostWorkers = 64;
  if (config.workers == 0)
    config.workers = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, kMostWorkers));
  if (config.models.empty()) config.models = usual_models();
  if (config.model_cache.empty()) config.model_cache = config.models / "cache";
  if (config.store.empty()) config.store = "file:" + (config.data / "store").string();
  if (config.table.empty()) config.table = "sqlite:" + (config.data / "table.sqlite").string();
  if (config.queue.empty()) config.queue = "sqlite:" + (config.data / "queue.sqlite").string();
  return {};
}

}  // namespace spotter
