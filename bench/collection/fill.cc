// spotter_fill [options of spotter] [--faces 1000000] [--queries 300]
//
// Makes the collection `bench` in the data folder's table: made-up vectors, as far apart as those of the pack's models
// are. One to nine faces of each person; strangers' cosines are spread as the pack's calibration says, those of one
// person lie about .65. Says in one line of JSON how long it took, and for some faces which other one is nearest,
// found by comparing the stored vectors one by one.

#include <algorithm>
#include <cmath>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "adapters/schemes.h"
#include "base/log.h"
#include "domain/json.h"
#include "main/engine.h"

namespace spotter::bench {
namespace {

namespace json = boost::json;

constexpr const char* kCollection = "bench";
constexpr const char* kSpace = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
constexpr std::size_t kAtOnce = 1000;
constexpr int kMostOfOne = 9;

using Vector = std::vector<float>;

float dot(const Vector& a, const Vector& b) {
  // Several sums, which the compiler may do at once.
  constexpr std::size_t kSums = 16;
  float sums[kSums] = {};
  for (std::size_t i = 0; i < a.size(); i += kSums)
    for (std::size_t k = 0; k < kSums; ++k)
      sums[k] += a[i + k] * b[i + k];
  float sum = 0;
  for (const float one : sums)
    sum += one;
  return sum;
}

Vector unit(Vector vector) {
  const float length = std::sqrt(dot(vector, vector));
  for (float& value : vector)
    value /= length;
  return vector;
}

/// People and their faces by one embedding model.
class People {
 public:
  People(std::size_t dimensions, float deviation) : weights_(dimensions) {
    // Values of falling weight: the steeper, the more alike strangers are.
    float slope = 0;
    do {
      for (std::size_t i = 0; i < dimensions; ++i)
        weights_[i] = std::pow(static_cast<float>(i + 1), -slope);
      slope += 0.01F;
    } while (spread() < deviation && slope < 1);
  }

  Vector somebody(std::mt19937& random) const {
    Vector vector(weights_.size());
    for (std::size_t i = 0; i < vector.size(); ++i)
      vector[i] = normal_(random) * weights_[i];
    return unit(std::move(vector));
  }
  /// A face of who looks like `person` on average: cosines with it of .71 to .89.
  Vector face_of(const Vector& person, std::mt19937& random) const {
    std::uniform_real_distribution<float> apart(0.5F, 1);
    const float distance = apart(random);
    Vector face = somebody(random);
    for (std::size_t i = 0; i < face.size(); ++i)
      face[i] = person[i] + distance * face[i];
    return unit(std::move(face));
  }

 private:
  /// Deviation of two strangers' cosine.
  float spread() const {
    float squares = 0;
    float fourths = 0;
    for (const float weight : weights_) {
      squares += weight * weight;
      fourths += weight * weight * weight * weight;
    }
    return std::sqrt(fourths) / squares;
  }

