#include <cstdlib>
#include <iostream>

#include <fmt/format.h>

#include "base/log.h"
#include "main/commands.h"
#include "main/memory.h"

namespace spotter {

namespace {

/// The value of --config or SPOTTER_CONFIG, looked for before anything else is parsed.
std::string config_file(int argc, char** argv) {
  const std::string flag = "--config";
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == flag && i + 1 < argc) return argv[i + 1];
    if (argument.starts_with(flag + "=")) return argument.substr(flag.size() + 1);
  }
  const char* variable = std::getenv("SPOTTER_CONFIG");
  return variable == nullptr ? "" : variable;
}

int run(int argc, char** argv) {
  Config config;
  CLI::App program(
      "spotter: your own image recognition. A picture goes in; labels, text, faces, celebrities and moderation labels "
      "come out and are kept.",
      "spotter");
  program.require_subcommand(1);
  program.fallthrough();
  program.set_help_all_flag("--help-all", "help of all commands");
  program.set_version_flag("--version", "spotter " SPOTTER_VERSION);
  std::string unused;
  program.add_option("--config", unused, "TOML file with settings under the flags' names")
      ->envname("SPOTTER_CONFIG")
      ->group("General");
  add_options(program, config);
  const std::vector<Command> commands = {add_serve(program, config),  add_detect(program, config),
                                         add_people(program, config), add_models(program, config),
                                         add_inbox(program, config),  add_keys(program, config),
                                         add_erase(program, config),  add_doctor(program, config)};
  if (const std::string file = config_file(argc, argv); !file.empty()) {
    if (auto applied = apply_config_file(program, file); !applied) {
      report(applied.error());
      return kWrongUse;
    }
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? kDone : kWrongUse;
  }
  if (auto completed = complete(config); !completed) {
    report(completed.error());
    return kWrongUse;
  }
  start_log(config.log_level);
  for (const Command& command : commands)
    if (command.app->parsed()) return command.run();
  return kWrongUse;
}

}  // namespace
}  // namespace spotter

int main(int argc, char** argv) {
  spotter::give_back_freed_memory();
  try {
    return spotter::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "spotter: " << error.what() << '\n';
    return spotter::kFailed;
  }
}
