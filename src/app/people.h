#pragma once
// The celebrity gallery as its owner sees it: people with one or more photographs each.

#include <optional>
#include <string>
#include <vector>

#include "app/ports.h"
#include "ports/recogniser.h"

namespace spotter {

inline constexpr std::size_t kMostPhotographs = 100;  ///< of one person

/// A photograph on its way into the gallery.
struct NewPhotograph {
  std::string file_name;  ///< for messages
  Bytes bytes;
  std::optional<FaceVector> vector;  ///< where it is known already, by the reader's models
};

/// What is said of a person; an empty optional leaves what stands.
struct PersonFacts {
  std::optional<std::string> name;
  std::optional<std::vector<std::string>> urls;
  std::optional<KnownGenderType> known_gender;
};

/// Finds the one face to learn in a photograph.
class FaceReader {
 public:
  FaceReader(const ImageDecoder& decoder, const Recogniser& faces, std::string models)
      : decoder_(decoder), faces_(faces), models_(std::move(models)) {}

  /// The vector of the only face, or of one that is clearly the largest. Errors: invalid (no face, several
  /// alike, no image), each saying what to do.
  Result<FaceVector> read(const NewPhotograph& photograph, Deadline deadline) const;
  const std::string& models() const { return models_; }

 private:
  const ImageDecoder& decoder_;
  const Recogniser& faces_;
  std::string models_;
};

/// Adds a person. Errors: invalid (no name, no photograph, or those of FaceReader).
Result<Person> add_person(const Ports& ports, const FaceReader& reader, const PersonFacts& facts,
                          const std::vector<NewPhotograph>& photographs, Deadline deadline);

/// Changes what is said of a person and adds photographs. Errors: not_found; those of add_person.
Result<Person> change_person(const Ports& ports, const FaceReader& reader, const std::string& id,
                             const PersonFacts& facts, const std::vector<NewPhotograph>& photographs,
                             Deadline deadline);

/// Removes a person and all photographs. Errors: not_found.
Result<void> remove_person(const Ports& ports, const std::string& id, Deadline deadline);

/// Takes one photograph away. Errors: not_found; invalid (it is the last one).
Result<Person> remove_photograph(const Ports& ports, const std::string& id, const std::string& photograph,
                                 Deadline deadline);

/// The bytes of a photograph. Errors: not_found.
Result<Bytes> photograph_bytes(const Ports& ports, const std::string& id, const std::string& photograph,
                               Deadline deadline);

/// Makes the vectors of photographs anew that other embedding models made. Returns how many.
Result<int> refresh_gallery(const Ports& ports, const FaceReader& reader, Deadline deadline);

}  // namespace spotter
