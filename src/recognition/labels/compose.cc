#include "recognition/labels/compose.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

namespace spotter {
namespace {

constexpr float kPercent = 100;
constexpr float kSameBox = 0.65F;

/// Confidences and boxes by label number, before anything is left out.
class Board {
 public:
  explicit Board(const Taxonomy& taxonomy) : taxonomy_(taxonomy), sure_(taxonomy.size(), 0), boxes_(taxonomy.size()) {}

  void raise(int label, float confidence) {
    if (label < 0) return;
    float& sure = sure_[static_cast<std::size_t>(label)];
    sure = std::max(sure, std::min(confidence, kPercent));
  }
  void raise(std::string_view label, float confidence) { raise(taxonomy_.find(label), confidence); }
  void add_box(int label, const BoundingBox& box, float confidence) {
    if (label >= 0)
      boxes_[static_cast<std::size_t>(label)].push_back(
          {.bounding_box = box, .confidence = std::min(confidence, kPercent), .dominant_colors = {}});
  }
  void add_box(std::string_view label, const BoundingBox& box, float confidence) {
    add_box(taxonomy_.find(label), box, confidence);
  }

  std::vector<Label> take(float floor) {
    for (std::size_t i = 0; i < sure_.size(); ++i)
      if (sure_[i] > 0)
        for (const int ancestor : taxonomy_.ancestors(static_cast<int>(i)))
          raise(ancestor, sure_[i]);
    std::vector<Label> labels;
    for (std::size_t i = 0; i < sure_.size(); ++i) {
      if (sure_[i] < floor || sure_[i] <= 0) continue;
      Label label = taxonomy_.label(static_cast<int>(i));
      label.confidence = sure_[i];
      std::erase_if(boxes_[i], [&](const Instance& instance) { return instance.confidence < floor; });
      std::ranges::sort(boxes_[i], std::greater{}, &Instance::confidence);
      label.instances = std::move(boxes_[i]);
      labels.push_back(std::move(label));
    }
    // Equal confidences: the more special label first, as a person would name it.
    std::ranges::sort(labels, [](const Label& a, const Label& b) {
      if (a.confidence != b.confidence) return a.confidence > b.confidence;
      if (a.parents.size() != b.parents.size()) return a.parents.size() > b.parents.size();
      return a.name < b.name;
    });
    return labels;
  }

