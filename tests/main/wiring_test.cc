#include "main/wiring.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "main/engine.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;

class Wiring : public ::testing::Test {
 protected:
  Wiring() {
    config_.data = folder_.path() / "data";
    EXPECT_TRUE(complete(config_));
  }

  std::string refusal() {
    const auto places = Places::open(config_);
    return places ? "(none)" : places.error().detail;
  }

  TemporaryFolder folder_;
  Config config_;
};

TEST_F(Wiring, OpensAllPlacesInTheDataFolder) {
  const auto places = Places::open(config_);
  ASSERT_TRUE(places) << places.error().detail;
  for (const char* place : {"store/uploads", "store/uploads-derived", "table.sqlite", "queue.sqlite"})
    EXPECT_TRUE(std::filesystem::exists(config_.data / place)) << place;
}

TEST_F(Wiring, GivesEventsOfTheBucketOfPicturesAlone) {
  auto places = Places::open(config_);
  ASSERT_TRUE(places);
  const Ports ports = (*places)->ports();
  ASSERT_TRUE(ports.derived.put_bytes("thumb", as_bytes("x"), {}, soon()));
  ASSERT_TRUE(ports.store.put_bytes("dog.jpg", as_bytes("x"), {}, soon()));
  ASSERT_NE((*places)->outbox(), nullptr);
  const auto events = (*places)->outbox()->pending(10, std::chrono::milliseconds(0));
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 1U);
}

TEST_F(Wiring, FindsWhatWasKeptBefore) {
  {
    auto places = Places::open(config_);
    ASSERT_TRUE(places);
    ASSERT_TRUE((*places)->ports().store.put_bytes("dog.jpg", as_bytes("woof"), {}, soon()));
  }
  auto places = Places::open(config_);
  ASSERT_TRUE(places);
  EXPECT_TRUE((*places)->ports().store.head("dog.jpg", soon()));
}

TEST_F(Wiring, NamesAPlaceWhoseSchemeIsUnknown) {
  config_.store = "s3:bucket";
  EXPECT_THAT(refusal(), HasSubstr("'s3:bucket' is no object store that is known here (file:"));
}

TEST_F(Wiring, NamesATableOrQueueWhoseSchemeIsUnknown) {
  const Config good = config_;
  config_.table = "dynamodb:Images";
  EXPECT_THAT(refusal(), HasSubstr("'dynamodb:Images' is no table"));
  config_ = good;
  config_.queue = "sqs:events";
  EXPECT_THAT(refusal(), HasSubstr("'sqs:events' is no event queue"));
}

TEST_F(Wiring, NamesAPlaceThatIsNone) {
  config_.queue = "sqlite:";
  EXPECT_THAT(refusal(), HasSubstr("the event queue 'sqlite:' names no place"));
}

TEST(EngineOptions, ComeFromTheConfiguration) {
  Config config;
  config.model_cache = "/cache";
  config.precision = "bf16";
  config.workers = 3;
  config.threads_per_worker = 2;
  config.other_scripts = false;
  const RuntimeOptions runtime = runtime_options(config);
  EXPECT_EQ(runtime.cache, "/cache");
  EXPECT_EQ(runtime.precision, Precision::bf16);
  EXPECT_EQ(runtime.workers, 3);
  EXPECT_EQ(runtime.threads_per_worker, 2);
  EXPECT_FALSE(recognition_options(config).text.other_scripts);
  config.precision = "f32";
  config.other_scripts = true;
  EXPECT_EQ(runtime_options(config).precision, Precision::f32);
  EXPECT_TRUE(recognition_options(config).text.other_scripts);
}

TEST(DescribedModel, SaysWhereItCameFromAndItsInstalledHash) {
  ModelManifest manifest;
  manifest.name = "yunet";
  manifest.slot = "face-detector";
  manifest.pack = "standard";
  manifest.licence = "MIT";
  manifest.file = "/models/standard/yunet.onnx";
  manifest.installed = {{"yunet.onnx", "8f2383e4"}, {"other.bin", "77"}};
  const boost::json::object described = describe(manifest);
  EXPECT_EQ(described.at("name"), "yunet");
  EXPECT_EQ(described.at("slot"), "face-detector");
  EXPECT_EQ(described.at("pack"), "standard");
  EXPECT_EQ(described.at("licence"), "MIT");
  EXPECT_EQ(described.at("sha256"), "8f2383e4");
  manifest.installed.clear();
  EXPECT_EQ(describe(manifest).at("sha256"), "");
}

}  // namespace
}  // namespace spotter::testing
