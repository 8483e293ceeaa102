// CreateCollection, DescribeCollection, ListCollections, DeleteCollection; pages of lists.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/rekognition/paging.h"
#include "http/rekognition_calls.h"

namespace spotter::testing {
namespace {

using namespace rekognition;  // NOLINT(google-build-using-namespace)
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::IsEmpty;

TEST(RekognitionCollections, OneIsCreatedAndDescribed) {
  RekognitionCalls calls;
  const auto created = create_collection(calls.call(), {.collection_id = "friends", .tags = Tags{{"team", "a"}}});
  ASSERT_TRUE(created);
  EXPECT_EQ(created->status_code, 200);
  EXPECT_EQ(created->collection_arn, "aws:rekognition:us-east-1:000000000000:collection/friends");
  EXPECT_EQ(created->face_model_version, "7.0");

  calls.put("friends", 1, 0);
  calls.put("friends", 2, 90);
  calls.add_user("friends", "ann");
  const auto described = describe_collection(calls.call(), {.collection_id = "friends"});
  ASSERT_TRUE(described);
  EXPECT_EQ(described->collection_a_r_n, "arn:aws:rekognition:us-east-1:000000000000:collection/friends");
  EXPECT_EQ(described->face_count, 2);
  EXPECT_EQ(described->user_count, 1);
  EXPECT_DOUBLE_EQ(described->creation_timestamp.value,
                   std::chrono::duration<double>(noon().time_since_epoch()).count());
}

TEST(RekognitionCollections, ATimeHasItsFractionOfASecond) {
  RekognitionCalls calls;
  calls.service.world.clock.advance(std::chrono::milliseconds(250));
  calls.create("friends");
  const auto described = describe_collection(calls.call(), {.collection_id = "friends"});
  ASSERT_TRUE(described);
  EXPECT_DOUBLE_EQ(described->creation_timestamp.value - std::floor(described->creation_timestamp.value), 0.25);
}

TEST(RekognitionCollections, AnIdIsTakenOnceAndItsCaseCounts) {
  RekognitionCalls calls;
  calls.create("friends");
  const auto again = create_collection(calls.call(), {.collection_id = "friends", .tags = {}});
  EXPECT_EQ(code_of(again), "ResourceAlreadyExistsException");
  EXPECT_EQ(message_of(again), "The collection id: friends already exists");
  EXPECT_TRUE(create_collection(calls.call(), {.collection_id = "Friends", .tags = {}}));
}

TEST(RekognitionCollections, TagsAtCreationNeedTheRightToTag) {
  RekognitionCalls calls;
  const auto policy = iam::parse_policy(R"({"Version":"2012-10-17","Statement":[
      {"Effect":"Allow","Action":"rekognition:CreateCollection","Resource":"*"}]})");
  ASSERT_TRUE(policy);
  calls.principal.policy = std::make_shared<const iam::Policy>(*policy);
  EXPECT_EQ(code_of(create_collection(calls.call(), {.collection_id = "friends", .tags = Tags{{"team", "a"}}})),
            "AccessDeniedException");
  EXPECT_EQ(code_of(describe_collection(calls.call(), {.collection_id = "friends"})), "ResourceNotFoundException");
  EXPECT_TRUE(create_collection(calls.call(), {.collection_id = "friends", .tags = {}}));
}

TEST(RekognitionCollections, OneThatIsDeletedIsGoneWithItsFacesAtOnce) {
  RekognitionCalls calls;
  calls.create("friends");
  const std::string face = calls.put("friends", 1, 0);
  calls.put("friends", 2, 0);
  ASSERT_EQ(search_faces(calls.call(), {.collection_id = "friends", .face_id = face})->face_matches.size(), 1U);
  const auto deleted = delete_collection(calls.call(), {.collection_id = "friends"});
  ASSERT_TRUE(deleted);
  EXPECT_EQ(deleted->status_code, 200);
  for (const auto& message : {message_of(describe_collection(calls.call(), {.collection_id = "friends"})),
                              message_of(delete_collection(calls.call(), {.collection_id = "friends"})),
                              message_of(list_faces(calls.call(), {.collection_id = "friends"})),
                              message_of(search_faces(calls.call(), {.collection_id = "friends", .face_id = face}))})
    EXPECT_EQ(message, "The collection id: friends does not exist");

  calls.create("friends");
  calls.put("friends", 3, 0);
  EXPECT_THAT(search_faces(calls.call(), {.collection_id = "friends", .face_id = calls.id_of(3)})->face_matches,
              IsEmpty());
}

