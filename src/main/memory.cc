#include "main/memory.h"

#include <malloc.h>

namespace spotter {

void give_back_freed_memory() {
  constexpr int kLargeBlock = 4 * 1024 * 1024;
  constexpr int kArenas = 2;
  ::mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  ::mallopt(M_ARENA_MAX, kArenas);
}

}  // namespace spotter
