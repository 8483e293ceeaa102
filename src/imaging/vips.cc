#include "imaging/vips.h"

#include <algorithm>
#include <mutex>
#include <string>

namespace spotter {

void start_vips() {
  static std::once_flag once;
  std::call_once(once, [] {
    VIPS_INIT("spotter");
    vips_block_untrusted_set(TRUE);
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    // Its warnings about odd files are the uploader's business, told in the answer, not the log's.
    g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, [](const char*, GLogLevelFlags, const char*, void*) {}, nullptr);
  });
}

Error vips_failure(Errc code, std::string_view what) {
  constexpr std::size_t kLongest = 200;
  std::string message = vips_error_buffer();
  vips_error_clear();
  std::ranges::replace(message, '\n', ' ');
  message.resize(std::min(message.size(), kLongest));
  while (message.ends_with(' '))
    message.pop_back();
  return {code, message.empty() ? std::string(what) : std::string(what) + " (" + message + ")"};
}

}  // namespace spotter
