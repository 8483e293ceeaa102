#pragma once
// Pictures of faces that look like each other as far as a test says.

#include <cmath>
#include <string>

#include "app/derived_keys.h"
#include "app/world.h"
#include "domain/similarity.h"

namespace spotter::testing {

inline const FaceMatching kMatching{.scale = {.parts = {{.mean = 0, .deviation = 1}}, .curve = {{0, 0}, {1, 100}}},
                                    .models = "embedding",
                                    .least_similarity = 80};

/// A face whose direction is this angle: alike where the cosine of the difference is at least 0.8.
inline FaceVector facing(float degrees) {
  const float radians = degrees * 3.14159265F / 180;
  return {.parts = {{std::cos(radians), std::sin(radians)}}};
}

struct Crowd : World {
  /// An image with one face.
  std::string show(const std::string& name, float degrees) {
    text.finds = [degrees](Findings& findings) {
      findings.face_details.push_back({.bounding_box = {.width = 0.5F, .height = 0.5F}, .confidence = 90});
      findings.face_vectors.push_back(facing(degrees));
    };
    clock.advance(std::chrono::seconds(1));
    std::string id = uploaded("image " + name);
    settle();
    return id;
  }
  Person know(const std::string& id, float degrees, const std::string& photograph = "p") {
    Person person{.id = id, .name = "Person " + id};
    person.photographs.push_back({.id = photograph, .models = "embedding", .vector = facing(degrees)});
    EXPECT_TRUE(gallery->put(person, soon()));
    EXPECT_TRUE(derived.put_bytes(photograph_key(id, photograph), as_bytes(photograph), {}, soon()));
    return person;
  }
};

}  // namespace spotter::testing
