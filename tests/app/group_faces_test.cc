// Unknown faces grouped by person.

#include "app/group_faces.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/crowd.h"

namespace spotter::testing {
namespace {

using ::testing::SizeIs;

struct GroupedCrowd : Crowd {
  std::shared_ptr<const FaceGroups> groups() { return *grouping.groups(ports(), kMatching, soon()); }

  FaceGrouping grouping;
};

TEST(GroupFaces, OnePersonsFacesAreOneGroupLargestFirst) {
  GroupedCrowd crowd;
  crowd.show("alone", 180);
  const std::string first = crowd.show("a", 0);
  crowd.show("b", 10);
  const auto found = crowd.groups();
  ASSERT_THAT(found->groups, SizeIs(2));
  EXPECT_THAT(found->groups[0], SizeIs(2));
  EXPECT_EQ(found->groups[0][0].image_id, first);
  EXPECT_EQ(found->unknown, 3);
}

TEST(GroupFaces, WhoIsKnownIsInNoGroup) {
  GroupedCrowd crowd;
  crowd.show("a", 0);
  crowd.show("b", 90);
  EXPECT_EQ(crowd.groups()->unknown, 2);
  crowd.know("ada", 5);
  EXPECT_EQ(crowd.groups()->looked, 2);
  EXPECT_EQ(crowd.groups()->unknown, 1);
}

TEST(GroupFaces, TheLastResultHoldsUntilFacesChange) {
  GroupedCrowd crowd;
  const std::string image = crowd.show("a", 0);
  const auto before = crowd.groups();
  EXPECT_EQ(crowd.groups(), before);
  crowd.show("b", 90);
  EXPECT_THAT(crowd.groups()->groups, SizeIs(2));
  ImageItem erased = crowd.item(image);
  erased.status = Status::erased;
  ASSERT_TRUE(crowd.table.put(erased, erased.rev, soon())->written);
  EXPECT_THAT(crowd.groups()->groups, SizeIs(1));
}

}  // namespace
}  // namespace spotter::testing
