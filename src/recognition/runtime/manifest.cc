#include "recognition/runtime/manifest.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/file.h"
#include "domain/json.h"

namespace spotter {
namespace fs = std::filesystem;
namespace {

/// Reads keys of one table; the first thing that is wrong is kept as the error.
class Reader {
 public:
  Reader(const toml::table& table, std::string where) : table_(table), where_(std::move(where)) {}

  std::string text(std::string_view key, bool required = true) {
    const auto value = table_[key].value<std::string>();
    if (!value && required) miss(key, "a text");
    return value.value_or("");
  }
  double number(std::string_view key) {
    const auto value = table_[key].value<double>();
    if (!value) miss(key, "a number");
    return value.value_or(0);
  }
  template <class T>
  std::vector<T> list(std::string_view key, bool required = true) {
    std::vector<T> out;
    const toml::array* array = table_[key].as_array();
    if (array == nullptr) {
      if (required) miss(key, "a list");
      return out;
    }
    for (const toml::node& node : *array) {
      const auto value = node.value<T>();
      if (!value) {
        miss(key, "a list of one kind of values");
        return {};
      }
      out.push_back(*value);
    }
    return out;
  }
  /// A list of pairs of numbers.
  std::vector<Point> points(std::string_view key) {
    std::vector<Point> out;
    const toml::array* array = table_[key].as_array();
    if (array == nullptr) return out;
    for (const toml::node& node : *array) {
      const toml::array* pair = node.as_array();
      if (pair == nullptr || pair->size() != 2) {
        miss(key, "a list of pairs");
        return {};
      }
      out.push_back({.x = (*pair)[0].value_or(0.0F), .y = (*pair)[1].value_or(0.0F)});
    }
    return out;
  }
  const toml::table* table(std::string_view key) { return table_[key].as_table(); }
  template <class Enum>
  Enum one_of(std::string_view key, const std::vector<std::pair<std::string_view, Enum>>& choices, Enum otherwise) {
    const std::string name = text(key, false);
    if (name.empty()) return otherwise;
    for (const auto& [choice, value] : choices)
      if (name == choice) return value;
    miss(key, "one of the known names, not '" + name + "'");
    return otherwise;
  }

  const std::optional<Error>& error() const { return error_; }
  void miss(std::string_view key, std::string_view wanted) {
    if (!error_) error_ = Error{Errc::invalid, fmt::format("{}: `{}` must be {}", where_, key, wanted)};
  }

