#include "app/review_image.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/erase_image.h"
#include "app/meanwhile_table.h"
#include "app/recognise_again.h"
#include "app/world.h"

namespace spotter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Images are found to show a weapon and, less surely, blood.
struct Desk : World {
  Desk() {
    labels.finds = [](Findings& findings) {
      findings.moderation_labels.push_back({.confidence = 70, .name = "Weapons"});
      findings.moderation_labels.push_back({.confidence = 40, .name = "Blood"});
    };
  }
  std::string held(const std::string& bytes = "image one") {
    std::string id = uploaded(bytes, "photo.jpg");
    settle();
    return id;
  }
  Result<Review> decide(const std::string& id, ReviewAction action, std::optional<std::string> reviewer = {},
                        std::optional<std::string> note = {}) {
    clock.advance(std::chrono::seconds(1));
    return review_image(ports(), id, {.action = action, .reviewer = std::move(reviewer), .note = std::move(note)},
                        soon());
  }
  std::optional<CurrentReview> review(const std::string& id) { return reviews_of(ports(), {item(id)}, soon())->at(0); }
  std::string state(const std::string& id) {
    const auto current = review(id);
    return current ? std::string(name_of(current->state)) : "not held";
  }
  std::vector<Review> lines(const std::string& id = "") { return reviews->list(id, 100, "", soon())->reviews; }
  std::vector<ReviewAction> actions(const std::string& id = "") {
    std::vector<ReviewAction> all;
    for (const Review& line : lines(id))
      all.push_back(line.action);
    return all;
  }
  Result<void> hold(float min_confidence, std::map<std::string, float> of_labels) {
    return change_policy(ports(), {.min_confidence = min_confidence, .labels = std::move(of_labels)}, soon());
  }
  std::vector<std::string> held_for(const std::string& id) {
    std::vector<std::string> names;
    for (const NamedConfidence& label : held_labels(item(id), *reviews->policy(soon())))
      names.push_back(label.name);
    return names;
  }
};

TEST(ReviewImage, AnImageIsApprovedAndTheTrailSaysByWhomAndWhy) {
  Desk desk;
  const std::string id = desk.held();
  EXPECT_EQ(desk.state(id), "open");
  const auto line = desk.decide(id, ReviewAction::approve, "ann", "a toy");
  ASSERT_TRUE(line);
  EXPECT_GT(line->sequence, 0);
  EXPECT_EQ(line->action, ReviewAction::approve);
  EXPECT_EQ(line->at, desk.clock.now());
  EXPECT_EQ(line->image_id, id);
  EXPECT_EQ(line->reviewer, "ann");
  EXPECT_EQ(line->note, "a toy");
  ASSERT_EQ(line->moderation_labels.value().size(), 1U) << "blood is below the threshold";
  EXPECT_EQ(line->moderation_labels->at(0).name, "Weapons");
  EXPECT_EQ(line->moderation_labels->at(0).confidence, 70);
  const auto standing = desk.review(id);
  EXPECT_EQ(standing->state, ReviewState::approved);
  EXPECT_EQ(standing->at, line->at);
  EXPECT_EQ(standing->reviewer, "ann");
  EXPECT_EQ(standing->note, "a toy");
  const auto kept = desk.lines(id);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].sequence, line->sequence);
  EXPECT_EQ(kept[0].note, "a toy");
  EXPECT_EQ(kept[0].moderation_labels->at(0).name, "Weapons");
}

TEST(ReviewImage, AnImageIsRejected) {
  Desk desk;
  const std::string id = desk.held();
  ASSERT_TRUE(desk.decide(id, ReviewAction::reject));
  EXPECT_EQ(desk.state(id), "rejected");
  EXPECT_FALSE(desk.review(id)->reviewer);
  EXPECT_FALSE(desk.review(id)->note);
}

TEST(ReviewImage, AnImageThatNothingHoldsMayBeRejectedToo) {
  Desk desk;
  desk.labels.finds = nullptr;
  const std::string id = desk.held();
  EXPECT_EQ(desk.state(id), "not held");
  ASSERT_TRUE(desk.decide(id, ReviewAction::reject));
  EXPECT_EQ(desk.state(id), "rejected");
  ASSERT_TRUE(desk.decide(id, ReviewAction::undo));
  EXPECT_EQ(desk.state(id), "not held");
}

