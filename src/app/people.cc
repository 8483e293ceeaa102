#include "app/people.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/derived_keys.h"
#include "base/hash.h"
#include "base/log.h"

namespace spotter {
namespace {

/// Rekognition's ids are short and alphanumeric.
std::string new_person_id(Ids& ids) {
  constexpr std::size_t kBytes = 5;
  return ids.random_hex(kBytes);
}

Result<void> check_name(const std::string& name) {
  constexpr std::size_t kLongest = 200;
  if (name.empty()) return fail(Errc::invalid, "a person needs a name");
  if (name.size() > kLongest)
    return fail(Errc::invalid, fmt::format("the name has {} bytes; at most {} are kept", name.size(), kLongest));
  return {};
}

void set_facts(Person& person, const PersonFacts& facts) {
  if (facts.name) person.name = *facts.name;
  if (facts.urls) person.urls = *facts.urls;
  if (facts.known_gender) person.known_gender = facts.known_gender;
  for (std::string& url : person.urls)
    for (const std::string_view scheme : {"https://", "http://"})
      if (url.starts_with(scheme)) url.erase(0, scheme.size());  // as Rekognition gives them
}

Result<void> add_photographs(const Ports& ports, const FaceReader& reader, Person& person,
                             const std::vector<NewPhotograph>& photographs, Deadline deadline) {
  for (const NewPhotograph& photograph : photographs) {
    const std::string id = sha256_hex(photograph.bytes);
    if (std::ranges::find(person.photographs, id, &Photograph::id) != person.photographs.end()) continue;
    if (person.photographs.size() >= kMostPhotographs)
      return fail(Errc::too_large, fmt::format("a person has at most {} photographs", kMostPhotographs));
    auto vector = photograph.vector ? Result<FaceVector>(*photograph.vector) : reader.read(photograph, deadline);
    if (!vector) return fail(vector.error());
    SPOTTER_TRY(ports.derived.put_bytes(photograph_key(person.id, id), photograph.bytes,
                                        {.content_type = "application/octet-stream"}, deadline));
    person.photographs.push_back(
        {.id = id, .models = reader.models(), .vector = std::move(*vector), .added_at = ports.clock.now()});
  }
  return {};
}

}  // namespace

Result<FaceVector> FaceReader::read(const NewPhotograph& photograph, Deadline deadline) const {
  constexpr float kClearlyLarger = 2;
  const auto named = [&](Error error) { return fail(within(photograph.file_name, std::move(error))); };
  const auto picture = decoder_.decode(photograph.bytes, {}, deadline);
  if (!picture) return named(picture.error());
  Findings findings;
  if (auto found = faces_.recognise(*picture, findings, deadline); !found) return named(found.error());
  if (findings.face_vectors.empty())
    return named({Errc::invalid, "no face was found; use a photograph that shows the face larger or sharper"});
  // Faces come largest first.
  if (findings.face_details.size() > 1 &&
      findings.face_details[0].bounding_box.area() < kClearlyLarger * findings.face_details[1].bounding_box.area())
    return named(
        {Errc::invalid, fmt::format("{} faces are about equally large; crop the photograph to the person meant",
                                    findings.face_details.size())});
  return findings.face_vectors.front();
}

Result<Person> add_person(const Ports& ports, const FaceReader& reader, const PersonFacts& facts,
                          const std::vector<NewPhotograph>& photographs, Deadline deadline) {
  Person person{.id = new_person_id(ports.ids), .name = "", .urls = {}, .known_gender = {}, .photographs = {}};
  set_facts(person, facts);
  SPOTTER_TRY(check_name(person.name));
  if (photographs.empty()) return fail(Errc::invalid, "a person needs at least one photograph");
  SPOTTER_TRY(add_photographs(ports, reader, person, photographs, deadline));
  SPOTTER_TRY(ports.gallery.put(person, deadline));
  return person;
}

Result<Person> change_person(const Ports& ports, const FaceReader& reader, const std::string& id,
                             const PersonFacts& facts, const std::vector<NewPhotograph>& photographs,
                             Deadline deadline) {
  SPOTTER_ASSIGN(Person person, ports.gallery.get(id, deadline));
  set_facts(person, facts);
  SPOTTER_TRY(check_name(person.name));
  SPOTTER_TRY(add_photographs(ports, reader, person, photographs, deadline));
  SPOTTER_TRY(ports.gallery.put(person, deadline));
  return person;
}

Result<void> remove_person(const Ports& ports, const std::string& id, Deadline deadline) {
  SPOTTER_ASSIGN(const Person person, ports.gallery.get(id, deadline));
  SPOTTER_TRY(ports.gallery.remove(id, deadline));
  for (const Photograph& photograph : person.photographs)
    SPOTTER_TRY(ports.derived.remove(photograph_key(id, photograph.id), std::nullopt, deadline));
  return {};
}

Result<Person> remove_photograph(const Ports& ports, const std::string& id, const std::string& photograph,
                                 Deadline deadline) {
  SPOTTER_ASSIGN(Person person, ports.gallery.get(id, deadline));
  if (std::erase_if(person.photographs, [&](const Photograph& one) { return one.id == photograph; }) == 0)
    return fail(Errc::not_found, "the person has no photograph " + photograph);
  if (person.photographs.empty())
    return fail(Errc::invalid, "this is the person's only photograph; add another first, or remove the person");
  SPOTTER_TRY(ports.gallery.put(person, deadline));
  SPOTTER_TRY(ports.derived.remove(photograph_key(id, photograph), std::nullopt, deadline));
  return person;
}

Result<Bytes> photograph_bytes(const Ports& ports, const std::string& id, const std::string& photograph,
                               Deadline deadline) {
  SPOTTER_ASSIGN(const auto reader, ports.derived.get(photograph_key(id, photograph), deadline));
  return reader->read_all();
}

Result<int> refresh_gallery(const Ports& ports, const FaceReader& reader, Deadline deadline) {
  SPOTTER_ASSIGN(GallerySnapshot snapshot, ports.gallery.snapshot(deadline));
  int refreshed = 0;
  for (Person& person : snapshot.people) {
    int of_person = 0;
    for (Photograph& photograph : person.photographs) {
      if (photograph.models == reader.models()) continue;
      auto bytes = photograph_bytes(ports, person.id, photograph.id, deadline);
      auto vector =
          bytes ? reader.read({.file_name = photograph.id, .bytes = std::move(*bytes)}, deadline) : fail(bytes.error());
      if (!vector) {
        log::warn("a photograph of {} can't be learnt anew: {}", person.name, vector.error().detail);
        continue;
      }
      photograph.vector = std::move(*vector);
      photograph.models = reader.models();
      ++of_person;
    }
    if (of_person > 0) SPOTTER_TRY(ports.gallery.put(person, deadline));
    refreshed += of_person;
  }
  return refreshed;
}

}  // namespace spotter
