#include "recognition/runtime/models.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "recognition/runtime/self_test.h"

namespace spotter {

Result<std::unique_ptr<Models>> Models::load(const std::filesystem::path& folder, const std::string& pack,
                                             const RuntimeOptions& options,
                                             const std::function<void(const ModelManifest&)>& progress) {
  SPOTTER_ASSIGN(const std::vector<ModelManifest> manifests, read_packs(folder, pack));
  std::unique_ptr<Models> models(new Models);
  models->runtime_ = std::make_unique<Runtime>(options);
  models->models_.resize(manifests.size());

  std::mutex mutex;
  std::optional<Error> first_error;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < manifests.size(); i = next++) {
      auto model = models->runtime_->load(manifests[i]);
      auto tested = model ? self_test(**model, options.precision) : fail(model.error());
      const std::scoped_lock lock(mutex);
      if (!tested) {
        if (!first_error) first_error = tested.error();
        return;
      }
      models->models_[i] = std::move(*model);
      if (progress) progress(manifests[i]);
    }
  };
  {
    std::vector<std::jthread> threads;
    const unsigned count = std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < count; ++i)
      threads.emplace_back(work);
  }
  if (first_error) return fail(*first_error);
  return models;
}

std::vector<const Model*> Models::of_slot(std::string_view slot) const {
  std::vector<const Model*> found;
  for (const auto& model : models_)
    if (model->manifest().slot == slot) found.push_back(model.get());
  return found;
}

const Model* Models::only(std::string_view slot) const {
  const auto found = of_slot(slot);
  return found.empty() ? nullptr : found.back();
}

std::map<std::string, std::string> Models::hashes() const {
  std::map<std::string, std::string> hashes;
  for (const auto& model : models_) {
    const auto& installed = model->manifest().installed;
    const auto file = installed.find(model->manifest().file.filename().string());
    hashes[model->manifest().name] = file == installed.end() ? "" : file->second;
  }
  return hashes;
}

}  // namespace spotter
