#include "recognition/runtime/manifest.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A folder of packs.
class Packs : public ::testing::Test {
 protected:
  void write(const std::string& pack, const std::string& name, const std::string& text) {
    std::filesystem::create_directories(folder_.path() / pack);
    std::ofstream(folder_.path() / pack / name) << text;
  }
  Result<std::vector<ModelManifest>> read(const std::string& manifest) {
    write("mine", "manifest.toml", manifest);
    return read_pack(folder_.path() / "mine");
  }
  void expect_mistake(const std::string& manifest, const std::string& said) {
    const auto models = read(manifest);
    ASSERT_FALSE(models) << said;
    EXPECT_EQ(models.error().code, Errc::invalid);
    EXPECT_THAT(models.error().detail, HasSubstr(said));
  }

  TemporaryFolder folder_;
};

/// A model table, its lines ended where a test goes on.
std::string model(const std::string& name, const std::string& slot, const std::string& more = "") {
  return "[[model]]\nname = \"" + name + "\"\nslot = \"" + slot + "\"\nreader = \"softmax\"\nfile = \"" + name +
         ".onnx\"\n" + more + "[model.input]\nshape = [1, 8, 8, 3]\n[model.outputs]\nscores = \"out\"\n";
}

TEST_F(Packs, GiveAllThatAManifestSays) {
  const auto models = read(R"(
pack = "mine"
[[model]]
name = "net"
slot = "classes"
reader = "softmax"
about = "about it"
licence = "MIT"
file = "net.onnx"
classes = ["cat", "dog"]
template = [[38.5, 51.7], [73.5, 51.5]]
landmarks = [33, 263]
characters = "dictionary.txt"
replaces = ["classes"]
crop = { kind = "square", scales = [1.2, 1.5], margin = 4 }
[model.source]
pypi = "a-package"
version = "1.2.3"
[model.input]
name = "image"
shape = [1, -1, -1, 3]
type = "f32"
layout = "NCHW"
colour = "BGR"
mean = [1.0, 2.0, 3.0]
scale = [255.0, 255.0, 255.0]
[model.outputs]
scores = "softmax"
more = 1
[model.calibration]
temperature = 0.6
shown = [[0, 0], [0.5, 0.25], [1, 1]]
fitted_on = "some photographs"
[model.golden]
shape = [1, 64, 64, 3]
tolerance = 0.01
tolerance_bf16 = 0.1
reference = "numpy"
[model.golden.outputs.scores]
shape = [1, 2]
mean = 0.5
min = 0.25
max = 0.75
values = [[0, 0.25], [1, 0.75]]
)");
  ASSERT_TRUE(models) << models.error().detail;
  ASSERT_THAT(*models, SizeIs(1));
  const ModelManifest& net = models->front();
  EXPECT_EQ(net.pack, "mine");
  EXPECT_EQ(net.name, "net");
  EXPECT_EQ(net.slot, "classes");
  EXPECT_EQ(net.reader, "softmax");
  EXPECT_EQ(net.about, "about it");
  EXPECT_EQ(net.licence, "MIT");
  EXPECT_EQ(net.source, "PyPI a-package 1.2.3");
  EXPECT_EQ(net.file, folder_.path() / "mine" / "net" / "net.onnx");
  EXPECT_THAT(net.classes, ElementsAre("cat", "dog"));
  EXPECT_THAT(net.points, ElementsAre(Point{38.5F, 51.7F}, Point{73.5F, 51.5F}));
  EXPECT_THAT(net.landmarks, ElementsAre(33, 263));
  EXPECT_EQ(net.characters, "dictionary.txt");
  EXPECT_THAT(net.replaces, ElementsAre("classes"));
  EXPECT_THAT(net.crop_scales, ElementsAre(1.2, 1.5));
  EXPECT_EQ(net.crop_margin, 4);
  EXPECT_EQ(net.input.name, "image");
  EXPECT_THAT(net.input.shape, ElementsAre(1, -1, -1, 3));
  EXPECT_TRUE(net.input.is_float);
  EXPECT_EQ(net.input.layout, TensorLayout::nchw);
  EXPECT_EQ(net.input.channels, ChannelOrder::bgr);
  EXPECT_THAT(net.input.mean, ElementsAre(1, 2, 3));
  EXPECT_THAT(net.input.scale, ElementsAre(255, 255, 255));
  EXPECT_EQ(net.outputs.at("scores").tensor, "softmax");
  EXPECT_EQ(net.outputs.at("more").place, 1);
  EXPECT_DOUBLE_EQ(net.number("temperature", 1), 0.6);
  EXPECT_DOUBLE_EQ(net.number("unsaid", 7), 7);
  EXPECT_THAT(net.curves.at("shown"), ElementsAre(Point{0, 0}, Point{0.5F, 0.25F}, Point{1, 1}));
  EXPECT_EQ(net.fitted_on, "some photographs");
  EXPECT_THAT(net.golden.shape, ElementsAre(1, 64, 64, 3));
  EXPECT_DOUBLE_EQ(net.golden.tolerance, 0.01);
  EXPECT_DOUBLE_EQ(net.golden.tolerance_bf16, 0.1);
  EXPECT_EQ(net.golden.reference, "numpy");
  const GoldenOutput& scores = net.golden.outputs.at("scores");
  EXPECT_THAT(scores.shape, ElementsAre(1, 2));
  EXPECT_DOUBLE_EQ(scores.max, 0.75);
  EXPECT_THAT(scores.values, ElementsAre(std::pair{0, 0.25}, std::pair{1, 0.75}));
}

