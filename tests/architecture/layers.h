#pragma once
// The checker of layers.txt: which includes a file of src/ has, and what is wrong with them. Works on text alone,
// so that checker_test.cc can give it files that nobody wrote.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace spotter::testing {

using Names = std::set<std::string, std::less<>>;

struct Layers {
  std::map<std::string, Names, std::less<>> rooms;    ///< room → rooms it may include
  std::map<std::string, Names, std::less<>> headers;  ///< header or folder of headers → rooms or folders
  std::vector<std::string> unreadable;                ///< lines that are none of these
};

struct Include {
  int line = 0;
  std::string target;
  bool quoted = false;  ///< `"…"`, a file of src/; else `<…>`
  bool embed = false;
};

inline std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

inline std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

inline std::vector<std::string> split_names(std::string_view text) {
  std::vector<std::string> names;
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    const auto end = std::min(text.find_first_of(" \t"), text.size());
    names.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return names;
}

inline Layers read_layers(std::string_view text) {
  Layers layers;
  for (const std::string_view line : lines_of(text)) {
    const std::string_view said = trimmed(line);
    if (said.empty() || said.starts_with('#')) continue;
    const auto colon = said.find(':');
    const auto words = split_names(said.substr(0, colon));
    if (colon == std::string_view::npos || words.size() != 2 || (words[0] != "room" && words[0] != "header")) {
      layers.unreadable.emplace_back(line);
      continue;
    }
    const auto names = split_names(said.substr(colon + 1));
    auto& list = words[0] == "room" ? layers.rooms : layers.headers;
    if (!list.emplace(words[1], Names(names.begin(), names.end())).second) layers.unreadable.emplace_back(line);
  }
  return layers;
}

/// The folders of a path, `recognition/text/text.cc` → recognition, text.
inline std::vector<std::string> folders_of(std::string_view path) {
  std::vector<std::string> folders;
  for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
    folders.emplace_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  return folders;
}

/// Every line that includes something; `target` is empty where it can't be read (a macro, say).
inline std::vector<Include> includes_of(std::string_view text) {
  std::vector<Include> found;
  int number = 0;
  for (std::string_view line : lines_of(text)) {
    ++number;
    line = trimmed(line);
    if (!line.starts_with('#')) continue;
    line = trimmed(line.substr(1));
    const bool embed = line.starts_with("embed");
    if (!embed && !line.starts_with("include")) continue;
    line = trimmed(line.substr(line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_")));
    const char close = line.starts_with('"') ? '"' : line.starts_with('<') ? '>' : '\0';
    const auto end = close == '\0' ? std::string_view::npos : line.find(close, 1);
    found.push_back({.line = number,
                     .target = end == std::string_view::npos ? "" : std::string(line.substr(1, end - 1)),
                     .quoted = close == '"',
                     .embed = embed});
  }
  return found;
}

inline bool is_standard(std::string_view header) {
  return !header.empty() && header.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

inline std::string complaint_about_header(const Layers& layers, std::string_view path, std::string_view header) {
  if (is_standard(header)) return "";
  const Names* places = nullptr;
  std::size_t longest = 0;
  for (const auto& [name, allowed] : layers.headers) {
    const bool fits = name.ends_with('/') ? header.starts_with(name) : header == name;
    if (!fits || name.size() <= longest) continue;
    longest = name.size();
    places = &allowed;
  }
  if (places == nullptr) return fmt::format("<{}> is not listed in layers.txt", header);
  const bool allowed = std::ranges::any_of(
      *places, [&](const std::string& place) { return place == "*" || path.starts_with(place + "/"); });
  return allowed ? "" : fmt::format("<{}> is not allowed here", header);
}

/// A recogniser sees its own folder and the shared runtime; the runtime sees none; all.h and all.cc see every one.
inline std::string complaint_about_sibling(const std::vector<std::string>& from, const std::vector<std::string>& to) {
  if (from.size() < 2 || from[0] != "recognition" || to.empty() || to[0] != "recognition") return "";
  if (to.size() < 2) return fmt::format("recogniser {} may not include the table of all", from[1]);
  if (to[1] == from[1] || to[1] == "runtime") return "";
  return fmt::format("recognition/{} may not include recognition/{}", from[1], to[1]);
}

inline std::string complaint_about(const Layers& layers, std::string_view path, const Include& include) {
  if (include.target.empty()) return "this include can't be read";
  const auto from = folders_of(path);
  const auto room = from.empty() ? layers.rooms.end() : layers.rooms.find(from[0]);
  if (room == layers.rooms.end()) return "this file is in no room of layers.txt";
  if (!include.quoted) return complaint_about_header(layers, path, include.target);
  const auto to = folders_of(include.target);
  if (include.embed && to.empty()) return "";  // a file of the same folder
  if (to.empty() || !layers.rooms.contains(to[0]))
    return fmt::format("\"{}\" doesn't begin with a room of src/", include.target);
  if (std::ranges::any_of(to, [](const std::string& folder) { return folder == ".." || folder == "."; }))
    return fmt::format("\"{}\" takes a way round", include.target);
  if (to[0] != room->first && !room->second.contains(to[0]))
    return fmt::format("{} may not include {}", room->first, to[0]);
  return complaint_about_sibling(from, to);
}

/// What is wrong with the includes of one file; `path` from src/. Each names file and line.
inline std::vector<std::string> complaints_about(const Layers& layers, std::string_view path, std::string_view text) {
  std::vector<std::string> complaints;
  for (const Include& include : includes_of(text))
    if (const std::string complaint = complaint_about(layers, path, include); !complaint.empty())
      complaints.push_back(fmt::format("{}:{}: {}", path, include.line, complaint));
  return complaints;
}

/// Recogniser folders without a row in all.cc. A row of NAME is a line of code that calls make_NAME.
inline std::vector<std::string> without_row(const Names& folders, std::string_view all_cc) {
  std::vector<std::string> missing;
  for (const std::string& folder : folders) {
    if (folder == "runtime") continue;
    const std::string call = " make_" + folder + "(";
    const bool has_row = std::ranges::any_of(lines_of(all_cc), [&](std::string_view line) {
      return line.substr(0, line.find("//")).find(call) != std::string_view::npos;
    });
    if (!has_row) missing.push_back(folder);
  }
  return missing;
}

/// Every room that `room` reaches over the arrows of `rooms`.
inline Names reach_of(const std::map<std::string, Names, std::less<>>& rooms, const std::string& room) {
  Names reached;
  std::vector<std::string> open = {room};
  while (!open.empty()) {
    const auto found = rooms.find(open.back());
    open.pop_back();
    if (found == rooms.end()) continue;
    for (const std::string& next : found->second)
      if (reached.insert(next).second) open.push_back(next);
  }
  return reached;
}

/// The rooms of src/CMakeLists.txt and what each links: `spotter_room(NAME ROOMS a b DEPS …)`.
inline std::map<std::string, Names, std::less<>> linked_rooms(std::string_view cmake) {
  std::map<std::string, Names, std::less<>> rooms;
  for (std::string_view line : lines_of(cmake)) {
    constexpr std::string_view kCall = "spotter_room(";
    if (!line.starts_with(kCall)) continue;
    const auto words = split_names(line.substr(kCall.size(), line.find(')') - kCall.size()));
    if (words.empty()) continue;
    Names& below = rooms[words[0]];
    bool listing = false;
    for (const std::string& word : words) {
      if (listing && word != "DEPS") below.insert(word);
      if (word == "ROOMS") listing = true;
      if (word == "DEPS") listing = false;
    }
  }
  return rooms;
}

}  // namespace spotter::testing
