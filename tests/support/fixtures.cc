#include "support/fixtures.h"

#include <cstdlib>

#include "imaging/encode.h"

namespace spotter::testing {
namespace fs = std::filesystem;

Timestamp noon() {
  return *from_iso8601("2026-11-24T01:46:00Z");
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "spotter-test-XXXXXX").string();
  path_ = ::mkdtemp(name.data());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Picture made_picture(int width, int height, int seed) {
  const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3;
  std::shared_ptr<std::uint8_t[]> rgb(new std::uint8_t[size]);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      std::uint8_t* pixel =
          rgb.get() + 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
      pixel[0] = static_cast<std::uint8_t>(255 * x / width);
      pixel[1] = static_cast<std::uint8_t>(255 * y / height);
      pixel[2] = static_cast<std::uint8_t>(37 * seed);
    }
  }
  return {.width = width, .height = height, .full_width = width, .full_height = height, .rgb = rgb};
}

Bytes made_jpeg(int width, int height, int seed) {
  return *encode_picture(made_picture(width, height, seed), Encoding::jpeg);
}
Bytes made_png(int width, int height, int seed) {
  return *encode_picture(made_picture(width, height, seed), Encoding::png);
}

fs::path testset() {
  const fs::path folder = fs::path(SPOTTER_SOURCE_DIR) / ".." / "shared" / "testset";
  return fs::exists(folder) ? fs::canonical(folder) : fs::path();
}

}  // namespace spotter::testing
