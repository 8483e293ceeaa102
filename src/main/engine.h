#pragma once
// Models, recognisers and decoder together; loads in the background and says when it is ready.

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "app/people.h"
#include "app/recognise_image.h"
#include "app/recognise_now.h"
#include "http/api.h"
#include "main/config.h"
#include "ports/gallery.h"
#include "recognition/all.h"

namespace spotter {

RuntimeOptions runtime_options(const Config& config);
RecognitionOptions recognition_options(const Config& config);

class Engine final : public EngineView {
 public:
  Engine(const Config& config, Gallery& gallery);
  ~Engine() override;

  /// Loads and tests the models. Blocks; call it once. Errors name the model.
  Result<void> load();

  // Only after load() succeeded:
  const RecognitionSetup& setup() const { return *setup_; }
  const Models& loaded_models() const { return *models_; }

  Readiness readiness() const override;
  const FaceReader* face_reader() const override;
  const FaceMatching* face_matching() const override;
  const RecogniseNow* recognise_now() const override;
  boost::json::value models() const override;

 private:
  Result<void> build();

  const Config& config_;
  Gallery& gallery_;
  std::unique_ptr<ImageDecoder> decoder_;
  std::unique_ptr<Models> models_;
  Recognisers recognisers_;
  CheaperRecognisers cheaper_;
  std::unique_ptr<FaceReader> face_reader_;
  std::optional<FaceMatching> face_matching_;
  std::optional<RecognitionSetup> setup_;
  std::unique_ptr<RecogniseNow> recognise_now_;

  mutable std::mutex mutex_;
  Readiness readiness_{.ready = false, .reason = "the models are loading"};
};

/// A model as lists show it.
boost::json::object describe(const ModelManifest& manifest);

}  // namespace spotter
