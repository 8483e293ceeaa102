// IndexFaces, ListFaces, DeleteFaces, SearchFaces, SearchFacesByImage, SearchUsersByImage.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/rekognition_calls.h"

namespace spotter::testing {
namespace {

using namespace rekognition;  // NOLINT(google-build-using-namespace)
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kFriends = "friends";

struct RekognitionFaces : ::testing::Test, RekognitionCalls {
  RekognitionFaces() { create(kFriends); }

  aws::Outcome<IndexFacesResponse> index(int seed = 0, std::optional<std::string> name = {},
                                         std::optional<int> max_faces = {}, std::optional<QualityFilter> filter = {}) {
    return index_faces(call(), {.collection_id = kFriends,
                                .image = image_of(seed),
                                .external_image_id = std::move(name),
                                .detection_attributes = {},
                                .max_faces = max_faces,
                                .quality_filter = filter});
  }
  std::vector<Face> kept() { return list_faces(call(), {.collection_id = kFriends})->faces; }
  aws::Outcome<SearchFacesByImageResponse> search(std::optional<QualityFilter> filter = {}) {
    return search_faces_by_image(call(), {.collection_id = kFriends,
                                          .image = image_of(),
                                          .max_faces = {},
                                          .face_match_threshold = {},
                                          .quality_filter = filter});
  }
  aws::Outcome<SearchUsersByImageResponse> search_users_by(std::optional<QualityFilter> filter = {}) {
    return search_users_by_image(call(), {.collection_id = kFriends,
                                          .image = image_of(),
                                          .user_match_threshold = {},
                                          .max_users = {},
                                          .quality_filter = filter});
  }
};

std::vector<std::string> ids_of(const std::vector<Face>& faces) {
  std::vector<std::string> ids;
  for (const Face& face : faces)
    ids.push_back(face.face_id);
  return ids;
}
std::vector<std::string> ids_of(const std::vector<FaceRecord>& records) {
  std::vector<std::string> ids;
  for (const FaceRecord& record : records)
    ids.push_back(record.face.face_id);
  return ids;
}
std::vector<std::string> ids_of(const std::vector<FaceMatch>& matches) {
  std::vector<std::string> ids;
  for (const FaceMatch& match : matches)
    ids.push_back(match.face.face_id);
  return ids;
}
std::vector<float> widths_of(const std::vector<FaceRecord>& records) {
  std::vector<float> widths;
  for (const FaceRecord& record : records)
    widths.push_back(record.face.bounding_box.width);
  return widths;
}

TEST_F(RekognitionFaces, AreIndexedTheLargestFirst) {
  show(0.2F, 0);
  show(0.4F, 90);
  const auto indexed = index(0, "party.jpg");
  ASSERT_TRUE(indexed) << message_of(indexed);
  EXPECT_EQ(indexed->face_model_version, "7.0");
  EXPECT_THAT(widths_of(indexed->face_records), ElementsAre(0.4F, 0.2F));
  EXPECT_THAT(indexed->unindexed_faces, IsEmpty());
  const Face& face = indexed->face_records[0].face;
  EXPECT_EQ(face.external_image_id, "party.jpg");
  EXPECT_EQ(face.image_id, indexed->face_records[1].face.image_id);
  EXPECT_EQ(face.image_id[14], '5');  // name-based
  EXPECT_EQ(face.face_id[14], '5');
  EXPECT_EQ(face.confidence, 99);
  EXPECT_EQ(face.index_faces_model_version, "7.0");
  EXPECT_FALSE(face.user_id);
  EXPECT_EQ(describe_collection(call(), {.collection_id = kFriends})->face_count, 2);
  const Asked& asked = service.engine.now.asked_for.back();
  EXPECT_TRUE(asked.faces);
  EXPECT_TRUE(asked.face_vectors);
  EXPECT_FALSE(asked.face_attributes);
}

TEST_F(RekognitionFaces, ThePictureIndexedAgainMakesNoSecondFaces) {
  show(0.2F, 0);
  show(0.4F, 90);
  const auto first = index(0, "party.jpg");
  const auto second = index(0, "party.jpg");
  EXPECT_EQ(ids_of(first->face_records), ids_of(second->face_records));
  EXPECT_THAT(kept(), SizeIs(2));
  // The same faces chosen otherwise are the same faces.
  EXPECT_EQ(index(0, "party.jpg", 1)->face_records[0].face.face_id, first->face_records[0].face.face_id);
  EXPECT_THAT(kept(), SizeIs(2));

  const auto other_name = index(0, "again.jpg");
  EXPECT_EQ(other_name->face_records[0].face.image_id, first->face_records[0].face.image_id);
  EXPECT_THAT(kept(), SizeIs(4));
  const auto other_picture = index(1, "party.jpg");
  EXPECT_NE(other_picture->face_records[0].face.image_id, first->face_records[0].face.image_id);
  EXPECT_THAT(kept(), SizeIs(6));
  index();
  EXPECT_THAT(kept(), SizeIs(8));

  create("others");
  const auto elsewhere =
      index_faces(call(), {.collection_id = "others", .image = image_of(), .external_image_id = "party.jpg"});
  EXPECT_EQ(ids_of(elsewhere->face_records), ids_of(first->face_records));

  service.engine.matching.models = "newer";
  index(0, "party.jpg");
  EXPECT_THAT(kept(), SizeIs(10));
}

TEST_F(RekognitionFaces, OneThatIsIndexedAgainKeepsItsUser) {
  show(0.2F, 0);
  const std::string face = index()->face_records[0].face.face_id;
  add_user(kFriends, "ann", {face});
  EXPECT_EQ(index()->face_records[0].face.user_id, "ann");
  EXPECT_EQ(kept()[0].user_id, "ann");
}

TEST_F(RekognitionFaces, APictureWithoutFacesIsNoError) {
  const auto indexed = index();
  ASSERT_TRUE(indexed) << message_of(indexed);
  EXPECT_THAT(indexed->face_records, IsEmpty());
  EXPECT_THAT(indexed->unindexed_faces, IsEmpty());
  EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(RekognitionFaces, WhatIsBelowTheBarIsLeftOutWithReasons) {
  show(0.2F, 0);
  show(0.4F, 90, 1);  // dark
  const auto usual = index();
  EXPECT_THAT(widths_of(usual->face_records), ElementsAre(0.2F));
  ASSERT_THAT(usual->unindexed_faces, SizeIs(1));
  EXPECT_THAT(usual->unindexed_faces[0].reasons, ElementsAre(Reason::LOW_BRIGHTNESS));
  EXPECT_EQ(usual->unindexed_faces[0].face_detail.bounding_box.width, 0.4F);
  EXPECT_THAT(index(1, {}, {}, QualityFilter::NONE)->face_records, SizeIs(2));
}

TEST_F(RekognitionFaces, BeyondTheMostThePoorAndThenTheSmallestAreLeftOut) {
  show(0.1F, 0);
  show(0.4F, 20, 1);  // dark
  show(0.3F, 40);
  show(0.2F, 60);
  const auto three = index(0, {}, 3, QualityFilter::NONE);
  EXPECT_THAT(widths_of(three->face_records), ElementsAre(0.3F, 0.2F, 0.1F));
  ASSERT_THAT(three->unindexed_faces, SizeIs(1));
  EXPECT_THAT(three->unindexed_faces[0].reasons, ElementsAre(Reason::EXCEEDS_MAX_FACES));
  EXPECT_EQ(three->unindexed_faces[0].face_detail.bounding_box.width, 0.4F);

  const auto two = index(1, {}, 2);
  EXPECT_THAT(widths_of(two->face_records), ElementsAre(0.3F, 0.2F));
  ASSERT_THAT(two->unindexed_faces, SizeIs(2));
  EXPECT_THAT(two->unindexed_faces[0].reasons, ElementsAre(Reason::LOW_BRIGHTNESS));
  EXPECT_THAT(two->unindexed_faces[1].reasons, ElementsAre(Reason::EXCEEDS_MAX_FACES));
}

TEST_F(RekognitionFaces, AHundredFacesOfAPictureAtMost) {
  for (int i = 0; i < 101; ++i)
    show(0.1F + 0.001F * static_cast<float>(i), 0);
  const auto indexed = index(0, {}, 5000);
  EXPECT_THAT(indexed->face_records, SizeIs(100));
  EXPECT_FLOAT_EQ(widths_of(indexed->face_records).back(), 0.101F);
}

TEST_F(RekognitionFaces, MoreIsToldWhereItIsAskedFor) {
  show(0.2F, 0);
  service.engine.now.finds.face_details[0].smile = FaceAttribute{.value = true, .confidence = 90};
  service.engine.now.finds.face_details[0].age_range = AgeRange{.low = 20, .high = 30};
  const auto plain = index();
  EXPECT_FALSE(plain->face_records[0].face_detail.smile);
  EXPECT_TRUE(plain->face_records[0].face_detail.pose);
  const auto more = index_faces(call(), {.collection_id = kFriends,
                                         .image = image_of(),
                                         .external_image_id = {},
                                         .detection_attributes = std::vector{Attribute::SMILE}});
  EXPECT_TRUE(more->face_records[0].face_detail.smile);
  EXPECT_FALSE(more->face_records[0].face_detail.age_range);
  EXPECT_TRUE(service.engine.now.asked_for.back().face_attributes);
}

TEST_F(RekognitionFaces, ACollectionThatIsNotThereIsToldBeforeThePictureIsLookedAt) {
  const auto indexed = index_faces(call(), {.collection_id = "nowhere", .image = image_of()});
  EXPECT_EQ(message_of(indexed), "The collection id: nowhere does not exist");
  EXPECT_EQ(message_of(search_faces_by_image(call(), {.collection_id = "nowhere", .image = image_of()})),
            "The collection id: nowhere does not exist");
  EXPECT_EQ(message_of(search_users_by_image(call(), {.collection_id = "nowhere", .image = image_of()})),
            "The collection id: nowhere does not exist");
  EXPECT_THAT(service.engine.now.images, IsEmpty());
}

TEST_F(RekognitionFaces, ACollectionThatIsDeletedMeanwhileTakesNoFaces) {
  service.engine.now.finds_in = [this](BytesView) {
    EXPECT_TRUE(delete_collection(call(), {.collection_id = kFriends}));
    return Findings{.face_details = {{.bounding_box = {.width = 0.5F, .height = 0.5F}, .confidence = 99}},
                    .face_vectors = {at_degrees(0)}};
  };
  EXPECT_EQ(code_of(index()), "ResourceNotFoundException");
  create(kFriends);
  EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(RekognitionFaces, WithoutModelsACallComesBackLater) {
  service.engine.state = {.ready = false, .reason = "the models are loading"};
  EXPECT_EQ(code_of(index()), "ThrottlingException");
  EXPECT_EQ(code_of(search()), "ThrottlingException");
  EXPECT_EQ(code_of(search_faces(call(), {.collection_id = kFriends, .face_id = id_of(1)})), "ThrottlingException");
  EXPECT_TRUE(list_faces(call(), {.collection_id = kFriends}));
}

TEST_F(RekognitionFaces, AreListedInPagesAndNarrowed) {
  std::vector<std::string> faces;
  for (int i = 0; i < 5; ++i)
    faces.push_back(put(kFriends, i, 0));
  add_user(kFriends, "ann", {faces[1], faces[3]});
  EXPECT_EQ(ids_of(kept()), faces);

  const auto first = list_faces(call(), {.collection_id = kFriends, .next_token = {}, .max_results = 3});
  EXPECT_THAT(ids_of(first->faces), ElementsAre(faces[0], faces[1], faces[2]));
  EXPECT_EQ(first->face_model_version, "7.0");
  const auto second = list_faces(call(), {.collection_id = kFriends, .next_token = first->next_token});
  EXPECT_THAT(ids_of(second->faces), ElementsAre(faces[3], faces[4]));
  EXPECT_FALSE(second->next_token);

  const auto of_ann =
      list_faces(call(), {.collection_id = kFriends, .next_token = {}, .max_results = {}, .user_id = "ann"});
  EXPECT_THAT(ids_of(of_ann->faces), ElementsAre(faces[1], faces[3]));
  const std::vector<std::string> named{faces[4], faces[1], faces[4], id_of(77)};
  const auto by_id = list_faces(
      call(), {.collection_id = kFriends, .next_token = {}, .max_results = 1, .user_id = {}, .face_ids = named});
  EXPECT_THAT(ids_of(by_id->faces), ElementsAre(faces[1]));
  const std::vector<std::string> otherwise_named{faces[1], id_of(77), faces[4]};
  const auto rest = list_faces(call(), {.collection_id = kFriends,
                                        .next_token = by_id->next_token,
                                        .max_results = {},
                                        .user_id = {},
                                        .face_ids = otherwise_named});
  ASSERT_TRUE(rest);
  EXPECT_THAT(ids_of(rest->faces), ElementsAre(faces[4]));
}

TEST_F(RekognitionFaces, OnesAreDeletedAndWhyNot) {
  const std::string free = put(kFriends, 1, 0);
  const std::string of_ann = put(kFriends, 2, 0);
  const std::string searched = put(kFriends, 3, 0);
  add_user(kFriends, "ann", {of_ann});
  ASSERT_THAT(search_faces(call(), {.collection_id = kFriends, .face_id = searched})->face_matches, SizeIs(2));
  const auto deleted = delete_faces(call(), {.collection_id = kFriends, .face_ids = {free, of_ann, id_of(77), free}});
  ASSERT_TRUE(deleted);
  EXPECT_THAT(deleted->deleted_faces, ElementsAre(free));
  ASSERT_THAT(deleted->unsuccessful_face_deletions, SizeIs(2));
  EXPECT_EQ(deleted->unsuccessful_face_deletions[0].face_id, of_ann);
  EXPECT_EQ(deleted->unsuccessful_face_deletions[0].user_id, "ann");
  EXPECT_THAT(deleted->unsuccessful_face_deletions[0].reasons,
              ElementsAre(UnsuccessfulFaceDeletionReason::ASSOCIATED_TO_AN_EXISTING_USER));
  EXPECT_THAT(deleted->unsuccessful_face_deletions[1].reasons,
              ElementsAre(UnsuccessfulFaceDeletionReason::FACE_NOT_FOUND));
  EXPECT_EQ(ids_of(search_faces(call(), {.collection_id = kFriends, .face_id = searched})->face_matches),
            std::vector{of_ann});
  EXPECT_EQ(code_of(delete_faces(call(), {.collection_id = "nowhere", .face_ids = {free}})),
            "ResourceNotFoundException");
}

TEST_F(RekognitionFaces, ASearchGivesOthersByDescendingSimilarity) {
  const std::string searched = put(kFriends, 1, 0);
  const std::string near = put(kFriends, 2, 10);
  const std::string edge = put(kFriends, 3, 36);  // cosine .8090
  put(kFriends, 4, 37);                           // cosine .7986
  const std::string same = put(kFriends, 5, 0);
  put(kFriends, 6, 0, "others");
  const auto found = search_faces(call(), {.collection_id = kFriends, .face_id = searched});
  ASSERT_TRUE(found) << message_of(found);
  EXPECT_EQ(found->searched_face_id, searched);
  EXPECT_EQ(found->face_model_version, "7.0");
  EXPECT_THAT(ids_of(found->face_matches), ElementsAre(same, near, edge));
  EXPECT_NEAR(found->face_matches[1].similarity, 98.48F, 0.01F);
  EXPECT_EQ(found->face_matches[1].face.external_image_id, "n2");
  EXPECT_THAT(
      ids_of(search_faces(call(), {.collection_id = kFriends, .face_id = searched, .max_faces = 1})->face_matches),
      ElementsAre(same));
  EXPECT_THAT(
      search_faces(call(), {.collection_id = kFriends, .face_id = searched, .max_faces = {}, .face_match_threshold = 0})
          ->face_matches,
      SizeIs(4));
}

TEST_F(RekognitionFaces, AFaceOfOtherModelsIsLikeNone) {
  put(kFriends, 1, 0);
  const std::string old = put(kFriends, 2, 0, "others");
  put(kFriends, 3, 0, "others");
  EXPECT_THAT(search_faces(call(), {.collection_id = kFriends, .face_id = old})->face_matches, IsEmpty());
}

TEST_F(RekognitionFaces, AFaceThatIsNotThereIsNotSearchedBy) {
  const auto found = search_faces(call(), {.collection_id = kFriends, .face_id = id_of(1)});
  EXPECT_EQ(code_of(found), "InvalidParameterException");
  EXPECT_EQ(message_of(found), "faceId was not found in the collection");
}

TEST_F(RekognitionFaces, APictureIsSearchedByItsLargestFace) {
  const std::string near = put(kFriends, 1, 10);
  put(kFriends, 2, 90);
  show(0.2F, 90);
  show(0.4F, 0);
  const auto found = search();
  ASSERT_TRUE(found) << message_of(found);
  EXPECT_EQ(found->searched_face_bounding_box.width, 0.4F);
  EXPECT_EQ(found->searched_face_confidence, 99);
  EXPECT_THAT(ids_of(found->face_matches), ElementsAre(near));
}

TEST_F(RekognitionFaces, APictureWithoutAGoodFaceIsNotSearchedBy) {
  const std::string none = "There are no faces in the image. Should be at least 1.";
  EXPECT_EQ(message_of(search()), none);
  EXPECT_EQ(code_of(search()), "InvalidParameterException");
  show(0.4F, 0, 1);  // dark
  EXPECT_EQ(message_of(search(QualityFilter::AUTO)), none);
  EXPECT_TRUE(search());
}

TEST_F(RekognitionFaces, UsersAreFoundByAPicture) {
  add_user(kFriends, "ann", {put(kFriends, 1, 10)});
  add_user(kFriends, "bob", {put(kFriends, 2, 90)});
  show(0.2F, 90);
  show(0.4F, 0);
  const auto found = search_users_by();
  ASSERT_TRUE(found) << message_of(found);
  ASSERT_THAT(found->user_matches, SizeIs(1));
  EXPECT_EQ(found->user_matches[0].user.user_id, "ann");
  ASSERT_TRUE(found->searched_face);
  EXPECT_EQ(found->searched_face->face_detail.bounding_box.width, 0.4F);
  ASSERT_THAT(found->unsearched_faces, SizeIs(1));
  EXPECT_EQ(found->unsearched_faces[0].face_details.bounding_box.width, 0.2F);
  EXPECT_THAT(found->unsearched_faces[0].reasons, ElementsAre(UnsearchedFaceReason::FACE_NOT_LARGEST));
}

TEST_F(RekognitionFaces, NoFaceIsNoErrorInTheSearchForUsers) {
  const auto nothing = search_users_by();
  ASSERT_TRUE(nothing) << message_of(nothing);
  EXPECT_THAT(nothing->user_matches, IsEmpty());
  EXPECT_FALSE(nothing->searched_face);
  EXPECT_THAT(nothing->unsearched_faces, IsEmpty());

  add_user(kFriends, "ann", {put(kFriends, 1, 0)});
  show(0.4F, 0, 1);  // dark
  const auto dark = search_users_by(QualityFilter::AUTO);
  EXPECT_THAT(dark->user_matches, IsEmpty());
  EXPECT_FALSE(dark->searched_face);
  ASSERT_THAT(dark->unsearched_faces, SizeIs(1));
  EXPECT_THAT(dark->unsearched_faces[0].reasons, ElementsAre(UnsearchedFaceReason::LOW_BRIGHTNESS));
}

}  // namespace
}  // namespace spotter::testing
