#pragma once
// Rekognition's moderation taxonomy, version 7: 52 labels at three levels.

#include <span>
#include <string_view>

namespace spotter {

struct ModerationEntry {
  std::string_view name;
  std::string_view parent;  ///< empty at level 1
  int level = 1;
};

inline constexpr std::string_view kModerationModelVersion = "7.0";

/// All entries, each behind its parent.
std::span<const ModerationEntry> moderation_taxonomy();
/// Null where there is no such label.
const ModerationEntry* find_moderation(std::string_view name);

}  // namespace spotter
