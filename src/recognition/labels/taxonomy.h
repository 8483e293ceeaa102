#pragma once
// The labels spotter knows: names a person would use, their parents, aliases and category, and which
// label each class of a vocabulary (COCO-80, ImageNet-1k) is. The data are taxonomy.tsv and classes.tsv,
// read through by hand; both are part of the program.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/findings.h"

namespace spotter {

class Taxonomy {
 public:
  /// The program's own taxonomy.
  static const Taxonomy& builtin();
  /// Reads the two tables. Errors: invalid, naming the row.
  static Result<Taxonomy> parse(std::string_view taxonomy_tsv, std::string_view classes_tsv);

  std::size_t size() const { return nodes_.size(); }
  /// The label's number; -1 where there is none of this name.
  int find(std::string_view name) const;
  const std::string& name(int label) const { return nodes_[static_cast<std::size_t>(label)].label.name; }
  /// All ancestors' numbers, in the order of their names.
  const std::vector<int>& ancestors(int label) const { return nodes_[static_cast<std::size_t>(label)].ancestors; }
  /// The label with parents, aliases and categories, without confidence and instances.
  const Label& label(int number) const { return nodes_[static_cast<std::size_t>(number)].label; }

  /// The label of a vocabulary's class ("coco" or "imagenet"); -1 where it has no such class.
  int label_of_class(std::string_view vocabulary, int index) const;
  /// How many classes a vocabulary has.
  std::size_t classes_of(std::string_view vocabulary) const;

 private:
  struct Node {
    Label label;
    std::vector<int> parents;
    std::vector<int> ancestors;
  };
  struct ClassRow {
    std::string name;
    int label = -1;
  };

  Result<void> add_nodes(std::string_view tsv);
  Result<void> add_classes(std::string_view tsv);
  Result<void> link();
  void add_class_names();

  std::vector<Node> nodes_;  ///< sorted by name
  std::vector<ClassRow> coco_;
  std::vector<ClassRow> imagenet_;
};

}  // namespace spotter
