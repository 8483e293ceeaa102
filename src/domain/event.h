#pragma once
// "Look at this key": what an object store says when an object changed, and what a person says when
// a picture is to be recognised again. An event carries no truth of its own: whoever handles it
// reads the object and the item as they are then.

#include <cstdint>
#include <string>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/clock.h"

namespace spotter {

BOOST_DEFINE_ENUM_CLASS(EventKind, created, removed, again)

struct Event {
  EventKind kind = EventKind::created;
  std::string bucket;
  std::string key;
  std::string e_tag;
  std::string sequencer;  ///< order of changes of one key within one source
  std::string run;        ///< UUIDv7 of a recognise-again or retry; empty for a store's event
  Timestamp time;
};
BOOST_DESCRIBE_STRUCT(Event, (), (kind, bucket, key, e_tag, sequencer, run, time))

}  // namespace spotter
