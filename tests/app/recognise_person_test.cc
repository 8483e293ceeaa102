#include "app/recognise_person.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/crowd.h"
#include "app/erase_image.h"

namespace spotter::testing {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

struct Parade : Crowd {
  Result<int> recognise(const std::string& person, const FaceMatching& matching = kMatching) {
    return recognise_person(ports(), matching, person, soon());
  }
  /// Takes what is queued; the images to be recognised again.
  std::vector<std::string> queued() {
    std::vector<std::string> keys;
    while (const auto lease = *queue.receive(std::chrono::seconds(30), std::chrono::milliseconds(0))) {
      EXPECT_EQ(lease->event.kind, EventKind::again);
      keys.push_back(lease->event.key);
      EXPECT_TRUE(queue.acknowledge(*lease, soon()));
    }
    return keys;
  }
  /// An image that was found to show a person, whatever its faces are like.
  std::string show_named(const std::string& name, const std::string& person) {
    labels.finds = [person](Findings& findings) {
      findings.celebrity_faces.push_back({.name = "Person " + person, .id = person, .match_confidence = 90});
    };
    std::string id = show(name, 180);
    labels.finds = nullptr;
    return id;
  }
  /// As many done images with a face as a test wants, the oldest first: "0", "1", …
  void crowd_of(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      ImageItem item;
      item.image_id = std::to_string(i);
      item.bucket = "uploads";
      item.source = "source";
      item.sequencer = "01";
      item.status = Status::done;
      item.uploaded_at = clock.now() + std::chrono::seconds(i);
      ASSERT_TRUE(faces->put(item.image_id, item.order(),
                             {{.face_id = "face " + item.image_id, .models = "embedding", .vector = facing(0)}},
                             soon()));
      ASSERT_TRUE(table.put(item, "", soon())->written);
    }
  }
};

TEST(RecognisePerson, ImagesWithAFaceLikeThePersonsAreQueued) {
  Parade world;
  const std::string like = world.show("a", 0);
  const std::string also = world.show("b", 30);
  world.show("c", 90);
  world.know("ada", 0);
  EXPECT_EQ(*world.recognise("ada"), 2);
  EXPECT_THAT(world.queued(), UnorderedElementsAre(like, also));
}

TEST(RecognisePerson, ImagesThatAreSaidToShowThePersonAreQueuedThoughNoFaceIsLikeIt) {
  Parade world;
  const std::string wrong = world.show_named("a", "ada");
  world.show_named("b", "ida");
  world.know("ada", 0);
  EXPECT_EQ(*world.recognise("ada"), 1);
  EXPECT_THAT(world.queued(), UnorderedElementsAre(wrong));
}

TEST(RecognisePerson, AnImageThatIsBothIsQueuedOnce) {
  Parade world;
  const std::string image = world.show_named("a", "ada");
  world.know("ada", 180);
  EXPECT_EQ(*world.recognise("ada"), 1);
  EXPECT_THAT(world.queued(), UnorderedElementsAre(image));
}

TEST(RecognisePerson, VectorsOfOtherModelsAreNotCompared) {
  Parade world;
  world.show("a", 0);
  world.know("ada", 0);
  FaceMatching newer = kMatching;
  newer.models = "newer embedding";
  EXPECT_EQ(*world.recognise("ada", newer), 0);
  EXPECT_THAT(world.queued(), IsEmpty());
}

TEST(RecognisePerson, ErasedImagesAreLeft) {
  Parade world;
  const std::string erased = world.show("a", 0);
  const std::string like = world.show("b", 0);
  world.know("ada", 0);
  ASSERT_TRUE(erase_image(world.ports(), erased, soon()));
  world.settle();
  EXPECT_EQ(*world.recognise("ada"), 1);
  EXPECT_THAT(world.queued(), UnorderedElementsAre(like));
}

TEST(RecognisePerson, TheNewestThousandAreQueued) {
  Parade world;
  world.crowd_of(kMostRecognisedOfPerson + 2);
  world.know("ada", 0);
  EXPECT_EQ(*world.recognise("ada"), 1000);
  const auto queued = world.queued();
  EXPECT_EQ(std::set<std::string>(queued.begin(), queued.end()).size(), kMostRecognisedOfPerson);
  EXPECT_THAT(queued, Not(AnyOf(Contains("0"), Contains("1"))));
  EXPECT_THAT(queued, Contains("1001"));
}

TEST(RecognisePerson, WhoIsNotThereIsNotFound) {
  Parade world;
  world.show("a", 0);
  EXPECT_EQ(world.recognise("nobody").error().code, Errc::not_found);
  EXPECT_THAT(world.queued(), IsEmpty());
}

}  // namespace
}  // namespace spotter::testing
