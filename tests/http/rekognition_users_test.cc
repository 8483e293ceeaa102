// Users of a collection: their life, their faces, the search for them, and calls that come twice.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/rekognition/request_token.h"
#include "http/rekognition_calls.h"

namespace spotter::testing {
namespace {

using namespace rekognition;  // NOLINT(google-build-using-namespace)
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

constexpr const char* kFriends = "friends";

struct RekognitionUsers : ::testing::Test, RekognitionCalls {
  RekognitionUsers() { create(kFriends); }

  aws::Outcome<CreateUserResponse> create_one(const std::string& user, std::optional<std::string> token = {}) {
    return create_user(call(), {.collection_id = kFriends, .user_id = user, .client_request_token = std::move(token)});
  }
  aws::Outcome<DeleteUserResponse> delete_one(const std::string& user, std::optional<std::string> token = {}) {
    return delete_user(call(), {.collection_id = kFriends, .user_id = user, .client_request_token = std::move(token)});
  }
  aws::Outcome<AssociateFacesResponse> associate(const std::string& user, std::vector<std::string> faces,
                                                 std::optional<float> threshold = {},
                                                 std::optional<std::string> token = {}) {
    return associate_faces(call(), {.collection_id = kFriends,
                                    .user_id = user,
                                    .face_ids = std::move(faces),
                                    .user_match_threshold = threshold,
                                    .client_request_token = std::move(token)});
  }
  aws::Outcome<DisassociateFacesResponse> disassociate(const std::string& user, std::vector<std::string> faces) {
    return disassociate_faces(
        call(), {.collection_id = kFriends, .user_id = user, .client_request_token = {}, .face_ids = std::move(faces)});
  }
  std::vector<User> users() { return list_users(call(), {.collection_id = kFriends})->users; }
  std::optional<std::string> user_of(const std::string& face) {
    return service.world.collections.face(kFriends, face, soon())->user_id;
  }
};

auto is_user(const std::string& id, UserStatus status) {
  return AllOf(Field(&User::user_id, id), Field(&User::user_status, status));
}
auto is_associated(const std::string& id) {
  return Field(&AssociatedFace::face_id, id);
}

TEST_F(RekognitionUsers, OneIsCreatedOnceAndDeleted) {
  ASSERT_TRUE(create_one("ann"));
  EXPECT_THAT(users(), ElementsAre(is_user("ann", UserStatus::CREATED)));
  EXPECT_EQ(code_of(create_one("ann")), "ConflictException");
  EXPECT_EQ(message_of(create_one("ann")), "The user id: ann already exists");
  ASSERT_TRUE(delete_one("ann"));
  EXPECT_THAT(users(), IsEmpty());
  EXPECT_EQ(code_of(delete_one("ann")), "ResourceNotFoundException");
  EXPECT_EQ(message_of(delete_one("ann")), "The user id: ann does not exist");
}

TEST_F(RekognitionUsers, NothingIsDoneInACollectionThatIsNotThere) {
  const std::string missing = "The collection id: nowhere does not exist";
  const std::string face = id_of(1);
  EXPECT_EQ(message_of(create_user(call(), {.collection_id = "nowhere", .user_id = "ann"})), missing);
  EXPECT_EQ(message_of(delete_user(call(), {.collection_id = "nowhere", .user_id = "ann"})), missing);
  EXPECT_EQ(message_of(list_users(call(), {.collection_id = "nowhere"})), missing);
  EXPECT_EQ(message_of(associate_faces(call(), {.collection_id = "nowhere", .user_id = "ann", .face_ids = {face}})),
            missing);
  EXPECT_EQ(
      message_of(disassociate_faces(
          call(), {.collection_id = "nowhere", .user_id = "ann", .client_request_token = {}, .face_ids = {face}})),
      missing);
  EXPECT_EQ(message_of(search_users(call(), {.collection_id = "nowhere", .user_id = "ann"})), missing);
}

TEST_F(RekognitionUsers, AreListedInPages) {
  for (const char* id : {"cid", "ann", "bob"})
    ASSERT_TRUE(create_one(id));
  const auto first = list_users(call(), {.collection_id = kFriends, .max_results = 2, .next_token = {}});
  EXPECT_THAT(first->users, ElementsAre(is_user("ann", UserStatus::CREATED), is_user("bob", UserStatus::CREATED)));
  const auto second =
      list_users(call(), {.collection_id = kFriends, .max_results = 2, .next_token = first->next_token});
  EXPECT_THAT(second->users, ElementsAre(is_user("cid", UserStatus::CREATED)));
  EXPECT_FALSE(second->next_token);
}

TEST_F(RekognitionUsers, WithFacesOneIsActiveAtOnce) {
  ASSERT_TRUE(create_one("ann"));
  const std::string face = put(kFriends, 1, 0);
  const auto associated = associate("ann", {face, face});
  ASSERT_TRUE(associated) << message_of(associated);
  EXPECT_THAT(associated->associated_faces, ElementsAre(is_associated(face)));
  EXPECT_THAT(associated->unsuccessful_face_associations, IsEmpty());
  EXPECT_EQ(associated->user_status, UserStatus::ACTIVE);
  EXPECT_THAT(users(), ElementsAre(is_user("ann", UserStatus::ACTIVE)));
  EXPECT_EQ(list_faces(call(), {.collection_id = kFriends})->faces.at(0).user_id, "ann");

  const auto again = associate("ann", {face});
  EXPECT_THAT(again->associated_faces, IsEmpty());
  EXPECT_THAT(again->unsuccessful_face_associations, IsEmpty());
  EXPECT_EQ(again->user_status, UserStatus::ACTIVE);
}

TEST_F(RekognitionUsers, TheFirstFacesNeedNotBeAlikeLaterOnesMust) {
  ASSERT_TRUE(create_one("ann"));
  const std::string first = put(kFriends, 1, 0);
  const std::string unlike = put(kFriends, 2, 60);
  const std::string alike = put(kFriends, 3, 41);  // cosine .7547
  const std::string less = put(kFriends, 4, 42);   // cosine .7431
  ASSERT_EQ(associate("ann", {first})->associated_faces.size(), 1U);
  const auto later = associate("ann", {less, alike, unlike});
  ASSERT_TRUE(later);
  EXPECT_THAT(later->associated_faces, ElementsAre(is_associated(alike)));
  ASSERT_EQ(later->unsuccessful_face_associations.size(), 2U);
  const auto& refused = later->unsuccessful_face_associations[0];
  EXPECT_EQ(refused.face_id, less);
  EXPECT_THAT(refused.reasons, ElementsAre(UnsuccessfulFaceAssociationReason::LOW_MATCH_CONFIDENCE));
  EXPECT_NEAR(refused.confidence.value_or(0), 74.31F, 0.01F);
  EXPECT_FALSE(refused.user_id);
  EXPECT_EQ(later->unsuccessful_face_associations[1].face_id, unlike);
  EXPECT_FALSE(user_of(unlike));

  ASSERT_TRUE(create_one("bob"));
  EXPECT_EQ(associate("bob", {less, unlike})->associated_faces.size(), 2U);
}

TEST_F(RekognitionUsers, TheThresholdIsInclusiveAndTheCallersOwn) {
  ASSERT_TRUE(create_one("ann"));
  const std::string first = put(kFriends, 1, 0);
  const std::string unlike = put(kFriends, 2, 90);
  ASSERT_EQ(associate("ann", {first})->associated_faces.size(), 1U);
  EXPECT_THAT(associate("ann", {unlike}, 1.0F)->associated_faces, IsEmpty());
  EXPECT_EQ(associate("ann", {unlike}, 0.0F)->associated_faces.size(), 1U);
}

TEST_F(RekognitionUsers, AVectorOfOtherModelsIsLikeNobody) {
  ASSERT_TRUE(create_one("ann"));
  ASSERT_TRUE(associate("ann", {put(kFriends, 1, 0)}));
  const auto other = associate("ann", {put(kFriends, 2, 0, "others")});
  ASSERT_EQ(other->unsuccessful_face_associations.size(), 1U);
  EXPECT_EQ(other->unsuccessful_face_associations[0].confidence, 0.0F);
}

TEST_F(RekognitionUsers, WhyAFaceIsNotAssociated) {
  const std::string of_bob = put(kFriends, 1, 0);
  add_user(kFriends, "bob", {of_bob});
  ASSERT_TRUE(create_one("ann"));
  const std::string missing = id_of(77);
  const auto response = associate("ann", {missing, of_bob});
  ASSERT_TRUE(response);
  EXPECT_THAT(response->associated_faces, IsEmpty());
  EXPECT_EQ(response->user_status, UserStatus::CREATED);
  ASSERT_EQ(response->unsuccessful_face_associations.size(), 2U);
  EXPECT_EQ(response->unsuccessful_face_associations[0].face_id, missing);
  EXPECT_THAT(response->unsuccessful_face_associations[0].reasons,
              ElementsAre(UnsuccessfulFaceAssociationReason::FACE_NOT_FOUND));
  EXPECT_THAT(response->unsuccessful_face_associations[1].reasons,
              ElementsAre(UnsuccessfulFaceAssociationReason::ASSOCIATED_TO_A_DIFFERENT_USER));
  EXPECT_EQ(response->unsuccessful_face_associations[1].user_id, "bob");
  EXPECT_EQ(message_of(associate("nobody", {of_bob})), "The user id: nobody does not exist");
}

TEST_F(RekognitionUsers, OneHasAtMostAHundredFaces) {
  ASSERT_TRUE(create_one("ann"));
  std::vector<std::string> faces;
  for (int i = 0; i < 100; ++i)
    faces.push_back(put(kFriends, i, 0));
  EXPECT_EQ(associate("ann", faces)->associated_faces.size(), 100U);
  const std::string one_more = put(kFriends, 100, 0);
  EXPECT_EQ(code_of(associate("ann", {one_more})), "ServiceQuotaExceededException");
  EXPECT_FALSE(user_of(one_more));
  EXPECT_TRUE(associate("ann", {faces[0]}));
}

TEST_F(RekognitionUsers, FacesAreFreedAndCanBeDeletedThen) {
  const std::string face = put(kFriends, 1, 0);
  const std::string free = put(kFriends, 2, 0);
  const std::string of_bob = put(kFriends, 3, 0);
  const std::string missing = id_of(77);
  add_user(kFriends, "ann", {face});
  add_user(kFriends, "bob", {of_bob});
  const auto response = disassociate("ann", {face, free, of_bob, missing});
  ASSERT_TRUE(response);
  ASSERT_EQ(response->disassociated_faces.size(), 1U);
  EXPECT_EQ(response->disassociated_faces[0].face_id, face);
  EXPECT_EQ(response->user_status, UserStatus::CREATED);
  ASSERT_EQ(response->unsuccessful_face_disassociations.size(), 2U);
  EXPECT_THAT(response->unsuccessful_face_disassociations[0].reasons,
              ElementsAre(UnsuccessfulFaceDisassociationReason::ASSOCIATED_TO_A_DIFFERENT_USER));
  EXPECT_EQ(response->unsuccessful_face_disassociations[0].user_id, "bob");
  EXPECT_THAT(response->unsuccessful_face_disassociations[1].reasons,
              ElementsAre(UnsuccessfulFaceDisassociationReason::FACE_NOT_FOUND));
  EXPECT_EQ(message_of(disassociate("nobody", {face})), "The user id: nobody does not exist");
}

TEST_F(RekognitionUsers, DeletingOneFreesItsFaces) {
  const std::string face = put(kFriends, 1, 0);
  add_user(kFriends, "ann", {face});
  ASSERT_TRUE(delete_one("ann"));
  EXPECT_FALSE(user_of(face));
  EXPECT_EQ(describe_collection(call(), {.collection_id = kFriends})->user_count, 0);
  EXPECT_EQ(describe_collection(call(), {.collection_id = kFriends})->face_count, 1);
}

TEST_F(RekognitionUsers, AreFoundByAFaceAndByAnotherUser) {
  const std::string ann = put(kFriends, 1, 0);
  const std::string bob = put(kFriends, 2, 30);   // cosine .866
  const std::string free = put(kFriends, 3, 10);  // .985 to ann, .940 to bob
  add_user(kFriends, "ann", {ann});
  add_user(kFriends, "bob", {bob});
  add_user(kFriends, "far", {put(kFriends, 4, 120)});
  add_user(kFriends, "none");

  const auto by_face = search_users(call(), {.collection_id = kFriends, .user_id = {}, .face_id = free});
  ASSERT_TRUE(by_face) << message_of(by_face);
  EXPECT_EQ(by_face->face_model_version, "7.0");
  EXPECT_EQ(by_face->searched_face.value_or(SearchedFace{}).face_id, free);
  EXPECT_FALSE(by_face->searched_user);
  ASSERT_EQ(by_face->user_matches.size(), 2U);
  EXPECT_EQ(by_face->user_matches[0].user.user_id, "ann");
  EXPECT_EQ(by_face->user_matches[0].user.user_status, UserStatus::ACTIVE);
  EXPECT_NEAR(by_face->user_matches[0].similarity, 98.48F, 0.01F);
  EXPECT_EQ(by_face->user_matches[1].user.user_id, "bob");

  const auto by_user = search_users(call(), {.collection_id = kFriends, .user_id = "ann"});
  ASSERT_EQ(by_user->user_matches.size(), 1U);
  EXPECT_EQ(by_user->user_matches[0].user.user_id, "bob");
  EXPECT_EQ(by_user->searched_user.value_or(SearchedUser{}).user_id, "ann");

  EXPECT_THAT(
      search_users(call(), {.collection_id = kFriends, .user_id = "ann", .face_id = {}, .user_match_threshold = 87})
          ->user_matches,
      IsEmpty());
  EXPECT_EQ(search_users(
                call(),
                {.collection_id = kFriends, .user_id = {}, .face_id = free, .user_match_threshold = {}, .max_users = 1})
                ->user_matches.size(),
            1U);
  EXPECT_THAT(search_users(call(), {.collection_id = kFriends, .user_id = "none"})->user_matches, IsEmpty());
}

TEST_F(RekognitionUsers, AreSearchedByExactlyOneThing) {
  const std::string face = put(kFriends, 1, 0);
  add_user(kFriends, "ann", {face});
  EXPECT_EQ(code_of(search_users(call(), {.collection_id = kFriends})), "InvalidParameterException");
  EXPECT_EQ(code_of(search_users(call(), {.collection_id = kFriends, .user_id = "ann", .face_id = face})),
            "InvalidParameterException");
  EXPECT_EQ(message_of(search_users(call(), {.collection_id = kFriends, .user_id = {}, .face_id = id_of(9)})),
            "faceId was not found in the collection");
  EXPECT_EQ(message_of(search_users(call(), {.collection_id = kFriends, .user_id = "nobody"})),
            "The user id: nobody does not exist");
}

TEST_F(RekognitionUsers, TheSameTokenAndCallGiveTheSameResponse) {
  ASSERT_TRUE(create_one("ann", "token-1"));
  EXPECT_TRUE(create_one("ann", "token-1"));
  EXPECT_EQ(code_of(create_one("ann", "token-2")), "ConflictException");
  EXPECT_EQ(code_of(create_one("ann", "token-2")), "ConflictException");
  EXPECT_EQ(code_of(create_one("bob", "token-1")), "IdempotentParameterMismatchException");
  EXPECT_EQ(message_of(create_one("bob", "token-1")),
            "The ClientRequestToken: token-1 you have supplied is already in use.");
  EXPECT_THAT(users(), ElementsAre(is_user("ann", UserStatus::CREATED)));

  const std::string face = put(kFriends, 1, 0);
  const std::string missing = id_of(77);
  const auto first = associate("ann", {face, missing}, {}, "token-1");  // tokens of other operations are others
  const auto second = associate("ann", {face, missing}, {}, "token-1");
  ASSERT_TRUE(first);
  ASSERT_TRUE(second) << message_of(second);
  EXPECT_THAT(second->associated_faces, ElementsAre(is_associated(face)));
  ASSERT_EQ(second->unsuccessful_face_associations.size(), 1U);
  EXPECT_EQ(second->unsuccessful_face_associations[0].face_id, missing);
  EXPECT_EQ(second->user_status, UserStatus::ACTIVE);
  EXPECT_EQ(code_of(associate("ann", {face}, {}, "token-1")), "IdempotentParameterMismatchException");

  ASSERT_TRUE(delete_one("ann", "token-3"));
  EXPECT_TRUE(delete_one("ann", "token-3"));
}

TEST_F(RekognitionUsers, ACallThatWasCutShortIsResumed) {
  // As after a crash between what was done and its note.
  const auto begin = [&](const std::string& operation, const auto& request) {
    const Collection collection = *service.world.collections.get(kFriends, soon());
    EXPECT_TRUE(begin_use(call(), operation, "token", to_text(described::encode(request)), collection));
  };
  const std::string face = put(kFriends, 1, 0);
  begin("CreateUser", CreateUserRequest{.collection_id = kFriends, .user_id = "ann", .client_request_token = {}});
  ASSERT_TRUE(create_one("ann"));
  EXPECT_TRUE(create_one("ann", "token"));

  begin("AssociateFaces", AssociateFacesRequest{.collection_id = kFriends, .user_id = "ann", .face_ids = {face}});
  ASSERT_TRUE(associate("ann", {face}));
  EXPECT_THAT(associate("ann", {face}, {}, "token")->associated_faces, ElementsAre(is_associated(face)));
  EXPECT_THAT(associate("ann", {face}, {}, "token")->associated_faces, ElementsAre(is_associated(face)));

  begin("DeleteUser", DeleteUserRequest{.collection_id = kFriends, .user_id = "ann", .client_request_token = {}});
  ASSERT_TRUE(delete_one("ann"));
  EXPECT_TRUE(delete_one("ann", "token"));
}

TEST_F(RekognitionUsers, ATokenIsOneCallersAndHasAnEnd) {
  ASSERT_TRUE(create_one("ann", "token"));
  principal.access_key_id = "AKIDANOTHER";
  EXPECT_EQ(code_of(create_one("ann", "token")), "ConflictException");
  principal.access_key_id.clear();
  service.world.clock.advance(std::chrono::hours(9));
  EXPECT_EQ(code_of(create_one("ann", "token")), "ConflictException");
  EXPECT_TRUE(create_one("bob", "token"));
}

TEST_F(RekognitionUsers, ATokenDoesNotOutliveItsCollection) {
  ASSERT_TRUE(create_one("ann", "token"));
  ASSERT_TRUE(delete_collection(call(), {.collection_id = kFriends}));
  EXPECT_EQ(code_of(create_one("ann", "token")), "ResourceNotFoundException");
  create(kFriends);
  ASSERT_TRUE(create_one("ann", "token"));
  EXPECT_THAT(users(), ElementsAre(is_user("ann", UserStatus::CREATED)));
  ASSERT_TRUE(create_one("ann", "token"));
  EXPECT_EQ(code_of(create_one("bob", "token")), "IdempotentParameterMismatchException");
}

}  // namespace
}  // namespace spotter::testing
