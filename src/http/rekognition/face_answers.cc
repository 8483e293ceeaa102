#include "http/rekognition/face_answers.h"

#include <algorithm>

namespace spotter::rekognition {

bool asks_for_more(const Attributes& attributes) {
  return attributes && std::ranges::any_of(*attributes, [](Attribute one) { return one != Attribute::DEFAULT; });
}

FaceDetail only_asked(FaceDetail face, const Attributes& attributes) {
  const auto asked = [&](Attribute attribute) {
    return attributes && std::ranges::find(*attributes, attribute) != attributes->end();
  };
  if (asked(Attribute::ALL)) return face;
  const auto drop_unless = [&](Attribute attribute, auto& told) {
    if (!asked(attribute)) told.reset();
  };
  drop_unless(Attribute::AGE_RANGE, face.age_range);
  drop_unless(Attribute::BEARD, face.beard);
  drop_unless(Attribute::EMOTIONS, face.emotions);
  drop_unless(Attribute::EYE_DIRECTION, face.eye_direction);
  drop_unless(Attribute::EYEGLASSES, face.eyeglasses);
  drop_unless(Attribute::EYES_OPEN, face.eyes_open);
  drop_unless(Attribute::GENDER, face.gender);
  drop_unless(Attribute::MOUTH_OPEN, face.mouth_open);
  drop_unless(Attribute::MUSTACHE, face.mustache);
  drop_unless(Attribute::FACE_OCCLUDED, face.face_occluded);
  drop_unless(Attribute::SMILE, face.smile);
  drop_unless(Attribute::SUNGLASSES, face.sunglasses);
  face.landmarks = compared_face(face).landmarks;
  return face;
}

QualityBar bar_of(QualityFilter filter) {
  switch (filter) {
    case QualityFilter::NONE:
      return QualityBar::none;
    case QualityFilter::AUTO:
    case QualityFilter::LOW:
      return QualityBar::low;
    case QualityFilter::MEDIUM:
      return QualityBar::medium;
    case QualityFilter::HIGH:
      return QualityBar::high;
  }
  return QualityBar::none;
}

}  // namespace spotter::rekognition
