#include "main/config.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string_view>
#include <thread>

#include <fmt/ranges.h>
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

/// Nothing where the node is no text, number, true or false.
std::optional<std::string> text_of(const toml::node& node) {
  if (node.is_string()) return node.value<std::string>();
  if (node.is_integer()) return std::to_string(node.value_or(std::int64_t{0}));
  if (node.is_boolean()) return node.value_or(false) ? "true" : "false";
  if (node.is_floating_point()) return fmt::format("{}", node.value_or(0.0));
  return std::nullopt;
}

/// A setting's value as its flag would have it; a list in brackets where the setting may be repeated.
std::optional<std::string> value_of(const toml::node& node, const CLI::Option& option) {
  const toml::array* list = node.as_array();
  if (list == nullptr) return text_of(node);
  if (option.get_items_expected_max() <= 1) return std::nullopt;
  std::string value;
  for (const toml::node& one : *list) {
    const auto text = text_of(one);
    if (!text) return std::nullopt;
    value += (value.empty() ? "" : ",") + *text;
  }
  return "[" + value + "]";
}

Result<void> between(const char* name, double value, double least, double most) {
  if (value >= least && value <= most) return {};
  return fail(Errc::invalid, fmt::format("--{} must be from {} to {}, not {}", name, least, most, value));
}

Result<void> positive(const char* name, double value) {
  constexpr double kMost = 1e12;  // in bytes, pixels or milliseconds it still fits into 64 bits
  if (value > 0 && value <= kMost) return {};
  return fail(Errc::invalid, fmt::format("--{} must be more than 0{}, not {}", name,
                                         value > kMost ? " and at most 1000000000000" : "", value));
}

Result<void> one_of(const char* name, const std::string& value, std::initializer_list<std::string_view> known) {
  if (std::ranges::find(known, value) != known.end()) return {};
  return fail(Errc::invalid, fmt::format("--{} must be {}, not {}", name, fmt::join(known, " or "), value));
}

/// S3's rule for names, which also keeps a bucket's folder inside the store's.
Result<void> check_bucket(const std::string& bucket) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLongest = 63;
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (bucket.size() >= kShortest && bucket.size() <= kLongest && plain(bucket.front()) && plain(bucket.back()) &&
      std::ranges::all_of(bucket, [&](char c) { return plain(c) || c == '-' || c == '.'; }))
    return {};
  return fail(Errc::invalid,
              fmt::format("--bucket must be 3 to 63 lower-case letters, digits, dots and hyphens, not '{}'", bucket));
}

Result<void> check_account(const std::string& account) {
  constexpr std::size_t kDigits = 12;
  if (account.size() == kDigits && std::ranges::all_of(account, [](char c) { return c >= '0' && c <= '9'; })) return {};
  return fail(Errc::invalid, fmt::format("--account-id must be 12 digits, not '{}'", account));
}

Result<void> check_region(const std::string& region) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (!region.empty() && std::ranges::all_of(region, plain)) return {};
  return fail(Errc::invalid, fmt::format("--region must be a name such as us-east-1, not '{}'", region));
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
  add(app, "Server", "secure-cookies", config.secure_cookies,
      "sessions of pages over https alone, for a server behind a proxy: true or false");
  add(app, "Server", "max-connections", config.max_connections, "connections open at once");
  add(app, "Server", "max-queue", config.max_queue, "waiting pictures from which uploads are refused");
  add(app, "Server", "max-recognitions", config.max_recognitions,
      "calls recognised or waiting for it at once, others are told to come back; 0: five for each worker");
  add(app, "AWS", "region", config.region, "region in ARNs and signatures");
  add(app, "AWS", "account-id", config.account_id, "account in ARNs and policies, 12 digits");
  add(app, "AWS", "strict-aws", config.strict_aws, "Rekognition's calls take JPEG and PNG alone, as AWS's");
  add(app, "Limits", "max-mib", config.max_mib, "largest picture in MiB");
  add(app, "Limits", "max-files", config.max_files, "most pictures in one form");
  add(app, "Limits", "max-megapixels", config.max_megapixels, "largest picture decoded, in megapixels");
  add(app, "Limits", "max-side-px", config.max_side_px, "longest side of a picture in pixels");
  add(app, "Limits", "decode-seconds", config.decode_seconds, "most seconds to decode a picture");
  add(app, "Limits", "recognise-seconds", config.recognise_seconds, "most seconds to recognise a picture");
  add(app, "Limits", "max-face-index-mib", config.max_face_index_mib,
      "memory in MiB for searching collections; those not searched for longest are dropped");
  add(app, "Recognition", "keep-faces", config.keep_faces,
      "keep the vectors of faces in uploaded pictures: true or false");
  add(app, "Recognition", "other-scripts", config.other_scripts,
      "read Cyrillic, Arabic and more with Tesseract: true or false");
  add(app, "Recognition", "kept-confidence", config.kept_confidence, "labels less sure are not kept in items");
  add(app, "Recognition", "sweep-age-seconds", config.sweep_age_seconds,
      "age from which files that nothing refers to are removed");
}

