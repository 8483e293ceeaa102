// src/ as it stands, held against layers.txt and the rules of tidiness.

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "architecture/layers.h"
#include "architecture/tidy.h"
#include "base/file.h"

namespace spotter::testing {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::IsSubsetOf;
using ::testing::Not;

const fs::path kSource = fs::path(SPOTTER_SOURCE_DIR) / "src";

std::string text_of(const fs::path& file) {
  const auto bytes = read_file(file);
  EXPECT_TRUE(bytes) << file;
  return bytes ? std::string(as_text(*bytes)) : "";
}

struct SourceFile {
  std::string path;  ///< from src/
  std::string text;
  bool header = false;
};

const std::vector<SourceFile>& source() {
  static const std::vector<SourceFile> files = [] {
    std::vector<SourceFile> found;
    for (const auto& entry : fs::recursive_directory_iterator(kSource))
      if (const fs::path& path = entry.path(); path.extension() == ".h" || path.extension() == ".cc")
        found.push_back({.path = fs::relative(path, kSource).generic_string(),
                         .text = text_of(path),
                         .header = path.extension() == ".h"});
    return found;
  }();
  return files;
}

const Layers& layers() {
  static const Layers read =
      read_layers(text_of(fs::path(SPOTTER_SOURCE_DIR) / "tests" / "architecture" / "layers.txt"));
  return read;
}

TEST(Layers, AreReadToTheLastLine) {
  EXPECT_THAT(layers().unreadable, IsEmpty());
  EXPECT_FALSE(layers().headers.empty());
}

TEST(Layers, NameEveryRoomOfTheSourceAndNoOther) {
  Names folders;
  for (const auto& entry : fs::directory_iterator(kSource))
    if (entry.is_directory()) folders.insert(entry.path().filename().string());
  Names rooms;
  for (const auto& [room, below] : layers().rooms) {
    rooms.insert(room);
    EXPECT_THAT(folders, AllOf(Contains(room), ::testing::IsSupersetOf(below)));
  }
  EXPECT_EQ(rooms, folders);
}

TEST(Layers, HaveNoCircle) {
  for (const auto& [room, below] : layers().rooms)
    EXPECT_THAT(reach_of(layers().rooms, room), Not(Contains(room)));
}

TEST(Layers, AllowNoArrowThatCMakeDoesNotLink) {
  const auto linked = linked_rooms(text_of(kSource / "CMakeLists.txt"));
  ASSERT_EQ(linked.size(), layers().rooms.size() - 1);
  for (const auto& [room, below] : layers().rooms) {
    if (room == "main") continue;  // the program: links all
    EXPECT_THAT(below, IsSubsetOf(reach_of(linked, room))) << room;
  }
}

TEST(Layers, LetMainAloneSeeAdaptersAndModels) {
  for (const auto& [room, below] : layers().rooms) {
    if (room == "main") continue;
    EXPECT_THAT(reach_of(layers().rooms, room), AllOf(Not(Contains("adapters")), Not(Contains("recognition")))) << room;
  }
}

TEST(Layers, KeepEachLibraryInItsRoom) {
  const auto places = [](const std::string& header) { return layers().headers.at(header); };
  EXPECT_EQ(places("SQLiteCpp/"), Names{"adapters"});
  EXPECT_EQ(places("sqlite3.h"), Names{"adapters"});
  EXPECT_EQ(places("vips/"), Names{"imaging"});
  EXPECT_EQ(places("boost/asio/"), Names{"http"});
  EXPECT_EQ(places("boost/beast/"), Names{"http"});
  EXPECT_EQ(places("CLI/"), Names{"main"});
  EXPECT_EQ(places("tesseract/"), Names{"recognition/text"});
  EXPECT_EQ(places("openvino/"), Names{"recognition/runtime"});
}

TEST(Source, IncludesWhatLayersAllow) {
  ASSERT_GT(source().size(), 100U);
  std::vector<std::string> complaints;
  std::size_t includes = 0;
  for (const SourceFile& file : source()) {
    includes += includes_of(file.text).size();
    std::ranges::copy(complaints_about(layers(), file.path, file.text), std::back_inserter(complaints));
  }
  EXPECT_GT(includes, 1000U);
  EXPECT_THAT(complaints, IsEmpty());
}

TEST(Source, QuotesOnlyFilesThatExist) {
  for (const SourceFile& file : source()) {
    const fs::path folder = (kSource / file.path).parent_path();
    for (const Include& include : includes_of(file.text))
      if (include.quoted)
        EXPECT_TRUE(fs::exists(kSource / include.target) || (include.embed && fs::exists(folder / include.target)))
            << file.path << ':' << include.line;
  }
}

TEST(Source, UsesEveryRowOfHeaders) {
  Names unused;
  for (const auto& [header, places] : layers().headers)
    for (const std::string& place : places)
      unused.insert(header + " in " + place);
  for (const SourceFile& file : source())
    for (const Include& include : includes_of(file.text))
      std::erase_if(unused, [&](const std::string& row) {
        const std::string header = row.substr(0, row.find(' '));
        const std::string place = row.substr(row.rfind(' ') + 1);
        const bool here = place == "*" || file.path.starts_with(place + "/");
        return here && !include.quoted &&
               (header.ends_with('/') ? include.target.starts_with(header) : include.target == header);
      });
  EXPECT_THAT(unused, IsEmpty());
}

TEST(Source, GivesEveryRecogniserARow) {
  Names folders;
  for (const auto& entry : fs::directory_iterator(kSource / "recognition"))
    if (entry.is_directory()) folders.insert(entry.path().filename().string());
  ASSERT_THAT(folders, ::testing::IsSupersetOf({"text", "faces", "celebrities", "labels", "moderation", "runtime"}));
  EXPECT_THAT(without_row(folders, text_of(kSource / "recognition" / "all.cc")), IsEmpty());
}

TEST(Source, HoldsOnlyKindsOfFilesThatAreLookedAt) {
  const Names kinds = {".h", ".cc", ".tsv", ".json", ".md"};
  for (const auto& entry : fs::recursive_directory_iterator(kSource)) {
    if (entry.is_directory() || entry.path() == kSource / "CMakeLists.txt") continue;
    EXPECT_THAT(kinds, Contains(entry.path().extension().string())) << entry.path();
  }
}

TEST(Source, KeepsFilesShort) {
  for (const SourceFile& file : source())
    EXPECT_LE(lines_of_code(file.text), kMostLinesOfCode) << file.path;
}

TEST(Source, OpensEachHeaderWithPragmaOnceAndWhatItIs) {
  for (const SourceFile& file : source())
    if (file.header) EXPECT_TRUE(opens_as_a_header(file.text)) << file.path;
}

}  // namespace
}  // namespace spotter::testing
