#ifndef RENOIR_SHARED_H
#define RENOIR_SHARED_H

#include <stddef.h>
#include <stdint.h>

/// Memory that processes of one host see, in blocks. Any of them may give a block back; its maker alone takes one.
typedef struct renoir_arena {
    /// Of the mapping in this process; null if there is none.
    void *base;
    size_t length;
    /// Under which the maker has it open; -1 in other processes.
    int descriptor;
} renoir_arena;

/// What lies at the start of the mapping.
typedef struct renoir_arena_header {
    uint64_t name, blocks, block_bytes;
    /// For who sees the memory to agree on something.
    uint64_t word;
    /// A bit for each block: whether it's free.
    uint64_t free[];
} renoir_arena_header;

/// Bytes before the first block.
enum { renoir_arena_start = 4096 };

/// Makes memory of `blocks` blocks, all free; pages exist once they are touched. `blocks` is a multiple of 64, and its bits
/// fit the header's page. Without a base if the system can't.
renoir_arena renoir_arena_make(size_t blocks, size_t block_bytes, uint64_t name);

/// Maps the memory that another process has made, and has open under `descriptor`. Without a base if it can't be reached,
/// or isn't what it should be.
renoir_arena renoir_arena_attach(int process, int descriptor, size_t blocks, size_t block_bytes, uint64_t name);

void renoir_arena_close(renoir_arena arena);

/// A number that no other process has drawn; 0 if the system gives none.
uint64_t renoir_random_name(void);

/// This process's number.
int renoir_process(void);

/// Takes a free block: the first there is, so that few are ever touched. -1 if there is none.
static inline ptrdiff_t renoir_arena_take(void *base) {
    renoir_arena_header *header = (renoir_arena_header *)base;
    for (size_t word = 0; word < header->blocks / 64; word++) {
        uint64_t free = __atomic_load_n(header->free + word, __ATOMIC_RELAXED);
        while (free) {
            uint64_t bit = free & -free;
            free = __atomic_fetch_and(header->free + word, ~bit, __ATOMIC_ACQUIRE);
            if (free & bit) return (ptrdiff_t)(word * 64 + (size_t)__builtin_ctzll(bit));
        }
    }
    return -1;
}

/// Makes a block free that was taken. What was read from it or written to it before has happened for who takes it next.
static inline void renoir_arena_give(void *base, size_t block) {
    renoir_arena_header *header = (renoir_arena_header *)base;
    __atomic_fetch_or(header->free + block / 64, 1ull << block % 64, __ATOMIC_RELEASE);
}

#endif