TEST_F(Packs, TakeAManifestThatSaysOnlyWhatItMust) {
  const auto models = read(model("net", "classes"));
  ASSERT_TRUE(models) << models.error().detail;
  const ModelManifest& net = models->front();
  EXPECT_EQ(net.pack, "mine");  // the folder's name
  EXPECT_FALSE(net.input.is_float);
  EXPECT_EQ(net.input.layout, TensorLayout::nhwc);
  EXPECT_EQ(net.input.channels, ChannelOrder::rgb);
  EXPECT_THAT(net.golden.outputs, IsEmpty());
  EXPECT_THAT(*read(""), IsEmpty());
}

TEST_F(Packs, NameTheMistakeOfAManifest) {
  expect_mistake("pack = ", "manifest.toml:1");
  expect_mistake("model = [1]", "[[model]] must be a table");
  expect_mistake("[[model]]\n", "pack mine, model without a name: `name` must be a text");
  expect_mistake("[[model]]\nname = \"net\"\n", "pack mine, model net: `slot` must be a text");
  expect_mistake("[[model]]\nname = \"net\"\nslot = 7\n", "`slot` must be a text");
  expect_mistake("[[model]]\nname = \"net\"\nslot = \"classes\"\n", "`reader` must be a text");
  const std::string known = "[[model]]\nname = \"net\"\nslot = \"classes\"\nreader = \"softmax\"\n";
  expect_mistake(known, "`file` must be a text");
  expect_mistake(known + "file = \"net.onnx\"\n", "`outputs` must be a table of the outputs' names");
  expect_mistake(known + "file = \"net.onnx\"\n[model.outputs]\nscores = \"out\"\n",
                 "`input` must be a table that says what the network takes");
}

TEST_F(Packs, NameTheMistakeOfAList) {
  expect_mistake(model("net", "classes", "classes = [\"cat\", 2]\n"),
                 "model net: `classes` must be a list of one kind of values");
  expect_mistake(model("net", "classes", "template = [[1, 2], [3]]\n"), "`template` must be a list of pairs");
}

TEST_F(Packs, NameTheMistakeOfAnInput) {
  const auto with_input = [](const std::string& input) {
    return "[[model]]\nname = \"net\"\nslot = \"s\"\nreader = \"r\"\nfile = \"f\"\n[model.outputs]\nscores = 0\n"
           "[model.input]\n" +
           input;
  };
  expect_mistake(with_input(""), "model net [input]: `shape` must be a list");
  expect_mistake(with_input("shape = [1, 8, 8]\n"), "`shape` must be four numbers: batch, height, width, 3");
  expect_mistake(with_input("shape = [1, 8, 8, 3]\nlayout = \"HWC\"\n"),
                 "`layout` must be one of the known names, not 'HWC'");
  expect_mistake(with_input("shape = [1, 8, 8, 3]\ncolour = \"CMYK\"\n"),
                 "`colour` must be one of the known names, not 'CMYK'");
  EXPECT_TRUE(read(with_input("shape = [1, 146, 2]\nlayout = \"plain\"\n")));
}

