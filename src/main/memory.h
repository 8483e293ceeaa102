#pragma once
// How the C library's allocator is set up.

namespace spotter {

/// Large blocks go back to the system when they are freed. Left alone, glibc raises the size from which it does that
/// up to 32 MiB as networks free their buffers, and what is freed stays in many arenas: more than 1 GiB is held.
/// Call it before any thread starts.
void give_back_freed_memory();

}  // namespace spotter
