#include "http/rekognition/call.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/log.h"

namespace spotter::rekognition {
namespace {

constexpr std::int64_t kMostObjectBytes = 15LL * 1024 * 1024;
constexpr int kLeastSidePx = 80;

// AWS's texts, which clients compare.
constexpr const char* kBadParameters = "Request has invalid parameters";
constexpr const char* kBadFormat = "Request has invalid image format";
constexpr const char* kBadObject = "Request has invalid S3 object.";
constexpr const char* kNoObject =
    "Unable to get object metadata from S3. Check object key, region and/or access permissions.";

std::unexpected<aws::Error> refuse(std::string code, std::string message) {
  return std::unexpected(aws::Error{.code = std::move(code), .message = std::move(message)});
}

std::unexpected<aws::Error> no_object() {
  return refuse("InvalidS3ObjectException", kNoObject);
}

/// Whether the image of a key was erased: its object may still be on its way out.
Outcome<bool> is_erased(const Call& call, const std::string& key) {
  const auto item = call.api.ports.table.get(key, call.deadline);
  if (item) return item->status == Status::erased;
  if (item.error().code == Errc::not_found) return false;
  return std::unexpected(error_of(item.error()));
}

Outcome<Bytes> read_object(const Call& call, const S3Object& object) {
  if (!object.bucket || !object.name) return refuse("InvalidS3ObjectException", kBadObject);
  ObjectStore& store = call.api.ports.store;
  // Who may not read an object hears the same as if it were not there. There is one version of each.
  const std::string arn = fmt::format("arn:aws:s3:::{}/{}", *object.bucket, *object.name);
  if (*object.bucket != store.bucket() || object.version || !call.principal.may("s3:GetObject", arn))
    return no_object();
  SPOTTER_ASSIGN(const bool erased, is_erased(call, *object.name));
  if (erased) return no_object();
  const auto reader = store.get(*object.name, call.deadline);
  if (!reader && reader.error().code == Errc::not_found) return no_object();
  if (!reader) return std::unexpected(error_of(reader.error()));
  if ((*reader)->info().bytes > kMostObjectBytes) return refuse("ImageTooLargeException", "Image size is too large");
  auto bytes = (*reader)->read_all();
  if (!bytes) return std::unexpected(error_of(bytes.error()));
  return std::move(*bytes);
}

/// AWS looks at the format first, then at the dimensions.
Outcome<> check_header(const Call& call, BytesView bytes, const DecodeLimits& limits) {
  const DecodeLimits any_size{.max_pixels = std::numeric_limits<std::int64_t>::max(),
                              .max_side_px = std::numeric_limits<int>::max(),
                              .jpeg_and_png_only = limits.jpeg_and_png_only};
  const auto info = call.api.decoder.probe(bytes, any_size);
  if (!info) return refuse("InvalidImageFormatException", kBadFormat);
  const std::string size = fmt::format("{} x {}", info->width, info->height);
  if (std::max(info->width, info->height) > limits.max_side_px)
    return refuse(
        "ImageTooLargeException",
        fmt::format("Input image dimensions {} exceed maximum dimension size of {} pixels", size, limits.max_side_px));
  if (std::int64_t{info->width} * info->height > limits.max_pixels)
    return refuse("ImageTooLargeException", fmt::format("Image dimensions: {} pixels exceed the maximum limit.", size));
  if (std::min(info->width, info->height) < limits.min_side_px)
    return refuse("InvalidParameterException", kBadParameters);
  return {};
}

/// What the decoder and the recognisers say of a picture.
aws::Error error_of_picture(const Error& error) {
  switch (error.code) {
    case Errc::invalid:
    case Errc::corrupt:
      return {.code = "InvalidImageFormatException", .message = kBadFormat};
    case Errc::too_large:
      return {.code = "ImageTooLargeException", .message = "Image size is too large"};
    default:
      return error_of(error);
  }
}

}  // namespace

Outcome<Bytes> image_bytes(const Call& call, Image image) {
  if (image.bytes.has_value() == image.s3_object.has_value())
    return refuse("InvalidParameterException", kBadParameters);
  if (image.bytes) return std::move(image.bytes->bytes);
  return read_object(call, *image.s3_object);
}

Outcome<Findings> look_at(const Call& call, Image image, const Asked& asked) {
  SPOTTER_ASSIGN(const Bytes bytes, image_bytes(call, std::move(image)));
  return look_at(call, BytesView(bytes), asked);
}

Outcome<Findings> look_at(const Call& call, BytesView bytes, const Asked& asked) {
  DecodeLimits limits = call.api.options.decode;
  limits.min_side_px = kLeastSidePx;
  limits.jpeg_and_png_only = call.api.options.strict_aws;
  SPOTTER_TRY(check_header(call, bytes, limits));
  const RecogniseNow* now = call.api.engine.recognise_now();
  if (now == nullptr) return std::unexpected(error_of(Error{Errc::unavailable, call.api.engine.readiness().reason}));
  auto found = now->recognise(bytes, limits, asked, call.deadline);
  if (!found) return std::unexpected(error_of_picture(found.error()));
  return std::move(*found);
}

aws::Error error_of(const Error& error) {
  switch (error.code) {
    case Errc::unavailable:
      return {.code = "ThrottlingException", .message = "Slow down; sudden increase in rate of requests."};
    case Errc::not_found:
      return {.code = "ResourceNotFoundException", .message = error.detail};
    case Errc::invalid:
    case Errc::corrupt:
      return {.code = "InvalidParameterException", .message = kBadParameters};
    case Errc::conflict:
      return {.code = "ConflictException", .message = error.detail};
    case Errc::too_large:
      return {.code = "ServiceQuotaExceededException", .message = error.detail};
    case Errc::denied:
      return {.code = "AccessDeniedException", .message = error.detail};
    case Errc::timeout:
    case Errc::internal:
      break;
  }
  log::error("an AWS call failed: {}: {}", name_of(error.code), error.detail);
  constexpr int kServerFault = 500;
  return {.code = "InternalServerError", .message = "Internal server error", .status = kServerFault};
}

Outcome<> allow(const Call& call, const std::string& action, const std::string& resource) {
  if (call.principal.may(action, resource)) return {};
  return refuse("AccessDeniedException", fmt::format("User: {} is not authorized to perform: {} on resource: {}",
                                                     call.principal.arn, action, resource));
}

std::string collection_arn(const Call& call, const std::string& collection_id) {
  return fmt::format("arn:aws:rekognition:{}:{}:collection/{}", call.api.options.region, call.api.options.account_id,
                     collection_id);
}

}  // namespace spotter::rekognition
