#include "http/rekognition/label_answers.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>
#include <utility>

namespace spotter::rekognition {
namespace {

using Names = std::optional<std::vector<std::string>>;

constexpr const char* kLabelModelVersion = "3.0";

bool has(const DetectLabelsRequest& request, DetectLabelsFeatureName feature) {
  if (!request.features || request.features->empty()) return feature == DetectLabelsFeatureName::GENERAL_LABELS;
  return std::ranges::find(*request.features, feature) != request.features->end();
}

bool names(const Names& filter, std::string_view name) {
  return filter && std::ranges::find(*filter, name) != filter->end();
}

bool names_category(const Names& filter, const Label& label) {
  return std::ranges::any_of(label.categories, [&](const LabelCategory& one) { return names(filter, one.name); });
}

bool is_given(const Names& filter) {
  return filter && !filter->empty();
}

GeneralLabelsSettings filters_of(const DetectLabelsRequest& request) {
  return request.settings && request.settings->general_labels ? *request.settings->general_labels
                                                              : GeneralLabelsSettings{};
}

bool passes(const Label& label, const GeneralLabelsSettings& filters) {
  if (names(filters.label_exclusion_filters, label.name)) return false;
  if (names_category(filters.label_category_exclusion_filters, label)) return false;
  if (!is_given(filters.label_inclusion_filters) && !is_given(filters.label_category_inclusion_filters)) return true;
  return names(filters.label_inclusion_filters, label.name) ||
         names_category(filters.label_category_inclusion_filters, label);
}

/// The surest, and of equally sure ones those that stand above the others, so that no label is without its ancestors.
void keep_surest(std::vector<Label>& labels, std::size_t most) {
  if (labels.size() <= most) return;
  std::vector<std::size_t> places(labels.size());
  for (std::size_t i = 0; i < places.size(); ++i)
    places[i] = i;
  std::ranges::sort(places, [&](std::size_t a, std::size_t b) {
    if (labels[a].confidence != labels[b].confidence) return labels[a].confidence > labels[b].confidence;
    if (labels[a].parents.size() != labels[b].parents.size())
      return labels[a].parents.size() < labels[b].parents.size();
    return a < b;
  });
  places.resize(most);
  std::ranges::sort(places);
  std::vector<Label> kept;
  for (const std::size_t place : places)
    kept.push_back(std::move(labels[place]));
  labels = std::move(kept);
}

std::vector<Label> labels_for(const DetectLabelsRequest& request, std::vector<Label> labels) {
  constexpr float kUsualConfidence = 55;
  constexpr int kMost = 1000;
  const float least = request.min_confidence.value_or(kUsualConfidence);
  const GeneralLabelsSettings filters = filters_of(request);
  std::erase_if(labels, [&](const Label& label) { return label.confidence < least || !passes(label, filters); });
  for (Label& label : labels)
    std::erase_if(label.instances, [&](const Instance& instance) { return instance.confidence < least; });
  keep_surest(labels, static_cast<std::size_t>(std::clamp(request.max_labels.value_or(kMost), 0, kMost)));
  return labels;
}

void keep_first(std::vector<DominantColor>& colors, std::size_t most) {
  if (colors.size() > most) colors.resize(most);
}

/// Colours stand in the findings by descending share.
void keep_colors(DetectLabelsResponse& response, std::size_t most) {
  ImageProperties& properties = *response.image_properties;
  keep_first(properties.dominant_colors, most);
  if (properties.foreground) keep_first(properties.foreground->dominant_colors, most);
  if (properties.background) keep_first(properties.background->dominant_colors, most);
  for (Label& label : *response.labels)
    for (Instance& instance : label.instances)
      if (instance.dominant_colors) keep_first(*instance.dominant_colors, most);
}

std::size_t most_colors(const DetectLabelsRequest& request) {
  constexpr int kUsual = 10;
  const auto& settings = request.settings;
  const int most = settings && settings->image_properties
                       ? settings->image_properties->max_dominant_colors.value_or(kUsual)
                       : kUsual;
  return static_cast<std::size_t>(std::max(most, 0));
}

}  // namespace

Asked asked_of(const DetectLabelsRequest& request) {
  const GeneralLabelsSettings filters = filters_of(request);
  const bool labels = has(request, DetectLabelsFeatureName::GENERAL_LABELS);
  return {.text = labels && (names(filters.label_inclusion_filters, "Text") ||
                             names(filters.label_category_inclusion_filters, "Text and Documents")),
          .labels = labels,
          .image_properties = has(request, DetectLabelsFeatureName::IMAGE_PROPERTIES)};
}

DetectLabelsResponse answer_to(const DetectLabelsRequest& request, Findings findings) {
  const Asked asked = asked_of(request);
  DetectLabelsResponse response;
  response.label_model_version = kLabelModelVersion;
  response.labels.emplace();
  if (asked.labels) response.labels = labels_for(request, std::move(findings.labels));
  if (!asked.image_properties) return response;
  response.image_properties = std::move(findings.image_properties);
  if (response.image_properties) keep_colors(response, most_colors(request));
  return response;
}

}  // namespace spotter::rekognition
