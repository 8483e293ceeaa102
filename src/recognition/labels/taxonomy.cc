#include "recognition/labels/taxonomy.h"

#include <algorithm>
#include <cassert>
#include <set>

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/unicode.h"

namespace spotter {
namespace {

constexpr unsigned char kTaxonomyTsv[] = {
#embed "taxonomy.tsv"
};
constexpr unsigned char kClassesTsv[] = {
#embed "classes.tsv"
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// The rows behind the header line, each with `columns` cells.
Result<std::vector<std::vector<std::string_view>>> rows_of(std::string_view tsv, std::size_t columns,
                                                           std::string_view name) {
  std::vector<std::vector<std::string_view>> rows;
  for (const std::string_view line : split(tsv, '\n')) {
    if (line.empty()) continue;
    rows.push_back(split(line, '\t'));
    if (rows.back().size() != columns)
      return fail(Errc::invalid, fmt::format("{}, row '{}': {} columns are wanted", name, line, columns));
  }
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

/// A name without case, spaces and punctuation: two names that are equal so are one to a reader.
std::string plain(std::string_view name) {
  std::string out;
  for (const std::string& word : words_of(fold(name)))
    out += word;
  return out;
}

}  // namespace

const Taxonomy& Taxonomy::builtin() {
  static const Taxonomy taxonomy = [] {
    auto parsed = parse(as_text(kTaxonomyTsv), as_text(kClassesTsv));
    assert(parsed);
    return std::move(*parsed);
  }();
  return taxonomy;
}

Result<Taxonomy> Taxonomy::parse(std::string_view taxonomy_tsv, std::string_view classes_tsv) {
  Taxonomy taxonomy;
  SPOTTER_TRY(taxonomy.add_nodes(taxonomy_tsv));
  SPOTTER_TRY(taxonomy.link());
  SPOTTER_TRY(taxonomy.add_classes(classes_tsv));
  taxonomy.add_class_names();
  return taxonomy;
}

Result<void> Taxonomy::add_nodes(std::string_view tsv) {
  SPOTTER_ASSIGN(const auto rows, rows_of(tsv, 4, "taxonomy.tsv"));
  for (const auto& row : rows) {
    Node node;
    node.label.name = row[0];
    for (const std::string_view parent : split(row[1], ';'))
      if (!parent.empty()) node.label.parents.push_back({std::string(parent)});
    for (const std::string_view alias : split(row[2], ';'))
      if (!alias.empty()) node.label.aliases.push_back({std::string(alias)});
    node.label.categories.push_back({std::string(row[3])});
    nodes_.push_back(std::move(node));
  }
  std::ranges::sort(nodes_, {}, [](const Node& node) { return node.label.name; });
  return {};
}

Result<void> Taxonomy::link() {
  for (Node& node : nodes_) {
    for (const Parent& parent : node.label.parents) {
      const int number = find(parent.name);
      if (number < 0)
        return fail(Errc::invalid,
                    fmt::format("taxonomy.tsv: {} has the parent {}, which is no label", node.label.name, parent.name));
      node.parents.push_back(number);
    }
  }
  for (Node& node : nodes_) {
    std::set<int> seen;
    std::vector<int> open = node.parents;
    while (!open.empty()) {
      const int next = open.back();
      open.pop_back();
      if (!seen.insert(next).second) continue;
      const auto& above = nodes_[static_cast<std::size_t>(next)].parents;
      open.insert(open.end(), above.begin(), above.end());
    }
    if (seen.contains(find(node.label.name)))
      return fail(Errc::invalid, fmt::format("taxonomy.tsv: {} is its own ancestor", node.label.name));
    node.ancestors.assign(seen.begin(), seen.end());
    node.label.parents.clear();
    for (const int ancestor : node.ancestors)
      node.label.parents.push_back({name(ancestor)});
  }
  return {};
}

Result<void> Taxonomy::add_classes(std::string_view tsv) {
  SPOTTER_ASSIGN(const auto rows, rows_of(tsv, 4, "classes.tsv"));
  for (const auto& row : rows) {
    auto& classes = row[0] == "coco" ? coco_ : imagenet_;
    if (row[1] != std::to_string(classes.size()))
      return fail(Errc::invalid, fmt::format("classes.tsv: {} {} is out of order", row[0], row[1]));
    const int label = find(row[3]);
    if (label < 0) return fail(Errc::invalid, fmt::format("classes.tsv: {} is no label", row[3]));
    classes.push_back({.name = std::string(row[2]), .label = label});
  }
  return {};
}

/// A class's own name stays findable as an alias of its label (upright: Upright Piano).
void Taxonomy::add_class_names() {
  for (const auto* classes : {&coco_, &imagenet_}) {
    for (const ClassRow& row : *classes) {
      Label& label = nodes_[static_cast<std::size_t>(row.label)].label;
      const bool there =
          plain(label.name) == plain(row.name) || std::ranges::any_of(label.aliases, [&](const LabelAlias& alias) {
            return plain(alias.name) == plain(row.name);
          });
      if (!there) label.aliases.push_back({row.name});
    }
  }
}

int Taxonomy::find(std::string_view name) const {
  const auto found =
      std::ranges::lower_bound(nodes_, name, {}, [](const Node& node) -> std::string_view { return node.label.name; });
  return found != nodes_.end() && found->label.name == name ? static_cast<int>(found - nodes_.begin()) : -1;
}

int Taxonomy::label_of_class(std::string_view vocabulary, int index) const {
  const auto& classes = vocabulary == "coco" ? coco_ : imagenet_;
  return index >= 0 && static_cast<std::size_t>(index) < classes.size() ? classes[static_cast<std::size_t>(index)].label
                                                                        : -1;
}

std::size_t Taxonomy::classes_of(std::string_view vocabulary) const {
  return vocabulary == "coco" ? coco_.size() : imagenet_.size();
}

}  // namespace spotter
