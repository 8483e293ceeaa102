// The networks of the installed packs, as they are.

#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "adapters/gallery/sqlite.h"
#include "base/file.h"
#include "imaging/decoder.h"
#include "packs.h"
#include "recognition/all.h"
#include "recognition/labels/taxonomy.h"
#include "recognition/runtime/self_test.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Loaded once for all tests of the program.
class StandardPack : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!is_installed("standard")) return;
    auto loaded = Models::load(installed_models(), "standard", {},
                               [](const ModelManifest& manifest) { ready_.insert(manifest.name); });
    ASSERT_TRUE(loaded) << loaded.error().detail;
    models_ = std::move(*loaded);
  }
  static void TearDownTestSuite() { models_.reset(); }
  void SetUp() override {
    if (!is_installed("standard")) GTEST_SKIP() << "the model pack standard" << kHowToInstall;
    ASSERT_NE(models_, nullptr);
  }

  static inline std::unique_ptr<Models> models_;
  static inline std::set<std::string> ready_;
};

void expect_golden(const Model& model) {
  const ModelManifest& manifest = model.manifest();
  SCOPED_TRACE(manifest.name);
  EXPECT_FALSE(manifest.golden.outputs.empty());
  for (const auto& [name, golden] : manifest.golden.outputs) {
    EXPECT_TRUE(manifest.outputs.contains(name)) << name;
    EXPECT_FALSE(golden.values.empty()) << name;
  }
  const auto tested = self_test(model, Precision::f32);
  ASSERT_TRUE(tested) << tested.error().detail;
  EXPECT_GT(tested->tolerance, 0);
  EXPECT_LT(tested->tolerance, 0.05);
  EXPECT_LE(tested->worst, tested->tolerance);
}

TEST_F(StandardPack, GivesItsGoldenValuesInEachModel) {
  ASSERT_GE(models_->all().size(), 15U);
  EXPECT_EQ(ready_.size(), models_->all().size());
  for (const auto& model : models_->all()) {
    EXPECT_TRUE(ready_.contains(model->manifest().name));
    expect_golden(*model);
  }
}

TEST_F(StandardPack, FillsEachSlotThatTheRecognisersNeed) {
  for (const char* slot : {"objects", "classes", "text_detection", "text_recognition", "text_angle", "face_detection",
                           "face_embedding", "face_mesh", "iris", "age", "gender", "emotion"})
    EXPECT_NE(models_->only(slot), nullptr) << slot;
  EXPECT_THAT(models_->of_slot("safety"), SizeIs(3));
  EXPECT_EQ(models_->only("no_such_slot"), nullptr);
  EXPECT_THAT(models_->of_slot("no_such_slot"), IsEmpty());
}

TEST_F(StandardPack, KnowsTheHashOfEachModel) {
  const auto hashes = models_->hashes();
  EXPECT_EQ(hashes.size(), models_->all().size());
  for (const auto& [model, hash] : hashes)
    EXPECT_THAT(hash, ::testing::MatchesRegex("[0-9a-f]{64}")) << model;
}

TEST_F(StandardPack, HasAClassForEachOutputOfTheClassifiers) {
  const Model& classes = *models_->only("classes");
  ModelCall call = classes.begin();
  const auto side = static_cast<int>(classes.manifest().input.shape[1]);
  std::memset(call.pixels(side, side), 90, static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3);
  ASSERT_TRUE(call.run());
  EXPECT_EQ(call.output("scores").size(), Taxonomy::builtin().classes_of("imagenet"));
  EXPECT_EQ(models_->only("objects")->manifest().golden.outputs.at("heat").shape.back(),
            static_cast<std::int64_t>(Taxonomy::builtin().classes_of("coco")));
}

TEST_F(StandardPack, AnswersTwoThreadsAsItAnswersOne) {
  const Model& model = *models_->only("gender");
  const auto side = static_cast<int>(model.manifest().input.shape[1]);
  const auto scores_of = [&](int grey) {
    ModelCall call = model.begin();
    std::memset(call.pixels(side, side), grey, static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3);
    EXPECT_TRUE(call.run());
    return call.output("scores")[0];
  };
  const std::vector<float> alone = {scores_of(20), scores_of(220)};
  EXPECT_NE(alone[0], alone[1]);
  std::vector<std::vector<float>> together(2);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < 2; ++i)
      threads.emplace_back([&, i] {
        for (int round = 0; round < 50; ++round)
          together[i].push_back(scores_of(i == 0 ? 20 : 220));
      });
  }
  for (std::size_t i = 0; i < 2; ++i)
    for (const float score : together[i])
      EXPECT_EQ(score, alone[i]);
}

