#pragma once
// Errors as AWS's JSON services send them, whoever in the server refused: SDKs read nothing else.

#include <string>
#include <string_view>

#include "aws/error.h"
#include "http/message.h"

namespace spotter {

/// Whether a request speaks the AWS JSON protocol: by its X-Amz-Target.
bool speaks_aws_json(const Request& request);

/// An answer of the JSON protocol with its request id.
Response aws_response(int status, std::string body, const std::string& request_id);
Response aws_response(const aws::Error& error, const std::string& request_id);

/// A problem of the HTTP layer (not found, too large, overload …) in AWS's words; other answers are left alone.
Response as_aws_error(Response response, const std::string& request_id);

}  // namespace spotter
