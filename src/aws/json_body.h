#pragma once
// A JSON request as it arrives, piece by piece: a picture's base64 text is decoded on the way and never kept, so a
// picture is in memory once.

#include <cstddef>
#include <memory>
#include <vector>

#include <boost/json/value.hpp>

#include "aws/error.h"
#include "base/bytes.h"

namespace spotter::aws {

/// What `Bytes` of an image held: `Bytes` in a member whose name ends in `Image`.
struct BodyBlob {
  Bytes bytes;           ///< empty where there were more than are kept
  std::size_t size = 0;  ///< the true one
};

struct JsonBody {
  boost::json::value json;  ///< in place of a blob's text stands its number in `blobs`
  std::vector<BodyBlob> blobs;
};

/// Beyond these a request is a SerializationException.
inline constexpr std::size_t kMostJsonDepth = 32;
inline constexpr std::size_t kMostJsonText = std::size_t{1} << 20;  ///< without the text of blobs

class JsonBodyReader {
 public:
  /// `most_blob_bytes`: a blob beyond it is counted, but not kept (its true size reaches the constraint).
  /// `expected_body_bytes`: the stated length, so that blobs need not grow; 0 where unknown.
  explicit JsonBodyReader(std::size_t most_blob_bytes, std::size_t expected_body_bytes = 0);
  ~JsonBodyReader();
  JsonBodyReader(JsonBodyReader&&) noexcept;
  JsonBodyReader& operator=(JsonBodyReader&&) noexcept;

  /// Errors: SerializationException (no JSON, too deep, too long, a blob that is no padded base64 text). An error
  /// stays.
  Outcome<> feed(BytesView piece);
  /// No body is `{}`; of names that come twice the last counts. Errors: SerializationException. To be called once.
  Outcome<JsonBody> finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace spotter::aws
