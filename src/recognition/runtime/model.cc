#include "recognition/runtime/model.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <mutex>
#include <numeric>

#include <fmt/format.h>
#include <openvino/openvino.hpp>

#include "base/clock.h"

namespace spotter {
namespace {

ov::PartialShape network_shape(const InputSpec& input) {
  std::vector<ov::Dimension> dimensions;
  for (const std::int64_t size : input.shape)
    dimensions.emplace_back(size < 0 ? ov::Dimension::dynamic() : ov::Dimension(size));
  if (input.layout == TensorLayout::nchw) {
    dimensions = {dimensions[0], dimensions[3], dimensions[1], dimensions[2]};
  }
  if (input.channels == ChannelOrder::grey) dimensions[input.layout == TensorLayout::nchw ? 1 : 3] = 1;
  return dimensions;
}

/// Puts the manifest's conversion in front of the network: from NHWC RGB 0..255 to what it takes.
std::shared_ptr<ov::Model> with_conversion(const std::shared_ptr<ov::Model>& network, const InputSpec& input) {
  ov::preprocess::PrePostProcessor processor(network);
  auto& in = processor.input();
  in.tensor()
      .set_element_type(input.is_float ? ov::element::f32 : ov::element::u8)
      .set_layout("NHWC")
      .set_color_format(ov::preprocess::ColorFormat::RGB);
  in.model().set_layout(input.layout == TensorLayout::nchw ? "NCHW" : "NHWC");
  auto& steps = in.preprocess();
  if (!input.is_float) steps.convert_element_type(ov::element::f32);
  if (input.channels == ChannelOrder::bgr) steps.convert_color(ov::preprocess::ColorFormat::BGR);
  if (input.channels == ChannelOrder::grey) steps.convert_color(ov::preprocess::ColorFormat::GRAY);
  const auto differs = [](const std::vector<float>& values, float neutral) {
    return std::ranges::any_of(values, [&](float value) { return value != neutral; });
  };
  if (differs(input.mean, 0)) steps.mean(input.mean);
  if (differs(input.scale, 1)) steps.scale(input.scale);
  return processor.build();
}

}  // namespace

std::size_t TensorView::size() const {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies{});
}

struct Runtime::Core {
  ov::Core core;
};

struct ModelCall::Buffers {
  ov::InferRequest request;
};

struct Model::Compiled {
  ov::CompiledModel network;
  std::map<std::string, ov::Output<const ov::Node>, std::less<>> outputs;
  std::mutex mutex;
  std::vector<std::unique_ptr<ModelCall::Buffers>> free;
  InferenceObserver observe;
};

Runtime::Runtime(RuntimeOptions options) : options_(std::move(options)), core_(std::make_unique<Core>()) {
  if (options_.cache.empty()) return;
  // OpenVINO gives a network the same file in every precision, though one compiled for f32 gives NaN in bf16.
  const auto folder = options_.precision == Precision::bf16 ? options_.cache / "bf16" : options_.cache;
  core_->core.set_property(ov::cache_dir(folder.string()));
}
Runtime::~Runtime() = default;

