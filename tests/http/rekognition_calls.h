#pragma once
// Calls of Rekognition's operations without HTTP: a service in memory whose engine finds the faces that a test tells.

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "http/rekognition/operations.h"
#include "http/service.h"

namespace spotter::testing {

/// A face whose similarity to another one is 100 times the cosine of the angle between them.
inline FaceVector at_degrees(float degrees) {
  const float angle = degrees / 180 * std::numbers::pi_v<float>;
  return {.parts = {{std::cos(angle), std::sin(angle)}}};
}

/// Bytes of a picture that Rekognition takes, others for each seed.
inline rekognition::Image image_of(int seed = 0) {
  return {.bytes = rekognition::Blob{made_jpeg(160, 120, seed)}, .s3_object = {}};
}

class RekognitionCalls {
 public:
  rekognition::Call call() { return {service.api, principal, soon()}; }

  /// A good face of this size, in the picture that is looked at next.
  void show(float size, float degrees, float brightness = 80) {
    FaceDetail face;
    face.bounding_box = {.width = size, .height = size, .left = 0.1F, .top = 0.1F};
    face.landmarks.resize(5);
    face.pose = Pose{.roll = 1, .yaw = 2, .pitch = 3};
    face.quality = ImageQuality{.brightness = brightness, .sharpness = 90, .contrast = {}};
    face.confidence = 99;
    service.engine.now.finds.face_details.push_back(std::move(face));
    service.engine.now.finds.face_vectors.push_back(at_degrees(degrees));
  }
  void show_nothing() { service.engine.now.finds = {}; }

  void create(const std::string& collection) {
    EXPECT_TRUE(rekognition::create_collection(call(), {.collection_id = collection, .tags = {}}));
  }
  /// Puts a face into the collection without a picture.
  std::string put(const std::string& collection, int number, float degrees, const std::string& models = "embedding") {
    const CollectionFace face{.face_id = id_of(number),
                              .image_id = id_of(1000 + number),
                              .external_image_id = "n" + std::to_string(number),
                              .bounding_box = {.width = 0.5F, .height = 0.5F},
                              .confidence = 99,
                              .user_id = {},
                              .models = models,
                              .vector = at_degrees(degrees)};
    EXPECT_TRUE(service.world.collections.put_faces(collection, {face}, 1'000'000, soon()));
    return face.face_id;
  }
  void add_user(const std::string& collection, const std::string& user, const std::vector<std::string>& faces = {}) {
    EXPECT_TRUE(rekognition::create_user(call(), {.collection_id = collection, .user_id = user}));
    if (faces.empty()) return;
    const auto changed = service.world.collections.associate(collection, user, faces, 100, soon());
    EXPECT_TRUE(changed);
  }

  static std::string id_of(int number) {
    std::string digits = std::to_string(number);
    return "00000000-0000-5000-8000-" + std::string(12 - digits.size(), '0') + digits;
  }

  Service service;
  Principal principal;
};

/// The code of an outcome that should be an error.
template <class T>
std::string code_of(const aws::Outcome<T>& outcome) {
  return outcome ? "no error" : outcome.error().code;
}
template <class T>
std::string message_of(const aws::Outcome<T>& outcome) {
  return outcome ? "no error" : outcome.error().message;
}

}  // namespace spotter::testing