TEST(ReviewImage, UndoLeadsToTheStateBefore) {
  Desk desk;
  const std::string id = desk.held();
  ASSERT_TRUE(desk.decide(id, ReviewAction::approve, "ann", "a toy"));
  ASSERT_TRUE(desk.decide(id, ReviewAction::reject, "bob"));
  EXPECT_EQ(desk.state(id), "rejected");
  ASSERT_TRUE(desk.decide(id, ReviewAction::undo, "bob"));
  EXPECT_EQ(desk.state(id), "approved");
  EXPECT_EQ(desk.review(id)->reviewer, "ann");
  EXPECT_EQ(desk.review(id)->note, "a toy");
  ASSERT_TRUE(desk.decide(id, ReviewAction::undo));
  EXPECT_EQ(desk.state(id), "open");
  EXPECT_THAT(desk.actions(id),
              ElementsAre(ReviewAction::undo, ReviewAction::undo, ReviewAction::reject, ReviewAction::approve));
}

TEST(ReviewImage, WithNothingToUndoItIsAConflictAndLeavesNoLine) {
  Desk desk;
  const std::string id = desk.held();
  EXPECT_EQ(desk.decide(id, ReviewAction::undo).error().code, Errc::conflict);
  ASSERT_TRUE(desk.decide(id, ReviewAction::approve));
  ASSERT_TRUE(desk.decide(id, ReviewAction::undo));
  EXPECT_EQ(desk.decide(id, ReviewAction::undo).error().code, Errc::conflict);
  EXPECT_EQ(desk.lines().size(), 2U);
}

TEST(ReviewImage, OnlyWhatIsDoneIsReviewed) {
  Desk desk;
  const std::string queued = desk.uploaded("image one");
  const auto early = desk.decide(queued, ReviewAction::approve);
  EXPECT_EQ(early.error().code, Errc::conflict);
  EXPECT_THAT(early.error().detail, HasSubstr("is queued"));
  EXPECT_EQ(desk.decide("nothing", ReviewAction::approve).error().code, Errc::not_found);
  desk.settle();
  ASSERT_TRUE(erase_image(desk.ports(), queued, soon()));
  for (const ReviewAction action : {ReviewAction::approve, ReviewAction::reject, ReviewAction::undo})
    EXPECT_EQ(desk.decide(queued, action).error().code, Errc::not_found);
  EXPECT_THAT(desk.lines(), IsEmpty());
}

TEST(ReviewImage, WordsHaveABoundAndNoneAreTheSameAsEmptyOnes) {
  Desk desk;
  const std::string id = desk.held();
  EXPECT_EQ(desk.decide(id, ReviewAction::approve, std::string(201, 'a')).error().code, Errc::invalid);
  EXPECT_EQ(desk.decide(id, ReviewAction::approve, {}, std::string(2001, 'a')).error().code, Errc::invalid);
  EXPECT_EQ(desk.decide(id, ReviewAction::policy).error().code, Errc::invalid);
  EXPECT_THAT(desk.lines(), IsEmpty());
  const auto line = desk.decide(id, ReviewAction::approve, "", "");
  EXPECT_FALSE(line->reviewer);
  EXPECT_FALSE(line->note);
  EXPECT_TRUE(desk.decide(id, ReviewAction::approve, std::string(200, 'a'), std::string(2000, 'a')));
}

TEST(ReviewImage, RecognisingAgainKeepsTheDecision) {
  Desk desk;
  const std::string id = desk.held();
  ASSERT_TRUE(desk.decide(id, ReviewAction::approve));
  ASSERT_TRUE(recognise_again(desk.ports(), id, soon()));
  desk.settle();
  EXPECT_EQ(desk.labels.calls, 2);
  EXPECT_EQ(desk.state(id), "approved");
  EXPECT_TRUE(desk.decide(id, ReviewAction::undo));
}

TEST(ReviewImage, OtherBytesUnderTheKeyAreOpenAgain) {
  Desk desk;
  const std::string id = desk.held("image one");
  ASSERT_TRUE(desk.decide(id, ReviewAction::approve));
  ASSERT_EQ(desk.held("image two"), id);
  EXPECT_EQ(desk.state(id), "open");
  EXPECT_EQ(desk.decide(id, ReviewAction::undo).error().code, Errc::conflict) << "nothing was decided on these bytes";
  ASSERT_TRUE(desk.decide(id, ReviewAction::reject));
  ASSERT_TRUE(desk.decide(id, ReviewAction::undo));
  EXPECT_EQ(desk.state(id), "open") << "the decision on other bytes must not come back";
}

TEST(ReviewPolicy, FiftyHoldsUnlessItIsChanged) {
  Desk desk;
  const std::string id = desk.held();
  EXPECT_EQ(desk.reviews->policy(soon())->min_confidence, 50);
  EXPECT_THAT(desk.held_for(id), ElementsAre("Weapons"));
  ASSERT_TRUE(desk.hold(40, {}));
  EXPECT_THAT(desk.held_for(id), ElementsAre("Weapons", "Blood"));
  ASSERT_TRUE(desk.hold(70.5F, {}));
  EXPECT_THAT(desk.held_for(id), IsEmpty());
  EXPECT_EQ(desk.state(id), "not held");
}

