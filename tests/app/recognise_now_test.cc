#include "app/recognise_now.h"

#include <atomic>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/world.h"

namespace spotter {
namespace {

using ::testing::ElementsAre;
using testing::FakeDecoder;
using testing::FakeRecogniser;
using ::testing::IsEmpty;
using testing::soon;
using Names = std::vector<std::string>;

/// Counts how often pixels were asked for.
class CountingDecoder final : public ImageDecoder {
 public:
  Result<ImageInfo> probe(BytesView bytes, const DecodeLimits& limits) const override {
    return inner_.probe(bytes, limits);
  }
  Result<Picture> decode(BytesView bytes, const DecodeLimits& limits, Deadline deadline) const override {
    ++decoded;
    return inner_.decode(bytes, limits, deadline);
  }
  mutable std::atomic<int> decoded = 0;

 private:
  FakeDecoder inner_;
};

class RecogniseNowTest : public ::testing::Test {
 protected:
  RecogniseNowTest() {
    const Names depths = {"box", "pose", "expression", "all"};
    for (std::size_t i = 0; i < depths.size(); ++i) {
      set_.faces.at(i) = &made("faces:" + depths[i]);
      set_.faces_with_vectors.at(i) = &made("faces:" + depths[i] + "+vectors");
    }
    set_.text = &made("text");
    set_.celebrities = &made("celebrities");
    set_.labels = &made("labels");
    set_.labels_and_properties = &made("labels+properties");
    set_.properties = &made("properties");
    set_.moderation = &made("moderation");
  }

  FakeRecogniser& named(const std::string& name) {
    return **std::ranges::find(all_, name, [](const auto& one) { return std::string(one->name()); });
  }
  /// What ran for this, in its order.
  Names ran(const Asked& asked) {
    order_.clear();
    EXPECT_TRUE(now_->recognise(as_bytes("image"), {}, asked, soon()));
    return order_;
  }
  void make(RecogniseNowOptions options) { now_ = std::make_unique<GatedRecognition>(decoder_, set_, options); }
  GatedRecognition& now() { return *now_; }

  CountingDecoder decoder_;

 private:
  FakeRecogniser& made(const std::string& name) {
    all_.push_back(std::make_unique<FakeRecogniser>(name));
    all_.back()->finds = [this, name](Findings&) { order_.push_back(name); };
    return *all_.back();
  }

  Names order_;
  std::vector<std::unique_ptr<FakeRecogniser>> all_;
  NowRecognisers set_;
  std::unique_ptr<GatedRecognition> now_;

 protected:
  void SetUp() override { make({}); }
};

TEST_F(RecogniseNowTest, RunsNothingButWhatIsAskedFor) {
  EXPECT_THAT(ran({}), IsEmpty());
  EXPECT_THAT(ran({.text = true}), ElementsAre("text"));
  EXPECT_THAT(ran({.faces = true}), ElementsAre("faces:pose"));
  EXPECT_THAT(ran({.face_attributes = true}), ElementsAre("faces:all"));
  EXPECT_THAT(ran({.face_vectors = true}), ElementsAre("faces:box+vectors"));
  EXPECT_THAT(ran({.faces = true, .face_vectors = true}), ElementsAre("faces:pose+vectors"));
  EXPECT_THAT(ran({.face_attributes = true, .face_vectors = true}), ElementsAre("faces:all+vectors"));
  EXPECT_THAT(ran({.image_properties = true}), ElementsAre("properties"));
}

TEST_F(RecogniseNowTest, RunsFirstWhatALaterOneReads) {
  EXPECT_THAT(ran({.celebrities = true}), ElementsAre("faces:expression+vectors", "celebrities"));
  EXPECT_THAT(ran({.labels = true}), ElementsAre("faces:all", "labels"));
  EXPECT_THAT(ran({.moderation = true}), ElementsAre("faces:box", "labels", "moderation"));
  EXPECT_THAT(ran({.text = true, .labels = true}), ElementsAre("text", "faces:all", "labels"));
}

TEST_F(RecogniseNowTest, RunsEachKindOnceHoweverManyNeedIt) {
  EXPECT_THAT(ran({.labels = true, .image_properties = true}), ElementsAre("faces:all", "labels+properties"));
  EXPECT_THAT(ran({.text = true,
                   .faces = true,
                   .face_attributes = true,
                   .face_vectors = true,
                   .celebrities = true,
                   .labels = true,
                   .image_properties = true,
                   .moderation = true}),
              ElementsAre("text", "faces:all+vectors", "celebrities", "labels+properties", "moderation"));
}

TEST_F(RecogniseNowTest, GivesNoHalfAnswers) {
  named("labels").error = Error{Errc::internal, "it broke"};
  const auto answer = now().recognise(as_bytes("image"), {}, {.moderation = true}, soon());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::internal);
  EXPECT_EQ(answer.error().detail, "labels: it broke");
  EXPECT_EQ(named("moderation").calls, 0);
}

TEST_F(RecogniseNowTest, SaysWhatTheDecoderSaid) {
  const auto answer = now().recognise(as_bytes("no picture"), {}, {.text = true}, soon());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::invalid);
  EXPECT_FALSE(now().full());
}

TEST_F(RecogniseNowTest, StopsBetweenRecognisersAtTheDeadline) {
  make({.recognise_time = std::chrono::milliseconds(0)});
  const auto answer = now().recognise(as_bytes("image"), {}, {.text = true}, soon());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::timeout);
  EXPECT_EQ(named("text").calls, 0);
}

TEST_F(RecogniseNowTest, SendsAwayMoreThanAreAdmittedBeforeAnyPixelIsDecoded) {
  make({.at_once = 1, .admitted = 1});
  std::latch in_the_middle(1);
  std::latch go_on(1);
  named("text").meanwhile = [&] {
    in_the_middle.count_down();
    go_on.wait();
  };
  std::jthread first([&] { EXPECT_TRUE(now().recognise(as_bytes("image"), {}, {.text = true}, soon())); });
  in_the_middle.wait();
  EXPECT_TRUE(now().full());
  const auto second = now().recognise(as_bytes("image"), {}, {.faces = true}, soon());
  go_on.count_down();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::unavailable);
  EXPECT_EQ(decoder_.decoded, 1);
  EXPECT_EQ(named("faces:pose").calls, 0);
  first.join();
  EXPECT_FALSE(now().full());
  EXPECT_TRUE(now().recognise(as_bytes("image"), {}, {.faces = true}, soon()));
}

}  // namespace
}  // namespace spotter
