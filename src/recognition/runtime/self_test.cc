#include "recognition/runtime/self_test.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace spotter {
namespace {

std::uint8_t pattern(std::int64_t y, std::int64_t x, std::int64_t c) {
  return static_cast<std::uint8_t>((x * 7 + y * 13 + c * 29 + ((x * y) >> 4)) & 255);
}

template <class Value>
void fill_pattern(Value* out, const std::vector<std::int64_t>& shape) {
  for (std::int64_t n = 0; n < shape[0]; ++n)
    for (std::int64_t y = 0; y < shape[1]; ++y)
      for (std::int64_t x = 0; x < shape[2]; ++x)
        for (std::int64_t c = 0; c < shape[3]; ++c)
          *out++ = static_cast<Value>(pattern(y, x, c));
}

void fill_plain(float* out, const std::vector<std::int64_t>& shape) {
  std::int64_t count = 1;
  for (const std::int64_t size : shape)
    count *= size;
  for (std::int64_t i = 0; i < count; ++i)
    out[i] = static_cast<float>((i * 37) % 256) / 255.0F;
}

/// The manifest's golden shape; without one the input's own, its free sides set to a moderate size.
std::vector<std::int64_t> shape_of(const ModelManifest& manifest) {
  if (!manifest.golden.shape.empty()) return manifest.golden.shape;
  constexpr std::int64_t kModerate = 320;
  std::vector<std::int64_t> shape = manifest.input.shape;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] < 0) shape[i] = i == 0 ? 1 : kModerate;
  return shape;
}

void fill_input(ModelCall& call, const ModelManifest& manifest) {
  const auto shape = shape_of(manifest);
  if (manifest.input.layout == TensorLayout::plain) {
    fill_plain(call.values(shape), shape);
  } else if (manifest.input.is_float) {
    fill_pattern(call.values(shape), shape);
  } else {
    fill_pattern(call.pixels(static_cast<int>(shape[1]), static_cast<int>(shape[2])), shape);
  }
}

Result<void> check_finite(const TensorView& tensor, const std::string& name) {
  if (std::all_of(tensor.data, tensor.data + tensor.size(), [](float value) { return std::isfinite(value); }))
    return {};
  return fail(Errc::internal, fmt::format("output {} has values that are not finite", name));
}

Result<double> check_values(const TensorView& tensor, const GoldenOutput& golden, double tolerance,
                            const std::string& name) {
  if (!std::ranges::equal(tensor.shape, golden.shape,
                          [](std::size_t a, std::int64_t b) { return static_cast<std::int64_t>(a) == b; }))
    return fail(Errc::internal, fmt::format("output {} has the shape [{}], not [{}]", name,
                                            fmt::join(tensor.shape, ", "), fmt::join(golden.shape, ", ")));
  double worst = 0;
  for (const auto& [index, expected] : golden.values) {
    const double got = tensor[static_cast<std::size_t>(index)];
    const double off = std::abs(got - expected) / (1 + std::abs(expected));
    worst = std::max(worst, off);
    if (off > tolerance)
      return fail(Errc::internal,
                  fmt::format("output {}[{}] is {:.6g}, the reference gave {:.6g} (off by {:.2g}, {:.2g} allowed)",
                              name, index, got, expected, off, tolerance));
  }
  return worst;
}

}  // namespace

Result<SelfTestReport> self_test(const Model& model, Precision precision) {
  const ModelManifest& manifest = model.manifest();
  const auto named = [&](Error error) {
    return fail(within("model " + manifest.name + " fails its self-test", std::move(error)));
  };
  SelfTestReport report{
      .worst = 0,
      .tolerance = precision == Precision::bf16 ? manifest.golden.tolerance_bf16 : manifest.golden.tolerance};
  ModelCall call = model.begin();
  fill_input(call, manifest);
  if (auto ran = call.run(); !ran) return named(ran.error());
  for (const auto& [name, ignored] : manifest.outputs) {
    const TensorView output = call.output(name);
    if (auto finite = check_finite(output, name); !finite) return named(finite.error());
    const auto golden = manifest.golden.outputs.find(name);
    if (golden == manifest.golden.outputs.end()) continue;
    auto worst = check_values(output, golden->second, report.tolerance, name);
    if (!worst) return named(worst.error());
    report.worst = std::max(report.worst, *worst);
  }
  return report;
}

}  // namespace spotter
