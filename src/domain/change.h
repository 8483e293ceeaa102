#pragma once
// One line of the change log: an image's status or stage changed. Listeners resume by `sequence`.

#include <cstdint>
#include <string>

#include <boost/describe/class.hpp>

#include "base/clock.h"

namespace spotter {

struct Change {
  std::int64_t sequence = 0;
  std::string image_id;
  std::string status;
  std::string stage;  ///< the stage that just began or ended; empty where only the status changed
  std::string outcome;
  Timestamp at;
};
BOOST_DESCRIBE_STRUCT(Change, (), (sequence, image_id, status, stage, outcome, at))

}  // namespace spotter
