#pragma once
// The patterns of the API's model, each with a function that matches the whole text: they are few and simple, and a
// text of any length takes one pass and no stack.

#include <string_view>

namespace spotter::rekognition {

struct Pattern {
  std::string_view text;  ///< as the model has it: it stands in messages
  bool (*matches)(std::string_view text) = nullptr;
};

extern const Pattern kS3BucketPattern;
extern const Pattern kLabelFilterPattern;  ///< `'-_` in it is a range: most of ASCII
extern const Pattern kUniqueIdPattern;
extern const Pattern kHumanLoopNamePattern;
extern const Pattern kProjectVersionPattern;
extern const Pattern kCollectionIdPattern;
extern const Pattern kExternalIdPattern;  ///< of ExternalImageId and UserId
extern const Pattern kFaceIdPattern;
extern const Pattern kClientTokenPattern;
extern const Pattern kTagKeyPattern;
extern const Pattern kTagValuePattern;

}  // namespace spotter::rekognition
