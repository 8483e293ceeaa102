#include "http/aws_error.h"

#include <boost/json/object.hpp>

#include "domain/json.h"

namespace spotter {
namespace {

/// The name under which SDKs know a refusal; those of 503 and ThrottlingException are tried again.
std::string_view code_of(int status) {
  switch (status) {
    case 401:
      return "UnrecognizedClientException";
    case 403:
      return "AccessDeniedException";
    case 404:
    case 405:
      return "UnknownOperationException";
    case 408:
      return "RequestTimeoutException";
    case 413:
    case 431:
      return "RequestEntityTooLargeException";
    case 429:
    case 503:
      return "ThrottlingException";
    default:
      return status >= 500 ? "InternalServerError" : "SerializationException";
  }
}

std::string detail_of(const std::string& body) {
  const auto json = parse_json(body);
  const auto* object = json ? json->if_object() : nullptr;
  const auto* detail = object == nullptr ? nullptr : object->if_contains("detail");
  return detail != nullptr && detail->is_string() ? std::string(detail->get_string()) : body;
}

}  // namespace

bool speaks_aws_json(const Request& request) {
  return !request.header("X-Amz-Target").empty();
}

Response aws_response(int status, std::string body, const std::string& request_id) {
  return {.status = status,
          .headers = {{"Content-Type", "application/x-amz-json-1.1"}, {"x-amzn-RequestId", request_id}},
          .body = std::move(body)};
}

Response aws_response(const aws::Error& error, const std::string& request_id) {
  return aws_response(error.status, aws::body_of(error, request_id), request_id);
}

Response as_aws_error(Response response, const std::string& request_id) {
  if (response.headers["Content-Type"] != "application/problem+json") return response;
  Response out = aws_response({.code = std::string(code_of(response.status)),
                               .message = detail_of(response.body),
                               .status = response.status,
                               .of_framework = true},
                              request_id);
  for (const char* kept : {"Allow", "Retry-After"})
    if (const auto found = response.headers.find(kept); found != response.headers.end())
      out.headers[kept] = found->second;
  return out;
}

}  // namespace spotter
