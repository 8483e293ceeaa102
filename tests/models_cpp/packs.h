#pragma once
// The installed model packs, and packs that the tests make from their parts.

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "recognition/runtime/models.h"
#include "support/fixtures.h"

namespace spotter::testing {

inline std::filesystem::path installed_models() {
  return std::filesystem::path(SPOTTER_SOURCE_DIR) / ".models";
}
inline bool is_installed(const std::string& pack) {
  return std::filesystem::exists(installed_models() / pack / "manifest.toml");
}

inline constexpr const char* kHowToInstall = " is not installed: `spotter models pull` or ./dev setup gets it";

/// The part of the standard pack's manifest that describes one model.
inline std::string described_in_standard(const std::string& model) {
  const auto bytes = read_file(installed_models() / "standard" / "manifest.toml");
  EXPECT_TRUE(bytes);
  const std::string text(as_text(*bytes));
  const std::size_t from = text.find("[[model]]\nname = \"" + model + "\"");
  EXPECT_NE(from, std::string::npos) << model;
  return text.substr(from, text.find("\n[[model]]", from) - from) + "\n";
}

inline std::string replaced(std::string text, const std::string& old, const std::string& by) {
  const std::size_t place = text.find(old);
  EXPECT_NE(place, std::string::npos) << old;
  return place == std::string::npos ? text : text.replace(place, old.size(), by);
}

/// A folder of packs in which `standard` is the installed one.
class OwnPacks : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!is_installed("standard")) GTEST_SKIP() << "the model pack standard" << kHowToInstall;
    std::filesystem::create_directory_symlink(installed_models() / "standard", models() / "standard");
  }

  std::filesystem::path models() const { return folder_.path(); }
  std::filesystem::path cache() const { return cache_.path(); }
  /// Writes the manifest of the pack `mine`.
  void describe(const std::string& manifest) {
    std::filesystem::create_directories(models() / "mine");
    std::ofstream(models() / "mine" / "manifest.toml") << manifest;
  }
  /// Copies the gender network, the smallest of them, to where the pack `mine` looks for it.
  std::filesystem::path copy_gender_network(const std::string& name) {
    const auto there = models() / "mine" / name / "gender.onnx";
    std::filesystem::create_directories(there.parent_path());
    std::filesystem::copy_file(installed_models() / "standard" / "gender" / "gender.onnx", there);
    return there;
  }
  Result<std::unique_ptr<Models>> load() { return Models::load(models(), "mine", {}); }

 private:
  TemporaryFolder folder_;
  TemporaryFolder cache_;
};

}  // namespace spotter::testing