TEST(ReviewPolicy, ALabelsOwnThresholdCountsInAnyCase) {
  Desk desk;
  const std::string id = desk.held();
  ASSERT_TRUE(desk.hold(50, {{"weapons", 71}, {"BLOOD", 40}}));
  EXPECT_THAT(desk.held_for(id), ElementsAre("Blood"));
  ASSERT_TRUE(desk.hold(100, {{"Weapons", 70}}));
  EXPECT_THAT(desk.held_for(id), ElementsAre("Weapons"));
}

TEST(ReviewPolicy, AboveAHundredIsNever) {
  Desk desk;
  desk.labels.finds = [](Findings& findings) {
    findings.moderation_labels.push_back({.confidence = 100, .name = "Weapons"});
  };
  const std::string id = desk.held();
  ASSERT_TRUE(desk.hold(50, {{"Weapons", 100}}));
  EXPECT_EQ(desk.state(id), "open");
  ASSERT_TRUE(desk.hold(50, {{"Weapons", 101}}));
  EXPECT_EQ(desk.state(id), "not held");
}

TEST(ReviewPolicy, ADecisionStandsWhateverThePolicyHolds) {
  Desk desk;
  const std::string id = desk.held();
  ASSERT_TRUE(desk.decide(id, ReviewAction::reject));
  ASSERT_TRUE(desk.hold(100, {}));
  EXPECT_EQ(desk.state(id), "rejected");
}

TEST(ReviewPolicy, WhatIsOutOfRangeIsRefusedAndLeavesNoLine) {
  Desk desk;
  const auto refused = [&](float min_confidence, const std::map<std::string, float>& labels) {
    return desk.hold(min_confidence, labels).error().code == Errc::invalid;
  };
  EXPECT_TRUE(refused(-1, {}));
  EXPECT_TRUE(refused(101, {}));
  EXPECT_TRUE(refused(std::nanf(""), {}));
  EXPECT_TRUE(refused(50, {{"Weapons", -1}}));
  EXPECT_TRUE(refused(50, {{"Weapons", 101.5F}}));
  EXPECT_TRUE(refused(50, {{"Weapons", 1}, {"weapons", 2}}));
  EXPECT_TRUE(refused(50, {{"", 1}}));
  std::map<std::string, float> many;
  for (int i = 0; i < 200; ++i)
    many["label " + std::to_string(i)] = 50;
  EXPECT_TRUE(desk.hold(50, many));
  many["one more"] = 50;
  EXPECT_TRUE(refused(50, many));
  EXPECT_THAT(desk.actions(), ElementsAre(ReviewAction::policy));
}

TEST(AuditTrail, TheNewestLineComesFirstInPagesThatMissNothing) {
  Desk desk;
  const std::string id = desk.held();
  for (const ReviewAction action : {ReviewAction::approve, ReviewAction::undo, ReviewAction::reject})
    ASSERT_TRUE(desk.decide(id, action));
  ASSERT_TRUE(desk.hold(60, {}));
  const auto first = *desk.reviews->list("", 2, "", soon());
  ASSERT_EQ(first.reviews.size(), 2U);
  EXPECT_EQ(first.reviews[0].action, ReviewAction::policy);
  EXPECT_EQ(first.reviews[0].policy->min_confidence, 60);
  EXPECT_FALSE(first.reviews[0].image_id);
  EXPECT_EQ(first.reviews[1].action, ReviewAction::reject);
  ASSERT_TRUE(desk.hold(70, {}));  // a line that comes meanwhile moves no page
  const auto second = *desk.reviews->list("", 2, first.cursor, soon());
  ASSERT_EQ(second.reviews.size(), 2U);
  EXPECT_EQ(second.reviews[0].action, ReviewAction::undo);
  EXPECT_EQ(second.reviews[1].action, ReviewAction::approve);
  EXPECT_EQ(second.cursor, "");
  EXPECT_LT(second.reviews[0].sequence, first.reviews[1].sequence);
  EXPECT_EQ(desk.reviews->list("", 2, "nonsense", soon()).error().code, Errc::invalid);
}

TEST(AuditTrail, AnImagesLinesAreItsOwn) {
  Desk desk;
  const std::string id = desk.held();
  const std::string other = desk.uploaded("image two", "other.jpg");
  desk.settle();
  ASSERT_TRUE(desk.decide(id, ReviewAction::approve));
  ASSERT_TRUE(desk.decide(other, ReviewAction::reject));
  ASSERT_TRUE(desk.hold(60, {}));
  EXPECT_THAT(desk.actions(id), ElementsAre(ReviewAction::approve));
  EXPECT_THAT(desk.actions(other), ElementsAre(ReviewAction::reject));
}

