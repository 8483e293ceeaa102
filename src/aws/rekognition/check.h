#pragma once
// Whether a request's JSON is as the API's model has it, and the words in which AWS says that it is not.

#include "aws/error.h"
#include "aws/json_body.h"
#include "aws/rekognition/shape.h"

namespace spotter::rekognition {

/// Types first (SerializationException, the first wrong one), then constraints (ValidationException, all of them, in
/// the order of the members). Both are of the framework.
aws::Outcome<> check(const Shape& shape, const aws::JsonBody& body);

}  // namespace spotter::rekognition