TEST_F(Packs, NameTheMistakeOfGoldenValues) {
  expect_mistake(model("net", "classes") + "[model.golden]\nshape = [1, 8, 8, 3]\n",
                 "model net [golden]: `tolerance` must be a number");
  expect_mistake(model("net", "classes") +
                     "[model.golden]\nshape = [1, 8, 8, 3]\ntolerance = 0.1\n"
                     "tolerance_bf16 = 0.1\n[model.golden.outputs.scores]\nshape = [1]\n",
                 "[golden.outputs.scores]: `mean` must be a number");
}

TEST_F(Packs, SayHowToGetAPackThatIsNotThere) {
  const auto models = read_packs(folder_.path(), "standard");
  ASSERT_FALSE(models);
  EXPECT_EQ(models.error().code, Errc::not_found);
  EXPECT_THAT(models.error().detail, HasSubstr("`spotter models pull --pack standard`"));
}

TEST_F(Packs, KnowWhatWasInstalled) {
  write("mine", "installed.json", R"({"models": {"net": {"files": {"net.onnx": {"sha256": "abc", "bytes": 3}}}}})");
  const auto models = read(model("net", "classes"));
  ASSERT_TRUE(models) << models.error().detail;
  EXPECT_EQ(models->front().installed.at("net.onnx"), "abc");
  write("mine", "installed.json", "no JSON");
  EXPECT_THAT(read(model("net", "classes"))->front().installed, IsEmpty());
}

// --- packs that build on others -----------------------------------------------------------------

std::vector<std::string> names(const Result<std::vector<ModelManifest>>& models) {
  std::vector<std::string> out;
  EXPECT_TRUE(models) << models.error().detail;
  for (const ModelManifest& one : *models)
    out.push_back(one.pack + "/" + one.name);
  return out;
}

TEST_F(Packs, AddToThePackTheyExtend) {
  write("base", "manifest.toml", model("detector", "objects") + model("classifier", "classes"));
  write("more", "manifest.toml", "extends = \"base\"\n" + model("second", "objects"));
  EXPECT_THAT(names(read_packs(folder_.path(), "more")),
              ElementsAre("base/detector", "base/classifier", "more/second"));
  EXPECT_THAT(names(read_packs(folder_.path(), "base")), ElementsAre("base/detector", "base/classifier"));
}

TEST_F(Packs, TakeOverASlotThatTheyReplace) {
  write("base", "manifest.toml", model("one", "objects") + model("two", "objects") + model("classifier", "classes"));
  write("mine", "manifest.toml", "extends = \"base\"\n" + model("better", "objects", "replaces = [\"objects\"]\n"));
  EXPECT_THAT(names(read_packs(folder_.path(), "mine")), ElementsAre("base/classifier", "mine/better"));
}

TEST_F(Packs, PutAModelOfTheSameNameInItsPlace) {
  write("base", "manifest.toml", model("classifier", "classes"));
  write("mine", "manifest.toml", "extends = \"base\"\n" + model("classifier", "classes"));
  EXPECT_THAT(names(read_packs(folder_.path(), "mine")), ElementsAre("mine/classifier"));
}

TEST_F(Packs, ReachThroughSeveral) {
  write("a", "manifest.toml", model("one", "objects"));
  write("b", "manifest.toml", "extends = \"a\"\n" + model("two", "objects"));
  write("c", "manifest.toml", "extends = \"b\"\n" + model("three", "objects"));
  EXPECT_THAT(names(read_packs(folder_.path(), "c")), ElementsAre("a/one", "b/two", "c/three"));
}

TEST_F(Packs, MustNotExtendThemselves) {
  write("a", "manifest.toml", "extends = \"b\"\n");
  write("b", "manifest.toml", "extends = \"a\"\n");
  const auto models = read_packs(folder_.path(), "a");
  ASSERT_FALSE(models);
  EXPECT_EQ(models.error().code, Errc::invalid);
  EXPECT_THAT(models.error().detail, HasSubstr("pack a extends too many others, or itself"));
}

TEST_F(Packs, NameThePackThatIsMissingBelow) {
  write("mine", "manifest.toml", "extends = \"standard\"\n" + model("net", "classes"));
  const auto models = read_packs(folder_.path(), "mine");
  ASSERT_FALSE(models);
  EXPECT_EQ(models.error().code, Errc::not_found);
  EXPECT_THAT(models.error().detail, HasSubstr("--pack standard"));
}

}  // namespace
}  // namespace spotter::testing