 private:
  const Taxonomy& taxonomy_;
  std::vector<float> sure_;
  std::vector<std::vector<Instance>> boxes_;
};

void add_objects(Board& board, const Taxonomy& taxonomy, const std::vector<Detection>& objects) {
  for (const Detection& object : objects) {
    const int label = taxonomy.label_of_class("coco", object.class_index);
    board.raise(label, object.score * kPercent);
    board.add_box(label, object.box, object.score * kPercent);
  }
}

/// The probability of each label: that of its own classes and of all below it.
std::vector<float> label_sums(const Taxonomy& taxonomy, std::span<const float> classes) {
  std::vector<float> sums(taxonomy.size(), 0);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const int label = taxonomy.label_of_class("imagenet", static_cast<int>(i));
    if (label < 0) continue;
    sums[static_cast<std::size_t>(label)] += classes[i];
    for (const int ancestor : taxonomy.ancestors(label))
      sums[static_cast<std::size_t>(ancestor)] += classes[i];
  }
  return sums;
}

void add_classes(Board& board, const Taxonomy& taxonomy, std::span<const float> classes) {
  const std::vector<float> sums = label_sums(taxonomy, classes);
  for (std::size_t i = 0; i < sums.size(); ++i)
    board.raise(static_cast<int>(i), sums[i] * kPercent);
}

/// The person whose box a face is in: the smallest of those that hold its middle, passing over boxes that are far
/// less sure than the surest of them.
const Detection* person_around(const BoundingBox& face, const std::vector<Detection>& objects) {
  constexpr int kPerson = 0;
  constexpr float kFarLessSure = 0.5F;
  const float x = face.left + face.width / 2;
  const float y = face.top + face.height / 2;
  std::vector<const Detection*> around;
  float surest = 0;
  for (const Detection& object : objects) {
    const BoundingBox& box = object.box;
    if (object.class_index != kPerson || x < box.left || x > box.right() || y < box.top || y > box.bottom()) continue;
    around.push_back(&object);
    surest = std::max(surest, object.score);
  }
  std::erase_if(around, [&](const Detection* person) { return person->score < kFarLessSure * surest; });
  const auto best = std::ranges::min_element(around, {}, [](const Detection* person) { return person->box.area(); });
  return best == around.end() ? nullptr : *best;
}

/// How sure it is that a person is grown up (16 or more), 0..1, from an age range of about ± 1 σ around the estimate.
float adulthood(const AgeRange& age) {
  constexpr float kGrownUp = 16;
  const float middle = static_cast<float>(age.low + age.high) / 2;
  const float spread = std::max(1.0F, static_cast<float>(age.high - age.low) / 2);
  return 0.5F * (1 + std::erf((middle - kGrownUp) / (spread * std::sqrt(2.0F))));
}

std::string_view expression_of(EmotionName emotion) {
  switch (emotion) {
    case EmotionName::HAPPY:
      return "Happy";
    case EmotionName::SAD:
      return "Sad";
    case EmotionName::ANGRY:
      return "Angry";
    case EmotionName::SURPRISED:
      return "Surprised";
    case EmotionName::FEAR:
      return "Fear";
    case EmotionName::DISGUSTED:
      return "Disgusted";
    default:
      return "";
  }
}

void add_who(Board& board, const FaceDetail& face, const BoundingBox& person) {
  const auto say = [&](std::string_view label, float confidence) {
    board.raise(label, std::min(confidence, face.confidence));
    board.add_box(label, person, std::min(confidence, face.confidence));
  };
  std::optional<bool> adult;
  float age_sure = 0;
  if (face.age_range) {
    const float grown = adulthood(*face.age_range);
    adult = grown >= 0.5F;
    age_sure = kPercent * std::max(grown, 1 - grown);
    say(*adult ? "Adult" : "Child", age_sure);
  }
  if (!face.gender) return;
  const bool male = face.gender->value == GenderType::Male;
  say(male ? "Male" : "Female", face.gender->confidence);
  if (!adult) return;
  const float both = std::min(age_sure, face.gender->confidence);
  say(male ? (*adult ? "Man" : "Boy") : (*adult ? "Woman" : "Girl"), both);
}

void add_faces(Board& board, std::span<const FaceDetail> faces, const std::vector<Detection>& objects) {
  for (const FaceDetail& face : faces) {
    board.raise("Face", face.confidence);
    board.add_box("Face", face.bounding_box, face.confidence);
    const auto expression = [&](std::string_view label, float confidence) {
      board.raise(label, std::min(confidence, face.confidence));
      board.add_box(label, face.bounding_box, std::min(confidence, face.confidence));
    };
    if (face.smile && face.smile->value) expression("Smile", face.smile->confidence);
    if (face.emotions && !face.emotions->empty()) {
      const Emotion& first = face.emotions->front();
      if (const auto label = expression_of(first.type); !label.empty()) expression(label, first.confidence);
    }
    if (face.eyeglasses && face.eyeglasses->value) expression("Glasses", face.eyeglasses->confidence);
    if (face.sunglasses && face.sunglasses->value) expression("Sunglasses", face.sunglasses->confidence);
    const Detection* person = person_around(face.bounding_box, objects);
    add_who(board, face, person == nullptr ? face.bounding_box : person->box);
  }
}

void add_texts(Board& board, std::span<const TextDetection> texts) {
  constexpr std::size_t kLeastLetters = 2;
  for (const TextDetection& text : texts)
    if (text.type == TextTypes::LINE && text.detected_text.size() >= kLeastLetters)
      board.raise("Text", text.confidence);
}

}  // namespace

std::vector<Detection> told_apart(const Taxonomy& taxonomy, std::vector<Detection> objects,
                                  std::span<const float> classes, const BoundingBox& centre) {
  constexpr std::array kAnimals = {14, 15, 16, 21};  // bird, cat, dog, bear of COCO-80
  constexpr float kSure = 0.8F;
  constexpr float kNextToNothing = 0.05F;
  constexpr float kFills = 0.4F;
  const std::vector<float> sums = label_sums(taxonomy, classes);
  const auto sum_of = [&](int animal) {
    return sums[static_cast<std::size_t>(taxonomy.label_of_class("coco", animal))];
  };
  const int surest = *std::ranges::max_element(kAnimals, {}, sum_of);
  if (sum_of(surest) < kSure) return objects;
  for (Detection& object : objects) {
    const bool animal = std::ranges::find(kAnimals, object.class_index) != kAnimals.end();
    if (!animal || sum_of(object.class_index) > kNextToNothing || intersection_over_union(object.box, centre) < kFills)
      continue;
    object.class_index = surest;
    object.score *= sum_of(surest);
  }
  return without_overlaps(std::move(objects), kSameBox);
}

std::vector<Label> compose_labels(const Taxonomy& taxonomy, const Evidences& evidences, float floor) {
  Board board(taxonomy);
  add_objects(board, taxonomy, evidences.objects);
  add_classes(board, taxonomy, evidences.classes);
  add_faces(board, evidences.faces, evidences.objects);
  add_texts(board, evidences.texts);
  return board.take(floor);
}

}  // namespace spotter
