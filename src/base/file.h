#pragma once
// Files, made durable: what is written here is on disk when the call returns.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/result.h"

namespace spotter {

/// Owns a file descriptor and closes it.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  ~UniqueFd() { reset(); }
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    if (this != &other) {
      reset();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  void reset();

 private:
  int fd_ = -1;
};

/// Errors name the path and the system's reason: not_found, denied, unavailable (disk full, …), internal.
Error errno_error(std::string_view what, const std::filesystem::path& path);

Result<UniqueFd> open_for_reading(const std::filesystem::path& path);
/// A new file that nobody else can read (0600); conflict where it exists.
Result<UniqueFd> create_file(const std::filesystem::path& path);
Result<void> write_all(int fd, BytesView bytes, const std::filesystem::path& path);
/// Flushes a file's content to disk.
Result<void> sync_file(int fd, const std::filesystem::path& path);
/// Flushes a folder's entries to disk, so that a rename in it lasts.
Result<void> sync_folder(const std::filesystem::path& folder);
Result<void> make_folders(const std::filesystem::path& folder);

Result<Bytes> read_file(const std::filesystem::path& path);
/// Reads up to `size` bytes of an open file from `offset`; fewer only at its end.
Result<Bytes> read_at(int fd, std::uint64_t offset, std::size_t size, const std::filesystem::path& path);
/// Writes beside `path` and renames over it: readers see the old content or the new.
Result<void> replace_file(const std::filesystem::path& path, BytesView content);

}  // namespace spotter
