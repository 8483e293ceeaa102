#pragma once
// The celebrity gallery: people whom faces are matched against.

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/person.h"

namespace spotter {

class Gallery {
 public:
  virtual ~Gallery() = default;
  /// All people; the version changes with every write.
  virtual Result<GallerySnapshot> snapshot(Deadline deadline) = 0;
  /// The present version alone, cheap to ask for often.
  virtual Result<std::string> version(Deadline deadline) = 0;
  /// Errors: not_found.
  virtual Result<Person> get(const std::string& id, Deadline deadline) = 0;
  /// Adds or replaces.
  virtual Result<void> put(const Person& person, Deadline deadline) = 0;
  /// Errors: not_found.
  virtual Result<void> remove(const std::string& id, Deadline deadline) = 0;
};

}  // namespace spotter
