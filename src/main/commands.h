#pragma once
// The subcommands, one file each. Each adds itself to the program and runs when it was chosen.

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "main/config.h"

namespace spotter {

// Exit codes
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUse = 2;

/// A subcommand that was added: what to run if it is the chosen one.
struct Command {
  CLI::App* app = nullptr;
  std::function<int()> run;
};

Command add_serve(CLI::App& program, const Config& config);
Command add_detect(CLI::App& program, const Config& config);
Command add_people(CLI::App& program, const Config& config);
Command add_models(CLI::App& program, const Config& config);
Command add_inbox(CLI::App& program, const Config& config);
Command add_doctor(CLI::App& program, const Config& config);
Command add_keys(CLI::App& program, const Config& config);
Command add_erase(CLI::App& program, const Config& config);

/// Prints what went wrong; returns kFailed.
int report(const Error& error);

}  // namespace spotter