Result<void> apply_config_file(CLI::App& app, const fs::path& file) {
  std::error_code error_code;
  if (!fs::exists(file, error_code)) return fail(Errc::not_found, file.string() + " is not there");
  try {
    for (const auto& [key, node] : toml::parse_file(file.string())) {
      CLI::Option* option = app.get_option_no_throw("--" + std::string(key.str()));
      if (option == nullptr)
        return fail(Errc::invalid,
                    fmt::format("{}: there is no setting `{}`; `spotter --help` lists them", file.string(), key.str()));
      const auto value = value_of(node, *option);
      if (!value) return fail(Errc::invalid, fmt::format("{}: `{}` can't have such a value", file.string(), key.str()));
      option->default_val(*value);
    }
    return {};
  } catch (const toml::parse_error& error) {
    return fail(Errc::invalid, fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()));
  } catch (const CLI::Error& error) {
    return fail(Errc::invalid, fmt::format("{}: {}", file.string(), error.what()));
  }
}

Result<void> complete(Config& config) {
  SPOTTER_TRY(positive("max-mib", config.max_mib));
  SPOTTER_TRY(positive("max-files", config.max_files));
  SPOTTER_TRY(positive("max-megapixels", config.max_megapixels));
  SPOTTER_TRY(positive("max-side-px", config.max_side_px));
  SPOTTER_TRY(positive("decode-seconds", config.decode_seconds));
  SPOTTER_TRY(positive("recognise-seconds", config.recognise_seconds));
  SPOTTER_TRY(positive("max-face-index-mib", config.max_face_index_mib));
  SPOTTER_TRY(positive("max-connections", config.max_connections));
  SPOTTER_TRY(check_account(config.account_id));
  SPOTTER_TRY(check_region(config.region));
  SPOTTER_TRY(positive("max-queue", static_cast<double>(config.max_queue)));
  SPOTTER_TRY(positive("threads-per-worker", config.threads_per_worker));
  SPOTTER_TRY(between("kept-confidence", config.kept_confidence, 0, 100));
  SPOTTER_TRY(between("sweep-age-seconds", config.sweep_age_seconds, 0, std::numeric_limits<int>::max()));
  SPOTTER_TRY(one_of("precision", config.precision, {"f32", "bf16"}));
  SPOTTER_TRY(one_of("log-level", config.log_level, {"trace", "debug", "info", "warn", "error", "off"}));
  SPOTTER_TRY(check_bucket(config.bucket));
  if (config.workers < 0) return fail(Errc::invalid, "--workers must be 0 or more");
  constexpr unsigned kMostWorkers = 64;
  if (config.workers == 0)
    config.workers = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, kMostWorkers));
  constexpr int kMostRecognitions = 1'000;  // each holds a thread
  constexpr int kAdmittedPerWorker = 5;
  if (config.max_recognitions == 0) config.max_recognitions = kAdmittedPerWorker * config.workers;
  SPOTTER_TRY(between("max-recognitions", config.max_recognitions, 1, kMostRecognitions));
  if (config.models.empty()) config.models = usual_models();
  if (config.model_cache.empty()) config.model_cache = config.models / "cache";
  if (config.store.empty()) config.store = "file:" + (config.data / "store").string();
  if (config.table.empty()) config.table = "sqlite:" + (config.data / "table.sqlite").string();
  if (config.queue.empty()) config.queue = "sqlite:" + (config.data / "queue.sqlite").string();
  return {};
}

}  // namespace spotter
