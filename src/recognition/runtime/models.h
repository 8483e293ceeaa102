#pragma once
// All networks of a pack, loaded, tested and found by the slot that they fill.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "recognition/runtime/model.h"

namespace spotter {

class Models {
 public:
  /// Loads every model of a pack and of those it extends, and tests each against its golden values.
  /// `progress` hears of each model that is ready. Errors name the model.
  static Result<std::unique_ptr<Models>> load(const std::filesystem::path& folder, const std::string& pack,
                                              const RuntimeOptions& options,
                                              const std::function<void(const ModelManifest&)>& progress = {});

  /// The models of a slot in the pack's order; a slot may be empty.
  std::vector<const Model*> of_slot(std::string_view slot) const;
  /// The one model of a slot that needs one; null where there is none.
  const Model* only(std::string_view slot) const;

  const std::vector<std::unique_ptr<Model>>& all() const { return models_; }
  const RuntimeOptions& options() const { return runtime_->options(); }
  /// name → sha256 of the model's file.
  std::map<std::string, std::string> hashes() const;

 private:
  Models() = default;
  std::unique_ptr<Runtime> runtime_;
  std::vector<std::unique_ptr<Model>> models_;
};

}  // namespace spotter
