// MAP_ANONYMOUS and MADV_HUGEPAGE are extensions.
#define _GNU_SOURCE

#include "renoir_memory.h"

#include "renoir_crashes.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { cache_line = 64, huge_page = 2 << 20 };

/// From this size on a block is a mapping of its own, which the system hands out zeroed.
static const size_t mapped_size = 2 * huge_page;

static size_t rounded(size_t bytes) { return (bytes + huge_page - 1) / huge_page * huge_page; }

static void *map_aligned(size_t bytes) {
    size_t length = rounded(bytes);
    // Room for one more page, so that a whole number of aligned pages fits; the ends go back.
    char *start = mmap(0, length + huge_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) return 0;
    char *aligned = (char *)rounded((size_t)start);
    size_t before = (size_t)(aligned - start);
    if (before) munmap(start, before);
    if (before < huge_page) munmap(aligned + length, huge_page - before);
#ifdef MADV_HUGEPAGE
    // Advice: without huge pages the block works as well.
    (void)madvise(aligned, length, MADV_HUGEPAGE);
#endif
    return aligned;
}

void *renoir_allocate_zeroed(size_t bytes) {
    if (bytes >= mapped_size) return map_aligned(bytes);
    void *memory = 0;
    if (posix_memalign(&memory, cache_line, bytes)) return 0;
    return memset(memory, 0, bytes);
}

void *renoir_allocate(size_t bytes, size_t alignment) {
    void *memory = 0;
    if (alignment <= sizeof(max_align_t)) {
        memory = malloc(bytes ? bytes : 1);
    } else if (posix_memalign(&memory, alignment, bytes)) {
        memory = 0;
    }
    if (!memory) renoir_no_memory(bytes);
    return memory;
}

void renoir_free(void *memory) { free(memory); }

void renoir_free_zeroed(void *memory, size_t bytes) {
    if (bytes >= mapped_size) {
        munmap(memory, rounded(bytes));
    } else {
        free(memory);
    }
}

static size_t whole_pages(size_t bytes) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (bytes + page - 1) / page * page;
}

void *renoir_map(size_t bytes) {
    void *memory = mmap(0, whole_pages(bytes), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? 0 : memory;
}

void renoir_unmap(void *memory, size_t bytes, size_t kept) {
    size_t length = whole_pages(bytes), stays = whole_pages(kept);
    if (stays < length) munmap((char *)memory + stays, length - stays);
}
