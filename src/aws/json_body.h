#pragma once
// A JSON request as it arrives, piece by piece: the text of members named `Bytes` is decoded from base64 on the way
// and never kept, so a picture is in memory once.

#include <memory>
#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "aws/error.h"
#include "base/bytes.h"

namespace spotter::aws {

struct JsonBody {
  boost::json::value json;  ///< in place of a blob's text stands its number in `blobs`
  std::vector<Bytes> blobs;
};

class JsonBodyReader {
 public:
  /// `most_blob_bytes`: blobs are counted, but not kept beyond it (their true size reaches the constraint).
  explicit JsonBodyReader(std::size_t most_blob_bytes);
  ~JsonBodyReader();
  JsonBodyReader(JsonBodyReader&&) noexcept;
  JsonBodyReader& operator=(JsonBodyReader&&) noexcept;

  /// Errors: SerializationException (no JSON, too deep, a `Bytes` that is no base64 text).
  Outcome<> feed(BytesView piece);
  /// No body is `{}`. Errors: SerializationException.
  Outcome<JsonBody> finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace spotter::aws
