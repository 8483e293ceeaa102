#pragma once
// Secrets that must be read again, encrypted: AES-256-GCM under a key in a file of its own, outside the database, so
// that whoever has the database alone has no secret. And the comparison of secrets.

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace spotter {

/// Safe to use from several threads.
class Seal {
 public:
  /// The key lies in `file` (0600, 64 hex digits): made when something is sealed first, read when it is needed.
  explicit Seal(std::filesystem::path file) : file_(std::move(file)) {}
  /// A key of 32 bytes that lies nowhere.
  explicit Seal(Bytes key) : key_(std::move(key)) {}

  /// `owner` names whose the secret is: for another one it can't be opened. The result is base64.
  /// Errors: denied (others may read the file), corrupt (it holds no key), those of writing it.
  Result<std::string> close(std::string_view secret, std::string_view owner) const;
  /// Errors: as close; not_found (the file is not there), corrupt (sealed under another key, or for another owner).
  Result<std::string> open(std::string_view sealed, std::string_view owner) const;

 private:
  Result<Bytes> key(bool make) const;

  std::filesystem::path file_;
  mutable std::mutex mutex_;
  mutable Bytes key_;  ///< empty: not read yet
};

/// Takes as long wherever two texts of one length differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace spotter
