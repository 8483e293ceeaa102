#include "main/engine.h"

#include <algorithm>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "imaging/decoder.h"

namespace spotter {

RuntimeOptions runtime_options(const Config& config) {
  return {.cache = config.model_cache,
          .precision = config.precision == "bf16" ? Precision::bf16 : Precision::f32,
          .workers = config.workers,
          .threads_per_worker = config.threads_per_worker};
}

RecognitionOptions recognition_options(const Config& config) {
  RecognitionOptions options;
  options.text.other_scripts = config.other_scripts;
  return options;
}

namespace {

/// The full recognisers where there is no cheaper kind; those with state of their own are in the process once.
NowRecognisers now_recognisers(const Recognisers& all, const CheaperRecognisers& cheaper) {
  const auto named = [&](std::string_view name) -> const Recogniser* {
    const auto found = std::ranges::find(all, name, [](const auto& recogniser) { return recogniser->name(); });
    return found == all.end() ? nullptr : found->get();
  };
  NowRecognisers now{.text = named("text"),
                     .celebrities = named("celebrities"),
                     .labels = cheaper.labels.get(),
                     .labels_and_properties = cheaper.labels_and_properties.get(),
                     .properties = cheaper.properties.get(),
                     .moderation = named("moderation")};
  for (std::size_t i = 0; i < now.faces.size(); ++i) {
    now.faces.at(i) = cheaper.faces.at(i).get();
    now.faces_with_vectors.at(i) = cheaper.faces_with_vectors.at(i).get();
  }
  return now;
}

}  // namespace

Engine::Engine(const Config& config, Gallery& gallery)
    : config_(config), gallery_(gallery), decoder_(std::make_unique<VipsDecoder>()) {}
Engine::~Engine() = default;

Result<void> Engine::load() {
  auto built = build();
  const std::scoped_lock lock(mutex_);
  readiness_ =
      built ? Readiness{.ready = true, .reason = ""} : Readiness{.ready = false, .reason = built.error().detail};
  return built;
}

Result<void> Engine::build() {
  SPOTTER_ASSIGN(models_, Models::load(config_.models, config_.pack, runtime_options(config_)));
  const RecognitionOptions options = recognition_options(config_);
  SPOTTER_ASSIGN(recognisers_, make_recognisers(*models_, gallery_, options));
  SPOTTER_ASSIGN(cheaper_, make_cheaper_recognisers(*models_, options));
  const std::string embeddings = embedding_models(*models_);
  face_reader_ = std::make_unique<FaceReader>(*decoder_, *cheaper_.faces_with_vectors.at(0), embeddings);
  face_matching_.emplace(FaceMatching{.scale = similarity_scale(*models_),
                                      .models = embeddings,
                                      .least_similarity = options.celebrities.least_confidence});
  setup_.emplace(
      RecognitionSetup{.recognisers = recognisers_,
                       .decoder = *decoder_,
                       .models = models_->hashes(),
                       .embeddings = embeddings,
                       .settings = config_.pack + " " + config_.precision + (config_.other_scripts ? " scripts" : "")});
  recognise_now_ = std::make_unique<GatedRecognition>(
      *decoder_, now_recognisers(recognisers_, cheaper_),
      RecogniseNowOptions{.at_once = config_.workers,
                          .admitted = config_.max_recognitions,
                          .decode_time = std::chrono::seconds(config_.decode_seconds),
                          .recognise_time = std::chrono::seconds(config_.recognise_seconds)});
  return {};
}

Readiness Engine::readiness() const {
  const std::scoped_lock lock(mutex_);
  return readiness_;
}

const FaceReader* Engine::face_reader() const {
  return readiness().ready ? face_reader_.get() : nullptr;
}

const FaceMatching* Engine::face_matching() const {
  return readiness().ready ? &*face_matching_ : nullptr;
}

const RecogniseNow* Engine::recognise_now() const {
  return readiness().ready ? recognise_now_.get() : nullptr;
}

boost::json::object describe(const ModelManifest& manifest) {
  const auto hash = manifest.installed.find(manifest.file.filename().string());
  return {{"name", manifest.name},
          {"slot", manifest.slot},
          {"pack", manifest.pack},
          {"licence", manifest.licence},
          {"source", manifest.source},
          {"about", manifest.about},
          {"sha256", hash == manifest.installed.end() ? "" : hash->second}};
}

boost::json::value Engine::models() const {
  boost::json::array list;
  if (readiness().ready)
    for (const auto& model : models_->all())
      list.push_back(describe(model->manifest()));
  return list;
}

}  // namespace spotter
