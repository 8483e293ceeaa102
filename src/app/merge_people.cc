#include "app/merge_people.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/derived_keys.h"
#include "app/people.h"

namespace spotter {
namespace {

struct From {
  std::string person_id;
  std::string photograph_id;
};

/// Takes over what `person` lacks; says which bytes have to follow.
std::vector<From> take_over(Person& person, const Person& other) {
  std::vector<From> moved;
  for (const Photograph& photograph : other.photographs) {
    if (std::ranges::find(person.photographs, photograph.id, &Photograph::id) != person.photographs.end()) continue;
    person.photographs.push_back(photograph);
    moved.push_back({.person_id = other.id, .photograph_id = photograph.id});
  }
  for (const std::string& url : other.urls)
    if (std::ranges::find(person.urls, url) == person.urls.end()) person.urls.push_back(url);
  if (!person.known_gender) person.known_gender = other.known_gender;
  return moved;
}

}  // namespace

Result<Person> merge_people(const Ports& ports, const std::string& id, const std::vector<std::string>& others,
                            Deadline deadline) {
  SPOTTER_ASSIGN(Person person, ports.gallery.get(id, deadline));
  std::vector<From> moved;
  for (const std::string& other_id : others) {
    if (other_id == id) return fail(Errc::invalid, "a person can't be merged with itself");
    SPOTTER_ASSIGN(const Person other, ports.gallery.get(other_id, deadline));
    std::ranges::copy(take_over(person, other), std::back_inserter(moved));
  }
  if (person.photographs.size() > kMostPhotographs)
    return fail(Errc::too_large,
                fmt::format("together they have {} photographs; a person has at most {}: remove some first",
                            person.photographs.size(), kMostPhotographs));
  for (const From& from : moved) {
    SPOTTER_ASSIGN(const Bytes bytes, photograph_bytes(ports, from.person_id, from.photograph_id, deadline));
    SPOTTER_TRY(ports.derived.put_bytes(photograph_key(id, from.photograph_id), bytes,
                                        {.content_type = "application/octet-stream"}, deadline));
  }
  SPOTTER_TRY(ports.gallery.put(person, deadline));
  for (const std::string& other_id : others)
    if (auto removed = remove_person(ports, other_id, deadline); !removed && removed.error().code != Errc::not_found)
      return fail(removed.error());
  return person;
}

}  // namespace spotter
