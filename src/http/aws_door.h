#pragma once
// The AWS front door: `POST /` with X-Amz-Target, as official SDKs send it. Signature, JSON, constraints, policy and
// then the operation, in this order. A body is hashed and its pictures decoded from base64 as it arrives.

#include <string>
#include <string_view>
#include <vector>

#include "aws/json_body.h"
#include "http/rekognition/call.h"

namespace spotter::rekognition {

/// One operation: its name and what runs it on a body that was read.
struct Operation {
  std::string_view name;
  bool looks_at_pictures = false;  ///< needs a place among the recognitions
  Outcome<std::string> (*run)(const Call& call, std::string_view name, aws::JsonBody body) = nullptr;
};

/// All that are offered, by name.
const std::vector<Operation>& operations();

}  // namespace spotter::rekognition