Result<std::unique_ptr<Model>> Runtime::load(const ModelManifest& manifest) {
  if (!std::filesystem::exists(manifest.file)) {
    return fail(Errc::not_found, fmt::format("model {}: {} is not there; get it with `spotter models pull --pack {}`",
                                             manifest.name, manifest.file.string(), manifest.pack));
  }
  try {
    auto network = core_->core.read_model(manifest.file.string());
    if (network->inputs().size() != 1)
      return fail(Errc::invalid,
                  fmt::format("model {} has {} inputs; one is wanted", manifest.name, network->inputs().size()));
    network->reshape(network_shape(manifest.input));
    if (manifest.input.layout != TensorLayout::plain) network = with_conversion(network, manifest.input);
    auto compiled = std::make_unique<Model::Compiled>();
    compiled->observe = options_.observe;
    // Kernels are kept for each input shape that was seen. Text comes in so many that OpenVINO's own limit (5000) holds
    // half a GiB more, and is no quicker. It has no name in the public headers.
    const ov::AnyMap::value_type kept_kernels("CPU_RUNTIME_CACHE_CAPACITY", 100);
    compiled->network = core_->core.compile_model(
        network, "CPU", kept_kernels,
        ov::hint::inference_precision(options_.precision == Precision::bf16 ? ov::element::bf16 : ov::element::f32),
        ov::num_streams(options_.workers), ov::inference_num_threads(options_.workers * options_.threads_per_worker),
        ov::hint::enable_cpu_pinning(false));
    for (const auto& [name, output] : manifest.outputs) {
      compiled->outputs.emplace(name, output.place >= 0
                                          ? compiled->network.output(static_cast<std::size_t>(output.place))
                                          : compiled->network.output(output.tensor));
    }
    return std::unique_ptr<Model>(new Model(manifest, std::move(compiled)));
  } catch (const std::exception& error) {
    return fail(Errc::invalid, fmt::format("model {} can't be loaded: {}", manifest.name, error.what()));
  }
}

Model::Model(ModelManifest manifest, std::unique_ptr<Compiled> compiled)
    : manifest_(std::move(manifest)), compiled_(std::move(compiled)) {}
Model::~Model() = default;

ModelCall Model::begin() const {
  {
    const std::scoped_lock lock(compiled_->mutex);
    if (!compiled_->free.empty()) {
      auto buffers = std::move(compiled_->free.back());
      compiled_->free.pop_back();
      return {*this, std::move(buffers)};
    }
  }
  return {*this, std::make_unique<ModelCall::Buffers>(ModelCall::Buffers{compiled_->network.create_infer_request()})};
}

void Model::release_memory() const {
  try {
    compiled_->network.release_memory();
  } catch (const std::exception&) {
    // It keeps its memory: nothing is lost by that.
  }
}

ModelCall::ModelCall(const Model& model, std::unique_ptr<Buffers> buffers)
    : model_(&model), buffers_(std::move(buffers)) {}
ModelCall::ModelCall(ModelCall&&) noexcept = default;

ModelCall::~ModelCall() {
  if (!buffers_) return;
  const std::scoped_lock lock(model_->compiled_->mutex);
  model_->compiled_->free.push_back(std::move(buffers_));
}

std::uint8_t* ModelCall::pixels(int height, int width) {
  assert(!model_->manifest_.input.is_float);
  ov::Tensor tensor = buffers_->request.get_input_tensor();
  tensor.set_shape({1, static_cast<std::size_t>(height), static_cast<std::size_t>(width), 3});
  return tensor.data<std::uint8_t>();
}

float* ModelCall::values(const std::vector<std::int64_t>& shape) {
  assert(model_->manifest_.input.is_float);
  ov::Tensor tensor = buffers_->request.get_input_tensor();
  tensor.set_shape(ov::Shape(shape.begin(), shape.end()));
  return tensor.data<float>();
}

Result<void> ModelCall::run() {
  try {
    const Stopwatch watch;
    buffers_->request.infer();
    if (model_->compiled_->observe) tell(watch.elapsed_ms());
    return {};
  } catch (const std::exception& error) {
    return fail(Errc::internal, fmt::format("model {}: {}", model_->manifest_.name, error.what()));
  }
}

void ModelCall::tell(double ms) const {
  const ov::Tensor input = buffers_->request.get_input_tensor();
  const ov::Shape& shape = input.get_shape();
  model_->compiled_->observe({.engine = model_->manifest_.name,
                              .shape = {shape.begin(), shape.end()},
                              .input = {static_cast<const std::uint8_t*>(input.data()), input.get_byte_size()},
                              .ms = ms});
}

TensorView ModelCall::output(std::string_view name) const {
  const auto& outputs = model_->compiled_->outputs;
  const auto found = outputs.find(name);
  assert(found != outputs.end());
  const ov::Tensor tensor = buffers_->request.get_tensor(found->second);
  const ov::Shape& shape = tensor.get_shape();
  return {.data = tensor.data<const float>(), .shape = {shape.begin(), shape.end()}};
}

}  // namespace spotter