TEST(RekognitionCollections, AreListedByIdInPages) {
  RekognitionCalls calls;
  for (const char* id : {"c", "a", "d", "b"})
    calls.create(id);
  const auto all = list_collections(calls.call(), {});
  ASSERT_TRUE(all);
  EXPECT_THAT(all->collection_ids, ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(all->face_model_versions, ElementsAre("7.0", "7.0", "7.0", "7.0"));
  EXPECT_FALSE(all->next_token);
  EXPECT_EQ(list_collections(calls.call(), {.next_token = {}, .max_results = 0})->collection_ids.size(), 4U);

  const auto first = list_collections(calls.call(), {.next_token = {}, .max_results = 3});
  EXPECT_THAT(first->collection_ids, ElementsAre("a", "b", "c"));
  ASSERT_TRUE(first->next_token);
  const auto second = list_collections(calls.call(), {.next_token = first->next_token, .max_results = 3});
  EXPECT_THAT(second->collection_ids, ElementsAre("d"));
  EXPECT_FALSE(second->next_token);
}

TEST(RekognitionCollections, APageHasNoSuccessorWhereNothingFollows) {
  RekognitionCalls calls;
  for (const char* id : {"a", "b"})
    calls.create(id);
  EXPECT_FALSE(list_collections(calls.call(), {.next_token = {}, .max_results = 2})->next_token);
  EXPECT_THAT(list_collections(calls.call(), {.next_token = {}, .max_results = 1})->collection_ids, ElementsAre("a"));
}

TEST(RekognitionCollections, PagesStandWhileCollectionsComeAndGo) {
  RekognitionCalls calls;
  for (const char* id : {"b", "d", "f"})
    calls.create(id);
  const auto first = list_collections(calls.call(), {.next_token = {}, .max_results = 2});
  ASSERT_TRUE(delete_collection(calls.call(), {.collection_id = "d"}));  // the one that the token names
  calls.create("a");
  calls.create("e");
  const auto second = list_collections(calls.call(), {.next_token = first->next_token, .max_results = 2});
  ASSERT_TRUE(second);
  EXPECT_THAT(second->collection_ids, ElementsAre("e", "f"));
}

TEST(RekognitionPaging, AForeignOrMadeUpTokenIsRefused) {
  RekognitionCalls calls;
  for (const char* id : {"a", "b"}) {
    calls.create(id);
    calls.put(id, 1, 0);
    calls.put(id, 2, 0);
  }
  const auto token = list_faces(calls.call(), {.collection_id = "a", .next_token = {}, .max_results = 1})->next_token;
  ASSERT_TRUE(token);
  EXPECT_TRUE(list_faces(calls.call(), {.collection_id = "a", .next_token = token}));

  std::string changed = *token;
  changed.front() = changed.front() == 'A' ? 'B' : 'A';
  for (const auto& refused : {list_faces(calls.call(), {.collection_id = "b", .next_token = token}),
                              list_faces(calls.call(), {.collection_id = "a", .next_token = token, .user_id = "ann"}),
                              list_faces(calls.call(), {.collection_id = "a", .next_token = changed}),
                              list_faces(calls.call(), {.collection_id = "a", .next_token = "made up"}),
                              list_faces(calls.call(), {.collection_id = "a", .next_token = "AAAA"}),
                              list_faces(calls.call(), {.collection_id = "a", .next_token = ""})}) {
    EXPECT_EQ(code_of(refused), "InvalidPaginationTokenException");
    EXPECT_EQ(message_of(refused), "Invalid Pagination Token");
  }
  EXPECT_EQ(code_of(list_users(calls.call(), {.collection_id = "a", .max_results = {}, .next_token = token})),
            "InvalidPaginationTokenException");
}

TEST(RekognitionPaging, TokensOfTheLongestIdsAreShortEnoughAndEnd) {
  RekognitionCalls calls;
  const PagedList list{.operation = "ListCollections"};
  for (const std::size_t length : {1U, 182U, 183U, 255U}) {
    const std::string id(length, 'x');
    const auto token = token_after(calls.call(), list, id);
    ASSERT_TRUE(token);
    EXPECT_LE(token->size(), 255U) << length;
    const auto begin = begin_of_page(calls.call(), list, *token);
    ASSERT_TRUE(begin) << length;
    EXPECT_EQ(*begin, id);
    EXPECT_EQ(code_of(begin_of_page(calls.call(), {.operation = "ListUsers"}, *token)),
              "InvalidPaginationTokenException");
  }
  const auto token = token_after(calls.call(), list, std::string(255, 'x'));
  calls.service.world.clock.advance(std::chrono::hours(25));
  EXPECT_EQ(code_of(begin_of_page(calls.call(), list, *token)), "InvalidPaginationTokenException");
}

}  // namespace
}  // namespace spotter::testing