/// What must be left of a decision on an erased image: who did what to which id, and when.
void expect_bare(const Review& line, const std::string& id, Timestamp at) {
  EXPECT_EQ(line.image_id, id);
  EXPECT_EQ(line.at, at);
  EXPECT_EQ(line.reviewer, "ann");
  EXPECT_FALSE(line.note);
  EXPECT_FALSE(line.moderation_labels);
}

TEST(ReviewedImage, ErasingTakesNotesAndLabelsFromTheTrailAndSaysSo) {
  Desk desk;
  const std::string id = desk.held();
  const std::string other = desk.uploaded("image two", "other.jpg");
  desk.settle();
  ASSERT_TRUE(desk.decide(other, ReviewAction::approve, "ann", "of the other"));
  const Review rejected = *desk.decide(id, ReviewAction::reject, "ann", "a gun");
  const Review approved = *desk.decide(id, ReviewAction::approve, "ann", "a toy");
  const auto receipt = erase_image(desk.ports(), id, soon());
  ASSERT_TRUE(receipt);
  const auto place = std::ranges::find(receipt->places, "moderation review", &ErasedPlace::place);
  ASSERT_NE(place, receipt->places.end());
  EXPECT_THAT(place->outcome, HasSubstr("notes and labels removed; 2 audit lines"));
  const auto left = desk.lines(id);
  ASSERT_EQ(left.size(), 2U);
  EXPECT_EQ(left[0].action, ReviewAction::approve);
  expect_bare(left[0], id, approved.at);
  EXPECT_EQ(left[1].action, ReviewAction::reject);
  expect_bare(left[1], id, rejected.at);
  EXPECT_THAT(*desk.reviews->standing({id}, soon()), IsEmpty());
  EXPECT_EQ(desk.lines(other).at(0).note, "of the other");
  EXPECT_EQ(desk.state(other), "approved");
}

TEST(ReviewedImage, TheReceiptOfAnImageThatNobodyReviewedSaysThat) {
  Desk desk;
  const auto receipt = erase_image(desk.ports(), desk.held(), soon());
  const auto place = std::ranges::find(receipt->places, "moderation review", &ErasedPlace::place);
  ASSERT_NE(place, receipt->places.end());
  EXPECT_EQ(place->outcome, "nothing there");
}

TEST(ReviewedImage, TheSamePictureSentAnewIsOpenAndItsOldDecisionsDoNotComeBack) {
  Desk desk;
  const std::string id = desk.held();
  ASSERT_TRUE(desk.decide(id, ReviewAction::reject));
  ASSERT_TRUE(desk.decide(id, ReviewAction::approve));
  ASSERT_TRUE(erase_image(desk.ports(), id, soon()));
  desk.settle();
  ASSERT_EQ(desk.held(), id);
  EXPECT_EQ(desk.state(id), "open");
  ASSERT_TRUE(desk.decide(id, ReviewAction::reject));
  ASSERT_TRUE(desk.decide(id, ReviewAction::undo));
  EXPECT_EQ(desk.state(id), "open");
}

TEST(ReviewedImage, AnObjectThatIsRemovedFromTheStoreTakesNotesAndLabelsAlong) {
  Desk desk;
  const std::string id = desk.held();
  const Review line = *desk.decide(id, ReviewAction::approve, "ann", "a toy");
  ASSERT_TRUE(desk.store.remove(id, std::nullopt, soon()));
  desk.settle();
  ASSERT_EQ(desk.status(id), Status::erased);
  ASSERT_EQ(desk.lines(id).size(), 1U);
  expect_bare(desk.lines(id)[0], id, line.at);
}

TEST(ReviewedImage, AnEraseWhileItIsReviewedLeavesNothing) {
  Desk desk;
  const std::string id = desk.held();
  const auto erase = [&] { ASSERT_TRUE(erase_image(desk.ports(), id, soon())); };
  MeanwhileTable watched(desk.table);
  watched.after = erase;  // the image was looked at, and nothing is decided yet
  const Ports ports = desk.ports_with(desk.store, watched);
  const auto line =
      review_image(ports, id, {.action = ReviewAction::reject, .reviewer = "ann", .note = "a gun"}, soon());
  EXPECT_EQ(line.error().code, Errc::not_found);
  EXPECT_THAT(*desk.reviews->standing({id}, soon()), IsEmpty());
  for (const Review& left : desk.lines(id))
    expect_bare(left, id, desk.clock.now());
}

}  // namespace
}  // namespace spotter::testing
