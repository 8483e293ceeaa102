#pragma once
// Findings as a person reads them in a terminal.

#include <string>

#include "app/recognise_picture.h"

namespace spotter {

std::string findings_table(const std::string& file, int width, int height, const Recognition& recognition);

}  // namespace spotter
