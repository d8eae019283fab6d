#ifndef RENOIR_MEMORY_H
#define RENOIR_MEMORY_H

#include <stddef.h>

/// Zeroed memory at the start of a cache line, or null. Large blocks are on huge pages where the system
/// offers them: random access to a table otherwise misses the TLB on nearly every step.
void *renoir_allocate_zeroed(size_t bytes);

/// Frees what `renoir_allocate_zeroed` gave for the same number of bytes.
void renoir_free_zeroed(void *memory, size_t bytes);

#endif
