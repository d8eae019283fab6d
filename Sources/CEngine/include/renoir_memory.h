#ifndef RENOIR_MEMORY_H
#define RENOIR_MEMORY_H

#include <stddef.h>

/// Zeroed memory at the start of a cache line, or null. Large blocks are on huge pages where the system
/// offers them: random access to a table otherwise misses the TLB on nearly every step.
void *_Nullable renoir_allocate_zeroed(size_t bytes);

/// Memory whose contents are not known, for what can't go on without it: the program ends if the system gives none.
/// `alignment` is a power of two.
void *_Nonnull renoir_allocate(size_t bytes, size_t alignment);

/// Frees what `renoir_allocate` gave; null is nothing.
void renoir_free(void *_Nullable memory);

/// Frees what `renoir_allocate_zeroed` gave for the same number of bytes.
void renoir_free_zeroed(void *_Nullable memory, size_t bytes);

/// A mapping of its own of whole pages, which cost nothing until they are written to; or null.
void *_Nullable renoir_map(size_t bytes);

/// Gives the pages behind the first `kept` bytes of a mapping of `bytes` back; all of it if `kept` is 0.
void renoir_unmap(void *_Nonnull memory, size_t bytes, size_t kept);

#endif
