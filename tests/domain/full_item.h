#pragma once
// An item in which every list holds something and every optional is there, and the order it stands at.

#include "domain/item.h"
#include "support/fixtures.h"

namespace spotter::testing {

inline DominantColor full_colour() {
  return {.red = 139,
          .blue = 19,
          .green = 69,
          .hex_code = "#8b4513",
          .css_color = "saddlebrown",
          .simplified_color = "brown",
          .pixel_percent = 37.5F};
}

inline BoundingBox full_box() {
  return {.width = 0.5F, .height = 0.25F, .left = 0.125F, .top = -0.0625F};
}

inline ImageQuality full_quality() {
  return {.brightness = 61.5F, .sharpness = 89.25F, .contrast = 72.75F};
}

inline FaceDetail full_face() {
  return {.bounding_box = full_box(),
          .age_range = AgeRange{.low = 25, .high = 33},
          .smile = FaceAttribute{.value = true, .confidence = 91.5F},
          .eyeglasses = FaceAttribute{.value = false, .confidence = 99.5F},
          .sunglasses = FaceAttribute{.value = false, .confidence = 98.5F},
          .gender = Gender{.value = GenderType::Male, .confidence = 97.5F},
          .beard = FaceAttribute{.value = true, .confidence = 88.5F},
          .mustache = FaceAttribute{.value = true, .confidence = 77.5F},
          .eyes_open = FaceAttribute{.value = true, .confidence = 96.5F},
          .mouth_open = FaceAttribute{.value = false, .confidence = 95.5F},
          .emotions = std::vector<Emotion>{{.type = EmotionName::HAPPY, .confidence = 90.5F},
                                           {.type = EmotionName::CALM, .confidence = 4.5F}},
          .landmarks = {{.type = LandmarkType::eyeLeft, .x = 0.25F, .y = 0.375F},
                        {.type = LandmarkType::upperJawlineRight, .x = 0.75F, .y = 0.5F}},
          .pose = Pose{.roll = -4.5F, .yaw = 12.25F, .pitch = 3.75F},
          .quality = full_quality(),
          .confidence = 99.75F,
          .face_occluded = FaceAttribute{.value = false, .confidence = 93.5F},
          .eye_direction = EyeDirection{.yaw = 1.5F, .pitch = -2.5F, .confidence = 94.5F}};
}

inline Findings full_findings() {
  Findings findings;
  findings.labels = {{.name = "Dog",
                      .confidence = 98.5F,
                      .instances = {{.bounding_box = full_box(),
                                     .confidence = 97.25F,
                                     .dominant_colors = std::vector<DominantColor>{full_colour()}}},
                      .parents = {{"Animal"}, {"Pet"}},
                      .aliases = {{"Hound"}},
                      .categories = {{"Animals and Pets"}}}};
  const ImageGround ground{.quality = full_quality(), .dominant_colors = {full_colour()}};
  findings.image_properties = ImageProperties{
      .quality = full_quality(), .dominant_colors = {full_colour()}, .foreground = ground, .background = ground};
  findings.text_detections = {{.detected_text = "出口 EXIT",
                               .type = TextTypes::WORD,
                               .id = 3,
                               .parent_id = 1,
                               .confidence = 96.5F,
                               .geometry = {.bounding_box = full_box(), .polygon = {{0.125F, 0.25F}, {0.5F, 0.75F}}}}};
  findings.face_details = {full_face()};
  const ComparedFace face = compared_face(full_face());
  findings.celebrity_faces = {{.urls = {"www.wikidata.org/wiki/Q7259"},
                               .name = "Ada Lovelace",
                               .id = "1SK7cR8M",
                               .face = face,
                               .match_confidence = 99.25F,
                               .known_gender = KnownGender{KnownGenderType::Female}}};
  findings.unrecognized_faces = {face};
  findings.moderation_labels = {{.confidence = 71.5F,
                                 .name = "Weapons",
                                 .parent_name = "Violence",
                                 .taxonomy_level = 2,
                                 .evidence = {{.source = "labels", .name = "Rifle", .confidence = 71.5F}}}};
  findings.content_types = {{.confidence = 82.5F, .name = "Illustrated"}};
  return findings;
}

inline ImageItem full_item() {
  ImageItem item;
  item.image_id = "holiday/dog 1.jpg";
  item.status = Status::done;
  item.rev = "5f3a";
  item.bucket = "uploads";
  item.e_tag = "9e107d9d372bb6826bd81d3542a419d6";
  item.sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  item.source = "file:4c1d";
  item.sequencer = "0000000000000005";
  item.file_name = "dog 1.jpg";
  item.content_type = "image/jpeg";
  item.bytes = 5'000'000'000;
  item.width = 4032;
  item.height = 3024;
  item.uploaded_at = noon();
  item.run = "019ab3f2-1c40-7000-8000-000000000001";
  item.recognised_at = noon() + std::chrono::milliseconds(1234);
  set_findings(item, full_findings());
  item.stages = {
      {.name = "text", .started_at = noon(), .duration_ms = 12.625, .outcome = Outcome::failed, .error = "no memory"}};
  item.models = {{"yunet", "8f2383e4"}, {"ppocr", "77aa01"}};
  item.fingerprint = "c0ffee";
  item.error = ItemError{.stage = "text", .code = "internal", .detail = "no memory"};
  item.attempts = {.run = "019ab3f2-1c40-7000-8000-000000000001", .errors = 2, .crashes = 1};
  item.overflow = Overflow{.bucket = "uploads-derived", .key = "overflow/dog", .lists = {"labels"}};
  item.inbox_skipped = true;
  item.erased_at = noon() + std::chrono::hours(1);
  return item;
}

}  // namespace spotter::testing
