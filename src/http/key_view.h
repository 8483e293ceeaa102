#pragma once
// Access keys as REST and the command line show them, without their secrets.

#include <boost/json/object.hpp>

#include "app/access_keys.h"

namespace spotter {

boost::json::object key_view(const AccessKey& key);

}  // namespace spotter
