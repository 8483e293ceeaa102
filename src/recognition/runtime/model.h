#pragma once
// One network, compiled and ready, and a call of it. The compiled network is shared by all threads;
// a call belongs to one thread and lends it the input and output buffers.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "recognition/runtime/inference.h"
#include "recognition/runtime/manifest.h"

namespace spotter {

/// An output, valid until its call ends or runs again.
struct TensorView {
  const float* data = nullptr;
  std::vector<std::size_t> shape;

  std::size_t size() const;
  float operator[](std::size_t i) const { return data[i]; }
};

enum class Precision { f32, bf16 };

struct RuntimeOptions {
  std::filesystem::path cache;  ///< compiled networks are kept here; empty: nowhere
  Precision precision = Precision::f32;
  int workers = 2;             ///< how many calls of one network run at once
  int threads_per_worker = 1;  ///< CPU threads of one call
  InferenceObserver observe;   ///< hears of each inference; usually nobody does
};

class Model;

/// A lease on one set of buffers of a network; gives them back when it ends.
class ModelCall {
 public:
  ~ModelCall();
  ModelCall(ModelCall&&) noexcept;
  ModelCall& operator=(ModelCall&&) = delete;

  /// The 8-bit RGB input to be filled: rows of `width` × 3 bytes. A size that the network fixes must be that.
  std::uint8_t* pixels(int height, int width);
  /// The float input to be filled, of this shape (NHWC RGB 0..255 for pictures).
  float* values(const std::vector<std::int64_t>& shape);
  /// Errors: internal.
  Result<void> run();
  /// An output by the name that the manifest gives it.
  TensorView output(std::string_view name) const;

 private:
  friend class Model;
  struct Buffers;
  void tell(double ms) const;
  ModelCall(const Model& model, std::unique_ptr<Buffers> buffers);

  const Model* model_;
  std::unique_ptr<Buffers> buffers_;
};

/// Runs networks; owned by Models, outlives every Model.
class Runtime {
 public:
  explicit Runtime(RuntimeOptions options);
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  const RuntimeOptions& options() const { return options_; }
  /// Reads and compiles a network. Errors: not_found (no file); invalid (it is not what the manifest says).
  Result<std::unique_ptr<Model>> load(const ModelManifest& manifest);

 private:
  friend class Model;
  struct Core;
  RuntimeOptions options_;
  std::unique_ptr<Core> core_;
};

class Model {
 public:
  ~Model();
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  const ModelManifest& manifest() const { return manifest_; }
  /// A call of this network; makes buffers where all are lent.
  ModelCall begin() const;
  /// Gives back what the network holds for shapes it once ran with.
  void release_memory() const;

 private:
  friend class Runtime;
  friend class ModelCall;
  struct Compiled;
  Model(ModelManifest manifest, std::unique_ptr<Compiled> compiled);

  ModelManifest manifest_;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace spotter
