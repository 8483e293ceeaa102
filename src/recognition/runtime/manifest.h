#pragma once
// The manifest of a model pack: what each model is, how it is fed and read, what its outputs were
// calibrated on, and the golden values it must give. models/README.md explains the file.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/geometry.h"

namespace spotter {

enum class TensorLayout { nhwc, nchw, plain };
enum class ChannelOrder { rgb, bgr, grey };

/// What the network takes. spotter fills an NHWC RGB tensor with values 0..255; the loader turns that
/// into the network's own layout, channels and normalisation: (value - mean) / scale.
struct InputSpec {
  std::string name;
  std::vector<std::int64_t> shape;  ///< of the tensor that is filled; -1: any
  bool is_float = false;
  TensorLayout layout = TensorLayout::nhwc;
  ChannelOrder channels = ChannelOrder::rgb;
  std::vector<float> mean;
  std::vector<float> scale;
};

/// A tensor of a network: by its name, or by its place where it has none.
struct OutputRef {
  std::string tensor;
  std::int64_t place = -1;
};

/// What one output must look like for the golden input.
struct GoldenOutput {
  std::vector<std::int64_t> shape;
  double mean = 0;
  double min = 0;
  double max = 0;
  std::vector<std::pair<std::int64_t, double>> values;  ///< flat index → value
};

struct Golden {
  std::vector<std::int64_t> shape;
  double tolerance = 0;       ///< in f32: |a - b| <= tolerance * (1 + |b|)
  double tolerance_bf16 = 0;  ///< the same in bf16
  std::string reference;      ///< what computed the values
  std::map<std::string, GoldenOutput> outputs;
};

struct ModelManifest {
  std::string pack;
  std::string name;
  std::string slot;    ///< what it is used for: objects, classes, face_mesh …
  std::string reader;  ///< the form of its outputs
  std::string about;
  std::string licence;
  std::string source;  ///< package and version, or repository and commit, for people
  std::filesystem::path file;
  InputSpec input;
  std::map<std::string, OutputRef> outputs;  ///< name the reader asks for → tensor
  std::vector<std::string> classes;
  std::vector<Point> points;        ///< `template`: where a face's points go, in pixels of the input
  std::vector<int> landmarks;       ///< which of another model's points it takes
  std::string characters;           ///< name of the dictionary beside the model
  std::vector<double> crop_scales;  ///< of a square around a face, in its longer sides
  int crop_margin = 0;              ///< px around the input that are stretched and cut off
  std::vector<std::string> replaces;
  std::map<std::string, double> calibration;
  /// Curves of a calibration: points (x, y), x ascending, straight between them.
  std::map<std::string, std::vector<Point>> curves;
  std::string fitted_on;
  Golden golden;
  std::map<std::string, std::string> installed;  ///< file → sha256, from installed.json

  /// A number of the calibration, `otherwise` where the manifest doesn't say.
  double number(const std::string& name, double otherwise) const;
};

/// Reads one pack's folder. Errors: not_found; invalid, naming the model and the key.
Result<std::vector<ModelManifest>> read_pack(const std::filesystem::path& folder);

/// Reads `<models>/<pack>` and the packs that it extends; a model that `replaces` a slot takes it over.
Result<std::vector<ModelManifest>> read_packs(const std::filesystem::path& models, const std::string& pack);

}  // namespace spotter