TEST_F(StandardPack, LendsEachCallBuffersOfItsOwn) {
  const Model& model = *models_->only("gender");
  const auto side = static_cast<int>(model.manifest().input.shape[1]);
  ModelCall first = model.begin();
  ModelCall second = model.begin();
  EXPECT_NE(first.pixels(side, side), second.pixels(side, side));
}

TEST_F(StandardPack, FindsNothingInAnEmptyPicture) {
  SeededIds ids;
  const auto gallery = *SqliteGallery::open(*SqliteDatabase::open(":memory:"), ids);
  const auto recognisers = make_recognisers(*models_, *gallery, {});
  ASSERT_TRUE(recognisers) << recognisers.error().detail;
  std::vector<std::string> names;
  Findings findings;
  const Picture picture = made_picture(320, 240);
  for (const auto& recogniser : *recognisers) {
    names.emplace_back(recogniser->name());
    const auto done = recogniser->recognise(picture, findings, soon());
    EXPECT_TRUE(done) << recogniser->name() << ": " << done.error().detail;
  }
  EXPECT_THAT(names, ElementsAre("text", "faces", "celebrities", "labels", "moderation"));
  EXPECT_THAT(findings.text_detections, IsEmpty());
  EXPECT_THAT(findings.face_details, IsEmpty());
  EXPECT_THAT(findings.celebrity_faces, IsEmpty());
  EXPECT_TRUE(findings.image_properties);
}

TEST_F(StandardPack, StopsAtTheDeadline) {
  SeededIds ids;
  const auto gallery = *SqliteGallery::open(*SqliteDatabase::open(":memory:"), ids);
  const auto recognisers = make_recognisers(*models_, *gallery, {});
  ASSERT_TRUE(recognisers) << recognisers.error().detail;
  for (const auto& recogniser : *recognisers) {
    if (recogniser->name() != "labels" && recogniser->name() != "moderation") continue;
    Findings findings;
    const auto done =
        recogniser->recognise(made_picture(64, 64), findings, Deadline::after(std::chrono::milliseconds(0)));
    ASSERT_FALSE(done) << recogniser->name();
    EXPECT_EQ(done.error().code, Errc::timeout);
  }
}

/// The pose of the one face in a photograph.
Pose pose_in(const std::filesystem::path& file, const Recogniser& faces) {
  const auto bytes = read_file(file);
  EXPECT_TRUE(bytes) << file;
  if (!bytes) return {};
  const auto picture = VipsDecoder().decode(*bytes, {}, soon());
  EXPECT_TRUE(picture) << file;
  if (!picture) return {};
  Findings findings;
  EXPECT_TRUE(faces.recognise(*picture, findings, soon())) << file;
  EXPECT_THAT(findings.face_details, SizeIs(1)) << file;
  return findings.face_details.empty() ? Pose{} : findings.face_details[0].pose.value_or(Pose{});
}

TEST_F(StandardPack, TellsPosesWithTheSignsThatPhotographsAreNamedBy) {
  const auto folder = testset() / "faces" / "images";
  if (testset().empty() || !std::filesystem::exists(folder)) GTEST_SKIP() << "../shared/testset/faces is not there";
  const auto faces = make_faces(*models_, {.vectors = false});
  ASSERT_TRUE(faces) << faces.error().detail;
  EXPECT_GT(pose_in(folder / "insight_pose_rise_face.jpeg", **faces).pitch, 10);
  EXPECT_LT(pose_in(folder / "insight_pose_lower_face.jpeg", **faces).pitch, -10);
  EXPECT_LT(pose_in(folder / "insight_pose_left_face.jpeg", **faces).yaw, -20);
  EXPECT_LT(pose_in(folder / "insight_pose_left_wryneck.png", **faces).roll, -20);
}

/// A photograph of the test set, decoded; nothing where it is not there.
std::optional<Picture> photograph(const std::string& name) {
  const auto bytes = read_file(testset() / name);
  if (!bytes) return std::nullopt;
  auto picture = VipsDecoder().decode(*bytes, {}, soon());
  EXPECT_TRUE(picture) << name;
  return picture ? std::optional(std::move(*picture)) : std::nullopt;
}

Findings seen(const Recogniser& recogniser, const Picture& picture, Findings before = {}) {
  const auto done = recogniser.recognise(picture, before, soon());
  EXPECT_TRUE(done) << done.error().detail;
  return before;
}

