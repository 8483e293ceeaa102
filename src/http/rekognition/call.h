#pragma once
// What an operation of Rekognition runs with.

#include <string>

#include "app/principal.h"
#include "aws/error.h"
#include "aws/rekognition/image.h"
#include "http/api.h"

namespace spotter::rekognition {

using aws::Outcome;

struct Call {
  const Api& api;
  const Principal& principal;
  Deadline deadline;
};

/// The bytes of a request's picture; an S3Object needs the caller's own s3:GetObject. Errors: InvalidParameterException
/// (neither or both), InvalidS3ObjectException, ImageTooLargeException, AccessDeniedException.
Outcome<Bytes> image_bytes(const Call& call, Image image);

/// What is in the picture: image_bytes, then recognition of what is asked, with Rekognition's limits and errors
/// (ThrottlingException where all places are taken).
/// Errors besides those of image_bytes: InvalidImageFormatException; ImageTooLargeException; InvalidParameterException
/// (under 80 px a side); InternalServerError.
Outcome<Findings> look_at(const Call& call, Image image, const Asked& asked);
/// The same of bytes that image_bytes gave.
Outcome<Findings> look_at(const Call& call, BytesView bytes, const Asked& asked);

/// The error of a port or use case in Rekognition's words. What is unavailable (overload, an outage, models that are
/// still loading) is a ThrottlingException with status 400: every SDK backs off and comes back by itself.
aws::Error error_of(const Error& error);

/// The caller may do `action` on `resource`. Errors: AccessDeniedException with AWS's text.
Outcome<> allow(const Call& call, const std::string& action, const std::string& resource);

/// `arn:aws:rekognition:REGION:ACCOUNT:collection/ID`
std::string collection_arn(const Call& call, const std::string& collection_id);

}  // namespace spotter::rekognition
