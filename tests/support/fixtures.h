#pragma once
// What several test programs use: a clock that stands, repeatable ids, temporary folders, made pictures.

#include <filesystem>
#include <string>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/ids.h"
#include "domain/picture.h"

namespace spotter::testing {

inline Deadline soon() {
  return Deadline::after(std::chrono::seconds(20));
}

/// 2026-11-24T01:46:00Z
Timestamp noon();

/// A folder that is removed with all it holds.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A picture of this size: a smooth gradient, different for each seed.
Picture made_picture(int width, int height, int seed = 0);

/// The same as a file.
Bytes made_jpeg(int width, int height, int seed = 0);
Bytes made_png(int width, int height, int seed = 0);

/// `../shared/testset` beside the checkout; empty where it isn't.
std::filesystem::path testset();

}  // namespace spotter::testing
