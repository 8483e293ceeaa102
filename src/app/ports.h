#pragma once
// Everything a use case may touch, as one bundle of references. `wiring.cc` owns what they refer to.

#include "base/clock.h"
#include "base/ids.h"
#include "base/seal.h"
#include "ports/change_log.h"
#include "ports/collections.h"
#include "ports/event_queue.h"
#include "ports/face_index.h"
#include "ports/gallery.h"
#include "ports/image_table.h"
#include "ports/key_store.h"
#include "ports/object_store.h"
#include "ports/review_store.h"
#include "ports/state_store.h"

namespace spotter {

class ChangeFeed;

struct Ports {
  ObjectStore& store;    ///< the pictures
  ObjectStore& derived;  ///< thumbnails, overflow, photographs of people: a bucket that makes no events
  ImageTable& table;
  EventQueue& queue;
  FaceIndex& faces;
  Gallery& gallery;
  StateStore& state;
  ReviewStore& reviews;
  Collections& collections;
  KeyStore& keys;
  const Seal& seal;  ///< what secrets of keys are encrypted by
  ChangeFeed& changes;
  const Clock& clock;
  Ids& ids;
};

}  // namespace spotter
