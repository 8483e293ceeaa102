// TagResource, UntagResource, ListTagsForResource.

#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/rekognition_calls.h"

namespace spotter::testing {
namespace {

using namespace rekognition;  // NOLINT(google-build-using-namespace)
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr const char* kArn = "arn:aws:rekognition:us-east-1:000000000000:collection/friends";

Tags tags_of(RekognitionCalls& calls) {
  const auto listed = list_tags_for_resource(calls.call(), {.resource_arn = kArn});
  EXPECT_TRUE(listed);
  return listed ? listed->tags : Tags{};
}

TEST(RekognitionTags, AreAddedReplacedAndTakenAway) {
  RekognitionCalls calls;
  ASSERT_TRUE(create_collection(calls.call(), {.collection_id = "friends", .tags = Tags{{"team", "a"}}}));
  ASSERT_TRUE(tag_resource(calls.call(), {.resource_arn = kArn, .tags = {{"team", "b"}, {"stage", "test"}}}));
  EXPECT_THAT(tags_of(calls), ElementsAre(Pair("stage", "test"), Pair("team", "b")));
  ASSERT_TRUE(untag_resource(calls.call(), {.resource_arn = kArn, .tag_keys = {"team", "never there"}}));
  EXPECT_THAT(tags_of(calls), ElementsAre(Pair("stage", "test")));
  ASSERT_TRUE(untag_resource(calls.call(), {.resource_arn = kArn, .tag_keys = {}}));
  EXPECT_THAT(tags_of(calls), ElementsAre(Pair("stage", "test")));
}

TEST(RekognitionTags, OnlyACollectionOfThisRegionAndAccountHasSome) {
  RekognitionCalls calls;
  calls.create("friends");
  for (const std::string arn :
       {"arn:aws:rekognition:us-east-1:000000000000:collection/nobody",
        "arn:aws:rekognition:eu-west-1:000000000000:collection/friends",
        "arn:aws:rekognition:us-east-1:123456789012:collection/friends",
        "arn:aws:rekognition:us-east-1:000000000000:project/friends",
        "aws:rekognition:us-east-1:000000000000:collection/friends", "collection/friends 12345678"}) {
    EXPECT_EQ(code_of(tag_resource(calls.call(), {.resource_arn = arn, .tags = {{"a", "b"}}})),
              "ResourceNotFoundException")
        << arn;
    EXPECT_EQ(code_of(untag_resource(calls.call(), {.resource_arn = arn, .tag_keys = {"a"}})),
              "ResourceNotFoundException");
    EXPECT_EQ(code_of(list_tags_for_resource(calls.call(), {.resource_arn = arn})), "ResourceNotFoundException");
  }
  EXPECT_THAT(tags_of(calls), IsEmpty());
}

TEST(RekognitionTags, ACollectionHasAtMostTwoHundred) {
  RekognitionCalls calls;
  calls.create("friends");
  Tags many;
  for (int i = 0; i < 199; ++i)
    many["key" + std::to_string(i)] = "";
  ASSERT_TRUE(tag_resource(calls.call(), {.resource_arn = kArn, .tags = many}));
  EXPECT_EQ(code_of(tag_resource(calls.call(), {.resource_arn = kArn, .tags = {{"one", ""}, {"two", ""}}})),
            "ServiceQuotaExceededException");
  EXPECT_EQ(tags_of(calls).size(), 199U);
  EXPECT_TRUE(tag_resource(calls.call(), {.resource_arn = kArn, .tags = {{"one", ""}}}));
  EXPECT_TRUE(tag_resource(calls.call(), {.resource_arn = kArn, .tags = {{"one", "changed"}}}));
}

TEST(RekognitionTags, CallsAtOnceDoNotUndoEachOther) {
  RekognitionCalls calls;
  calls.create("friends");
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread)
      threads.emplace_back([&calls, thread] {
        for (int i = 0; i < 40; ++i) {
          const std::string key = std::to_string(thread) + "/" + std::to_string(i);
          EXPECT_TRUE(tag_resource(calls.call(), {.resource_arn = kArn, .tags = {{key, ""}}}));
        }
      });
  }
  EXPECT_EQ(tags_of(calls).size(), 160U);
}

}  // namespace
}  // namespace spotter::testing
