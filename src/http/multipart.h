#pragma once
// multipart/form-data (RFC 7578) read as it arrives: bytes in, events out, everything bounded.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace spotter {

struct PartHeader {
  std::string name;
  std::string file_name;  ///< empty for a plain field
  std::string content_type;
  bool is_file = false;
};

/// Told of the parts as they come. An error ends the reading.
class PartListener {
 public:
  virtual ~PartListener() = default;
  virtual Result<void> part_begins(const PartHeader& header) = 0;
  virtual Result<void> part_data(BytesView data) = 0;
  virtual Result<void> part_ends() = 0;
};

class MultipartReader {
 public:
  /// `boundary` as given in the content type.
  MultipartReader(std::string_view boundary, PartListener& listener);

  Result<void> feed(BytesView bytes);
  /// Call at the end of the body. invalid where it was cut off.
  Result<void> finish();

 private:
  enum class State { preamble, after_boundary, headers, data, epilogue };

  Result<bool> step();
  Result<bool> read_headers();
  Result<bool> read_data();

  std::string delimiter_;  ///< "\r\n--boundary"
  PartListener& listener_;
  State state_ = State::preamble;
  std::string buffer_;
};

/// The boundary of a `multipart/form-data` content type. invalid where there is none.
Result<std::string> boundary_of(std::string_view content_type);

}  // namespace spotter