 private:
  const toml::table& table_;
  std::string where_;
  std::optional<Error> error_;
};

std::vector<float> floats(const std::vector<double>& values) {
  std::vector<float> out;
  for (const double value : values)
    out.push_back(static_cast<float>(value));
  return out;
}

Result<InputSpec> read_input(const toml::table& table, const std::string& where) {
  Reader read(table, where + " [input]");
  InputSpec input{
      .name = read.text("name", false),
      .shape = read.list<std::int64_t>("shape"),
      .is_float = read.text("type", false) == "f32",
      .layout = read.one_of<TensorLayout>(
          "layout", {{"NHWC", TensorLayout::nhwc}, {"NCHW", TensorLayout::nchw}, {"plain", TensorLayout::plain}},
          TensorLayout::nhwc),
      .channels = read.one_of<ChannelOrder>(
          "colour", {{"RGB", ChannelOrder::rgb}, {"BGR", ChannelOrder::bgr}, {"GREY", ChannelOrder::grey}},
          ChannelOrder::rgb),
      .mean = floats(read.list<double>("mean", false)),
      .scale = floats(read.list<double>("scale", false))};
  if (input.layout != TensorLayout::plain && input.shape.size() != 4)
    read.miss("shape", "four numbers: batch, height, width, 3");
  if (read.error()) return fail(*read.error());
  return input;
}

Result<Golden> read_golden(const toml::table& table, const std::string& where) {
  Reader read(table, where + " [golden]");
  Golden golden{.shape = read.list<std::int64_t>("shape"),
                .tolerance = read.number("tolerance"),
                .tolerance_bf16 = read.number("tolerance_bf16"),
                .reference = read.text("reference", false),
                .outputs = {}};
  if (const toml::table* outputs = read.table("outputs")) {
    for (const auto& [name, node] : *outputs) {
      if (!node.is_table()) continue;
      Reader one(*node.as_table(), where + " [golden.outputs." + std::string(name.str()) + "]");
      GoldenOutput output{.shape = one.list<std::int64_t>("shape"),
                          .mean = one.number("mean"),
                          .min = one.number("min"),
                          .max = one.number("max"),
                          .values = {}};
      if (const toml::array* values = (*node.as_table())["values"].as_array())
        for (const toml::node& value : *values)
          if (const toml::array* pair = value.as_array(); pair != nullptr && pair->size() == 2)
            output.values.emplace_back((*pair)[0].value_or(std::int64_t{-1}), (*pair)[1].value_or(0.0));
      if (one.error()) return fail(*one.error());
      golden.outputs.emplace(name.str(), std::move(output));
    }
  }
  if (read.error()) return fail(*read.error());
  return golden;
}

std::string source_of(const toml::table& table) {
  const auto text = [&](const char* key) { return table[key].value_or(std::string()); };
  if (table.contains("pypi")) return fmt::format("PyPI {} {}", text("pypi"), text("version"));
  if (table.contains("npm")) return fmt::format("npm {} {}", text("npm"), text("version"));
  if (table.contains("github")) return fmt::format("GitHub {} @ {}", text("github"), text("commit"));
  return text("text");
}

void read_calibration(const toml::table& table, ModelManifest& model) {
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (const auto number = node.value<double>(); number && !node.is_string()) {
      model.calibration[name] = *number;
    } else if (node.is_array()) {
      Reader read(table, name);
      model.curves[name] = read.points(name);
    }
  }
  model.fitted_on = table["fitted_on"].value_or(std::string());
}

Result<ModelManifest> read_model(const toml::table& table, const std::string& pack, const fs::path& folder) {
  const std::string where =
      fmt::format("pack {}, model {}", pack, table["name"].value_or(std::string("without a name")));
  Reader read(table, where);
  ModelManifest model;
  model.pack = pack;
  model.name = read.text("name");
  model.slot = read.text("slot");
  model.reader = read.text("reader");
  model.about = read.text("about", false);
  model.licence = read.text("licence", false);
  model.file = folder / model.name / read.text("file");
  model.classes = read.list<std::string>("classes", false);
  model.points = read.points("template");
  for (const std::int64_t landmark : read.list<std::int64_t>("landmarks", false))
    model.landmarks.push_back(static_cast<int>(landmark));
  model.characters = read.text("characters", false);
  model.replaces = read.list<std::string>("replaces", false);
  if (const toml::table* crop = read.table("crop")) {
    model.crop_scales = Reader(*crop, where).list<double>("scales", false);
    model.crop_margin = (*crop)["margin"].value_or(0);
  }
  if (const toml::table* source = read.table("source")) model.source = source_of(*source);
  if (const toml::table* outputs = read.table("outputs")) {
    for (const auto& [name, node] : *outputs)
      model.outputs.emplace(
          name.str(), OutputRef{.tensor = node.value_or(std::string()), .place = node.value_or(std::int64_t{-1})});
  }
  if (model.outputs.empty()) read.miss("outputs", "a table of the outputs' names");
  if (const toml::table* calibration = read.table("calibration")) read_calibration(*calibration, model);
  const toml::table* input = read.table("input");
  if (input == nullptr) read.miss("input", "a table that says what the network takes");
  if (read.error()) return fail(*read.error());
  SPOTTER_ASSIGN(model.input, read_input(*input, where));
  if (const toml::table* golden = read.table("golden")) {
    SPOTTER_ASSIGN(model.golden, read_golden(*golden, where));
  }
  return model;
}

/// file → sha256 of each model, as the pull tool recorded them.
std::map<std::string, std::map<std::string, std::string>> read_installed(const fs::path& folder) {
  std::map<std::string, std::map<std::string, std::string>> installed;
  const auto bytes = read_file(folder / "installed.json");
  const auto json = bytes ? parse_json(as_text(*bytes)) : fail(bytes.error());
  if (!json || !json->is_object()) return installed;
  const auto* models = json->get_object().if_contains("models");
  if (models == nullptr || !models->is_object()) return installed;
  for (const auto& [name, record] : models->get_object()) {
    const auto* files = record.is_object() ? record.get_object().if_contains("files") : nullptr;
    if (files == nullptr || !files->is_object()) continue;
    for (const auto& [file, facts] : files->get_object())
      if (const auto* hash = facts.is_object() ? facts.get_object().if_contains("sha256") : nullptr;
          hash != nullptr && hash->is_string())
        installed[name][file] = std::string(hash->get_string());
  }
  return installed;
}

Result<toml::table> parse_manifest(const fs::path& folder) {
  const fs::path file = folder / "manifest.toml";
  const auto bytes = read_file(file);
  if (!bytes) {
    return fail(Errc::not_found,
                fmt::format("there is no model pack in {}; get it with `spotter models pull --pack {}`",
                            folder.string(), folder.filename().string()));
  }
  try {
    return toml::parse(as_text(*bytes), file.string());
  } catch (const toml::parse_error& error) {
    return fail(Errc::invalid, fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()));
  }
}

}  // namespace

double ModelManifest::number(const std::string& name_of_number, double otherwise) const {
  const auto found = calibration.find(name_of_number);
  return found == calibration.end() ? otherwise : found->second;
}

Result<std::vector<ModelManifest>> read_pack(const fs::path& folder) {
  SPOTTER_ASSIGN(const toml::table table, parse_manifest(folder));
  const std::string pack = table["pack"].value_or(folder.filename().string());
  auto installed = read_installed(folder);
  std::vector<ModelManifest> models;
  if (const toml::array* rows = table["model"].as_array()) {
    for (const toml::node& row : *rows) {
      if (!row.is_table()) return fail(Errc::invalid, fmt::format("pack {}: [[model]] must be a table", pack));
      SPOTTER_ASSIGN(ModelManifest model, read_model(*row.as_table(), pack, folder));
      model.installed = installed[model.name];
      models.push_back(std::move(model));
    }
  }
  return models;
}

Result<std::vector<ModelManifest>> read_packs(const fs::path& models, const std::string& pack) {
  constexpr int kDeepest = 8;
  std::vector<std::vector<ModelManifest>> packs;
  for (std::string name = pack; !name.empty();) {
    if (packs.size() == kDeepest) return fail(Errc::invalid, "pack " + pack + " extends too many others, or itself");
    SPOTTER_ASSIGN(const toml::table table, parse_manifest(models / name));
    SPOTTER_ASSIGN(packs.emplace_back(), read_pack(models / name));
    name = table["extends"].value_or(std::string());
  }
  std::vector<ModelManifest> all;
  for (auto rows = packs.rbegin(); rows != packs.rend(); ++rows) {
    for (ModelManifest& model : *rows) {
      std::erase_if(all, [&](const ModelManifest& other) {
        return other.name == model.name || std::ranges::find(model.replaces, other.slot) != model.replaces.end();
      });
      all.push_back(std::move(model));
    }
  }
  return all;
}

}  // namespace spotter