  mutable std::normal_distribution<float> normal_;
  Vector weights_;
};

std::vector<CollectionFace> made_faces(std::size_t count, const FaceMatching& matching, std::mt19937& random) {
  constexpr std::size_t kDimensions[] = {128, 256};  // of SFace and of face-reidentification-retail-0095
  std::vector<People> models;
  for (std::size_t part = 0; part < matching.scale.parts.size(); ++part)
    models.emplace_back(kDimensions[std::min<std::size_t>(part, 1)], matching.scale.parts[part].deviation);
  std::uniform_int_distribution<int> how_many(1, kMostOfOne);
  std::vector<CollectionFace> faces;
  faces.reserve(count);
  while (faces.size() < count) {
    std::vector<Vector> person;
    for (const People& model : models)
      person.push_back(model.somebody(random));
    for (int left = how_many(random); left > 0 && faces.size() < count; --left) {
      CollectionFace face{.face_id = uuid5(kSpace, std::to_string(faces.size())),
                          .image_id = uuid5(kSpace, "image " + std::to_string(faces.size())),
                          .bounding_box = {.width = 0.2F, .height = 0.3F, .left = 0.4F, .top = 0.3F},
                          .confidence = 99,
                          .models = matching.models};
      for (std::size_t part = 0; part < models.size(); ++part)
        face.vector.parts.push_back(models[part].face_of(person[part], random));
      faces.push_back(std::move(face));
    }
  }
  return faces;
}

/// What similarity() puts through its curve.
float z_score(const FaceVector& a, const FaceVector& b, const SimilarityScale& scale) {
  float sum = 0;
  for (std::size_t part = 0; part < scale.parts.size(); ++part)
    sum += (dot(a.parts[part], b.parts[part]) - scale.parts[part].mean) / scale.parts[part].deviation;
  return sum / static_cast<float>(scale.parts.size());
}

json::array nearest_ones(const std::vector<CollectionFace>& faces, int queries, const SimilarityScale& scale,
                         std::mt19937& random) {
  std::uniform_int_distribution<std::size_t> any(0, faces.size() - 1);
  json::array found;
  for (int query = 0; query < queries; ++query) {
    const CollectionFace& face = faces[any(random)];
    const CollectionFace* best = nullptr;
    float most = 0;
    for (const CollectionFace& other : faces) {
      if (&other == &face) continue;
      const float alike = z_score(face.vector, other.vector, scale);
      if (best != nullptr && alike <= most) continue;
      best = &other;
      most = alike;
    }
    found.push_back(json::object{{"face", face.face_id},
                                 {"nearest", best->face_id},
                                 {"similarity", similarity(face.vector, best->vector, scale)}});
  }
  return found;
}

Result<json::object> fill(const Config& config, std::size_t count, int queries) {
  const SystemClock clock;
  SystemIds ids(clock);
  SPOTTER_ASSIGN(const OpenedTables tables, open_tables(config.table, clock, ids));
  Engine engine(config, *tables.gallery);
  SPOTTER_TRY(engine.load());
  const FaceMatching& matching = *engine.face_matching();

  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same faces each time
  const std::vector<CollectionFace> faces = made_faces(count, matching, random);
  const Stopwatch watch;
  SPOTTER_TRY(tables.collections->create({.id = kCollection, .created_at = clock.now()}, Deadline::never()));
  for (std::size_t first = 0; first < faces.size(); first += kAtOnce) {
    const auto last = std::min(faces.size(), first + kAtOnce);
    SPOTTER_TRY(tables.collections->put_faces(
        kCollection,
        {faces.begin() + static_cast<std::ptrdiff_t>(first), faces.begin() + static_cast<std::ptrdiff_t>(last)},
        static_cast<std::int64_t>(count), Deadline::never()));
  }
  const double seconds = watch.elapsed_ms() / 1000;
  return json::object{
      {"faces", count}, {"seconds", seconds}, {"queries", nearest_ones(faces, queries, matching.scale, random)}};
}

int main_of(int argc, char** argv) {
  Config config;
  CLI::App program("a collection of made-up faces", "spotter_fill");
  add_options(program, config);
  std::size_t count = 1'000'000;
  int queries = 300;
  program.add_option("--faces", count, "how many")->check(CLI::PositiveNumber);
  program.add_option("--queries", queries, "faces whose nearest one is told")->check(CLI::NonNegativeNumber);
  CLI11_PARSE(program, argc, argv);
  start_log("warn");
  const auto completed = complete(config);
  const auto filled = completed ? fill(config, count, queries) : std::unexpected(completed.error());
  if (!filled) {
    std::cerr << "spotter_fill: " << filled.error().detail << '\n';
    return 1;
  }
  std::cout << to_text(*filled) << std::endl;
  return 0;
}

}  // namespace
}  // namespace spotter::bench

int main(int argc, char** argv) {
  try {
    return spotter::bench::main_of(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "spotter_fill: " << error.what() << '\n';
    return 1;
  }
}
