#pragma once
// The log: one line an event on standard error, `key=value` where a machine may want to read it.
// No secret, no signature and no picture's content is ever logged.

#include <string_view>

#include <spdlog/spdlog.h>

namespace spotter {

/// Sets the level (trace, debug, info, warn, error, off) and the format. Called once, from main.
void start_log(std::string_view level);

namespace log {
using spdlog::debug;
using spdlog::error;
using spdlog::info;
using spdlog::warn;
}  // namespace log

}  // namespace spotter
