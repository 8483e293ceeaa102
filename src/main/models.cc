// spotter models: packs of models, where each came from, its licence, its hash, its golden self-test.

#include <filesystem>
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "main/commands.h"
#include "main/engine.h"
#include "recognition/runtime/self_test.h"

namespace spotter {
namespace {

namespace fs = std::filesystem;

struct ModelsOptions {
  std::string mirror;
};

int list(const Config& config) {
  const auto models = read_packs(config.models, config.pack);
  if (!models) return report(models.error());
  std::cout << fmt::format("{:<22} {:<17} {:<9} {:<42} {}\n", "MODEL", "SLOT", "PACK", "SOURCE", "LICENCE");
  for (const ModelManifest& model : *models)
    std::cout << fmt::format("{:<22} {:<17} {:<9} {:<42} {}\n", model.name, model.slot, model.pack,
                             model.source.substr(0, 42), model.licence);
  return kDone;
}

/// Compares each installed file with the hash that was recorded when it was installed.
int verify(const Config& config) {
  const auto models = read_packs(config.models, config.pack);
  if (!models) return report(models.error());
  int wrong = 0;
  for (const ModelManifest& model : *models) {
    std::string verdict =
        model.installed.empty() ? "no hash was recorded: not installed by `spotter models pull`" : "intact";
    for (const auto& [file, hash] : model.installed) {
      const auto bytes = read_file(model.file.parent_path() / file);
      if (!bytes)
        verdict = bytes.error().detail;
      else if (sha256_hex(*bytes) != hash)
        verdict =
            fmt::format("{} is not the file that was installed; get it again with `spotter models pull --pack {}`",
                        file, model.pack);
    }
    wrong += verdict == "intact" ? 0 : 1;
    std::cout << fmt::format("{:<22} {}\n", model.name, verdict);
  }
  return wrong == 0 ? kDone : kFailed;
}

int test(const Config& config) {
  const auto manifests = read_packs(config.models, config.pack);
  if (!manifests) return report(manifests.error());
  const RuntimeOptions options = runtime_options(config);
  Runtime runtime(options);
  int failed = 0;
  for (const ModelManifest& manifest : *manifests) {
    const auto model = runtime.load(manifest);
    const auto tested = model ? self_test(**model, options.precision) : fail(model.error());
    failed += tested ? 0 : 1;
    std::cout << (tested ? fmt::format("{:<22} passes: off by {:.2g}, {:.2g} allowed; {}\n", manifest.name,
                                       tested->worst, tested->tolerance,
                                       manifest.golden.outputs.empty() ? "no golden values, outputs are finite"
                                                                       : "reference " + manifest.golden.reference)
                         : fmt::format("{:<22} FAILS: {}\n", manifest.name, tested.error().detail))
              << std::flush;
  }
  return failed == 0 ? kDone : kFailed;
}

/// The tools lie beside the source, or where an installation puts them.
Result<fs::path> pull_tool() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& tools :
       {program / ".." / ".." / "models" / "tools", program / ".." / "share" / "spotter" / "models" / "tools",
        fs::path("models") / "tools"})
    if (fs::exists(tools / "pull.py", error)) return (tools / "pull.py").lexically_normal();
  return fail(Errc::not_found, "the tool that fetches models, models/tools/pull.py, is not beside this program");
}

fs::path python() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  const fs::path own = (program / ".." / ".." / ".deps" / "venv" / "bin" / "python3").lexically_normal();
  return fs::exists(own, error) ? own : fs::path("python3");
}

int pull(const Config& config, const ModelsOptions& options) {
  const auto tool = pull_tool();
  if (!tool) return report(tool.error());
  std::vector<std::string> arguments = {python(), *tool, "--pack", config.pack, "--into", config.models};
  if (!options.mirror.empty()) arguments.insert(arguments.end(), {"--mirror", options.mirror});
  std::vector<char*> raw;
  for (std::string& argument : arguments)
    raw.push_back(argument.data());
  raw.push_back(nullptr);
  ::execvp(raw.front(), raw.data());
  return report(errno_error("can't run", arguments.front()));
}

}  // namespace

Command add_models(CLI::App& program, const Config& config) {
  CLI::App* app = program.add_subcommand("models", "packs of models: list, fetch, verify, test");
  app->require_subcommand(1);
  const auto options = std::make_shared<ModelsOptions>();
  CLI::App* listing = app->add_subcommand("list", "list the models of a pack with slot, source and licence");
  CLI::App* pulling = app->add_subcommand("pull", "fetch and import the models of a pack");
  pulling->add_option("--mirror", options->mirror, "folder that holds files which would come from URLs");
  CLI::App* verifying = app->add_subcommand("verify", "compare the installed files with their recorded hashes");
  CLI::App* testing = app->add_subcommand("test", "run each model's golden self-test");
  for (CLI::App* sub : {listing, pulling, verifying, testing})
    sub->fallthrough();
  return {.app = app, .run = [=, &config] {
            if (listing->parsed()) return list(config);
            if (pulling->parsed()) return pull(config, *options);
            if (verifying->parsed()) return verify(config);
            return test(config);
          }};
}

}  // namespace spotter
