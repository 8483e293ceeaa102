#include "aws/error.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace spotter::aws {

std::string body_of(const Error& error, const std::string& request_id) {
  boost::json::object body{{"__type", error.code}};
  if (!error.of_framework) {
    body["Code"] = error.code;
    body["Logref"] = request_id;
    body["Message"] = error.message;
  }
  body["message"] = error.message;
  return boost::json::serialize(body);
}

}  // namespace spotter::aws
