// Packs with mistakes, and packs of the user's own.

#include <map>

#include "packs.h"
#include "recognition/runtime/self_test.h"

namespace spotter::testing {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class OwnPack : public OwnPacks {
 protected:
  /// The gender network as a pack of its own.
  fs::path copy_as_mine() {
    describe(described_in_standard("gender"));
    return copy_gender_network("gender");
  }
  /// The emotion network, whose weights lie in a file of their own: its path.
  fs::path copy_emotion_network() {
    describe(described_in_standard("emotion"));
    fs::copy(installed_models() / "standard" / "emotion", models() / "mine" / "emotion");
    return models() / "mine" / "emotion" / "emotion.bin";
  }
  void expect_error(Errc code, const std::string& model, const std::string& said) {
    const auto loaded = load();
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, code);
    EXPECT_THAT(loaded.error().detail, AllOf(HasSubstr(model), HasSubstr(said)));
  }
};

// --- mistakes -----------------------------------------------------------------------------------

TEST_F(OwnPack, FailsWhenItsGoldenValuesAreOthers) {
  copy_as_mine();
  ASSERT_TRUE(load());
  describe(replaced(described_in_standard("gender"), "[0, 0.9999738]", "[0, 0.9899738]"));
  expect_error(Errc::internal, "model gender", "fails its self-test: output scores[0] is");
}

TEST_F(OwnPack, FailsWhenItsOutputsHaveAnotherShape) {
  copy_as_mine();
  describe(replaced(described_in_standard("gender"), "[model.golden.outputs.scores]\nshape = [1, 2]",
                    "[model.golden.outputs.scores]\nshape = [1, 3]"));
  expect_error(Errc::internal, "model gender", "output scores has the shape [1, 2], not [1, 3]");
}

TEST_F(OwnPack, NamesAModelWhoseFileIsCutOff) {
  const fs::path file = copy_as_mine();
  fs::resize_file(file, fs::file_size(file) / 2);
  expect_error(Errc::invalid, "model gender", "can't be loaded");
}

TEST_F(OwnPack, NamesAModelWhoseFileIsNone) {
  const fs::path file = copy_as_mine();
  std::ofstream(file, std::ios::trunc) << "this is no network";
  expect_error(Errc::invalid, "model gender", "can't be loaded");
}

TEST_F(OwnPack, NamesAModelWhoseFileIsAbsent) {
  fs::remove(copy_as_mine());
  expect_error(Errc::not_found, "model gender",
               "gender.onnx is not there; get it with `spotter models pull --pack mine`");
}

TEST_F(OwnPack, NamesAModelThatIsNotWhatItsManifestSays) {
  copy_as_mine();
  describe(replaced(described_in_standard("gender"), "scores = \"probabilities\"", "scores = \"no_such_tensor\""));
  expect_error(Errc::invalid, "model gender", "can't be loaded");
  describe(replaced(described_in_standard("gender"), "shape = [1, 32, 32, 3]\ntype", "shape = [1, 32, 32, 7]\ntype"));
  expect_error(Errc::invalid, "model gender", "can't be loaded");
}

TEST_F(OwnPack, NamesAModelWhoseWeightsAreCutOff) {
  const fs::path weights = copy_emotion_network();
  ASSERT_TRUE(load());
  fs::resize_file(weights, fs::file_size(weights) / 2);
  expect_error(Errc::invalid, "model emotion", "can't be loaded");
}

TEST_F(OwnPack, NamesAModelWhoseWeightsWereChanged) {
  const fs::path weights = copy_emotion_network();
  std::fstream file(weights, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(fs::file_size(weights) / 2));
  for (int i = 0; i < 4000; ++i)
    file.put(static_cast<char>(0x3F));  // still numbers, but others
  file.close();
  expect_error(Errc::internal, "model emotion", "fails its self-test: output scores");
}

// --- models of one's own ------------------------------------------------------------------------

TEST_F(OwnPack, TakesASlotOverFromTheStandardPack) {
  std::string own = replaced(described_in_standard("gender"), "name = \"gender\"", "name = \"my_network\"");
  own = replaced(own, "slot = \"gender\"\n", "slot = \"gender\"\nreplaces = [\"gender\"]\n");
  describe("pack = \"mine\"\nextends = \"standard\"\n\n" + own);
  copy_gender_network("my_network");
  const auto loaded = load();
  ASSERT_TRUE(loaded) << loaded.error().detail;
  ASSERT_EQ((*loaded)->of_slot("gender").size(), 1U);
  const Model& mine = *(*loaded)->only("gender");
  EXPECT_EQ(mine.manifest().name, "my_network");
  EXPECT_EQ(mine.manifest().pack, "mine");
  EXPECT_EQ(mine.manifest().file, models() / "mine" / "my_network" / "gender.onnx");
  EXPECT_EQ((*loaded)->only("age")->manifest().pack, "standard");
  EXPECT_EQ((*loaded)->all().size(), read_pack(models() / "standard")->size());
}

TEST_F(OwnPack, NeedsNoGoldenValues) {
  std::string own = described_in_standard("gender");
  own.erase(own.find("[model.golden]"));
  describe(own);
  copy_gender_network("gender");
  const auto loaded = load();
  ASSERT_TRUE(loaded) << loaded.error().detail;
  EXPECT_THAT((*loaded)->only("gender")->manifest().golden.outputs, IsEmpty());
}

// --- the cache of compiled networks -------------------------------------------------------------

class ModelCache : public OwnPack {
 protected:
  /// Each compiled network with the time it was written.
  std::map<std::string, fs::file_time_type> compiled() const {
    std::map<std::string, fs::file_time_type> files;
    for (const auto& entry : fs::directory_iterator(cache()))
      files.emplace(entry.path().filename(), entry.last_write_time());
    return files;
  }
  void load_and_test() {
    const auto loaded = Models::load(models(), "mine", {.cache = cache()});
    ASSERT_TRUE(loaded) << loaded.error().detail;
    EXPECT_TRUE(self_test(*(*loaded)->only("gender"), Precision::f32));
  }
};

TEST_F(ModelCache, IsFilledByTheFirstLoadAndUsedByTheSecond) {
  copy_as_mine();
  load_and_test();
  const auto first = compiled();
  ASSERT_EQ(first.size(), 1U);
  load_and_test();
  EXPECT_EQ(compiled(), first);
}

TEST_F(ModelCache, IsMadeAnewWhereItIsDamaged) {
  copy_as_mine();
  load_and_test();
  const fs::path blob = cache() / compiled().begin()->first;
  fs::permissions(blob, fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(blob, std::ios::trunc) << "damaged";
  load_and_test();
  EXPECT_GT(fs::file_size(blob), 100'000U);
  const auto mended = compiled();
  load_and_test();
  EXPECT_EQ(compiled(), mended);
}

}  // namespace
}  // namespace spotter::testing
