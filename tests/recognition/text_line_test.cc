#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "recognition/text/line.h"
#include "support/fixtures.h"
#include "tensors.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr float kThreshold = 0.2F;
constexpr std::size_t kBlank = 0, kA = 1, kB = 2, kIdeograph = 3, kSpace = 4;
const Alphabet kAlphabet{.characters = {"a", "b", "日"}};

/// Probabilities in which each step's class has .9 and the others share the rest.
Tensor steps(const std::vector<std::size_t>& path) {
  Tensor tensor({1, path.size(), 5}, 0.025F);
  for (std::size_t t = 0; t < path.size(); ++t)
    tensor.at({0, t, path[t]}) = 0.9F;
  return tensor;
}

Line read(const Tensor& tensor, float content = 1) {
  return decode_line(tensor.view(), kAlphabet, content, kThreshold);
}

TEST(DecodeLine, TakesARepeatForOneCharacterUnlessABlankIsBetween) {
  EXPECT_EQ(read(steps({kA, kA, kA, kB})).text, "ab");
  EXPECT_EQ(read(steps({kA, kBlank, kA, kB, kB, kBlank, kBlank, kB})).text, "aabb");
  EXPECT_EQ(read(steps({kBlank, kA, kBlank})).text, "a");
}

TEST(DecodeLine, IsEmptyWhereThereAreBlanksAlone) {
  for (const auto& path : {std::vector<std::size_t>{kBlank, kBlank}, {kSpace, kSpace}}) {
    const Line line = read(steps(path));
    EXPECT_EQ(line.text, "");
    EXPECT_THAT(line.words, IsEmpty());
    EXPECT_FLOAT_EQ(line.confidence, 0);
  }
}

TEST(DecodeLine, PartsWordsAtSpaces) {
  const Line line = read(steps({kSpace, kA, kB, kSpace, kSpace, kB, kBlank, kSpace, kA, kSpace}));
  EXPECT_EQ(line.text, "ab b a");
  ASSERT_THAT(line.words, SizeIs(3));
  EXPECT_EQ(line.words[0].text, "ab");
  EXPECT_EQ(line.words[1].text, "b");
  EXPECT_EQ(line.words[2].text, "a");
}

TEST(DecodeLine, TellsTheMeanProbabilityOfCharactersAtTheirFirstStep) {
  Tensor tensor = steps({kA, kA, kBlank, kB, kSpace, kA});
  tensor.at({0, 0, kA}) = 0.8F;
  tensor.at({0, 1, kA}) = 0.5F;  // the same character's second step
  tensor.at({0, 3, kB}) = 0.6F;
  const Line line = read(tensor);
  EXPECT_NEAR(line.confidence, (0.8 + 0.6 + 0.9) / 3, 1e-6);
  ASSERT_THAT(line.words, SizeIs(2));
  EXPECT_NEAR(line.words[0].confidence, 0.7, 1e-6);
  EXPECT_NEAR(line.words[1].confidence, 0.9, 1e-6);
}

// --- lost spaces --------------------------------------------------------------------------------

/// Two characters with blanks between, of which one has some probability of a space.
Line with_doubtful_space(std::size_t first, std::size_t second, float space) {
  Tensor tensor = steps({first, kBlank, kBlank, second});
  tensor.at({0, 2, kSpace}) = space;
  tensor.at({0, 2, kBlank}) = 1 - space;
  return read(tensor);
}

TEST(DecodeLine, FindsALostSpaceAboveTheThreshold) {
  EXPECT_EQ(with_doubtful_space(kA, kB, 0.25F).text, "a b");
  EXPECT_EQ(with_doubtful_space(kA, kB, 0.19F).text, "ab");
  EXPECT_EQ(with_doubtful_space(kA, kB, 0.2F).text, "ab");
}

TEST(DecodeLine, FindsNoLostSpaceBesideAnIdeograph) {
  EXPECT_EQ(with_doubtful_space(kIdeograph, kA, 0.4F).text, "日a");
  EXPECT_EQ(with_doubtful_space(kA, kIdeograph, 0.4F).text, "a日");
  EXPECT_EQ(with_doubtful_space(kIdeograph, kIdeograph, 0.4F).text, "日日");
  EXPECT_EQ(with_doubtful_space(kA, kA, 0.4F).text, "a a");
}

TEST(DecodeLine, KeepsASpaceThatWasReadBesideAnIdeograph) {
  EXPECT_EQ(read(steps({kIdeograph, kSpace, kA})).text, "日 a");
}

// --- where words lie ----------------------------------------------------------------------------

TEST(DecodeLine, ASixthOfTheGapBelongsToEachWord) {
  // a on the steps 0 and 1, b on 8: the gap is 2 to 8.
  const Line line = read(steps({kA, kA, kBlank, kSpace, kBlank, kBlank, kBlank, kBlank, kB, kBlank}));
  ASSERT_THAT(line.words, SizeIs(2));
  EXPECT_FLOAT_EQ(line.words[0].from, 0);
  EXPECT_FLOAT_EQ(line.words[0].to, 0.3F);
  EXPECT_FLOAT_EQ(line.words[1].from, 0.7F);
  EXPECT_FLOAT_EQ(line.words[1].to, 1);
}

TEST(DecodeLine, MeasuresPlacesAlongTheLineWithoutItsPadding) {
  const auto path = steps({kA,     kA,     kBlank, kSpace, kBlank, kBlank, kBlank, kBlank, kB,     kBlank,
                           kBlank, kBlank, kBlank, kBlank, kBlank, kBlank, kBlank, kBlank, kBlank, kBlank});
  const Line line = read(path, 0.5F);
  ASSERT_THAT(line.words, SizeIs(2));
  EXPECT_FLOAT_EQ(line.words[0].to, 0.3F);
  EXPECT_FLOAT_EQ(line.words[1].from, 0.7F);
  const Line squeezed = read(path, 0.2F);  // b lies in the padding
  EXPECT_FLOAT_EQ(squeezed.words[1].from, 1);
  EXPECT_FLOAT_EQ(squeezed.words[1].to, 1);
}

// --- the alphabet -------------------------------------------------------------------------------

ModelManifest manifest_in(const TemporaryFolder& folder, std::string_view characters) {
  std::ofstream(folder.path() / "dictionary.txt", std::ios::binary) << characters;
  ModelManifest manifest;
  manifest.file = folder.path() / "model.onnx";
  manifest.characters = "dictionary.txt";
  return manifest;
}

TEST(ReadAlphabet, HasACharacterALine) {
  const TemporaryFolder folder;
  const auto alphabet = read_alphabet(manifest_in(folder, "a\n日\n \n!\n"));
  ASSERT_TRUE(alphabet) << alphabet.error().detail;
  EXPECT_THAT(alphabet->characters, ElementsAre("a", "日", " ", "!"));
  EXPECT_THAT(read_alphabet(manifest_in(folder, "a\nb"))->characters, ElementsAre("a", "b"));
}

TEST(ReadAlphabet, SaysWhatIsMissing) {
  const TemporaryFolder folder;
  const auto empty = read_alphabet(manifest_in(folder, ""));
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().code, Errc::corrupt);
  EXPECT_THAT(empty.error().detail, HasSubstr("dictionary.txt holds no characters"));
  ModelManifest manifest = manifest_in(folder, "a");
  manifest.characters = "elsewhere.txt";
  const auto absent = read_alphabet(manifest);
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().code, Errc::not_found);
  EXPECT_THAT(absent.error().detail, HasSubstr("elsewhere.txt"));
}

}  // namespace
}  // namespace spotter::testing
