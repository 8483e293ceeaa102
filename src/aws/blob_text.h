#pragma once
// Base64 text that comes in pieces, decoded as it comes.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace spotter::aws {

/// The standard alphabet, padded, nothing else: no white space, no data URL.
class BlobText {
 public:
  /// More than `most` bytes are counted, but none of them kept; `expected` are made room for.
  BlobText(std::size_t most, std::size_t expected);

  /// False where the text is no base64; then it is over.
  bool add(std::string_view piece);
  /// Whether the text may end here.
  bool is_whole() const { return in_quad_ == 0; }

  std::size_t size() const { return size_; }
  /// What was decoded; empty where it was more than is kept.
  Bytes take();

 private:
  void keep(BytesView bytes);

  std::size_t most_;
  Bytes bytes_;
  std::size_t size_ = 0;
  std::uint32_t quad_ = 0;  ///< the values of the characters so far, six bits each
  int in_quad_ = 0;         ///< how many they are
  int padding_ = 0;
  bool ended_ = false;
};

}  // namespace spotter::aws
