#pragma once
// The picture of a request: bytes in it, or an object of the store.

#include <optional>
#include <string>

#include <boost/describe/class.hpp>

#include "base/bytes.h"

namespace spotter::rekognition {

/// Base64 text on the wire; decoded while the body is read (aws/json_body.h).
struct Blob {
  Bytes bytes;
};

struct S3Object {
  std::optional<std::string> bucket;
  std::optional<std::string> name;
  std::optional<std::string> version;
};
BOOST_DESCRIBE_STRUCT(S3Object, (), (bucket, name, version))

struct Image {
  std::optional<Blob> bytes;
  std::optional<S3Object> s3_object;
};
BOOST_DESCRIBE_STRUCT(Image, (), (bytes, s3_object))

}  // namespace spotter::rekognition
