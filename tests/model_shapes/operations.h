#pragma once
// Every operation of Rekognition that is offered, with the structs of its request and response.

#include "aws/rekognition/collections.h"
#include "aws/rekognition/detect.h"
#include "aws/rekognition/faces.h"
#include "aws/rekognition/users.h"

namespace spotter::rekognition {

/// Calls `visit.operator()<Request, Response>(name)` for each.
template <class F>
void for_each_operation(F&& visit) {
#define SPOTTER_VISIT(name) visit.template operator()<name##Request, name##Response>(#name)
  SPOTTER_VISIT(DetectLabels);
  SPOTTER_VISIT(DetectText);
  SPOTTER_VISIT(DetectFaces);
  SPOTTER_VISIT(RecognizeCelebrities);
  SPOTTER_VISIT(GetCelebrityInfo);
  SPOTTER_VISIT(DetectModerationLabels);
  SPOTTER_VISIT(CompareFaces);
  SPOTTER_VISIT(CreateCollection);
  SPOTTER_VISIT(DescribeCollection);
  SPOTTER_VISIT(ListCollections);
  SPOTTER_VISIT(DeleteCollection);
  SPOTTER_VISIT(TagResource);
  SPOTTER_VISIT(UntagResource);
  SPOTTER_VISIT(ListTagsForResource);
  SPOTTER_VISIT(IndexFaces);
  SPOTTER_VISIT(ListFaces);
  SPOTTER_VISIT(DeleteFaces);
  SPOTTER_VISIT(SearchFaces);
  SPOTTER_VISIT(SearchFacesByImage);
  SPOTTER_VISIT(CreateUser);
  SPOTTER_VISIT(DeleteUser);
  SPOTTER_VISIT(ListUsers);
  SPOTTER_VISIT(AssociateFaces);
  SPOTTER_VISIT(DisassociateFaces);
  SPOTTER_VISIT(SearchUsers);
  SPOTTER_VISIT(SearchUsersByImage);
#undef SPOTTER_VISIT
}

}  // namespace spotter::rekognition
