#pragma once
// The files of the web page (web/), built into the program.

#include <span>
#include <string_view>

#include "base/bytes.h"

namespace spotter {

struct PageFile {
  std::string_view path;  ///< below `/app/`, such as `assets/index-B_aHiWge.js`
  BytesView bytes;
  BytesView gzip;  ///< the same, compressed
};

/// All of them; made by cmake/page.cmake from `web/dist/app`.
std::span<const PageFile> page_files();

}  // namespace spotter
