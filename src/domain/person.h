#pragma once
// A person of the celebrity gallery, which the user owns.

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/clock.h"
#include "domain/findings.h"

namespace spotter {

/// One photograph of a person: the bytes lie in the derived bucket under `people/ID/PHOTOGRAPH`.
struct Photograph {
  std::string id;      ///< sha256 of its bytes
  std::string models;  ///< which embedding models made `vector`; others make it anew
  FaceVector vector;
  Timestamp added_at;
};
BOOST_DESCRIBE_STRUCT(Photograph, (), (id, models, added_at))

struct Person {
  std::string id;  ///< short, alphanumeric: Rekognition's celebrity Id
  std::string name;
  std::vector<std::string> urls;  ///< without scheme, as AWS gives them
  std::optional<KnownGenderType> known_gender;
  std::vector<Photograph> photographs;
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, urls, known_gender, photographs))

/// All people at one moment. `version` changes with every change of the gallery.
struct GallerySnapshot {
  std::string version;
  std::vector<Person> people;
};

}  // namespace spotter
