#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "aws/iam/policy.h"
#include "aws/iam/role.h"

namespace spotter::iam {
namespace {

const std::string kBucket = "arn:aws:s3:::uploads";
const std::string kTable = "arn:aws:dynamodb:us-east-1:123456789012:table/ImageMetadata";
const std::string kCollection = "arn:aws:rekognition:us-east-1:123456789012:collection/faces";

Decision decide(const std::string& action, const std::string& resource) {
  static const Policy policy =
      parse_policy(fill(role_policy(), {.bucket = "uploads", .account_id = "123456789012"})).value();
  return evaluate(policy, {.action = action, .resource = resource});
}

struct Call {
  std::string action;
  std::string resource;
};

TEST(RolePolicy, AllowsTheOnePathThatItIsFor) {
  for (const auto& [action, resource] : std::vector<Call>{
           {"s3:GetObject", kBucket + "/a.jpg"},
           {"s3:GetObject", kBucket + "/in/a/folder/a.jpg"},
           {"s3:GetObjectAcl", kBucket + "/a.jpg"},
           {"s3:ListBucket", kBucket},
           {"rekognition:DetectLabels", "*"},
           {"rekognition:DetectText", "*"},
           {"rekognition:DetectFaces", "*"},
           {"rekognition:RecognizeCelebrities", "*"},
           {"rekognition:DetectModerationLabels", "*"},
           {"dynamodb:PutItem", kTable},
       })
    EXPECT_EQ(decide(action, resource), Decision::allowed) << action << " on " << resource;
}

TEST(RolePolicy, DeniesAllElse) {
  for (const auto& [action, resource] : std::vector<Call>{
           {"s3:GetObject", "arn:aws:s3:::other/a.jpg"},
           {"s3:GetObject", "arn:aws:s3:::uploads-derived/a.jpg"},
           {"s3:ListBucket", "arn:aws:s3:::other"},
           {"s3:PutObject", kBucket + "/a.jpg"},
           {"s3:DeleteObject", kBucket + "/a.jpg"},
           {"s3:GetObjectVersion", kBucket + "/a.jpg"},
           {"s3:ListAllMyBuckets", "*"},
           {"rekognition:CompareFaces", "*"},
           {"rekognition:GetCelebrityInfo", "*"},
           {"rekognition:DetectProtectiveEquipment", "*"},
           {"rekognition:CreateCollection", kCollection},
           {"rekognition:ListCollections", "*"},
           {"rekognition:DescribeCollection", kCollection},
           {"rekognition:DeleteCollection", kCollection},
           {"rekognition:IndexFaces", kCollection},
           {"rekognition:ListFaces", kCollection},
           {"rekognition:DeleteFaces", kCollection},
           {"rekognition:SearchFaces", kCollection},
           {"rekognition:SearchFacesByImage", kCollection},
           {"rekognition:CreateUser", kCollection},
           {"rekognition:DeleteUser", kCollection},
           {"rekognition:ListUsers", kCollection},
           {"rekognition:AssociateFaces", kCollection},
           {"rekognition:DisassociateFaces", kCollection},
           {"rekognition:SearchUsers", kCollection},
           {"rekognition:SearchUsersByImage", kCollection},
           {"rekognition:TagResource", kCollection},
           {"dynamodb:GetItem", kTable},
           {"dynamodb:UpdateItem", kTable},
           {"dynamodb:DeleteItem", kTable},
           {"dynamodb:Query", kTable},
           {"dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/Other"},
           {"dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:210987654321:table/ImageMetadata"},
           {"dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:123456789012:table/ImageMetadata"},
           {"dynamodb:PutItem", kTable + "/index/a"},
           {"iam:CreateAccessKey", "*"},
           {"spotter:GetImage", "arn:aws:spotter:us-east-1:123456789012:image/a"},
       })
    EXPECT_EQ(decide(action, resource), Decision::denied_by_default) << action << " on " << resource;
}

}  // namespace
}  // namespace spotter::iam
