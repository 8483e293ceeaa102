#pragma once
// What a user can set, in one place: flags, a TOML file (--config) and SPOTTER_* variables say the same
// things under the same names. A flag beats a variable, a variable beats the file.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/result.h"

namespace spotter {

struct Config {
  std::string log_level = "info";

  // Models
  std::filesystem::path models;  ///< empty: where they usually are
  std::string pack = "standard";
  std::filesystem::path model_cache;  ///< empty: `cache` beside the packs
  std::string precision = "f32";
  int workers = 0;  ///< 0: one for each CPU
  int threads_per_worker = 1;

  // Places
  std::filesystem::path data = "spotter-data";
  std::string bucket = "uploads";
  std::string store;  ///< empty: file:DATA/store
  std::string table;  ///< empty: sqlite:DATA/table.sqlite
  std::string queue;  ///< empty: sqlite:DATA/queue.sqlite

  // Server
  std::string listen = "127.0.0.1:8080";
  std::vector<std::string> origins;
  bool secure_cookies = false;  ///< sessions of pages for https alone
  int max_connections = 512;
  std::int64_t max_queue = 100'000;
  int max_recognitions = 0;  ///< of callers who wait, running or waiting for a place; 0: five for each worker

  // AWS
  std::string region = "us-east-1";
  std::string account_id = "000000000000";
  bool strict_aws = false;  ///< Rekognition's calls take JPEG and PNG alone

  // Limits
  double max_mib = 15;
  double max_face_index_mib = 4096;  ///< memory for searching collections
  int max_files = 64;
  double max_megapixels = 100;
  int max_side_px = 10'000;
  int decode_seconds = 30;
  int recognise_seconds = 30;

  // Recognition
  bool keep_faces = true;
  bool other_scripts = true;
  double kept_confidence = 20;  ///< labels less sure are not kept in items
  int sweep_age_seconds = 3600;
};

/// Adds all options to the program; `config` is filled in when it parses.
void add_options(CLI::App& app, Config& config);

/// Makes the file's values the defaults of the options of the same names. Errors: not_found; invalid, naming the key.
Result<void> apply_config_file(CLI::App& app, const std::filesystem::path& file);

/// Fills in what depends on other values and checks the rest. Errors: invalid, saying which option and what it may be.
Result<void> complete(Config& config);

}  // namespace spotter
