#include "base/file.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace spotter {
namespace fs = std::filesystem;

void UniqueFd::reset() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Error errno_error(std::string_view what, const fs::path& path) {
  const int number = errno;
  Errc code = Errc::internal;
  if (number == ENOENT) code = Errc::not_found;
  if (number == EEXIST) code = Errc::conflict;
  if (number == EACCES || number == EPERM) code = Errc::denied;
  if (number == ENOSPC || number == EDQUOT || number == EMFILE || number == ENFILE || number == EIO)
    code = Errc::unavailable;
  return {code, fmt::format("{} {}: {}", what, path.string(), std::strerror(number))};
}

Result<UniqueFd> open_for_reading(const fs::path& path) {
  UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.valid()) return fail(errno_error("can't open", path));
  return fd;
}

Result<UniqueFd> create_file(const fs::path& path) {
  UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd.valid()) return fail(errno_error("can't create", path));
  return fd;
}

Result<void> write_all(int fd, BytesView bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail(errno_error("can't write", path));
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> sync_file(int fd, const fs::path& path) {
  if (::fsync(fd) != 0) return fail(errno_error("can't flush", path));
  return {};
}

Result<void> sync_folder(const fs::path& folder) {
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid()) return fail(errno_error("can't open", folder));
  return sync_file(fd.get(), folder);
}

Result<void> make_folders(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    errno = error.value();
    return fail(errno_error("can't make the folder", folder));
  }
  return {};
}

Result<Bytes> read_file(const fs::path& path) {
  SPOTTER_ASSIGN(const UniqueFd fd, open_for_reading(path));
  struct stat status{};
  if (::fstat(fd.get(), &status) != 0) return fail(errno_error("can't read", path));
  if (S_ISDIR(status.st_mode)) return fail(Errc::invalid, path.string() + " is a folder");
  return read_at(fd.get(), 0, static_cast<std::size_t>(status.st_size), path);
}

Result<Bytes> read_at(int fd, std::uint64_t offset, std::size_t size, const fs::path& path) {
  Bytes content(size);
  std::size_t have = 0;
  while (have < content.size()) {
    const ssize_t got = ::pread(fd, content.data() + have, content.size() - have, static_cast<off_t>(offset + have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(errno_error("can't read", path));
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  content.resize(have);
  return content;
}

Result<void> replace_file(const fs::path& path, BytesView content) {
  const fs::path temporary = path.string() + ".new";
  std::error_code ignored;
  fs::remove(temporary, ignored);
  {
    SPOTTER_ASSIGN(const UniqueFd fd, create_file(temporary));
    SPOTTER_TRY(write_all(fd.get(), content, temporary));
    SPOTTER_TRY(sync_file(fd.get(), temporary));
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) return fail(errno_error("can't replace", path));
  return sync_folder(path.parent_path().empty() ? fs::path(".") : path.parent_path());
}

}  // namespace spotter
