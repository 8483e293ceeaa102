#include "main/commands.h"

#include <iostream>

namespace spotter {

int report(const Error& error) {
  std::cerr << "spotter: " << error.detail << '\n';
  return kFailed;
}

}  // namespace spotter