TEST_F(StandardPack, TellsLessOfFacesButNothingElse) {
  const auto picture = photograph("faces/images/insight_pose_rise_face.jpeg");
  if (!picture) GTEST_SKIP() << "../shared/testset/faces is not there";
  const auto cheaper = make_cheaper_recognisers(*models_, {});
  ASSERT_TRUE(cheaper) << cheaper.error().detail;
  const auto told = [&](const auto& kinds, FaceDepth depth) {
    const Findings found = seen(*kinds.at(static_cast<std::size_t>(depth)), *picture);
    EXPECT_THAT(found.face_details, SizeIs(1));
    EXPECT_THAT(found.face_vectors, SizeIs(&kinds == &cheaper->faces ? 0 : 1));
    return found.face_details.at(0);
  };
  const FaceDetail all = told(cheaper->faces, FaceDepth::all);
  for (const auto* kinds : {&cheaper->faces, &cheaper->faces_with_vectors}) {
    const FaceDetail box = told(*kinds, FaceDepth::box);
    EXPECT_EQ(box.bounding_box, all.bounding_box);
    EXPECT_EQ(box.confidence, all.confidence);
    EXPECT_FALSE(box.pose || box.quality || box.smile || box.age_range);

    const FaceDetail pose = told(*kinds, FaceDepth::pose);
    EXPECT_EQ(pose.pose.value().pitch, all.pose.value().pitch);
    EXPECT_EQ(pose.quality.value().sharpness, all.quality.value().sharpness);
    EXPECT_FALSE(pose.smile || pose.emotions || pose.age_range);
    EXPECT_THAT(pose.landmarks, SizeIs(5));

    const FaceDetail expression = told(*kinds, FaceDepth::expression);
    EXPECT_EQ(expression.smile.value().confidence, all.smile.value().confidence);
    EXPECT_EQ(expression.emotions.value().front().confidence, all.emotions.value().front().confidence);
    EXPECT_FALSE(expression.age_range || expression.gender || expression.eye_direction);
  }
  EXPECT_TRUE(all.age_range && all.gender && all.eye_direction);
}

TEST_F(StandardPack, GivesTheSameLabelsAndPropertiesApartAsTogether) {
  const auto picture = photograph("faces/images/insight_pose_rise_face.jpeg");
  if (!picture) GTEST_SKIP() << "../shared/testset/faces is not there";
  const auto cheaper = make_cheaper_recognisers(*models_, {});
  ASSERT_TRUE(cheaper) << cheaper.error().detail;
  const auto names = [](const Findings& findings) {
    std::vector<std::pair<std::string, float>> out;
    for (const Label& label : findings.labels)
      out.emplace_back(label.name, label.confidence);
    return out;
  };
  const Findings labels = seen(*cheaper->labels, *picture);
  const Findings properties = seen(*cheaper->properties, *picture);
  const Findings both = seen(*cheaper->labels_and_properties, *picture);
  EXPECT_EQ(names(labels), names(both));
  EXPECT_FALSE(labels.image_properties);
  EXPECT_THAT(properties.labels, IsEmpty());
  ASSERT_TRUE(properties.image_properties && both.image_properties);
  EXPECT_EQ(properties.image_properties->quality.sharpness, both.image_properties->quality.sharpness);
  ASSERT_TRUE(properties.image_properties->foreground && both.image_properties->foreground);
  EXPECT_EQ(properties.image_properties->foreground->quality.brightness,
            both.image_properties->foreground->quality.brightness);
  for (const Label& label : labels.labels)
    for (const Instance& instance : label.instances)
      EXPECT_FALSE(instance.dominant_colors);
  for (const Label& label : both.labels)
    for (const Instance& instance : label.instances)
      EXPECT_TRUE(instance.dominant_colors);
}

TEST(PlusPack, GivesItsGoldenValuesInEachModel) {
  if (!is_installed("plus")) GTEST_SKIP() << "the model pack plus" << kHowToInstall;
  const auto manifests = read_pack(installed_models() / "plus");
  ASSERT_TRUE(manifests) << manifests.error().detail;
  ASSERT_GE(manifests->size(), 7U);
  Runtime runtime({});
  for (const ModelManifest& manifest : *manifests) {
    const auto model = runtime.load(manifest);
    ASSERT_TRUE(model) << model.error().detail;
    expect_golden(**model);
  }
}

}  // namespace
}  // namespace spotter::testing
